import { openSession } from '../access/sessions.ts'
import { findSession, type SessionKind } from '../access/sessions.ts'
import type { Role } from '../../shared/access/roles.ts'
import type { Membership, SessionRow } from '../ports.ts'
import type { Ask } from './api.ts'
import { readCookie, writeCookie } from './cookies.ts'

/** How long a replaced secret still answers, for requests that were under way; it never gets the new membership. */
const GRACE_MS = 60_000

/**
 * Ties a membership to this browser: to its session, and to the device, so that who returns after the session ended is the
 * same member. Both get fresh secrets: whoever planted the old cookie, or read it, gains nothing by what comes now. A phone
 * that several people use is no device to remember: what was remembered of it is forgotten. `lentAs` is as of `Membership`: a
 * seat that the browser had by itself stays its own.
 */
export async function signIn(
  c: Ask,
  partnership: string,
  member: string,
  { shared = false, lentAs = null }: { shared?: boolean; lentAs?: Role | null } = {},
): Promise<void> {
  const { store, live, clock, log } = c.get('services')
  const before = await ownRow(c, 'session')
  const passing = shared || (before?.shared ?? false)
  for (const kind of ['session', 'device'] as const) {
    const old = kind === 'session' ? before : await ownRow(c, kind)
    if (kind === 'device' && passing) {
      if (old) await store.dropSession(old.id)
      writeCookie(c, kind, null)
      continue
    }
    const had = old?.memberships ?? []
    const isThis = (one: Membership) => one.partnership === partnership && one.member === member
    const lent = had.some(one => isThis(one) && one.lentAs === null) ? null : lentAs
    const kept = had.filter(one => !isThis(one))
    const fresh = await open(c, kind, [...kept, { partnership, member, home: null, lentAs: lent }], passing)
    if (!old) continue
    if (kind === 'session') live.follow(old.secretHash, fresh.secretHash)
    clock.after(GRACE_MS, () => {
      store
        .dropSession(old.id)
        .catch((error: unknown) => log.error({ error: String(error) }, 'a replaced session could not be dropped'))
    })
  }
}

/** Opens a session afresh with these memberships, replacing an old one: its secret changes hands with its powers. */
export async function openFresh(c: Ask, memberships: Membership[]): Promise<void> {
  await open(c, 'session', memberships)
}

async function open(c: Ask, kind: SessionKind, memberships: Membership[], shared = false): Promise<SessionRow> {
  const { row, secret } = await openSession(c.get('services'), kind, shared)
  for (const { partnership, member, home, lentAs } of memberships)
    await c.get('services').store.addMembership(row.id, partnership, member, home, lentAs)
  writeCookie(c, kind, secret, shared)
  return row
}

async function ownRow(c: Ask, kind: SessionKind): Promise<SessionRow | null> {
  const secret = readCookie(c, kind)
  return secret === null ? null : findSession(c.get('services'), kind, secret)
}
