import { newId } from '../../shared/ids.ts'
import type { Clock, Identity, SessionRow } from '../ports.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

const HOUR = 3_600_000

/** A guest's session ends after this long without a request or an open socket. */
const SESSION_IDLE_MS = 12 * HOUR
/** The same on a phone that several people use. */
const SHARED_IDLE_MS = HOUR / 2
/** How long a device is remembered after its last visit, so that a guest who returns on it is the same member. */
const DEVICE_IDLE_MS = 180 * 24 * HOUR
const TOUCH_EVERY_MS = 5 * 60_000

/** The parts that sessions need. */
export type SessionParts = { store: Identity; clock: Clock }

/** A session or device that was just opened: the secret is known only now. */
export type Opened = { row: SessionRow; secret: string }

/** Which of the two long-lived secrets of a browser. */
export type SessionKind = 'session' | 'device'

const idle: Record<SessionKind, number> = { session: SESSION_IDLE_MS, device: DEVICE_IDLE_MS }

/** Opens a session (or remembers a device) without memberships; `shared` for a phone that several people use. */
export async function openSession({ store, clock }: SessionParts, kind: SessionKind, shared = false): Promise<Opened> {
  const secret = newSecret()
  const now = clock.now()
  const row = { id: newId(), secretHash: hashSecret(kind, secret), createdAt: now, lastSeenAt: now, shared }
  await store.addSession(row)
  return { row: { ...row, memberships: [] }, secret }
}

/** The live session behind a cookie's secret, or null. Its idle time starts again, rounded to five minutes. */
export async function findSession(parts: SessionParts, kind: SessionKind, secret: string): Promise<SessionRow | null> {
  return isSecret(secret) ? sessionByHash(parts, kind, hashSecret(kind, secret)) : null
}

/** The live session with this secret's hash, or null; as `findSession`. */
export async function sessionByHash(
  { store, clock }: SessionParts,
  kind: SessionKind,
  hash: string,
): Promise<SessionRow | null> {
  const row = await store.sessionBySecret(hash)
  if (!row) return null
  const since = clock.now() - row.lastSeenAt
  if (since > (row.shared ? SHARED_IDLE_MS : idle[kind])) {
    await store.dropSession(row.id)
    return null
  }
  if (since > TOUCH_EVERY_MS) await store.touchSession(row.id, clock.now())
  return row
}
