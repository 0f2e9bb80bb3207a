import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { askOf, currentVersion } from '../../../shared/ledger/asks.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { memberName } from '../../ledger/views.ts'
import { messageButton, type MessageWish, showMessage } from '../../messages/message-dialog.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { electorateViews } from './party-marks.ts'
import { notHeard, stanceOf } from './standing.ts'

/** The message that asks a party for what it still owes a proposal, or null when it owes nothing. */
export function askMessage(session: PartnershipSession, proposal: Proposal, party: string): MessageWish | null {
  const ask = askOf(proposal, party)
  if (ask === null) return null
  const { settings, positions } = proposal
  const type = ask === 'position' && settings.required.includes(party) ? 'required' : ask
  const by = (ask === 'confirm' ? positions.get(party)?.dueAt : null) ?? settings.closesAt
  return { ...about(session, proposal), type, party, by: proposal.status === 'open' || ask === 'confirm' ? by : null }
}

/** The button that asks a party by message, where it owes something and is not one's own. */
export function askButton(
  session: PartnershipSession,
  proposal: Proposal,
  party: PartyView,
): TemplateResult | typeof nothing {
  const wish = party.id === session.me.party ? null : askMessage(session, proposal, party.id)
  return wish
    ? html`<span class="ask">${messageButton(() => void showMessage(session, wish), party.short)}</span>`
    : nothing
}

/** Parties that have spoken and are asked once more: whether their objection is met, or to confirm from home. */
export function askedAgain(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  const silent = notHeard(proposal, proposal.electorate)
  const asked = proposal.electorate.filter(party => {
    const ask = askOf(proposal, party)
    return (ask === 'objection' && !silent.includes(party)) || ask === 'confirm'
  })
  if (asked.length === 0) return nothing
  return html`<section class="stack tight" aria-labelledby="again-h">
    <h2 id="again-h">${msg('Waiting for their word')}</h2>
    <ul class="stands">
      ${electorateViews(session, asked).map(
        party => html`<li>
          ${mark(party, { stance: stanceOf(proposal, party.id), decorative: true })}
          <span><b class="p${party.mark} party-ink"><bdi>${party.name}</bdi></b><br />
          <span class="muted">${askOf(proposal, party.id) === 'confirm' ? msg('To confirm from home.') : msg('To say whether their objection is met.')}</span>
          ${askButton(session, proposal, party)}</span>
        </li>`,
      )}
    </ul>
  </section>`
}

/** The button that reminds the owner of a decision of its review; nothing where there is no owner but oneself, or no date. */
export function reviewButton(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  const { owner, reviewOn } = proposal
  if (owner === null || reviewOn === null || owner === session.me.member) return nothing
  if (session.ledger.members.get(owner)?.leftAt !== null) return nothing
  const wish: MessageWish = { ...about(session, proposal), type: 'review', to: [owner], by: reviewOn }
  return messageButton(() => void showMessage(session, wish), memberName(session, owner))
}

function about(session: PartnershipSession, proposal: Proposal) {
  return {
    number: proposal.number,
    what: session.words(currentVersion(proposal).title),
    link: path.row(session.id, proposal.document, proposal.id),
  }
}
