import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import type { Role } from '../../../shared/access/roles.ts'
import { counted } from '../../i18n/counts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { go, path } from '../../room/navigate.ts'
import { api } from '../../sync/api.ts'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { roleWord, statusWord } from '../../ui/words.ts'
import { frontHead } from '../front-head.ts'
import { setTitle } from '../title.ts'
import './start-form.ts'

type Mine = {
  id: string
  name: string
  purpose: string
  member: { role: Role; name: string }
  parties: PartyView[]
  openProposals: number
}

/** The way in: my partnerships, joining by code, and starting one. */
@customElement('tr-home-page')
export class HomePageElement extends TrElement {
  @state() private mine: Mine[] | null = null
  @state() private problem = ''
  @state() private code = ''

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  protected override render() {
    setTitle('')
    const returning = (this.mine?.length ?? 0) > 0
    return html`${frontHead()}
      <main id="main" tabindex="-1" class="page home">
        ${
          returning || this.mine === null
            ? html`<div class="stack loose">${this.#mine()}${this.#invited()}</div><tr-start-form></tr-start-form>`
            : html`<div class="stack loose">${this.#welcome()}${this.#invited()}</div><tr-start-form .sample=${true}></tr-start-form>`
        }
      </main>`
  }

  #welcome(): TemplateResult {
    return html`<section class="stack" aria-labelledby="h-home">
      <h1 id="h-home">${msg('One table for organisations that need each other')}</h1>
      <p class="lead">${msg('See who matters, write one agreement, and keep decisions that nobody can quietly change.')}</p>
      ${this.problem ? this.#trouble() : nothing}
    </section>`
  }

  #mine(): TemplateResult {
    const name = this.mine?.[0]?.member.name ?? ''
    return html`<section aria-labelledby="h-home">
      <h1 id="h-home">${msg('Back to the table')}${name ? html`, <bdi>${name}</bdi>` : nothing}</h1>
      ${this.problem ? this.#trouble() : nothing}
      <div class="return-list">${this.mine?.map(one => partnership(one))}</div>
    </section>`
  }

  #trouble(): TemplateResult {
    return html`<div class="banner warn" role="alert">${icon('cloud-off')}<span>${this.problem}</span><button class="btn dense" type="button" @click=${() => void this.#load()}>${msg('Try again')}</button></div>`
  }

  #invited(): TemplateResult {
    return html`<section class="stack tight" aria-labelledby="h-code">
      <h2 id="h-code">${msg('Invited?')}</h2>
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
      <p class="muted sm">${msg('No account needed.')} <a href="/recover">${msg('Come back from another browser with your recovery link')}</a></p>
    </section>`
  }

  readonly #join = (event: Event): void => {
    event.preventDefault()
    const code = this.code.trim()
    if (code !== '') go(`${path.join()}?code=${encodeURIComponent(code)}`)
  }

  async #load(): Promise<void> {
    this.problem = ''
    const answer = await api.get<{ partnerships: Mine[] }>('/api/partnerships')
    if (answer.ok) this.mine = answer.value.partnerships
    else {
      this.mine = []
      // A browser that was never here has no session: that is a first visit, not a fault.
      if (answer.refusal.status !== 401) this.problem = refusalWords(answer.refusal)
    }
  }
}

function partnership(one: Mine): TemplateResult {
  const [label, open] = [statusWord('open'), counted('proposal', one.openProposals)]
  return html`<a class="pt" href=${path.table(one.id)}>
    <h2 dir="auto">${one.name}</h2>
    ${
      one.openProposals > 0
        ? html`<span class="status cau">${icon('clock')}${msg(str`${label}: ${open}`)}</span>`
        : html`<span></span>`
    }
    <span class="muted sm"><span class="tag">${roleWord(one.member.role)}</span> <span dir="auto">${one.purpose}</span></span>
    ${
      one.parties.length > 0
        ? html`<span class="seats" role="img" aria-label=${counted('party', one.parties.length)}>${one.parties.map(party => mark(party, { decorative: true }))}</span>`
        : nothing
    }
  </a>`
}
