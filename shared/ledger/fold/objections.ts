import type { Entry } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import { changeProposal, type FactOf, withKey } from './share.ts'

/** Objections with their lives. */
export function foldObjection(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'objection.raised' | 'objection.moved'>,
): LedgerState {
  return changeProposal(state, fact.proposal, proposal => {
    if (fact.type === 'objection.raised') {
      const { objection: id, party, reason, version } = fact
      const raised = { id, party, member: entry.actor ?? '', reason, state: 'raised' as const, raisedOn: version }
      const objection = { ...raised, integratedIn: null, note: null, at: entry.at }
      return { ...proposal, objections: withKey(proposal.objections, id, objection) }
    }
    const known = proposal.objections.get(fact.objection)
    if (!known) return proposal
    const moved = { ...known, state: fact.state, note: fact.note ?? known.note, at: entry.at }
    return { ...proposal, objections: withKey(proposal.objections, known.id, moved) }
  })
}
