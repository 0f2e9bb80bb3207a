import './join.css'
import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { forgetSharedPhone, nextPersonsInvite } from '../../sync/shared-phone.ts'
import { TrElement } from '../../ui/element.ts'
import { frontHead } from '../front-head.ts'
import { isLeaving, leaveForGood, leaveWithTab, takeLeavingBack } from '../leave-shared.ts'
import { setTitle } from '../title.ts'

/** How long leaving can be taken back, in milliseconds. */
const SECOND_THOUGHTS = 5_000
const TRY_AGAIN = 2_000

/** What a shared phone shows after Leave: nothing of whoever sat here, and the way in for the next person. */
@customElement('tr-left-page')
export class LeftPageElement extends TrElement {
  readonly #leaving = isLeaving()
  @state() private away = false
  #timer: ReturnType<typeof setTimeout> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('pagehide', leaveWithTab)
    // A browser may keep the page as it was for its back button.
    addEventListener('pageshow', reloadKept)
    if (this.#leaving) this.#timer = setTimeout(this.#go, SECOND_THOUGHTS)
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer)
    removeEventListener('pagehide', leaveWithTab)
    removeEventListener('pageshow', reloadKept)
    super.disconnectedCallback()
  }

  protected override render() {
    setTitle(msg('You have left'))
    return html`${frontHead()}<main id="main" tabindex="-1" class="page join stack">
      <h1>${msg('You have left')}</h1>
      ${this.#leaving ? this.#stillHere() : this.#next()}
    </main>`
  }

  #stillHere(): TemplateResult {
    return html`<p class="lead" role="status">${
      this.away
        ? msg('The server cannot be reached, so this phone is not signed out yet. It is tried again until it is.')
        : msg('In a moment nothing of yours is on this phone.')
    }</p>
      <button class="btn wide" type="button" @click=${takeLeavingBack}>${msg('I am still here')}</button>
      <button class="btn primary wide" type="button" @click=${this.#go}>${msg('Leave now')}</button>`
  }

  #next(): TemplateResult {
    const invite = nextPersonsInvite()
    return html`<p class="lead" role="status">${msg('Nothing of yours is on this phone. You come back with your recovery link or an invite.')}</p>
      ${invite ? html`<a class="btn primary wide" href=${invite}>${msg('Next person')}</a>` : html`<a class="btn primary wide" href="/join">${msg('Join with a link or a code')}</a>`}
      <button class="btn quiet" type="button" @click=${() => {
        forgetSharedPhone(true)
        location.replace('/')
      }}>${msg('Nobody is next')}</button>`
  }

  readonly #go = async (): Promise<void> => {
    clearTimeout(this.#timer)
    if (await leaveForGood()) {
      // A fresh page: nothing of theirs is left in its memory either.
      location.replace('/left')
      return
    }
    this.away = true
    if (this.isConnected) this.#timer = setTimeout(this.#go, TRY_AGAIN)
  }
}

function reloadKept(event: PageTransitionEvent): void {
  if (event.persisted) location.reload()
}
