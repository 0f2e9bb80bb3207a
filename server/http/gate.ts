import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { MAX_UPDATE_BYTES } from '../../shared/protocol.ts'
import { approach, proxyList } from '../access/address.ts'
import { type Principal, sessionPrincipal, tokenPrincipal } from '../access/principal.ts'
import { findSession } from '../access/sessions.ts'
import type { ApiEnv, Ask } from './api.ts'
import { readCookie } from './cookies.ts'
import { problem } from './problem.ts'
import { principalOf } from './seated.ts'
import type { Services } from './services.ts'

type Middleware = MiddlewareHandler<ApiEnv>

const MAX_JSON_BYTES = 256 * 1024
const MAX_EXPORT_BYTES = 50 * 1024 * 1024
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Learns where a request comes from and where it was sent, and counts it against its address. */
export function arrive(services: Services): Middleware {
  const { config, limits } = services
  const trusted = proxyList(config.trustedProxies)
  return async (c, next) => {
    const socket = c.env?.incoming?.socket
    const headers = {
      forwardedFor: c.req.header('x-forwarded-for'),
      forwardedProto: c.req.header('x-forwarded-proto'),
    }
    const encrypted = socket !== undefined && 'encrypted' in socket
    const from = approach(trusted, socket?.remoteAddress ?? '127.0.0.1', headers, encrypted)
    c.set('services', services)
    c.set('approach', from)
    c.set('origin', config.publicUrl ?? askedOrigin(c, from.https))
    const wait = await limits.take('request', from.address)
    if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
    await next()
  }
}

/** Header, and query of a socket, with which a page says that somebody looks as another. */
const PREVIEW_HEADER = 'trestle-preview'

/**
 * Learns who sends a request. A Bearer token that does not work never falls back to a cookie, and neither does a look as
 * somebody else that is over.
 */
export function recognise(): Middleware {
  return async (c, next) => {
    const parts = c.get('services')
    const look = c.req.header(PREVIEW_HEADER) ?? (c.req.path.startsWith('/sync/') ? c.req.query('preview') : undefined)
    c.set('looking', look !== undefined)
    if (look !== undefined) {
      c.set('principal', await looking(c, look))
      c.set('badToken', false)
      c.set('idle', false)
      return next()
    }
    const bearer = c.req.header('authorization')?.match(/^Bearer\b *(.*)$/i)?.[1]
    const cookie = bearer === undefined ? readCookie(c, 'session') : null
    const device = bearer === undefined ? readCookie(c, 'device') : null
    let principal = null
    if (bearer !== undefined) principal = await tokenPrincipal(parts, bearer)
    else if (cookie !== null) principal = await sessionPrincipal(parts, cookie)
    c.set('principal', principal)
    c.set('badToken', bearer !== undefined && principal === null)
    c.set('idle', principal === null && device !== null && (await findSession(parts, 'device', device)) !== null)
    await next()
  }
}

async function looking(c: Ask, token: string): Promise<Principal | null> {
  const services = c.get('services')
  const cookie = c.req.header('authorization') === undefined ? readCookie(c, 'session') : null
  const session = cookie === null ? null : await sessionPrincipal(services, cookie)
  const preview = session && services.previews.find(token, session.credential)
  return preview && { type: 'preview', credential: preview.credential, preview }
}

/** Refuses every change that comes from a page in which somebody looks as another, whether the look goes on or not. */
export function onlyLooking(): Middleware {
  return async (c, next) => {
    if (c.get('looking') && !SAFE.has(c.req.method)) return problem(c, { code: 'only-looking' })
    return next()
  }
}

/** Refuses changes that another site's page sends: the Origin must be ours, or absent together with Sec-Fetch-Site. */
export function sameOrigin(): Middleware {
  return async (c, next) => {
    if (SAFE.has(c.req.method) || isOwnOrigin(c)) return next()
    return problem(c, { code: 'foreign-origin', detail: originAdvice(c) })
  }
}

/** Bulk updates that one session or token may have on their way at once: each may fill 10 MB of memory. */
export const MOST_UPDATES = 4

/** Exports that the server takes in at once, from anybody: each may fill 50 MB of memory. */
const MOST_IMPORTS = 6

/** Of these, how many from one address: whoever sends slowly must leave room for others. */
const MOST_IMPORTS_OF_ONE = 2

const isImport = (path: string): boolean => /^\/api\/partnerships\/import(\/preview)?$/.test(path)

/** Caps bodies: 256 KB of JSON; an update may be 10 MB, and is not read from nobody; an export may be 50 MB, a few at once. */
export function capBodies(): Middleware {
  const onError = (c: Parameters<typeof problem>[0]) => {
    const answer = problem(c, { code: 'too-large' })
    // The rest of the body is never read, so that nothing can follow it on this connection.
    answer.headers.set('connection', 'close')
    return answer
  }
  const json = bodyLimit({ maxSize: MAX_JSON_BYTES, onError })
  const update = bodyLimit({ maxSize: MAX_UPDATE_BYTES, onError })
  const whole = bodyLimit({ maxSize: MAX_EXPORT_BYTES, onError })
  const underWay = new Map<string, number>()
  const importing: string[] = []
  return async (c, next) => {
    if (isImport(c.req.path)) {
      const { address } = c.get('approach')
      const own = importing.filter(one => one === address).length
      if (importing.length >= MOST_IMPORTS || own >= MOST_IMPORTS_OF_ONE)
        return problem(c, { code: 'import-busy', retryAfter: 5 })
      importing.push(address)
      try {
        return await whole(c, next)
      } finally {
        importing.splice(importing.indexOf(address), 1)
      }
    }
    if (!/^\/api\/documents\/[^/]+\/updates$/.test(c.req.path)) return json(c, next)
    const who = principalOf(c)
    if (!who.ok) return problem(c, who.refusal)
    const { credential } = who.value
    const others = underWay.get(credential) ?? 0
    if (others >= MOST_UPDATES && c.get('services').config.limits !== 'off')
      return problem(c, { code: 'too-many-requests', retryAfter: 1 })
    underWay.set(credential, others + 1)
    try {
      return await update(c, next)
    } finally {
      const left = (underWay.get(credential) ?? 1) - 1
      if (left > 0) underWay.set(credential, left)
      else underWay.delete(credential)
    }
  }
}

/** True when a request with this Origin (or none) comes from our own pages or from a tool outside any browser. */
export function isOwnOrigin(c: Ask): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return c.req.header('sec-fetch-site') === undefined
  // A sandboxed page says "null", and so would we of a Host that is none.
  return origin !== 'null' && ownOrigins(c).includes(origin)
}

/** One sentence for whoever runs the server: what was expected. */
export function originAdvice(c: Ask): string {
  return `The Origin ${JSON.stringify(c.req.header('origin') ?? '(absent)')} is not ${ownOrigins(c).join(' or ')}. Behind a proxy, set TRESTLE_PUBLIC_URL.`
}

function ownOrigins(c: Ask): string[] {
  const { publicUrl } = c.get('services').config
  const asked = askedOrigin(c, c.get('approach').https)
  return publicUrl === null || publicUrl === asked ? [asked] : [publicUrl, asked]
}

function askedOrigin(c: Ask, https: boolean): string {
  const asked = URL.parse(`${https ? 'https' : 'http'}://${c.req.header('host') ?? new URL(c.req.url).host}`)
  return asked?.origin ?? 'null'
}
