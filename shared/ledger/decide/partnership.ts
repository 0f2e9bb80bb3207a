import { type Actor, isBroker } from '../../access/roles.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, facts, no, type Ruling, words } from './rules.ts'

/** Those who run the process name the partnership. */
export function renamePartnership(_state: LedgerState, actor: Actor, command: CommandOf<'partnership.rename'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { name, purpose } = command
  return facts('partnership', { type: 'partnership.renamed', name: words(name), purpose: words(purpose) })
}
