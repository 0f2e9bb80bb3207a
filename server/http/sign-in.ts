import { openSession } from '../access/sessions.ts'
import { findSession, type SessionKind } from '../access/sessions.ts'
import type { SessionRow } from '../ports.ts'
import type { Ask } from './api.ts'
import { readCookie, writeCookie } from './cookies.ts'

/**
 * Ties a membership to this browser: to its session, opened when there is none, and to the device, so that who returns
 * after the session ended is the same member.
 */
export async function signIn(c: Ask, partnership: string, member: string): Promise<void> {
  const { store } = c.get('services')
  for (const kind of ['session', 'device'] as const) {
    const row = await ownRow(c, kind)
    await store.addMembership(row.id, partnership, member)
  }
}

/** Opens a session afresh with these memberships, replacing an old one: its secret changes hands with its powers. */
export async function openFresh(c: Ask, memberships: SessionRow['memberships']): Promise<void> {
  const { store } = c.get('services')
  const { row, secret } = await openSession(c.get('services'), 'session')
  for (const { partnership, member } of memberships) await store.addMembership(row.id, partnership, member)
  writeCookie(c, 'session', secret)
}

async function ownRow(c: Ask, kind: SessionKind): Promise<SessionRow> {
  const parts = c.get('services')
  const secret = readCookie(c, kind)
  const known = secret === null ? null : await findSession(parts, kind, secret)
  if (known) return known
  const opened = await openSession(parts, kind)
  writeCookie(c, kind, opened.secret)
  return opened.row
}
