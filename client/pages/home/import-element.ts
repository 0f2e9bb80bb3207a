import '../../ui/dialog.ts'
import './import.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { counted } from '../../i18n/counts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { go, path } from '../../room/navigate.ts'
import type { Problem } from '../../sync/api.ts'
import { upload } from '../../sync/upload.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { textField } from '../../ui/field.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { keepRecoveryLink } from '../recovery-link.ts'

const MOST = 50 * 2 ** 20

type Preview = {
  name: string
  purpose: string
  exportedAt: number
  digest: string
  parties: PartyView[]
  people: number
  canvases: { title: string; boundary: string }[]
  decided: number
  open: number
  brokersPart: boolean
}

/**
 * Brings a partnership in from an export: choose the file, look at what is in it, say who you are, bring it in. Nothing is
 * made before the last button.
 */
@customElement('tr-import-partnership')
export class ImportPartnershipElement extends TrElement {
  @state() private open = false
  @state() private file: File | null = null
  @state() private preview: Preview | null = null
  @state() private busy: 'look' | 'bring' | null = null
  @state() private share = 0
  @state() private problem: Problem | null = null
  @state() private name = ''
  @state() private nameless = false
  #stop: AbortController | null = null

  protected override render(): TemplateResult {
    return html`<button class="btn quiet flush" type="button" @click=${this.#show}>${icon('upload')} ${msg('Bring a partnership from an export')}</button>
      <tr-dialog .heading=${msg('Bring a partnership from an export')} ?open=${this.open} @close=${this.#close}>
        ${this.open ? html`<div class="stack import-partnership">${this.busy ? this.#doing() : this.preview ? this.#look(this.preview) : this.#choose()}</div>` : nothing}
      </tr-dialog>`
  }

  #choose(): TemplateResult {
    return html`<p>${msg('Choose the zip that “Take everything with you” made, here or on another server. It is checked first, and you see what is in it before anything is made.')}</p>
      <div class="field">
        <label for="export-file">${msg('The export, a zip file')}</label>
        <input
          class="in" id="export-file" type="file" accept=".zip,application/zip" aria-describedby="export-problem"
          @change=${(event: Event) => {
            const file = (event.target as HTMLInputElement).files?.[0]
            if (file) void this.#read(file)
          }}
        />
      </div>
      <div id="export-problem" role="alert">${this.problem ? this.#trouble(this.problem) : nothing}</div>`
  }

  #trouble(problem: Problem): TemplateResult {
    return html`<div class="banner bad"><span>${refusalWords(problem)} ${msg('Nothing was made.')}</span></div>
      ${problem.detail ? html`<details class="sm"><summary>${msg('What the check found')}</summary><p dir="ltr" lang="en">${problem.detail}</p></details>` : nothing}`
  }

  #doing(): TemplateResult {
    const percent = formatNumber(Math.round(this.share * 100))
    const sending = this.share < 1
    const words = sending
      ? msg(str`Sending the file: ${percent} %`)
      : this.busy === 'look'
        ? msg('Checking that nothing in it was changed…')
        : msg('Setting the table…')
    return html`<p role="status" tabindex="-1" autofocus>${words}</p>
      <progress class="wide" max="1" .value=${sending ? this.share : 0} ?data-busy=${!sending} aria-label=${words}></progress>
      <div class="row end"><button class="btn" type="button" @click=${this.#cancel}>${msg('Cancel')}</button></div>`
  }

