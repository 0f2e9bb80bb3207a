import './amend-panel.ts'
import './position-form.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { askOf, currentVersion } from '../../../shared/ledger/asks.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import type { CanvasRoom, CommandBody, PartnershipSession } from '../../room/types.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { type Act, provideActs } from '../../ui/acts.ts'
import { announce, announceRemote } from '../../ui/announce.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'
import { logAddress } from './addresses.ts'
import { askedAgain } from './ask-by-message.ts'
import { betweenUs } from './between-us.ts'
import { changesBetween } from './changes-between.ts'
import { frozenText, versionHistory } from './frozen-text.ts'
import { replacedBy, replaces } from './log-row.ts'
import { methodSentence } from './method-sentence.ts'
import { notHeardYet } from './not-heard-yet.ts'
import { objections } from './objections.ts'
import { decisionRecord, outcome } from './outcome.ts'
import { spread } from './spread.ts'
import { statusTag } from './status-tag.ts'
import { voices } from './voices.ts'
import { talkAboutIt } from './talk-about-it.ts'
import { watchDoc } from './watch-doc.ts'

/** An opened proposal in reading order: question, frozen text, rule, where the parties stand, their words, then the record. */
@customElement('tr-decision-page')
export class DecisionPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() row = ''
  @property() view: 'canvas' | 'outline' = 'canvas'
  @state() asTable = false
  /** Whether the form is on the screen; only while it is not does the phone's fixed button lead to it. */
  @state() formSeen = false
  #observer: IntersectionObserver | null = null

  constructor() {
    super()
    provideActs(this, () => this.#acts())
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session') || changed.has('room')) this.watch(this.session, this.room, watchDoc(this.room.doc))
    super.willUpdate(changed)
    this.#sayWhatChanged()
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (changed.has('row') || !this.#observer) this.#watchForm()
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect()
    this.#observer = null
    super.disconnectedCallback()
  }

  #watchForm(): void {
    this.#observer?.disconnect()
    this.#observer = null
    const form = this.querySelector('tr-position-form')
    if (!form || !('IntersectionObserver' in window)) return
    this.#observer = new IntersectionObserver(seen => {
      this.formSeen = seen.at(-1)?.isIntersecting ?? false
    })
    this.#observer.observe(form)
  }

  #last: Proposal | null = null

  /** Tells screen readers, batched, what others did here since the last look. */
  #sayWhatChanged(): void {
    const now = this.session.ledger.proposals.get(this.row) ?? null
    const before = this.#last
    this.#last = now
    if (!now || !before || before === now || before.id !== now.id) return
    for (const line of changesBetween(this.session, before, now)) announceRemote(line)
  }

  override render(): TemplateResult | typeof nothing {
    const { session, room } = this
    const proposal = session.ledger.proposals.get(this.row)
    if (!proposal) return nothing
    const title = session.words(currentVersion(proposal).title)
    const part = askOf(proposal, session.me.party)
    return html`<div class="page decide">
        <div class="stack loose">
          <header class="stack tight">
            <p class="sm muted row">
              <a href=${logAddress(session, room)}>${msg('Decision log')}</a>
              <span>${proposal.result ? msg(str`Decision ${formatNumber(proposal.number)}`) : msg(str`Proposal ${formatNumber(proposal.number)}`)}</span>
              ${statusTag(proposal.status)} ${this.#when(proposal)}
            </p>
            <h1 dir="auto">${title}</h1>
          </header>
          ${outcome(session, room, proposal)} ${frozenText(session, proposal)}
          <section class="stack tight" aria-labelledby="how-h">
            <h2 id="how-h">${msg('How we decide this')}</h2>
            ${methodSentence(session, proposal.settings, proposal.electorate)}
          </section>
          ${spread(session, proposal, this.asTable || this.view === 'outline', this.view === 'outline' ? null : () => (this.asTable = !this.asTable))}
          ${voices(session, proposal)} ${objections({ session, proposal, act: this.#act })} ${versionHistory(session, proposal)}
          <tr-amend-panel .session=${session} .room=${room} .row=${this.row}></tr-amend-panel>
          ${talkAboutIt(session, room.document, this.row)}
        </div>
        <aside class="stack loose" aria-label=${proposal.result ? msg('The record') : msg('Your part')}>
          <tr-position-form .session=${session} .row=${this.row}></tr-position-form>
          ${decisionRecord(session, proposal)} ${notHeardYet(session, proposal)} ${askedAgain(session, proposal)} ${betweenUs(session, proposal)} ${this.#process(proposal)}
        </aside>
      </div>
      ${part && !this.formSeen ? html`<a class="btn primary jump" href="#position" @click=${this.#jump}>${this.#jumpWords(part)}</a>` : nothing}`
  }

  #when(proposal: Proposal): TemplateResult {
    const { session, room } = this
    return html`${
      proposal.status === 'open'
        ? html`<span class="status cau">${icon('clock')}${msg(str`Closes ${formatDateTime(proposal.settings.closesAt)}`)}</span>`
        : nothing
    }
    ${proposal.result ? html`<span>${msg(str`Closed ${formatDateTime(proposal.result.at)}`)}</span>` : nothing}
    ${proposal.supersedes ? html`<span>${replaces(session, room, proposal.supersedes)}</span>` : nothing}
    ${proposal.supersededBy ? html`<span>${replacedBy(session, room, proposal.supersededBy)}</span>` : nothing}`
  }

  /** What those who run the process may do: close when all have spoken, take the proposal back. */
  #process(proposal: Proposal): TemplateResult | typeof nothing {
    if (proposal.status !== 'open') return nothing
    const close: CommandBody = { type: 'proposal.close', proposal: proposal.id }
    const withdraw: CommandBody = { type: 'proposal.withdraw', proposal: proposal.id, reason: null }
    const closeRefusal = this.session.wouldRefuse(close)
    const mayWithdraw = this.session.wouldRefuse(withdraw) === null
    if (closeRefusal?.code === 'not-allowed' && !mayWithdraw) return nothing
    const why = closeRefusal ? refusalWords(closeRefusal) : null
    return html`<section class="stack tight" aria-labelledby="process-h">
      <h2 id="process-h">${msg('Running this decision')}</h2>
      ${
        closeRefusal?.code === 'not-allowed'
          ? nothing
          : html`<button class="btn wide" type="button" ?disabled=${why !== null} aria-describedby=${why ? 'close-why' : nothing} @click=${() => this.#close(close)}>${msg('Close now')}</button>
            ${why ? html`<p class="sm muted" id="close-why">${why}</p>` : nothing}`
      }
      ${mayWithdraw ? html`<button class="btn quiet" type="button" @click=${() => this.#withdraw(withdraw)}>${msg('Withdraw the proposal')}</button>` : nothing}
    </section>`
  }

  #acts(): Act[] {
    const proposal = this.session.ledger.proposals.get(this.row)
    if (proposal?.status !== 'open') return []
    const close: CommandBody = { type: 'proposal.close', proposal: proposal.id }
    const withdraw: CommandBody = { type: 'proposal.withdraw', proposal: proposal.id, reason: null }
    const why = (command: CommandBody) => {
      const refusal = this.session.wouldRefuse(command)
      return refusal ? refusalWords(refusal) : ''
    }
    return [
      {
        id: 'decision-part',
        label: msg('To your part in this decision'),
        icon: 'hand',
        keys: 'P',
        run: () => this.#reach(),
      },
      {
        id: 'decision-close',
        label: msg('Close now'),
        icon: 'check',
        off: why(close),
        run: () => void this.#close(close),
      },
      {
        id: 'decision-withdraw',
        label: msg('Withdraw the proposal'),
        icon: 'x',
        off: why(withdraw),
        run: () => void this.#withdraw(withdraw),
      },
    ]
  }

  async #close(command: CommandBody): Promise<void> {
    const sure = await confirmAct({
      heading: msg('Close this decision now?'),
      body: msg(
        'The result is computed by the rule that was fixed when it opened. Positions cannot change after this.',
      ),
      act: msg('Close now'),
      cancel: msg('Leave it open'),
    })
    if (sure) await this.#act(command, msg('Closed. The result is in the record.'))
  }

  async #withdraw(command: CommandBody): Promise<void> {
    const sure = await confirmAct({
      heading: msg('Withdraw the proposal?'),
      body: msg('Nothing is decided. What was said stays in the record, and the words can be proposed again.'),
      act: msg('Withdraw the proposal'),
      cancel: msg('Leave it open'),
      danger: true,
    })
    if (sure) await this.#act(command, msg('Withdrawn.'))
  }

  readonly #act = async (command: CommandBody, done: string): Promise<void> => {
    const result = await this.session.execute(command)
    if (result.ok) announce(done)
    else toast(refusalWords(result.refusal), { tone: 'negative' })
  }

  readonly #jump = (event: Event): void => {
    event.preventDefault()
    this.#reach()
  }

  #reach(): void {
    const form = this.querySelector<HTMLElement>('#position')
    form?.scrollIntoView({ block: 'start' })
    form?.querySelector<HTMLElement>('input:checked, input, button')?.focus({ preventScroll: true })
  }

  #jumpWords(part: NonNullable<ReturnType<typeof askOf>>): string {
    switch (part) {
      case 'position':
        return msg('Give our position')
      case 'reconfirm':
        return msg('Give our position again')
      case 'objection':
        return msg('Answer on our objection')
      case 'confirm':
        return msg('Confirm from home')
    }
  }
}
