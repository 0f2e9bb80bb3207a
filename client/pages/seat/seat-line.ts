import './seat.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { memberName, partyView } from '../../ledger/views.ts'
import { go, path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { mark } from '../../ui/mark.ts'
import { toast } from '../../ui/toast.ts'
import { roleWord } from '../../ui/words.ts'
import { takeSeat } from './take-seat.ts'

/**
 * In a sample that one began: says in whose seat one sits, and lets one sit in another or go back. Shows nothing elsewhere.
 * `?seat=choose` in the address opens the choice.
 */
@customElement('tr-seat-line')
export class SeatLineElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  /** Whether edits made here are still on their way: they belong to the seat that made them. */
  @property({ type: Boolean }) unsaved = false
  @property({ attribute: false }) choosing = false
  @state() private busy = false

  protected override willUpdate(): void {
    this.watch(this.session)
  }

  protected override render() {
    const { session } = this
    const seats = session.seats ?? []
    if (seats.length === 0) return nothing
    const home = session.home ?? null
    return html`<div class="seat-line" role="region" aria-label=${msg('Your seat in the sample')}>
        ${icon('user-round')}
        <p>${home === null ? msg('This is the sample, and you are its broker. Sit in another seat to see it as a party does.') : this.#sitting()}</p>
        <div class="row tight">
          <button class="btn dense" type="button" ?disabled=${this.busy} @click=${() => (this.choosing = true)}>${home === null ? msg('Choose a seat') : msg('Change seat')}</button>
          ${home === null ? nothing : html`<button class="btn dense" type="button" ?disabled=${this.busy} @click=${() => void this.#take(home)}>${msg('Back to the broker')}</button>`}
        </div>
      </div>
      <tr-dialog .heading=${msg('As whom do you want to sit here?')} ?open=${this.choosing} @close=${this.#close}>
        ${this.choosing ? this.#choice(seats, home) : nothing}
      </tr-dialog>`
  }

  #sitting(): TemplateResult {
    const { me } = this.session
    const party = me.party === null ? null : partyView(this.session, me.party)
    const who = party ? html`<bdi>${me.name}</bdi> (<bdi>${party.short}</bdi>)` : html`<bdi>${me.name}</bdi>`
    return html`${msg('You sit as')} <b>${who}</b>. <span class="muted">${roleWord(me.role)}.</span>`
  }

  #choice(seats: readonly string[], home: string | null): TemplateResult {
    const { session } = this
    const own = home ?? session.me.member
    return html`<div class="stack">
      <p class="sm muted">${msg('You see and can do what this person sees and can do. What you do counts in this copy of the sample, under their name.')}</p>
      <ul class="list seats-to-take">
        ${[own, ...seats].map(member => this.#seat(member, member === own))}
      </ul>
    </div>`
  }

  #seat(member: string, own: boolean): TemplateResult {
    const { session } = this
    const known = session.ledger.members.get(member)
    const party = known?.party ? partyView(session, known.party) : null
    const name = memberName(session, member)
    const here = member === session.me.member
    return html`<li>
      <button class="seat-choice" type="button" ?disabled=${this.busy || here} aria-current=${here ? 'true' : nothing} @click=${() => void this.#take(member)}>
        ${party ? mark(party, { decorative: true, size: 'md' }) : icon('user-round')}
        <span><b><bdi>${party?.short ?? name}</bdi></b><br /><span class="muted sm">${own ? msg('The broker: you yourself') : html`<bdi>${name}</bdi>, ${roleWord(known?.role ?? 'observer')}`}</span></span>
        ${here ? html`<span class="tag">${msg('You sit here')}</span>` : nothing}
      </button>
    </li>`
  }

  readonly #close = (): void => {
    this.choosing = false
    if (new URLSearchParams(location.search).has('seat')) go(path.table(this.session.id), { replace: true })
  }

  async #take(member: string): Promise<void> {
    if (this.unsaved) {
      const wait = msg('Some of what you wrote here is not saved yet. Wait for “Saved”, then change seats.')
      toast(wait, { tone: 'negative' })
      return
    }
    this.busy = true
    const name = memberName(this.session, member)
    toast(msg(str`Sitting down as ${name}`))
    if (!(await takeSeat(this.session.id, member))) this.busy = false
  }
}
