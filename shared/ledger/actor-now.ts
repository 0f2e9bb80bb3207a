import type { Actor } from '../access/roles.ts'
import type { LedgerState } from './state.ts'

/** A member as the ledger knows them in this state; null when unknown or gone. */
export function actorNow(state: LedgerState, member: string): Actor | null {
  const known = state.members.get(member)
  return known && known.leftAt === null ? { member, role: known.role, party: known.party } : null
}
