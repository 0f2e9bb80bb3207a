import './bring-in.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Incoming } from '../../../shared/paper/incoming.ts'
import { type FoundClause, glance, headingLevels, likelyLevel, splitClauses } from '../../../shared/paper/split.ts'
import { openFile } from '../../papers/open-file.ts'
import type { CanvasRoom } from '../../room/types.ts'
import '../../ui/dialog.ts'
import '../../ui/file-drop.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber, isolated } from '../../ui/format.ts'
import { ALL_MAX, bringIn, CLAUSE_MAX, MOST_CLAUSES, tooLong } from './bring-in.ts'
import { fileTroubleWords, leftOutWords } from './bring-in-words.ts'

type Read = { name: string; incoming: Incoming; level: number; clauses: FoundClause[]; off: ReadonlySet<number> }

/**
 * Brings clauses in from a Word or Markdown file: choose, look at what was found, add. Nothing is written before the last
 * button, and nothing that is there is replaced. Events: `close`; `brought` with the ids of the new clauses.
 */
@customElement('tr-bring-in')
export class BringInElement extends TrElement {
  @property({ attribute: false }) room!: CanvasRoom
  @property({ type: Boolean }) open = false
  @state() private file: Read | null = null
  @state() private reading = ''
  @state() private trouble = ''

  /** Reads a chosen or dropped file into the preview. */
  async read(file: File): Promise<void> {
    this.trouble = ''
    this.reading = file.name
    const result = await openFile(file)
    // Another file may have been chosen, or the dialog closed, meanwhile.
    if (this.reading !== file.name) return
    this.reading = ''
    if (!result.ok) this.trouble = fileTroubleWords(result.refusal)
    else this.#split(file.name, result.value, likelyLevel(result.value.blocks))
  }

  override render(): TemplateResult {
    return html`<tr-dialog class="wide" .heading=${msg('Bring in a Word or Markdown file')} ?open=${this.open} @close=${this.#close}>
      ${this.open ? (this.file ? this.#preview(this.file) : this.#choose()) : nothing}
    </tr-dialog>`
  }

  #choose(): TemplateResult {
    return html`<tr-file-drop
      name="bring-file"
      accept=".docx,.md,.markdown,.txt,text/markdown"
      label=${msg('Choose a Word file (.docx) or a Markdown file, or drop one here')}
      help=${msg('Its headings become clauses. It is read on this device and sent nowhere; you see everything before it is added.')}
      .reading=${this.reading}
      .trouble=${this.trouble}
      @chosen=${(event: CustomEvent<File>) => void this.read(event.detail)}
    ></tr-file-drop>`
  }

  #preview(file: Read): TemplateResult {
    const chosen = this.#chosen(file)
    const length = chosen.reduce((sum, clause) => sum + clause.length, 0)
    const count = formatNumber(chosen.length)
    const over = chosen.length > MOST_CLAUSES || length > ALL_MAX
    const left = leftOutWords(file.incoming.leftOut)
    return html`<div class="stack bring-in">
      <p>${msg(str`Clauses found in ${isolated(file.name)}: ${formatNumber(file.clauses.length)}.`)} ${msg('Untick what should stay out. They are added at the end; nothing is replaced.')}</p>
      ${this.#levels(file)}
      ${left.length > 0 ? html`<ul class="sm left-out">${left.map(words => html`<li>${words}</li>`)}</ul>` : nothing}
      <ol class="found">${file.clauses.map((clause, index) => this.#clause(file, clause, index))}</ol>
      ${
        over
          ? html`<p class="banner warn" role="alert"><span>${msg(str`This is more than comes in at once: at most ${formatNumber(MOST_CLAUSES)} clauses and ${formatNumber(ALL_MAX)} characters. Untick some and bring them in with a second go.`)}</span></p>`
          : nothing
      }
      <div class="row">
        <button type="button" class="btn primary" ?disabled=${chosen.length === 0 || over} @click=${() => this.#add(chosen)}>
          ${msg(str`Add clauses: ${count}`)}
        </button>
        <button
          type="button"
          class="btn"
          @click=${() => {
            this.file = null
          }}
        >
          ${msg('Choose another file')}
        </button>
      </div>
    </div>`
  }

  #levels(file: Read): TemplateResult | typeof nothing {
    const levels = headingLevels(file.incoming.blocks)
    if (levels.length < 2) return nothing
    return html`<label class="field">
      <span class="label">${msg('A new clause begins at each heading of level')}</span>
      <select class="in" @change=${(event: Event) => this.#split(file.name, file.incoming, Number((event.target as HTMLSelectElement).value))}>
        ${levels.map(
          ({ level, count }) =>
            html`<option value=${level} ?selected=${level === file.level}>${msg(str`Level ${formatNumber(level)}, headings: ${formatNumber(count)}`)}</option>`,
        )}
      </select>
    </label>`
  }

  #clause(file: Read, clause: FoundClause, index: number): TemplateResult {
    const long = tooLong(clause)
    const heading =
      clause.heading || (clause.before ? msg('Before the first heading') : msg('Clause without a heading'))
    return html`<li>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${!file.off.has(index) && !long.words}
          ?disabled=${long.words}
          @change=${(event: Event) => this.#tick(index, (event.target as HTMLInputElement).checked)}
        /><span class="stack tight">
          <b class="words" dir="auto">${heading}</b>
          <span class="sm muted words" dir="auto">${glance(clause.words, 160) || msg('Only a heading, no words')}</span>
          ${
            long.words
              ? html`<span class="err">${msg(str`Too long: ${formatNumber(clause.length)} characters, at most ${formatNumber(CLAUSE_MAX)}. Choose a deeper level of headings, or divide it in the file.`)}</span>`
              : nothing
          }
          ${long.heading ? html`<span class="sm">${msg('The heading is cut; all of it comes in as the first line.')}</span>` : nothing}
        </span></label
      >
    </li>`
  }

  #split(name: string, incoming: Incoming, level: number): void {
    this.file = { name, incoming, level, clauses: splitClauses(incoming.blocks, level), off: new Set() }
  }

  #chosen(file: Read): FoundClause[] {
    return file.clauses.filter((clause, index) => !file.off.has(index) && !tooLong(clause).words)
  }

  #tick(index: number, on: boolean): void {
    if (!this.file) return
    const off = new Set(this.file.off)
    if (on) off.delete(index)
    else off.add(index)
    this.file = { ...this.file, off }
  }

  #add(clauses: readonly FoundClause[]): void {
    const ids = bringIn(this.room, clauses)
    this.#close()
    this.dispatchEvent(new CustomEvent<string[]>('brought', { detail: ids }))
  }

  #close = (event?: Event): void => {
    event?.stopPropagation()
    this.file = null
    this.reading = ''
    this.trouble = ''
    this.dispatchEvent(new CustomEvent('close'))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-bring-in': BringInElement
  }
}