  #look(preview: Preview): TemplateResult {
    return html`<p>${icon('shield-check')} ${msg('This export holds: nothing in it was changed since it was made.')}</p>
      <h3 class="words" dir="auto">${preview.name}</h3>
      ${preview.purpose ? html`<p class="words" dir="auto">${preview.purpose}</p>` : nothing}
      ${preview.parties.length > 0 ? html`<ul class="import-parties">${preview.parties.map(party => html`<li>${mark(party, { decorative: true, size: 'sm' })} <bdi>${party.short || party.name}</bdi></li>`)}</ul>` : nothing}
      <dl class="import-facts">
        <dt>${msg('Taken out')}</dt><dd>${formatDateTime(preview.exportedAt)}</dd>
        <dt>${msg('In it')}</dt>
        <dd>${counted('party', preview.parties.length)}, ${counted('person', preview.people)}</dd>
        <dt>${msg('Canvases')}</dt>
        <dd>${preview.canvases.map((one, at) => html`${at > 0 ? ', ' : ''}<bdi>${one.title || msg('Untitled')}</bdi>`)}</dd>
        <dt>${msg('Decisions')}</dt>
        <dd>${msg(str`Decided: ${formatNumber(preview.decided)}.`)} ${msg(str`Open: ${formatNumber(preview.open)}.`)}</dd>
        <dt>${msg('The brokers’ part')}</dt>
        <dd>${preview.brokersPart ? msg('It is in the file: contacts, sensitivities and whatever only brokers see.') : msg('It is not in the file: each map starts with an empty one.')}</dd>
      </dl>
      <p class="sm">${msg('It becomes a new partnership that says which export it is a copy of. You are its broker; everyone else comes back by your invite. Clauses and decisions stand in the words they were agreed in.')}</p>
      ${textField({
        id: 'import-person',
        label: msg('Your name'),
        value: this.name,
        required: true,
        maxLength: 120,
        autocomplete: 'name',
        ...(this.nameless ? { error: msg('Say who you are, so that partners know.') } : {}),
        onInput: value => {
          this.name = value
        },
      })}
      <div role="alert">${this.problem ? this.#trouble(this.problem) : nothing}</div>
      <div class="row end">
        <button class="btn" type="button" @click=${this.#reset}>${msg('Choose another file')}</button>
        <button class="btn primary" type="button" @click=${() => void this.#bring()}>${msg('Bring it in')}</button>
      </div>`
  }

  async #read(file: File): Promise<void> {
    this.#reset()
    if (file.size > MOST) {
      this.problem = { status: 413, code: 'export-too-big' }
      return
    }
    this.file = file
    const answer = await this.#send<Preview>('look', '/api/partnerships/import/preview')
    if (!answer) return
    if (answer.ok) {
      this.preview = answer.value
      announce(msg('This export holds: nothing in it was changed since it was made.'))
    } else this.problem = answer.refusal
  }

  async #bring(): Promise<void> {
    this.nameless = this.name.trim() === ''
    if (this.nameless) {
      await this.updateComplete
      this.querySelector<HTMLElement>('#import-person')?.focus()
      return
    }
    const wish = {
      brokerName: this.name.trim(),
      companionTitle: msg('Stakeholder map: brokers’ notes'),
      closedReason: msg('Its time ran out before this copy was made.'),
    }
    const answer = await this.#send<{ partnership: { id: string }; recoveryUrl: string }>(
      'bring',
      '/api/partnerships/import',
      { 'trestle-wish': encodeURIComponent(JSON.stringify(wish)) },
    )
    if (!answer) return
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    keepRecoveryLink(answer.value.partnership.id, answer.value.recoveryUrl)
    go(path.table(answer.value.partnership.id))
  }

  async #send<T>(busy: 'look' | 'bring', to: string, headers: Record<string, string> = {}) {
    const file = this.file
    if (!file || this.busy) return null
    const stop = new AbortController()
    this.#stop = stop
    this.busy = busy
    this.share = 0
    this.problem = null
    const sent = (share: number) => {
      this.share = share
    }
    const answer = await upload<T>(to, file, { headers, sent, signal: stop.signal })
    // Whoever cancelled is told by the empty dialog, and nothing more.
    if (stop.signal.aborted) return null
    this.busy = null
    return answer
  }

  #show = (): void => {
    this.open = true
  }

  #cancel = (): void => {
    this.#stop?.abort()
    this.#reset()
  }

  #reset = (): void => {
    this.busy = null
    this.file = null
    this.preview = null
    this.problem = null
    this.nameless = false
  }

  #close = (): void => {
    this.open = false
    this.#cancel()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-import-partnership': ImportPartnershipElement
  }
}
