import { type Actor, isBroker } from '../../access/roles.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, documentFor, facts, no, type Ruling, wordsOrNull } from './rules.ts'

/** Whoever may write in a canvas names a point of its history, or takes a name away; archived canvases too. */
export function nameVersion(state: LedgerState, actor: Actor, command: CommandOf<'version.name'>): Ruling {
  const { document, point } = command
  const found = documentFor(state, actor, document, { archivedToo: true })
  if (!found.ok) return found
  const name = wordsOrNull(command.name)
  if (name === null && !state.versions.get(document)?.has(point)) return no('nothing-changed')
  return facts(found.value.boundary, { type: 'version.named', document, point, name })
}

/** Those who run the process say how long the past of canvases is kept. It is about everybody's words, so everybody reads it. */
export function retainHistory(state: LedgerState, actor: Actor, command: CommandOf<'history.retain'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { days } = command
  if (state.retention.days === days) return no('nothing-changed')
  return facts('partnership', { type: 'history.retained', days })
}
