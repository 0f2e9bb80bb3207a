import { html, type TemplateResult } from 'lit'
import { msg, str } from '@lit/localize'
import { standingOf } from '../../../shared/ledger/asks.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { parties, partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatList } from '../../ui/format.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { stanceOf } from './standing.ts'
import { positionWords } from './values.ts'

/** The electorate in the table's one order. */
export function electorateViews(session: PartnershipSession, electorate: readonly string[]): PartyView[] {
  const seated = parties(session).filter(party => electorate.includes(party.id))
  const others = electorate.filter(id => !seated.some(party => party.id === id) && session.ledger.parties.has(id))
  return [...seated, ...others.map(id => partyView(session, id))]
}

/** Where one party stands, in words. */
export function partyStanding(proposal: Proposal, party: string): string {
  const standing = standingOf(proposal, party)
  if (!standing) return proposal.result ? msg('Not heard') : msg('Not heard yet')
  return positionWords(proposal.settings.method, standing.position, standing.stale)
}

/** A row of marks, one for each party of the electorate, filled as the party stands; its label says the same in words. */
export function partyMarks(session: PartnershipSession, proposal: Proposal): TemplateResult {
  const views = electorateViews(session, proposal.electorate)
  const said = formatList(views.map(party => msg(str`${party.short}: ${partyStanding(proposal, party.id)}`)))
  return html`<span class="marks" role="img" aria-label=${msg(str`Positions by party: ${said}`)}
    >${views.map(party => mark({ ...party, initials: '' }, { stance: stanceOf(proposal, party.id), decorative: true, size: 'sm' }))}</span
  >`
}
