import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../reach/addresses.ts'
import type { ApiEnv, Ask } from './api.ts'

/**
 * What pages may do. Scripts and styles are files of our own. `style-src-attr` is open because places on a canvas are
 * style attributes (`translate`, `inset`), written by lit at render time; an attribute can hold no selector and no script.
 * Trusted Types admit lit's templates, ProseMirror's clipboard parser and the addresses of our workers, nothing else. Our own
 * pages may frame our own pages, for looking as somebody else; no other site may frame any.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html ProseMirrorClipboard trestle-worker trestle-venue trestle-reader',
].join('; ')

/** Headers of every answer. */
export function safeHeaders(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    headers.set('content-security-policy', CONTENT_SECURITY_POLICY)
    if (isTrustworthy(c)) headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    if (mayPin(c)) headers.set('strict-transport-security', 'max-age=31536000')
    if (c.req.path !== '/') headers.set('x-robots-tag', 'noindex, nofollow')
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  }
}

/** Do browsers heed what they ask of trustworthy origins alone? On plain http they ignore it, and complain of it in the console. */
function isTrustworthy(c: Ask): boolean {
  const origin = URL.parse(c.get('origin') ?? '')
  return origin?.protocol === 'https:' || isLoopback(origin?.hostname.replace(/^\[|\]$/g, '') ?? '')
}

/**
 * May browsers be told to insist on https for a year? Not of a certificate that was made here, whose warning could then
 * not be passed any more, and only of names that are looked up beyond this network.
 */
function mayPin(c: Ask): boolean {
  const origin = URL.parse(c.get('origin') ?? '')
  if (origin?.protocol !== 'https:' || c.get('services').config.https.type === 'self-signed') return false
  const { hostname } = origin
  return hostname.includes('.') && isIP(hostname) === 0 && !/\.(local|localhost|test|lan|home|internal)$/.test(hostname)
}
