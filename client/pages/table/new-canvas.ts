import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { CLIENT_KINDS } from '../../kinds/index.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { iAmBroker } from '../../ledger/views.ts'
import { go, path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { api } from '../../sync/api.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { fieldError, selectField, textField } from '../../ui/field.ts'
import { isolated } from '../../ui/format.ts'

/** No template: the agreement begins empty and asks for the file. */
const FROM_FILE = 'file'

/** Asks for kind, title and template of a new canvas, makes it on the server, and goes there. Emits `close`. */
@customElement('tr-new-canvas')
export class NewCanvasElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ type: Boolean }) open = false
  @state() private kind: KindId = 'board'
  @state() private name = ''
  @state() private template = ''
  @state() private error = ''
  @state() private busy = false

  protected override render() {
    return html`<tr-dialog .heading=${msg('Add a canvas')} ?open=${this.open} @close=${this.#close}>${this.open ? this.#form() : nothing}</tr-dialog>`
  }

  #form(): TemplateResult {
    return html`<form class="stack" @submit=${this.#submit}>
      ${selectField({
        id: 'canvas-kind',
        label: msg('What kind?'),
        value: this.kind,
        options: CLIENT_KINDS.map(kind => ({ value: kind.id, label: kind.title() })),
        onInput: value => {
          this.kind = CLIENT_KINDS.find(kind => kind.id === value)?.id ?? 'board'
        },
      })}
      ${
        this.kind === 'agreement'
          ? selectField({
              id: 'canvas-template',
              label: msg('Begin with'),
              value: this.template,
              options: [
                { value: '', label: msg('An empty agreement') },
                { value: 'mou', label: msg('Memorandum of understanding') },
                { value: 'charter', label: msg('One-page charter') },
                { value: 'letter-of-intent', label: msg('Letter of intent') },
                { value: 'full', label: msg('Every section there is') },
                { value: FROM_FILE, label: msg('A Word or Markdown file that we have') },
              ],
              onInput: value => {
                this.template = value
              },
            })
          : nothing
      }
      ${textField({
        id: 'canvas-title',
        label: msg('Title'),
        value: this.name,
        required: true,
        words: true,
        maxLength: 200,
        onInput: value => {
          this.name = value
        },
      })}
      ${this.error ? fieldError('canvas', this.error) : nothing}
      <div class="row end">
        <button class="btn" type="button" @click=${this.#close}>${msg('Cancel')}</button>
        <button class="btn primary" type="submit" ?disabled=${this.busy}>${msg('Add the canvas')}</button>
      </div>
    </form>`
  }

  readonly #close = (): void => {
    this.open = false
    this.name = ''
    this.error = ''
    this.dispatchEvent(new Event('close'))
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#add()
  }

  async #add(): Promise<void> {
    if (this.busy) return
    this.busy = true
    const answer = await api.post<{ id: string }>(`/api/partnerships/${this.session.id}/documents`, {
      kind: this.kind,
      title: this.name.trim(),
      ...(this.kind === 'agreement' &&
        this.template !== '' &&
        this.template !== FROM_FILE && { template: this.template }),
      ...(this.kind === 'stakeholder-map' && { companionTitle: msg('Stakeholder map: brokers’ notes') }),
    })
    this.busy = false
    if (!answer.ok) {
      this.error = refusalWords(answer.refusal)
      return
    }
    const asks = this.kind === 'agreement' && this.template === FROM_FILE ? '?bring=file' : ''
    const { session, name } = this
    this.#close()
    go(`${path.canvas(session.id, answer.value.id)}${asks}`)
    const title = isolated(name.trim())
    doneToast(
      session,
      msg(str`On the table: ${title}`),
      iAmBroker(session) ? { type: 'document.archive', document: answer.value.id } : null,
    )
  }
}
