import { type Actor, isBroker } from '../../access/roles.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, documentFor, facts, no, type Ruling, words } from './rules.ts'

/** A canvas gets another title, in the stream of its own boundary. */
export function renameDocument(state: LedgerState, actor: Actor, command: CommandOf<'document.rename'>): Ruling {
  const found = documentFor(state, actor, command.document, { archivedToo: true })
  if (!found.ok) return found
  if (!isBroker(actor.role)) return no('not-allowed')
  const { id: document, boundary } = found.value
  return facts(boundary, { type: 'document.renamed', document, title: words(command.title) })
}

/** A canvas is put away; nothing of it is lost. */
export function archiveDocument(state: LedgerState, actor: Actor, command: CommandOf<'document.archive'>): Ruling {
  return putAway(state, actor, command.document, true)
}

/** An archived canvas comes back. */
export function restoreDocument(state: LedgerState, actor: Actor, command: CommandOf<'document.restore'>): Ruling {
  return putAway(state, actor, command.document, false)
}

function putAway(state: LedgerState, actor: Actor, id: string, away: boolean): Ruling {
  const found = documentFor(state, actor, id, { archivedToo: true })
  if (!found.ok) return found
  if (!isBroker(actor.role)) return no('not-allowed')
  const { boundary, archived } = found.value
  if (archived === away) return no('nothing-changed')
  return facts(boundary, { type: away ? 'document.archived' : 'document.restored', document: id })
}
