import { getCookie, setCookie } from 'hono/cookie'
import type { SessionKind } from '../access/sessions.ts'
import type { Ask } from './api.ts'

// Longer than any idle time, so that a restart of the browser loses nobody; the server alone decides when a session ends.
const SESSION_COOKIE_SECONDS = 14 * 86_400
const DEVICE_COOKIE_SECONDS = 180 * 86_400

/** Name of a cookie: cookies know no ports, so the port is in the name and two servers on one host keep apart. */
function cookieName(port: number, kind: SessionKind): string {
  return kind === 'session' ? `trestle_${port}` : `trestle_${port}_device`
}

/** The secret that the browser sent, or null. */
export function readCookie(c: Ask, kind: SessionKind): string | null {
  return getCookie(c, cookieName(c.get('services').config.port, kind)) ?? null
}

/** Gives the browser a secret; null takes it away. A `passing` one ends with the browser. */
export function writeCookie(c: Ask, kind: SessionKind, secret: string | null, passing = false): void {
  const lasts = kind === 'session' ? SESSION_COOKIE_SECONDS : DEVICE_COOKIE_SECONDS
  setCookie(c, cookieName(c.get('services').config.port, kind), secret ?? '', {
    path: kind === 'session' ? '/' : '/api',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.get('origin').startsWith('https:'),
    ...(passing && secret !== null ? {} : { maxAge: secret === null ? 0 : lasts }),
  })
}
