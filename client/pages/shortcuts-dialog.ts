import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type Act, actsNow, type KeyHint, keyHintsNow } from '../ui/acts.ts'
import '../ui/dialog.ts'
import { TrElement } from '../ui/element.ts'
import { isSingle, type Keys, keyCaps } from '../ui/keys.ts'
import { setSingleKeys, singleKeysOn } from '../ui/preferences.ts'

/** Shows the keys that work on the page in front, as it and its parts offer them now. */
export function showShortcuts(): void {
  if (document.querySelector('tr-shortcuts')) return
  const dialog = document.createElement('tr-shortcuts')
  // Taken before the dialog stands in front of the page.
  dialog.acts = actsNow().filter(act => act.keys !== undefined)
  dialog.hints = keyHintsNow()
  document.body.append(dialog)
}

/** The list of keys, by place, and the switch for single keys. Removes itself when it closes. */
@customElement('tr-shortcuts')
export class ShortcutsElement extends TrElement {
  @property({ attribute: false }) acts: readonly Act[] = []
  @property({ attribute: false }) hints: readonly KeyHint[] = []
  @state() private single = singleKeysOn()

  protected override render() {
    const here = this.acts.filter(act => (act.group ?? 'here') === 'here')
    const everywhere = this.acts.filter(act => act.group === 'everywhere' || act.group === 'settings')
    const places = [...new Set(this.hints.map(hint => hint.where))]
    return html`<tr-dialog .heading=${msg('Keys that work here')} open @close=${() => this.remove()}>
      <div class="stack">
        <label class="check"><input type="checkbox" autofocus .checked=${this.single} @change=${this.#switch} /><span>${msg('Single keys act too. Switch this off if you speak to your computer or if keys act by mistake.')}</span></label>
        ${this.#list(msg('On this page'), here.map(ofAct))}
        ${places.map(where =>
          this.#list(
            where,
            this.hints.filter(hint => hint.where === where),
          ),
        )}
        ${this.#list(msg('On every page'), everywhere.map(ofAct))}
      </div>
    </tr-dialog>`
  }

  #list(
    heading: string,
    lines: readonly { keys: readonly Keys[]; label: string; off?: string }[],
  ): TemplateResult | string {
    if (lines.length === 0) return ''
    return html`<section class="stack tight">
      <h3>${heading}</h3>
      <dl class="keys">
        ${lines.map(
          ({ keys, label, off }) => html`<div class=${off || (!this.single && keys.every(isSingle)) ? 'muted' : ''}>
            <dt>${keys.map((each, at) => html`${at > 0 ? ' ' : ''}<span class="caps">${keyCaps(each).map(cap => html`<kbd>${cap}</kbd>`)}</span>`)}</dt>
            <dd>${label}${off ? html` <span class="sm">${off}</span>` : ''}</dd>
          </div>`,
        )}
      </dl>
    </section>`
  }

  readonly #switch = (event: Event): void => {
    this.single = (event.currentTarget as HTMLInputElement).checked
    setSingleKeys(this.single)
  }
}

function ofAct(act: Act): { keys: Keys[]; label: string; off: string } {
  return { keys: act.keys === undefined ? [] : [act.keys], label: act.label, off: act.off ?? '' }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-shortcuts': ShortcutsElement
  }
}
