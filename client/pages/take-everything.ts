import '../ui/dialog.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { counted } from '../i18n/counts.ts'
import { refusalWords } from '../ledger/refusal-words.ts'
import { documents, iAmBroker, partnershipWords } from '../ledger/views.ts'
import type { PartnershipSession } from '../room/types.ts'
import { download } from '../sync/download.ts'
import { TrElement } from '../ui/element.ts'
import { formatNumber } from '../ui/format.ts'
import { saveFile } from '../ui/save-file.ts'

/** Says what the zip of everything holds and what not, packs it, and saves it while showing how much has come. Event: `close`. */
@customElement('tr-take-everything')
export class TakeEverythingElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ type: Boolean }) open = false
  @state() private came: { bytes: number; of: number | null } | null = null
  @state() private problem = ''
  @state() private done = false
  #stop: AbortController | null = null

  protected override render(): TemplateResult {
    return html`<tr-dialog .heading=${msg('Take everything with you')} ?open=${this.open} @close=${this.#close}>
      ${this.open ? html`<div class="stack">${this.came ? this.#doing(this.came) : this.#words()}</div>` : nothing}
    </tr-dialog>`
  }

  #words(): TemplateResult {
    const { ledger } = this.session
    const decided = [...ledger.proposals.values()].filter(one => one.result !== null).length
    const here = [...ledger.members.values()].filter(one => one.leftAt === null).length
    const canvases = formatNumber(documents(this.session).length + documents(this.session, { archived: true }).length)
    return html`<p>${msg('One zip file with all that you may see, to keep, to check, and to bring into another Trestle.')}</p>
      <ul class="plain-list stack tight">
        <li>${msg(str`In it: ${counted('party', ledger.parties.size)}, ${counted('person', here)}.`)} ${msg(str`Canvases: ${canvases}.`)} ${msg(str`Decided: ${formatNumber(decided)}.`)}</li>
        <li>${msg('Readable copies that open without Trestle: a page to start from, agreements and the decision log as text, maps and decisions as tables.')}</li>
        <li>${iAmBroker(this.session) ? msg('The brokers’ part is in it: hand it to nobody but brokers.') : msg('The brokers’ part is not in it.')}</li>
        <li>${msg('Not in it: invites, sessions and anything else that opens a door.')}</li>
      </ul>
      <div role="alert">${this.problem ? html`<p class="banner bad"><span>${this.problem}</span></p>` : nothing}</div>
      ${this.done ? html`<p role="status">${msg('Saved. Keep the file where your partners would look for it.')}</p>` : nothing}
      <div class="row end">
        <button class="btn" type="button" @click=${this.#close}>${msg('Close')}</button>
        <button class="btn primary" type="button" @click=${() => void this.#take()}>${msg('Make the zip file')}</button>
      </div>`
  }

  #doing({ bytes, of }: { bytes: number; of: number | null }): TemplateResult {
    const words =
      bytes === 0 ? msg('Packing…') : msg(str`Coming in: ${megabytes(bytes)} of ${megabytes(of ?? bytes)} MB`)
    return html`<p role="status" tabindex="-1" autofocus>${words}</p>
      ${
        bytes === 0 || of === null
          ? html`<progress class="wide" aria-label=${words}></progress>`
          : html`<progress class="wide" max=${of} .value=${bytes} aria-label=${words}></progress>`
      }
      <div class="row end"><button class="btn" type="button" @click=${() => this.#stop?.abort()}>${msg('Cancel')}</button></div>`
  }

  async #take(): Promise<void> {
    if (this.came) return
    const stop = new AbortController()
    this.#stop = stop
    this.problem = ''
    this.done = false
    this.came = { bytes: 0, of: null }
    const answer = await download(`/api/partnerships/${this.session.id}/export`, {
      signal: stop.signal,
      came: (bytes, of) => {
        this.came = { bytes, of }
      },
    })
    this.came = null
    if (stop.signal.aborted) return
    if (!answer.ok) {
      this.problem = refusalWords(answer.refusal)
      return
    }
    const day = new Date().toISOString().slice(0, 10)
    saveFile(`${partnershipWords(this.session).name} ${day}.zip`, 'application/zip', answer.value)
    this.done = true
  }

  #close = (): void => {
    this.#stop?.abort()
    this.open = false
    this.done = false
    this.problem = ''
    this.dispatchEvent(new Event('close'))
  }
}

/** Opens the dialog over the page; it removes itself when it is closed. */
export function takeEverything(session: PartnershipSession): void {
  const dialog = document.createElement('tr-take-everything')
  dialog.session = session
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.open = true
}

function megabytes(bytes: number): string {
  return formatNumber(bytes / 1_000_000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-take-everything': TakeEverythingElement
  }
}
