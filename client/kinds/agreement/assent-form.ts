import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { AssentChoice } from '../../../shared/ledger/facts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { myParty } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { mark } from '../../ui/mark.ts'
import type { ClauseView } from './clause-view.ts'
import { markStance, stanceWord } from './words.ts'

const CHOICES: readonly AssentChoice[] = ['assent', 'reservation', 'objection']

/** Where a representative gives their party's word on a clause: assent, with a reservation, or an objection, and why. */
@customElement('tr-assent-form')
export class AssentFormElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property() document = ''
  @property({ attribute: false }) clause!: ClauseView
  @state() private open = false
  @state() private choice: AssentChoice = 'assent'
  @state() private reason = ''
  @state() private sending = false
  @state() private problem = ''

  override render() {
    const party = myParty(this.session)
    if (!party || this.session.me.role !== 'representative') return nothing
    const mine = this.clause.assents.find(one => one.party === party.id)
    if (!mine) return nothing
    if (!this.open) {
      const label =
        mine.stance === 'not-yet'
          ? msg('Give our word')
          : mine.stance === 'reconfirm'
            ? msg('Reconfirm')
            : msg('Change our word')
      return html`<div class="row tight">
        <button class="btn dense" type="button" @click=${() => this.#begin()} aria-label=${msg(str`${label}: clause ${formatNumber(this.clause.number)}`)}>
          ${mark(party, { decorative: true, stance: markStance(mine.stance) })} ${label}
        </button>
      </div>`
    }
    const refusal = this.session.wouldRefuse(this.#body())
    const stops = refusal && refusal.code !== 'reason-required' ? refusalWords(refusal) : ''
    return html`<form class="assent-form stack tight" @submit=${this.#send} @keydown=${this.#escape}>
      <fieldset class="stack tight">
        <legend class="strong sm">${msg(str`Our word on clause ${formatNumber(this.clause.number)}`)}</legend>
        ${CHOICES.map(
          choice => html`<label class="opt">
            <input type="radio" name="choice" .checked=${this.choice === choice} @change=${() => this.#choose(choice)} />
            ${mark(party, { decorative: true, stance: markStance(choice) })}
            <span>${choiceWords(choice)}</span>
          </label>`,
        )}
      </fieldset>
      <label class="field">
        <span class="label">${this.choice === 'assent' ? msg('Why? (if you like)') : msg('Why? Everyone at the table reads this')}</span>
        <textarea class="in words" rows="3" maxlength="4000" dir="auto" .value=${this.reason} @input=${this.#write}></textarea>
      </label>
      ${this.problem || stops ? html`<p class="err" role="alert">${this.problem || stops}</p>` : nothing}
      <div class="row tight">
        <button class="btn dense primary" ?disabled=${stops !== '' || this.sending}>${sendWords(this.choice)}</button>
        <button class="btn dense quiet" type="button" @click=${() => this.#end()}>${msg('Not now')}</button>
      </div>
    </form>`
  }

  #body() {
    return {
      type: 'assent.give' as const,
      document: this.document,
      clause: this.clause.row.id,
      choice: this.choice,
      hash: this.clause.hash,
      reason: this.reason.trim() || null,
    }
  }

  async #begin(): Promise<void> {
    const mine = this.clause.assents.find(one => one.party === this.session.me.party)
    this.choice = mine?.choice ?? 'assent'
    this.reason = this.session.words(mine?.reason)
    this.problem = ''
    this.open = true
    await this.updateComplete
    this.querySelector<HTMLInputElement>('input:checked')?.focus()
  }

  async #end(): Promise<void> {
    this.open = false
    await this.updateComplete
    this.querySelector<HTMLElement>('button')?.focus()
  }

  #choose(choice: AssentChoice): void {
    this.choice = choice
    this.problem = ''
  }

  #write(event: Event): void {
    this.reason = (event.currentTarget as HTMLTextAreaElement).value
    this.problem = ''
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    void this.#end()
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.sending) return
    const refusal = this.session.wouldRefuse(this.#body())
    if (refusal) {
      this.problem = refusalWords(refusal)
      return
    }
    this.sending = true
    const result = await this.session.execute(this.#body())
    this.sending = false
    if (!result.ok) {
      this.problem = refusalWords(result.refusal)
      return
    }
    const word = stanceWord(this.choice, false)
    announce(msg(str`Recorded for clause ${formatNumber(this.clause.number)}: ${word}`))
    await this.#end()
  }
}

function choiceWords(choice: AssentChoice): string {
  switch (choice) {
    case 'assent':
      return msg('We assent')
    case 'reservation':
      return msg('We assent with a reservation')
    case 'objection':
      return msg('We object')
  }
}

function sendWords(choice: AssentChoice): string {
  switch (choice) {
    case 'assent':
      return msg('Give our assent')
    case 'reservation':
      return msg('Give our assent with a reservation')
    case 'objection':
      return msg('Raise our objection')
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-assent-form': AssentFormElement
  }
}
