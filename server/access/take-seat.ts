import { sampleHost, seatsToTake } from '../../shared/access/sample-seats.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import { homeIn, memberIn, type Principal } from './principal.ts'

/** The members whose seats this session may take now: none outside a sample that it began. */
export function openSeats(state: LedgerState, principal: Principal, partnership: string): string[] {
  return mayWalk(state, principal, partnership) ? seatsToTake(state).map(member => member.id) : []
}

/**
 * Rules on walking round the sample: the membership that this session has after sitting down in `seat`, or a refusal. Open
 * to whoever began the sample, in their own seat or in one they took; a token, a guest and a real partnership never.
 */
export function takeSeat(
  state: LedgerState,
  principal: Principal,
  partnership: string,
  seat: string,
): Result<{ member: string; home: string | null }, 'seat-not-open'> {
  const home = homeIn(principal, partnership)
  // The way back is open whatever became of the host's role meanwhile.
  if (home !== null && seat === home) return accept({ member: home, home: null })
  if (!mayWalk(state, principal, partnership)) return refuse('seat-not-open')
  if (!seatsToTake(state).some(member => member.id === seat)) return refuse('seat-not-open')
  return accept({ member: seat, home: sampleHost(state)!.id })
}

function mayWalk(state: LedgerState, principal: Principal, partnership: string): boolean {
  const own = homeIn(principal, partnership) ?? memberIn(principal, partnership)
  return principal.type === 'session' && own !== null && sampleHost(state)?.id === own
}
