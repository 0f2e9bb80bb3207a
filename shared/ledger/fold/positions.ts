import type { Entry } from '../facts.ts'
import type { LedgerState, Proposal } from '../state.ts'
import { changeProposal, type FactOf, withKey } from './share.ts'
import { supersede } from './proposals.ts'

/**
 * The latest position of each party. When the last provisional one behind a decision adopted *ad referendum* is
 * confirmed, the decision stands as adopted; what was recorded at its close stays as it was.
 */
export function foldPosition(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'position.taken' | 'position.confirmed'>,
): LedgerState {
  if (fact.type === 'position.confirmed') {
    return supersede(
      changeProposal(state, fact.proposal, proposal => confirmed(proposal, fact.party, entry.at)),
      fact.proposal,
    )
  }
  const { type: _, proposal: id, ...position } = fact
  const taken = { ...position, member: entry.actor ?? '', confirmedAt: null, at: entry.at }
  return changeProposal(state, id, proposal => ({
    ...proposal,
    positions: withKey(proposal.positions, fact.party, taken),
  }))
}

function confirmed(proposal: Proposal, party: string, at: number): Proposal {
  const position = proposal.positions.get(party)
  if (!position) return proposal
  const positions = withKey(proposal.positions, party, { ...position, confirmedAt: at })
  const waits = [...positions.values()].some(
    one => one.version === proposal.result?.version && one.provisional && one.confirmedAt === null,
  )
  const status = proposal.status === 'adopted_ad_referendum' && !waits ? 'adopted' : proposal.status
  return { ...proposal, positions, status }
}
