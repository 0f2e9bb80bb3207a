import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Clock, Identity } from '../ports.ts'
import type { LedgerService, Seat } from '../services.ts'
import { seatOf } from './seats.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

/** Makes a recovery link's secret for a member: it works once. */
export async function issueRecovery(
  { store, clock }: { store: Identity; clock: Clock },
  partnership: string,
  member: string,
): Promise<string> {
  const secret = newSecret()
  const row = { secretHash: hashSecret('recovery', secret), partnership, member, createdAt: clock.now(), usedAt: null }
  await store.addRecovery(row)
  return secret
}

/** Redeems a recovery link and makes the next one: the link rotates. */
export async function redeemRecovery(
  parts: { store: Identity; clock: Clock; ledger: LedgerService },
  secret: string,
): Promise<Result<{ partnership: string; seat: Seat; next: string }, 'recovery-unknown'>> {
  const row = isSecret(secret)
    ? await parts.store.redeemRecovery(hashSecret('recovery', secret), parts.clock.now())
    : null
  const seat = row && (await seatOf(parts.ledger, row.partnership, row.member))
  if (!row || !seat) return refuse('recovery-unknown')
  return accept({ partnership: row.partnership, seat, next: await issueRecovery(parts, row.partnership, row.member) })
}
