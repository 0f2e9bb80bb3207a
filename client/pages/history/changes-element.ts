import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type * as Y from 'yjs'
import type { FieldChange, RowChange } from '../../../shared/history/compare.ts'
import { partKey } from '../../../shared/history/rows.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { diffView } from '../../kinds/decision-log/diff-view.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { fieldWords, isOrder } from './field-words.ts'
import { authorsWords, changeWord } from './moment-words.ts'
import { partTitle } from './part-titles.ts'

/**
 * What differs between two moments of a canvas, part by part and, where people wrote, word by word. With `chosen`, each
 * part has a box to choose it by; emits `choose` with the set as it becomes.
 */
@customElement('tr-history-changes')
export class HistoryChangesElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) kind!: KindId
  /** Where titles of parts are read, the first that has one. */
  @property({ attribute: false }) docs: readonly Y.Doc[] = []
  @property({ attribute: false }) changes: readonly RowChange[] = []
  @property({ attribute: false }) chosen: ReadonlySet<string> | null = null

  protected override render(): TemplateResult {
    if (this.changes.length === 0) return html`<p>${msg('Nothing differs between the two.')}</p>`
    return html`<p class="sm muted">${msg('Underlined words came, struck words went.')}</p>
      <ul class="changes">
        ${repeat(
          this.changes,
          change => partKey(change),
          change => this.#change(change),
        )}
      </ul>`
  }

  #change(change: RowChange): TemplateResult {
    const key = partKey(change)
    const title = partTitle(this.kind, this.docs, change)
    const moved = change.type === 'changed' && change.prose === null && change.fields.every(one => isOrder(one.name))
    const { word, icon: sign } = changeWord(moved ? 'moved' : change.type)
    const who = authorsWords(this.session, change.by)
    const head = html`<span class="tag change-tag is-${change.type}">${icon(sign)}${word}</span> <bdi class="words change-title">${title}</bdi>`
    return html`<li class="change">
      ${
        this.chosen
          ? html`<label class="check change-head"><input type="checkbox" .checked=${this.chosen.has(key)} @change=${() => this.#choose(key)} /><span>${head}</span></label>`
          : html`<p class="change-head">${head}</p>`
      }
      ${change.by.some(member => member !== null) ? html`<p class="sm muted">${msg(str`By ${who}`)}</p>` : nothing}
      ${change.prose ? this.#words(msg('Words'), change.prose.before, change.prose.after) : nothing}
      ${change.fields.map(field => this.#field(change, field, title))}
    </li>`
  }

  #field(change: RowChange, { name, before, after }: FieldChange, title: string): TemplateResult | typeof nothing {
    const words = fieldWords(this.session, this.kind, change.root, name)
    if (!words) return nothing
    if (isOrder(name))
      return change.type === 'changed'
        ? html`<p class="sm">${msg('It stands in another place of the list.')}</p>`
        : nothing
    const [was, is] = [words.say(before), words.say(after)]
    if (was === is) return nothing
    // Of a part that came or went its title says as much already.
    if (change.type !== 'changed' && was + is === title) return nothing
    if (words.words) return this.#words(words.label, was, is)
    return html`<p class="change-field"><b class="sm">${words.label}</b>
      <span>${was === '' ? nothing : html`<del><span class="vh">${msg('Taken out:')} </span>${was}</del>`} ${is === '' ? nothing : html`<ins><span class="vh">${msg('Added:')} </span>${is}</ins>`}</span></p>`
  }

  #words(label: string, before: string, after: string): TemplateResult | typeof nothing {
    if (before === '' && after === '') return nothing
    return html`<div class="change-field"><b class="sm">${label}</b>
      ${diffView(before, after)}</div>`
  }

  #choose(key: string): void {
    const chosen = new Set(this.chosen)
    if (!chosen.delete(key)) chosen.add(key)
    this.dispatchEvent(new CustomEvent<ReadonlySet<string>>('choose', { detail: chosen }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-history-changes': HistoryChangesElement
  }
}
