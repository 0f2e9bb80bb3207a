import { type Actor, isBroker } from '../../access/roles.ts'
import { accept, type Result } from '../../result.ts'
import type { DecideContext } from '../decide-context.ts'
import type { ObjectionState } from '../facts.ts'
import { isOpenObjection } from '../objections.ts'
import type { Refusal } from '../refusals.ts'
import type { LedgerState, Objection } from '../state.ts'
import { type CommandOf, facts, no, openProposalFor, type Ruling, type SeenProposal, wordsOrNull } from './rules.ts'

type Move = { proposal: string; objection: string; note: string | null }

/** The objection has been talked through with the objector (domain.md 7.2: testing is a dialogue). */
export function testObjection(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'objection.test'>,
  context: DecideContext,
): Ruling {
  return byBroker(state, actor, command, 'tested', context)
}

/** The objection goes to someone outside this table; it stays open. */
export function referObjection(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'objection.refer'>,
  context: DecideContext,
): Ruling {
  return byBroker(state, actor, command, 'referred', context)
}

/** Only the objecting party says that its objection is integrated (in a version that claims it), resolved or withdrawn. */
export function settleObjection(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'objection.settle'>,
  context: DecideContext,
): Ruling {
  const found = openObjectionFor(state, actor, command, context)
  if (!found.ok) return found
  const { objection, seen } = found.value
  if (actor.role !== 'representative' || actor.party !== objection.party) {
    return no('not-the-objector', { subject: objection.party })
  }
  // domain.md 12, rule 13: who opened a decision does not speak for a party in it; settling is speaking.
  if (seen.proposal.openedBy === actor.member) return no('opener-takes-no-position', { subject: seen.proposal.id })
  if (command.state === 'integrated' && objection.integratedIn === null) {
    return no('not-integrated', { subject: objection.id })
  }
  return moved(seen, command, command.state)
}

function byBroker(
  state: LedgerState,
  actor: Actor,
  command: Move,
  to: 'tested' | 'referred',
  context: DecideContext,
): Ruling {
  const found = openObjectionFor(state, actor, command, context)
  if (!found.ok) return found
  if (!isBroker(actor.role)) return no('not-allowed')
  if (found.value.objection.state === to) return no('nothing-changed')
  return moved(found.value.seen, command, to)
}

function openObjectionFor(
  state: LedgerState,
  actor: Actor,
  command: Move,
  context: DecideContext,
): Result<{ seen: SeenProposal; objection: Objection }, Refusal> {
  const seen = openProposalFor(state, actor, command.proposal, context)
  if (!seen.ok) return seen
  const objection = seen.value.proposal.objections.get(command.objection)
  if (!objection) return no('no-such-objection', { subject: command.objection })
  if (!isOpenObjection(objection)) return no('nothing-changed', { subject: objection.id })
  return accept({ seen: seen.value, objection })
}

function moved({ info }: SeenProposal, command: Move, to: ObjectionState): Ruling {
  const { proposal, objection } = command
  return facts(info.boundary, {
    type: 'objection.moved',
    proposal,
    objection,
    state: to,
    note: wordsOrNull(command.note),
  })
}
