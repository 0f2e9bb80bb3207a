import { isBroker, ROLES, type Role } from '../../shared/access/roles.ts'
import { sampleHost } from '../../shared/access/sample-seats.ts'
import type { LedgerState, Member } from '../../shared/ledger/state.ts'
import { homeIn, lentAsIn, memberIn, type Principal } from './principal.ts'

/**
 * Has a member risen to run the table since somebody else made the way back by which a session, a link or a token came? It
 * was made for less, and is over: whoever made it must not come to sit where they could never let themselves in.
 */
export function isOutgrown(lentAs: Role | null, now: Role): boolean {
  return lentAs !== null && isBroker(now) && ROLES.indexOf(now) < ROLES.indexOf(lentAs)
}

/**
 * The member as whom a principal sits at a table now; null without a seat, for leavers, and by an outgrown way back. Who sits
 * in another's seat of the sample is back in their own once they are not its broker any more.
 */
export function sitterIn(state: LedgerState, principal: Principal, partnership: string): Member | null {
  const member = memberIn(principal, partnership)
  const home = homeIn(principal, partnership)
  const info = state.members.get((home !== null && sampleHost(state)?.id !== home ? home : member) ?? '')
  if (!info || info.leftAt !== null) return null
  const own = state.members.get(home ?? info.id)
  return own && isOutgrown(lentAsIn(principal, partnership), own.role) ? null : info
}
