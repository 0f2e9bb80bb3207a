import type { Actor } from '../../access/roles.ts'
import { accept, type Result } from '../../result.ts'
import type { DecideContext } from '../decide-context.ts'
import type { Refusal } from '../refusals.ts'
import type { DocumentInfo, LedgerState } from '../state.ts'
import { type CommandOf, documentFor, facts, no, type Ruling, wordsOrNull } from './rules.ts'

/** A clause moves between drafting, discussed and settled, bound to the words that the mover saw. */
export function moveClause(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'clause.move'>,
  context: DecideContext,
): Ruling {
  const { document, clause, hash } = command
  const found = documentFor(state, actor, document, { kind: 'agreement' })
  if (!found.ok) return found
  if (actor.role === 'contributor') return no('not-allowed')
  const shown = shownClause(found.value, command, context)
  if (!shown.ok) return shown
  if (shown.value.empty && command.state !== 'drafting') return no('text-empty', { subject: clause })
  const known = state.clauses.get(document)?.get(clause)
  if ((known?.state ?? 'drafting') === command.state && (known?.hash ?? hash) === hash) return no('nothing-changed')
  return facts(found.value.boundary, { type: 'clause.moved', document, clause, state: command.state, hash })
}

/** A party's standing on the words of a clause as its representative saw them. Reservations and objections say why. */
export function giveAssent(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'assent.give'>,
  context: DecideContext,
): Ruling {
  const { document, clause, choice, hash } = command
  const found = documentFor(state, actor, document, { kind: 'agreement' })
  if (!found.ok) return found
  if (actor.role !== 'representative') return no('not-allowed')
  const { party } = actor
  if (party === null || !state.parties.has(party)) return no('not-a-party')
  const shown = shownClause(found.value, command, context)
  if (!shown.ok) return shown
  if (shown.value.empty) return no('text-empty', { subject: clause })
  const reason = wordsOrNull(command.reason)
  if (choice !== 'assent' && reason === null) return no('reason-required', { field: 'reason' })
  const before = state.clauses.get(document)?.get(clause)?.assents.get(party)
  if (before?.choice === choice && before.hash === hash && reason === null && before.reason === null) {
    return no('nothing-changed')
  }
  return facts(found.value.boundary, { type: 'assent.given', document, clause, party, choice, hash, reason })
}

function shownClause(
  info: DocumentInfo,
  command: { clause: string; hash: string },
  context: DecideContext,
): Result<{ empty: boolean }, Refusal> {
  const now = context.clause(info.id, command.clause)
  if (!now) return no('no-such-clause', { subject: command.clause })
  return now.hash === command.hash ? accept(now) : no('text-changed', { subject: command.clause })
}
