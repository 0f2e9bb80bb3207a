import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { go, path } from '../../room/navigate.ts'
import { forgetSummary } from '../../room/summary.ts'
import { api } from '../../sync/api.ts'
import { markSharedPhone } from '../../sync/shared-phone.ts'
import { browserStorage } from '../../sync/storage.ts'
import { TrElement } from '../../ui/element.ts'
import { frontHead } from '../front-head.ts'
import { keepRecoveryLink } from '../recovery-link.ts'
import { setTitle } from '../title.ts'
import './join.css'
import { joinProblemWords } from './join-problem-words.ts'

/** Whom a link brings back, and whose seat this browser has at that table: `POST /api/recover/preview`. */
type WhoComesBack = {
  partnership: { id: string; name: string }
  member: { name: string }
  already: { name: string } | null
}

/**
 * Coming back from another browser with a recovery link. It asks before it spends the link: opening an address alone
 * changes nothing, since programs that preview links open them too. Where somebody else of that table sits in this browser, it says so.
 */
@customElement('tr-recover-page')
export class RecoverPageElement extends TrElement {
  @property() secret = ''
  @state() private typed = ''
  @state() private problem: { code: string } | null = null
  @state() private busy = false
  @state() private who: WhoComesBack | null = null
  @state() private shared = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('secret') && this.secret !== '') void this.#look(this.secret)
  }

  protected override render() {
    setTitle(msg('Come back'))
    const problem = this.problem && joinProblemWords(this.problem)
    return html`${frontHead()}
      <main id="main" tabindex="-1" class="page join stack">
        <div class="stack tight">
          <h1>${problem ? problem.heading : msg('Come back to your table')}</h1>
          <p class="lead" role=${problem ? 'alert' : 'note'}>${problem ? problem.words : msg('Your recovery link works once. You get a new one when you are back in.')}</p>
        </div>
        ${this.who && !problem ? whoComesBack(this.who) : nothing}
        <form class="stack" @submit=${this.#submit}>
          ${
            this.secret === '' || problem
              ? html`<div class="field">
                  <label for="recover-link">${msg('Recovery link')}</label>
                  <input class="in code" id="recover-link" dir="ltr" required autocomplete="off" spellcheck="false" .value=${this.typed}
                    @input=${(event: Event) => {
                      this.typed = (event.currentTarget as HTMLInputElement).value
                    }} />
                </div>`
              : nothing
          }
          <label class="check">
            <input type="checkbox" .checked=${this.shared} @change=${(event: Event) => {
              this.shared = (event.currentTarget as HTMLInputElement).checked
            }} />
            <span>${msg('This is a shared phone')}<br /><span class="muted small">${msg('Nothing is kept on it, and you leave with one tap.')}</span></span>
          </label>
          <button class="btn primary wide" type="submit" ?disabled=${this.busy}>${this.#act()}</button>
          ${this.who?.already && !problem ? html`<a class="btn wide" href=${path.table(this.who.partnership.id)}>${msg(str`Stay as ${this.who.already.name}`)}</a>` : nothing}
        </form>
      </main>`
  }

  #act(): string {
    return this.who?.already ? msg(str`Come back as ${this.who.member.name}`) : msg('Come back')
  }

  async #look(secret: string): Promise<void> {
    const answer = await api.post<WhoComesBack>('/api/recover/preview', { secret })
    if (this.secret !== secret) return
    this.who = answer.ok ? answer.value : null
    this.problem = answer.ok ? null : answer.refusal
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#redeem(this.typed.trim() === '' ? this.secret : secretIn(this.typed.trim()))
  }

  async #redeem(secret: string): Promise<void> {
    if (this.busy || secret === '') return
    this.busy = true
    const answer = await api.post<{ partnership: { id: string }; recoveryUrl: string }>('/api/recover', {
      secret,
      shared: this.shared,
    })
    this.busy = false
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    const { partnership, recoveryUrl } = answer.value
    forgetSummary(browserStorage, partnership.id)
    keepRecoveryLink(partnership.id, recoveryUrl)
    if (this.shared) markSharedPhone('')
    // Somebody else's pages may still be open in this tab, and a shared phone keeps nothing from its first moment on.
    if (this.shared || this.who?.already) location.replace(path.table(partnership.id))
    else go(path.table(partnership.id), { replace: true })
  }
}

function whoComesBack({ partnership, member, already }: WhoComesBack): TemplateResult {
  return html`<div class="sheet stack tight">
    <p class="strong" dir="auto">${partnership.name}</p>
    <p>${msg('This link brings back:')} <b><bdi>${member.name}</bdi></b></p>
    ${already ? html`<p class="err" role="alert"><span>${msg(str`This browser sits at that table as ${already.name}. If you go on, it sits there as ${member.name} instead.`)}</span></p>` : nothing}
  </div>`
}

/** The secret of a pasted link, or what was pasted when it is no link. */
function secretIn(text: string): string {
  return text.slice(text.indexOf('#') + 1)
}
