import { msg, str } from '@lit/localize'
import { html } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import type { PartnershipSession } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { textField } from '../../ui/field.ts'
import { isolated } from '../../ui/format.ts'

/** Longest name of a version in characters, as the ledger takes it. */
const NAME_MAX = 120

/** Asks for the name of a point in a canvas's history and records it. Emits `close`. */
@customElement('tr-name-version')
export class NameVersionElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) document = ''
  @property({ attribute: false }) point = 0
  /** The name that it has; '' for none. */
  @property({ attribute: false }) former = ''
  /** When that point was, in words. */
  @property({ attribute: false }) when = ''
  @property({ type: Boolean }) open = false
  @state() private name = ''
  @state() private error = ''
  @state() private busy = false

  override connectedCallback(): void {
    super.connectedCallback()
    this.name = this.former
  }

  protected override render() {
    return html`<tr-dialog .heading=${msg('Name this version')} ?open=${this.open} @close=${() => this.dispatchEvent(new Event('close'))}>
      <form class="stack" @submit=${this.#submit}>
        <p class="muted">${msg(str`The canvas as it stood: ${this.when}. A name makes it easy to find, for everyone who may see the canvas. It changes nothing.`)}</p>
        ${textField({
          id: 'version-name',
          label: msg('Name'),
          hint: msg('For example “As sent to the ministries”.'),
          value: this.name,
          maxLength: NAME_MAX,
          words: true,
          error: this.error,
          onInput: value => {
            this.name = value
          },
        })}
        <div class="row end">
          ${this.former === '' ? '' : html`<button class="btn" type="button" ?disabled=${this.busy} @click=${() => void this.#keep(null)}>${msg('Take the name away')}</button>`}
          <button class="btn" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${msg('Cancel')}</button>
          <button class="btn primary" type="submit" ?disabled=${this.busy}>${msg('Keep the name')}</button>
        </div>
      </form>
    </tr-dialog>`
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    if (this.name.trim() === '') this.error = msg('Give it a name of a few words.')
    else void this.#keep(this.name.trim())
  }

  async #keep(name: string | null): Promise<void> {
    const { session, document, point, former } = this
    this.busy = true
    const done = await session.execute({ type: 'version.name', document, point, name })
    this.busy = false
    if (!done.ok && done.refusal.code !== 'nothing-changed') {
      this.error = refusalWords(done.refusal)
      return
    }
    this.dispatchEvent(new Event('close'))
    if (!done.ok) return
    const words = name === null ? msg('The name is taken away.') : msg(str`This version is named ${isolated(name)}.`)
    doneToast(session, words, { type: 'version.name', document, point, name: former === '' ? null : former })
    this.dispatchEvent(new Event('named'))
  }
}

/** Opens the dialog over the page; it removes itself when it is closed. `named` hears of a name that was kept. */
export function nameVersion(
  of: { session: PartnershipSession; document: string; point: number; former: string; when: string },
  named: () => void,
): void {
  const dialog = document.createElement('tr-name-version') as NameVersionElement
  Object.assign(dialog, of)
  dialog.addEventListener('named', named)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.open = true
}
