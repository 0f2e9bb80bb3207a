import './home.css'
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { go, path } from '../../room/navigate.ts'
import { ownPartnerships } from '../../room/kept-partnerships.ts'
import { api } from '../../sync/api.ts'
import { browserStorage } from '../../sync/storage.ts'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'
import { frontHead } from '../front-head.ts'
import { setTitle } from '../title.ts'
import { createPartnership } from './create.ts'
import { type Mine, mineList } from './mine-list.ts'
import './import-element.ts'
import './start-form.ts'
import type { Aim } from './start-form.ts'
import { starts } from './starts.ts'

/** The way in: a code, my partnerships, four ways to begin, and the form that starts a partnership. */
@customElement('tr-home-page')
export class HomePageElement extends TrElement {
  @state() private mine: Mine[] | null = null
  @state() private problem = ''
  @state() private code = ''
  @state() private aim: Aim | null = null
  @state() private busy = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  protected override render() {
    setTitle('')
    const returning = this.mine === null || this.mine.length > 0
    return html`${frontHead()}
      <main id="main" tabindex="-1" class="page home ${returning ? 'returning' : 'first'}">
        ${returning ? this.#mine() : this.#welcome()}
        ${this.#invited()}
        ${starts({ mine: this.mine ?? [], aim: this.aim, busy: this.busy, choose: this.#choose, sample: () => void this.#sample() })}
        <tr-start-form class="home-form" .sample=${!returning} .aim=${this.aim}></tr-start-form>
        ${promises()}
      </main>`
  }

  #welcome(): TemplateResult {
    return html`<section class="home-lead stack" aria-labelledby="h-home">
      <h1 id="h-home">${msg('One table for organisations that need each other')}</h1>
      <p class="lead">${msg('See who matters, write one agreement, and keep decisions that nobody can quietly change.')}</p>
      ${this.problem ? this.#trouble() : nothing}
    </section>`
  }

  #mine(): TemplateResult {
    const name = this.mine?.[0]?.member.name ?? ''
    return html`<section class="home-lead" aria-labelledby="h-home">
      <h1 id="h-home">${name ? msg(html`Back to the table, <bdi>${name}</bdi>`) : msg('Back to the table')}</h1>
      ${this.problem ? this.#trouble() : nothing}
      ${mineList(this.mine ?? [])}
    </section>`
  }

  #trouble(): TemplateResult {
    return html`<div class="banner warn" role="alert">${icon('cloud-off')}<span>${this.problem}</span><button class="btn dense" type="button" @click=${() => void this.#load()}>${msg('Try again')}</button></div>`
  }

  #invited(): TemplateResult {
    return html`<section class="home-code stack tight" aria-labelledby="h-code">
      <h2 id="h-code">${msg('Invited? Enter your code')}</h2>
      <form class="code-form" @submit=${this.#join}>
        <label class="vh" for="code">${msg('Code from your invitation')}</label>
        <input
          class="in" id="code" dir="ltr" required maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false"
          placeholder="quiet-heron-52" .value=${this.code}
          @input=${(event: Event) => {
            this.code = (event.currentTarget as HTMLInputElement).value
          }}
        />
        <button class="btn" type="submit">${msg('Join with a code')}</button>
      </form>
      <p class="muted sm">${msg('No account needed.')} <a href="/recover">${msg('Come back from another browser with your recovery link')}</a> <a href="/venue">${msg('Check what works on this device')}</a></p>
      <tr-import-partnership></tr-import-partnership>
    </section>`
  }

  readonly #join = (event: Event): void => {
    event.preventDefault()
    const code = this.code.trim()
    if (code !== '') go(`${path.join()}?code=${encodeURIComponent(code)}`)
  }

  readonly #choose = async (aim: Aim): Promise<void> => {
    this.aim = aim
    await this.updateComplete
    const heading = this.querySelector<HTMLElement>('#h-new')
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  }

  /** A sample of one's own, at once: who it is by name can be said later, and it is thrown away without loss. */
  async #sample(): Promise<void> {
    if (this.busy) return
    this.busy = true
    const made = await createPartnership({
      name: msg('Mirata Basin Compact'),
      purpose: '',
      brokerName: this.mine?.[0]?.member.name || msg('Visitor'),
      brokerTitle: '',
      host: '',
      start: 'sample',
    })
    this.busy = false
    if (made.ok) go(`${path.table(made.value)}?seat=choose`)
    else toast(refusalWords(made.refusal), { tone: 'negative' })
  }

  async #load(): Promise<void> {
    this.problem = ''
    const answer = await ownPartnerships<Mine>({ api, storage: browserStorage })
    if (answer.ok) {
      this.mine = answer.value.partnerships
      if (answer.value.kept) this.problem = msg('There is no line. These are kept on this device and can be opened.')
    } else {
      this.mine = []
      // A browser that was never here has no session: that is a first visit, not a fault.
      if (answer.refusal.status !== 401) this.problem = refusalWords(answer.refusal)
    }
  }
}

/** What a partner and their lawyer ask first, answered as it is. */
function promises(): TemplateResult {
  return html`<section class="home-promises" aria-label=${msg('What to know before')}>
    <div class="stack tight">
      <h2>${msg('Nothing is asked of partners but a phone')}</h2>
      <p>${msg('They open a link or say a code, and are at the table. No account, no app, no password.')}</p>
    </div>
    <div class="stack tight">
      <h2>${msg('Know who can see what')}</h2>
      <ul class="plain-list">
        <li>${msg('Everyone at a table sees what lies on it: the map, the agreement, the decisions and who said what.')}</li>
        <li>${msg('Contacts and sensitivities of stakeholders are the brokers’ alone: no other browser receives them.')}</li>
        <li>${msg('Nobody outside a table sees anything of it. Who runs this server could technically read it, and everyone who joins is told who that is.')}</li>
      </ul>
    </div>
  </section>`
}
