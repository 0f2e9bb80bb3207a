import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { DocumentInfo } from '../../../shared/ledger/state.ts'
import { documents, documentTitle, iAmBroker } from '../../ledger/views.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { path } from '../../room/navigate.ts'
import type { CommandBody, PartnershipSession } from '../../room/types.ts'
import { confirmAct } from '../../ui/dialog.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { textField } from '../../ui/field.ts'
import { icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'

/** The canvases by name, for brokers: rename them, put one away, bring one back. Nothing is ever deleted here. */
@customElement('tr-canvas-list')
export class CanvasListElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private renaming: DocumentInfo | null = null
  @state() private wanted = ''
  @state() private busy = false

  protected override willUpdate(): void {
    this.watch(this.session)
  }

  protected override render() {
    const { session } = this
    if (!iAmBroker(session)) return nothing
    // In one order whatever is archived, so that no line moves away under the pointer.
    const all = [...documents(session), ...documents(session, { archived: true })].sort(
      (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
    )
    if (all.length === 0) return nothing
    return html`<details class="canvas-list">
        <summary>${icon('chevron-right', { class: 'tw' })}${msg('Rename and archive canvases')}</summary>
        <ul class="list">${all.map(info => this.#line(info))}</ul>
      </details>
      <tr-dialog .heading=${msg('Rename the canvas')} ?open=${this.renaming !== null} @close=${this.#close}>
        ${this.renaming ? this.#form() : nothing}
      </tr-dialog>`
  }

  #line(info: DocumentInfo): TemplateResult {
    const name = documentTitle(this.session, info)
    return html`<li class="row apart">
      <span class="row tight"
        ><a class="words" dir="auto" href=${path.canvas(this.session.id, info.id)}>${name}</a>${info.archived ? html`<span class="tag">${msg('Archived')}</span>` : nothing}</span
      >
      <span class="row tight">
        <button class="btn quiet dense" type="button" aria-label=${msg(str`Rename ${name}`)} @click=${() => this.#rename(info)}>${msg('Rename')}</button>
        ${
          info.archived
            ? html`<button class="btn quiet dense" type="button" ?disabled=${this.busy} aria-label=${msg(str`Restore ${name}`)} @click=${() => void this.#restore(info)}>${msg('Restore')}</button>`
            : html`<button class="btn quiet dense" type="button" ?disabled=${this.busy} aria-label=${msg(str`Archive ${name}`)} @click=${() => void this.#archive(info)}>${msg('Archive')}</button>`
        }
      </span>
    </li>`
  }

  #form(): TemplateResult {
    return html`<form class="stack" @submit=${this.#submit}>
      ${textField({ id: 'canvas-name', label: msg('Title'), value: this.wanted, required: true, maxLength: 200, onInput: title => (this.wanted = title) })}
      <div class="row end">
        <button class="btn" type="button" @click=${this.#close}>${msg('Cancel')}</button>
        <button class="btn primary" type="submit" ?disabled=${this.busy}>${msg('Rename the canvas')}</button>
      </div>
    </form>`
  }

  #rename(info: DocumentInfo): void {
    this.wanted = documentTitle(this.session, info)
    this.renaming = info
  }

  readonly #close = (): void => {
    this.renaming = null
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const title = this.wanted.trim()
    if (!this.renaming || title === '') return
    const { id } = this.renaming
    const before = documentTitle(this.session, this.renaming)
    if (!(await this.#send({ type: 'document.rename', document: id, title }))) return
    this.#close()
    doneToast(this.session, msg(str`Renamed: ${title}`), { type: 'document.rename', document: id, title: before })
  }

  async #archive(info: DocumentInfo): Promise<void> {
    const name = documentTitle(this.session, info)
    const sure = await confirmAct({
      heading: msg(str`Archive ${name}?`),
      body: msg('It leaves the table. Everyone can still read it, nobody can change it, and you can restore it here.'),
      act: msg('Archive'),
      cancel: msg('Leave it on the table'),
    })
    if (!sure || !(await this.#send({ type: 'document.archive', document: info.id }))) return
    toast(msg(str`Archived: ${name}`), { act: { label: msg('Undo'), run: () => void this.#restore(info) } })
  }

  async #restore(info: DocumentInfo): Promise<void> {
    const name = documentTitle(this.session, info)
    if (!(await this.#send({ type: 'document.restore', document: info.id }))) return
    doneToast(this.session, msg(str`Back on the table: ${name}`), { type: 'document.archive', document: info.id })
  }

  async #send(command: CommandBody): Promise<boolean> {
    this.busy = true
    const done = await this.session.execute(command)
    this.busy = false
    if (!done.ok) toast(refusalWords(done.refusal), { tone: 'negative' })
    return done.ok
  }
}
