import type { LedgerState, Member } from '../ledger/state.ts'

/** How a partnership that began as the sample says so in `start`. */
const SAMPLE_START = 'sample'

/** Who began this copy of the sample, while they are its broker; null in every other partnership. They alone may walk round it. */
export function sampleHost(state: LedgerState): Member | null {
  if (state.partnership?.start !== SAMPLE_START) return null
  const [first] = state.members.values()
  return first && first.leftAt === null && first.role === 'broker' ? first : null
}

/**
 * The seats of a sample that its host may take: people of the story who speak for a party or read along. Never the seat of
 * somebody who came by an invite, nor one that a way back was made for. Needs the brokers' stream, which says who did.
 */
export function seatsToTake(state: LedgerState): Member[] {
  const host = sampleHost(state)
  if (!host) return []
  return [...state.members.values()].filter(
    ({ id, role, leftAt }) =>
      id !== host.id &&
      leftAt === null &&
      (role === 'representative' || role === 'observer') &&
      !(state.invited.has(id) || state.waysBack.has(id)),
  )
}
