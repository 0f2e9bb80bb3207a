import type { Actor } from '../../access/roles.ts'
import type { DecideContext } from '../decide-context.ts'
import type { Fact, Words } from '../facts.ts'
import { methodOf } from '../methods/index.ts'
import { openObjectionOf } from '../objections.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, facts, no, openProposalFor, proposalFor, type Ruling, wordsOrNull } from './rules.ts'

/** A party's position on the text its representative saw; it may change until the close. An objection becomes a record. */
export function takePosition(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'position.take'>,
  context: DecideContext,
): Ruling {
  const found = openProposalFor(state, actor, command.proposal, context)
  if (!found.ok) return found
  const { proposal, info, current } = found.value
  if (actor.role !== 'representative') return no('not-allowed')
  const { party } = actor
  if (party === null || !state.parties.has(party)) return no('not-a-party')
  if (!proposal.electorate.includes(party)) return no('not-in-electorate', { subject: party })
  // domain.md 12, rule 13: whoever opened a decision takes no position in it; an alternate does.
  if (proposal.openedBy === actor.member) return no('opener-takes-no-position', { subject: proposal.id })
  if (command.textHash !== current.textHash) return no('text-changed', { subject: proposal.id })
  const { value } = command
  const method = methodOf(proposal.settings.method)
  if (!method.values.includes(value)) return no('value-unknown', { field: 'value' })
  const reason = wordsOrNull(command.reason)
  if (reason === null && method.needsReason(value, proposal.settings.reasonsOnDissent)) {
    return no('reason-required', { field: 'reason' })
  }
  const open = openObjectionOf(proposal, party)
  if (open && value !== 'objection') return no('own-objection-open', { subject: open.id })
  const { provisional, dueAt } = command
  if (provisional && dueAt !== null && !(dueAt > context.now)) return no('invalid', { field: 'dueAt' })
  const { version, textHash } = current
  const taken: Fact<Words> = {
    type: 'position.taken',
    proposal: proposal.id,
    party,
    version,
    textHash,
    value,
    reason,
    provisional,
    dueAt: provisional ? dueAt : null,
    proxy: null,
  }
  if (value !== 'objection' || open || reason === null) return facts(info.boundary, taken)
  const objection = context.newId()
  const raised: Fact<Words> = { type: 'objection.raised', proposal: proposal.id, objection, party, version, reason }
  return facts(info.boundary, taken, raised)
}

/** The word from home behind a provisional position, while the proposal is open or stands adopted ad referendum. */
export function confirmPosition(state: LedgerState, actor: Actor, command: CommandOf<'position.confirm'>): Ruling {
  const found = proposalFor(state, actor, command.proposal)
  if (!found.ok) return found
  const { proposal, info, current } = found.value
  if (actor.role !== 'representative') return no('not-allowed')
  const { party } = actor
  if (party === null || !state.parties.has(party)) return no('not-a-party')
  if (!proposal.electorate.includes(party)) return no('not-in-electorate', { subject: party })
  if (proposal.openedBy === actor.member) return no('opener-takes-no-position', { subject: proposal.id })
  if (proposal.status !== 'open' && proposal.status !== 'adopted_ad_referendum') {
    return no('proposal-closed', { subject: proposal.id })
  }
  const position = proposal.positions.get(party)
  if (!position?.provisional || position.confirmedAt !== null) return no('nothing-changed')
  if (position.version !== current.version) return no('text-changed', { subject: proposal.id })
  return facts(info.boundary, { type: 'position.confirmed', proposal: proposal.id, party })
}
