import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { DecisionResult, Proposal } from '../../../shared/ledger/state.ts'
import { counted } from '../../i18n/counts.ts'
import { memberName } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatDate, formatList, formatNumber } from '../../ui/format.ts'
import { partyTag } from '../../ui/mark.ts'
import { reviewButton } from './ask-by-message.ts'
import { replacedBy } from './log-row.ts'
import { electorateViews } from './party-marks.ts'
import { waitsForHome } from './standing.ts'
import { reasonSentence, valueName, valuesOf } from './values.ts'

/** How it ended: outcome, why, and dissent in the words given. */
export function outcome(
  session: PartnershipSession,
  room: CanvasRoom,
  proposal: Proposal,
): TemplateResult | typeof nothing {
  if (proposal.status === 'withdrawn') {
    return html`<section class="outcome" aria-label=${msg('Outcome')}><p><b>${msg('Withdrawn before a decision.')}</b> ${msg('Nothing was decided; what was said stays in the record.')}</p></section>`
  }
  const { result } = proposal
  if (!result) return nothing
  const waits = waitsForHome(proposal)
  const reasons = result.reasons.filter(reason => waits || reason !== 'provisional')
  return html`<section class="outcome stack" aria-labelledby="outcome-h">
    <h2 id="outcome-h">${outcomeSentence(result, waits)}</h2>
    ${proposal.supersededBy ? html`<p>${replacedBy(session, room, proposal.supersededBy)}</p>` : nothing}
    <p>${reasons.map(reason => html`${reasonSentence(reason)} `)}</p>
    ${dissent(session, proposal, result)}
  </section>`
}

/** The record of a closed decision: tally, who was heard and who not, owner, review date. */
export function decisionRecord(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  const { result } = proposal
  if (!result) return nothing
  return html`<section class="sheet stack tight" aria-labelledby="record-h">
    <h2 id="record-h">${msg('The record')}</h2>
    <dl class="record">
      <dt>${msg('Tally')}</dt>
      <dd>${tally(proposal, result)}</dd>
      <dt>${msg('Heard')}</dt>
      <dd>${msg(str`${formatNumber(result.heard)} of ${counted('party', result.electorate)}`)}</dd>
      <dt>${msg('Not heard')}</dt>
      <dd>${notHeardNames(session, result)}</dd>
      <dt>${msg('Owner')}</dt>
      <dd>${proposal.owner ? html`<bdi>${memberName(session, proposal.owner)}</bdi>` : msg('Nobody named')}</dd>
      <dt>${msg('Review')}</dt>
      <dd>${proposal.reviewOn === null ? msg('No date set') : formatDate(proposal.reviewOn)} ${reviewButton(session, proposal)}</dd>
      <dt>${msg('Can it be undone?')}</dt>
      <dd>${proposal.settings.reversible ? msg('Yes, without lasting harm') : msg('Not without lasting harm')}</dd>
    </dl>
  </section>`
}

function outcomeSentence(result: DecisionResult, waits: boolean): string {
  switch (result.outcome) {
    case 'adopted':
      return msg('Adopted')
    case 'adopted_ad_referendum':
      return waits
        ? msg('Adopted, provisional until the word from home comes')
        : msg('Adopted, and confirmed from home')
    case 'not_adopted':
      return msg('Not adopted')
  }
}

function tally(proposal: Proposal, result: DecisionResult): string {
  const { method } = proposal.settings
  const known = valuesOf(method).map(one => one.value)
  const values = [...known, ...Object.keys(result.tally).filter(value => !known.includes(value))]
  return formatList(
    values.flatMap(value => {
      const count = result.tally[value] ?? 0
      return count > 0 ? [msg(str`${valueName(method, value)}: ${formatNumber(count)}`)] : []
    }),
  )
}

function notHeardNames(session: PartnershipSession, result: DecisionResult): string {
  if (result.notHeard.length === 0) return msg('Nobody: all were heard')
  return formatList(electorateViews(session, result.notHeard).map(party => party.name))
}

function dissent(
  session: PartnershipSession,
  proposal: Proposal,
  result: DecisionResult,
): TemplateResult | typeof nothing {
  if (result.dissent.length === 0) return nothing
  return html`<div class="dissent stack tight">
    <h3>${msg('Dissent and reservations, in the words given')}</h3>
    <ul class="stack tight">
      ${result.dissent.flatMap(one => {
        const party = electorateViews(session, [one.party])[0]
        if (!party) return []
        const words = session.words(one.reason)
        return [
          html`<li>
          <span class="row tight">${partyTag(party)} <span class="sm muted">${valueName(proposal.settings.method, one.value)}</span></span>
          ${one.reason === null ? html`<span class="sm muted">${msg('No reason given.')}</span>` : html`<blockquote dir="auto">${words || msg('These words were erased.')}</blockquote>`}
        </li>`,
        ]
      })}
    </ul>
  </div>`
}
