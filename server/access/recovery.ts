import { type Actor, isBroker, type Role } from '../../shared/access/roles.ts'
import { actorNow } from '../../shared/ledger/actor-now.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Clock, Identity, RecoveryRow } from '../ports.ts'
import type { LedgerService, Seat } from '../services.ts'
import { recordedBy } from './invites.ts'
import { isOutgrown } from './lent.ts'
import { seatOf } from './seats.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

const DAY = 86_400_000
/** How long one's own way back stays good: people put it away for a rainy day. */
const OWN_MS = 365 * DAY
/** How long a way back stays good that a broker makes for somebody who waits for it. */
const MADE_FOR_MS = 7 * DAY

/** The parts that recovery needs. */
export type RecoveryParts = { store: Identity; clock: Clock; ledger: LedgerService }

/** Why a recovery link brings nobody back. */
export type ClosedRecovery = 'recovery-unknown' | 'recovery-used' | 'recovery-replaced' | 'recovery-expired'

/** A fresh link, known only now. */
export type IssuedRecovery = { secret: string; expiresAt: number }

/**
 * Makes a recovery link's secret for a member: it works once, and every earlier link of theirs is over. `lent` where
 * somebody else had a hand in it: who makes it, if not its member, and the role that the member had for it.
 */
export async function issueRecovery(
  { store, clock }: Pick<RecoveryParts, 'store' | 'clock'>,
  partnership: string,
  member: string,
  lent: { by: string | null; as: Role | null } = { by: null, as: null },
): Promise<IssuedRecovery> {
  const secret = newSecret()
  const now = clock.now()
  const expiresAt = now + (lent.by === null ? OWN_MS : MADE_FOR_MS)
  await store.replaceRecoveries(partnership, member, now)
  await store.addRecovery({
    secretHash: hashSecret('recovery', secret),
    partnership,
    member,
    issuedBy: lent.by,
    lentAs: lent.as,
    createdAt: now,
    expiresAt,
    usedAt: null,
    replacedAt: null,
  })
  return { secret, expiresAt }
}

/**
 * Makes a way back for somebody who lost theirs: brokers for anyone else, co-brokers for anyone but brokers. Recorded before
 * there is a link, for everyone to see: whoever holds it can sit down as that member.
 */
export async function issueRecoveryFor(
  parts: RecoveryParts,
  partnership: string,
  actor: Actor,
  member: string,
): Promise<Result<IssuedRecovery, 'not-allowed' | 'no-such-member'>> {
  let as: Role | null = null
  const told = await parts.ledger.recordByRule<'not-allowed' | 'no-such-member'>(
    partnership,
    state => {
      const whose = actorNow(state, member)
      if (!whose) return refuse('no-such-member')
      if (!mayBringBack(state, actor.member, member)) return refuse('not-allowed')
      as = whose.role
      const fact = { type: 'recovery.issued', member, by: actor.member } as const
      return accept([{ boundary: 'partnership', fact }])
    },
    recordedBy(actor),
  )
  return told.ok ? accept(await issueRecovery(parts, partnership, member, { by: actor.member, as })) : told
}

/** The link behind a secret and whose way back it is. Looking spends nothing. */
export async function findRecovery(
  parts: RecoveryParts,
  secret: string,
): Promise<Result<{ row: RecoveryRow; seat: Seat }, ClosedRecovery>> {
  const row = isSecret(secret) ? await parts.store.recovery(hashSecret('recovery', secret)) : null
  if (!row) return refuse('recovery-unknown')
  if (row.usedAt !== null) return refuse('recovery-used')
  if (row.replacedAt !== null) return refuse('recovery-replaced')
  if (row.expiresAt <= parts.clock.now()) return refuse('recovery-expired')
  const seat = await seatOf(parts.ledger, row.partnership, row.member)
  if (!seat) return refuse('recovery-unknown')
  if (isOutgrown(row.lentAs, seat.role)) return refuse('recovery-replaced')
  // A link is worth no more than the word of the one who made it.
  if (row.issuedBy !== null) {
    const state = await parts.ledger.state(row.partnership)
    if (!mayBringBack(state, row.issuedBy, row.member)) return refuse('recovery-replaced')
  }
  return accept({ row, seat })
}

/** Redeems a recovery link and makes the next one: the link rotates. One that somebody else made is recorded as used. */
export async function redeemRecovery(
  parts: RecoveryParts,
  secret: string,
): Promise<Result<{ partnership: string; seat: Seat; lentAs: Role | null; next: string }, ClosedRecovery>> {
  const found = await findRecovery(parts, secret)
  if (!found.ok) return found
  const { row, seat } = found.value
  if (!(await parts.store.redeemRecovery(row.secretHash, parts.clock.now()))) return refuse('recovery-used')
  const { partnership, member } = row
  if (row.issuedBy !== null)
    await parts.ledger.record(
      partnership,
      [{ boundary: 'partnership', fact: { type: 'recovery.used', member } }],
      recordedBy(seat),
    )
  const { lentAs } = row
  const next = await issueRecovery(parts, partnership, member, { by: null, as: lentAs })
  return accept({ partnership, seat, lentAs, next: next.secret })
}

/** May `by` make a way back for another member? */
function mayBringBack(state: LedgerState, by: string, member: string): boolean {
  const actor = actorNow(state, by)
  const whose = actorNow(state, member)
  if (!actor || !whose || by === member || !isBroker(actor.role)) return false
  return actor.role === 'broker' || whose.role !== 'broker'
}
