import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { go, path } from '../../room/navigate.ts'
import { api } from '../../sync/api.ts'
import { TrElement } from '../../ui/element.ts'
import { frontHead } from '../front-head.ts'
import { keepRecoveryLink } from '../recovery-link.ts'
import { setTitle } from '../title.ts'
import './join.css'
import { joinProblemWords } from './join-problem-words.ts'

/**
 * Coming back from another browser with a recovery link. It asks before it spends the link: opening an address alone
 * changes nothing, since programs that preview links open them too.
 */
@customElement('tr-recover-page')
export class RecoverPageElement extends TrElement {
  @property() secret = ''
  @state() private typed = ''
  @state() private problem: { code: string } | null = null
  @state() private busy = false

  protected override render() {
    setTitle(msg('Come back'))
    const problem = this.problem && joinProblemWords(this.problem)
    return html`${frontHead()}
      <main id="main" tabindex="-1" class="page join stack">
        <div class="stack tight">
          <h1>${problem ? problem.heading : msg('Come back to your table')}</h1>
          <p class="lead" role=${problem ? 'alert' : 'note'}>${problem ? problem.words : msg('Your recovery link works once. You get a new one when you are back in.')}</p>
        </div>
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
          <button class="btn primary wide" type="submit" ?disabled=${this.busy}>${msg('Come back')}</button>
        </form>
      </main>`
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#redeem(this.typed.trim() === '' ? this.secret : secretIn(this.typed.trim()))
  }

  async #redeem(secret: string): Promise<void> {
    if (this.busy || secret === '') return
    this.busy = true
    const answer = await api.post<{ partnership: { id: string }; recoveryUrl: string }>('/api/recover', { secret })
    this.busy = false
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    keepRecoveryLink(answer.value.partnership.id, answer.value.recoveryUrl)
    go(path.table(answer.value.partnership.id), { replace: true })
  }
}

/** The secret of a pasted link, or what was pasted when it is no link. */
function secretIn(text: string): string {
  return text.slice(text.indexOf('#') + 1)
}
