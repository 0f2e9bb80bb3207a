import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { newId } from '../../../shared/ids.ts'
import { askOf, currentVersion, standingOf } from '../../../shared/ledger/asks.ts'
import { openObjectionOf } from '../../../shared/ledger/objections.ts'
import { methodOf } from '../../../shared/ledger/methods/index.ts'
import type { MethodId } from '../../../shared/ledger/facts.ts'
import type { Position, Proposal } from '../../../shared/ledger/state.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { partyView } from '../../ledger/views.ts'
import type { CommandBody, PartnershipSession } from '../../room/types.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { formatDate, formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import { fromLocalField, toLocalField } from './days.ts'
import { valueName, valueSaid, valuesOf } from './values.ts'

type Standing = ReturnType<typeof standingOf>

/** Our position: what a representative says for their party. The button names the act. */
@customElement('tr-position-form')
export class PositionFormElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property() row = ''
  @state() value: string | null = null
  @state() reason: string | null = null
  @state() provisional: boolean | null = null
  @state() dueAt: number | null | undefined = undefined
  @state() busy = false
  @state() problem: string | null = null
  /** Kept over a failed send, so that a repeated press is one act. */
  #sending: { key: string; id: string } | null = null

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session')) this.watch(this.session)
    if (changed.has('row') && changed.get('row')) this.#forget()
    super.willUpdate(changed)
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this
    const proposal = session.ledger.proposals.get(this.row)
    if (!proposal) return nothing
    const { party } = session.me
    const waitsForHome = askOf(proposal, party) === 'confirm'
    if (proposal.status !== 'open') return waitsForHome ? this.#wordFromHome(proposal) : nothing
    if (party === null || session.me.role !== 'representative' || proposal.openedBy === session.me.member)
      return this.#bystander(proposal)
    return html`<form class="sheet stack" id="position" aria-labelledby="position-h" @submit=${this.#onSubmit}>
      <div>
        <h2 id="position-h">${msg('Our position')}</h2>
        <p class="sm muted">${msg(html`You speak for ${partyTag(partyView(session, party))}.`)}</p>
      </div>
      ${
        proposal.electorate.includes(party)
          ? html`${this.#answer(proposal, party)} ${this.#again(proposal, party)} ${this.#fields(proposal, party)}`
          : html`<p>${msg('Your party does not decide this one. You can read along, and speak at the table.')}</p>`
      }
      ${waitsForHome ? this.#confirmButton(proposal) : nothing}
    </form>`
  }

  /** The objector's word on new words that are meant to take its objection in. */
  #answer(proposal: Proposal, party: string): TemplateResult | typeof nothing {
    const objection = openObjectionOf(proposal, party)
    if (!objection || objection.integratedIn === null) return nothing
    const command: CommandBody = {
      type: 'objection.settle',
      proposal: proposal.id,
      objection: objection.id,
      state: 'integrated',
      note: null,
    }
    const version = formatNumber(objection.integratedIn)
    return html`<div class="again">
      <p class="sm">${icon('circle-alert')} ${msg(str`Version ${version} is meant to take in your objection. Only you can say whether it does; until then it stands.`)}</p>
      <button class="btn wide" type="button" ?disabled=${this.busy || this.session.wouldRefuse(command) !== null} @click=${() => this.#send(command)}>
        ${msg('Yes, our objection is integrated')}
      </button>
    </div>`
  }

  /** One tap for those whose yes was given on an earlier text. */
  #again(proposal: Proposal, party: string): TemplateResult | typeof nothing {
    const standing = standingOf(proposal, party)
    if (!standing?.stale) return nothing
    const { position } = standing
    const version = formatNumber(currentVersion(proposal).version)
    const name = valueName(proposal.settings.method, position.value)
    const still = valueSaid(proposal.settings.method, position.value)
    const said = msg(
      str`You said “${name}” to version ${formatNumber(position.version)}. The words have changed since; what you said does not carry over by itself.`,
    )
    const command = this.#command(
      proposal,
      position.value,
      this.session.words(position.reason),
      position.provisional,
      position.dueAt,
    )
    return html`<div class="again">
      <p class="sm">${icon('rotate-cw')} ${said}</p>
      ${
        position.value === 'objection'
          ? nothing
          : html`<button class="btn wide" type="button" ?disabled=${this.busy || this.session.wouldRefuse(command) !== null} @click=${() => this.#send(command)}>
            ${msg(str`Still ${still} to version ${version}`)}
          </button>`
      }
    </div>`
  }

  #fields(proposal: Proposal, party: string): TemplateResult {
    const mine = standingOf(proposal, party)
    const current = this.value ?? (mine && !mine.stale ? mine.position.value : null)
    const { method, reasonsOnDissent, closesAt } = proposal.settings
    const command = this.#chosen(proposal, party)
    const reason = this.#reason(mine)
    const refusal = command && this.session.wouldRefuse(command)
    const given = mine && !mine.stale ? mine.position : null
    const same = given !== null && this.#unchanged
    const why =
      current === null
        ? msg('Choose where your party stands.')
        : same
          ? msg('To change it, choose or write something else.')
          : refusal
            ? refusalWords(refusal)
            : null
    return html`${given ? recorded(method, given) : nothing}
      <fieldset class="grad">
        <legend class="vh">${msg('Where your party stands')}</legend>
        ${valuesOf(method).map(
          one => html`<label
            ><input type="radio" name="position" value=${one.value} .checked=${current === one.value} @change=${() => this.#choose(one.value)} /><span
              ><b>${one.name}</b><br /><span class="meaning">${one.meaning}</span></span
            ></label
          >`,
        )}
      </fieldset>
      <div class="field">
        <label for="position-reason">${current === 'objection' ? msg('What would it harm? In your words') : msg('Your reason, in your words')}</label>
        <textarea class="in words" id="position-reason" rows="3" dir="auto" maxlength="4000" aria-describedby="position-reason-hint" .value=${reason}
          ?required=${current !== null && methodOf(method).needsReason(current, reasonsOnDissent)}
          @input=${(event: InputEvent) => (this.reason = (event.target as HTMLTextAreaElement).value)}></textarea>
        <span class="hint" id="position-reason-hint">${current !== null && methodOf(method).needsReason(current, reasonsOnDissent) ? msg('Asked for with this position.') : msg('Welcome always.')} ${msg('All parties will read it, with your party’s name.')}</span>
      </div>
      ${current === 'objection' || current === 'no' ? nothing : this.#adReferendum(mine)}
      ${this.problem ? html`<p class="problem" role="alert">${icon('triangle-alert')} ${this.problem}</p>` : nothing}
      <button class="btn primary wide" type="submit" ?disabled=${this.busy || why !== null} aria-describedby=${why ? 'position-why' : nothing}>
        ${
          current === null
            ? msg('Give our position')
            : given
              ? msg(str`Change our position: ${valueSaid(method, current)}`)
              : msg(str`Give our position: ${valueSaid(method, current)}`)
        }
      </button>
      ${why ? html`<p class="sm muted" id="position-why">${why}</p>` : nothing}
      <p class="sm muted">${msg(str`You can change it until ${formatDateTime(closesAt)}.`)}</p>`
  }

  /** What this party's representative has chosen and written here, over what stands in the record; null before a choice. */
  #chosen(proposal: Proposal, party: string): CommandBody | null {
    const mine = standingOf(proposal, party)
    const value = this.value ?? (mine && !mine.stale ? mine.position.value : null)
    if (value === null) return null
    const against = value === 'objection' || value === 'no'
    return this.#command(proposal, value, this.#reason(mine), !against && this.#isProvisional(mine), this.#due(mine))
  }

  /** What is chosen and written here and not yet given; null where nothing is. */
  get #draft(): unknown[] {
    return [this.value, this.reason, this.provisional, this.dueAt ?? null]
  }

  get #unchanged(): boolean {
    return this.#draft.every(one => one === null)
  }

  #reason(mine: Standing): string {
    return this.reason ?? (mine && !mine.stale ? this.session.words(mine.position.reason) : '')
  }

  #isProvisional(mine: Standing): boolean {
    return this.provisional ?? (mine !== null && !mine.stale && mine.position.provisional)
  }

  #due(mine: Standing): number | null {
    return this.dueAt === undefined ? (mine && !mine.stale ? mine.position.dueAt : null) : this.dueAt
  }

  #adReferendum(mine: Standing): TemplateResult {
    const provisional = this.#isProvisional(mine)
    const due = this.#due(mine)
    return html`<label class="check sm"
        ><input type="checkbox" .checked=${provisional} @change=${() => (this.provisional = !provisional)} /><span
          >${msg('This must go home first (ad referendum). It counts as provisional.')}</span
        ></label
      >
      ${
        provisional
          ? html`<div class="field">
            <label for="position-due">${msg('We bring the answer back by')}</label>
            <input class="in" type="date" id="position-due" .value=${toLocalField(due).slice(0, 10)}
              @change=${(event: Event) => (this.dueAt = fromLocalField((event.target as HTMLInputElement).value))} />
          </div>`
          : nothing
      }`
  }

  #bystander(proposal: Proposal): TemplateResult {
    const { session } = this
    const words =
      proposal.openedBy === session.me.member
        ? msg('You opened this, so you take no position in it. The parties’ representatives do.')
        : msg('Positions are given by the parties’ representatives. You can read everything here.')
    return html`<section class="sheet stack tight" id="position" aria-labelledby="position-h"><h2 id="position-h">${msg('Your part')}</h2><p class="sm">${words}</p></section>`
  }

  #wordFromHome(proposal: Proposal): TemplateResult {
    return html`<section class="sheet stack" id="position" aria-labelledby="position-h">
      <h2 id="position-h">${msg('The word from home')}</h2>
      ${this.#confirmButton(proposal)}
    </section>`
  }

  #confirmButton(proposal: Proposal): TemplateResult {
    const command: CommandBody = { type: 'position.confirm', proposal: proposal.id }
    const refusal = this.session.wouldRefuse(command)
    const due = proposal.positions.get(this.session.me.party ?? '')?.dueAt ?? null
    return html`<div class="again">
      <p class="sm">${due === null ? msg('Your yes is provisional until your organisation confirms it.') : msg(str`Your yes is provisional. Your organisation’s word is due by ${formatDate(due)}.`)}</p>
      <button class="btn wide" type="button" ?disabled=${this.busy || refusal !== null} @click=${() => this.#send(command)}>${msg('Our organisation confirms it')}</button>
      ${refusal ? html`<p class="sm muted">${refusalWords(refusal)}</p>` : nothing}
    </div>`
  }

  #choose(value: string): void {
    this.value = value
    this.problem = null
  }

  #command(proposal: Proposal, value: string, reason: string, provisional: boolean, dueAt: number | null): CommandBody {
    const { textHash } = currentVersion(proposal)
    return {
      type: 'position.take',
      proposal: proposal.id,
      textHash,
      value,
      reason: reason.trim() || null,
      provisional,
      dueAt: provisional ? dueAt : null,
    }
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault()
    const proposal = this.session.ledger.proposals.get(this.row)
    const party = this.session.me.party
    if (!proposal || party === null) return
    const command = this.#chosen(proposal, party)
    if (command) void this.#send(command)
  }

  #forget(): void {
    this.value = null
    this.reason = null
    this.provisional = null
    this.dueAt = undefined
  }

  async #send(command: CommandBody): Promise<void> {
    const key = JSON.stringify(command)
    const draft = this.#draft
    if (this.#sending?.key !== key) this.#sending = { key, id: newId() }
    this.busy = true
    const result = await this.session.execute(command, this.#sending.id)
    this.busy = false
    if (!result.ok) {
      this.problem =
        result.refusal.code === 'text-changed'
          ? msg('The words have changed since you read them. Read the new version, then give your position.')
          : refusalWords(result.refusal)
      if (result.refusal.code !== 'offline') this.#sending = null
      return
    }
    this.#sending = null
    this.problem = null
    // What was chosen meanwhile, or beside another act, is still to be given.
    if (command.type === 'position.take' && draft.every((one, at) => one === this.#draft[at])) this.#forget()
    announce(doneWords(command))
  }
}

function recorded(method: MethodId, given: Position): TemplateResult {
  const said = valueName(method, given.value)
  const when = formatDateTime(given.at)
  const provisional = given.provisional && given.confirmedAt === null
  return html`<p class="sm row tight recorded">${icon('check')}<span>${
    provisional
      ? msg(str`In the record since ${when}: ${said}, provisional until the word from home comes.`)
      : msg(str`In the record since ${when}: ${said}.`)
  }</span></p>`
}

function doneWords(command: CommandBody): string {
  if (command.type === 'position.confirm') return msg('Confirmed from home.')
  if (command.type === 'objection.settle') return msg('Objection integrated. Now give your position on the new words.')
  return msg('Your party’s position is in the record.')
}
