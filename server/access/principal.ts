import type { Role } from '../../shared/access/roles.ts'
import type { Clock, Identity, SessionRow, TokenRow } from '../ports.ts'
import type { Preview } from './previews.ts'
import { includesScope, type Scope } from './scopes.ts'
import { hashSecret, isSecret } from './secrets.ts'
import { findSession, type SessionParts, sessionByHash } from './sessions.ts'

/**
 * Who sends a request: a browser session, a tool with an API token, or a broker who looks as somebody else. `credential` is
 * the hash that finds it again.
 */
export type Principal =
  | { type: 'session'; credential: string; session: SessionRow }
  | { type: 'token'; credential: string; token: TokenRow }
  | { type: 'preview'; credential: string; preview: Preview }

/** Kinds of principals that are found again in the store. */
export type LastingType = Exclude<Principal['type'], 'preview'>

/** The live session behind a cookie. */
export async function sessionPrincipal(parts: SessionParts, secret: string): Promise<Principal | null> {
  const session = await findSession(parts, 'session', secret)
  return session && { type: 'session', credential: session.secretHash, session }
}

/** The live token behind an `Authorization: Bearer`. */
export async function tokenPrincipal(
  parts: { store: Identity; clock: Clock },
  secret: string,
): Promise<Principal | null> {
  return isSecret(secret) ? tokenByHash(parts, hashSecret('token', secret)) : null
}

/** Looks a principal up again, as it is now: null once its session ended or its token was revoked or expired. */
export function principalAgain(
  parts: SessionParts,
  was: { type: LastingType; credential: string },
): Promise<Principal | null> {
  if (was.type === 'token') return tokenByHash(parts, was.credential)
  return sessionByHash(parts, 'session', was.credential).then(
    session => session && { type: 'session', credential: was.credential, session },
  )
}

/** The member as whom a principal acts in a partnership, or null. */
export function memberIn(principal: Principal, partnership: string): string | null {
  if (principal.type === 'token') return principal.token.partnership === partnership ? principal.token.member : null
  if (principal.type === 'preview')
    return principal.preview.partnership === partnership ? principal.preview.seat.member : null
  return principal.session.memberships.findLast(membership => membership.partnership === partnership)?.member ?? null
}

/** Whom acts are counted for: looks as somebody else count for the broker who looks, however many there are. */
export function countedFor(principal: Principal, member: string): string {
  return principal.type === 'preview' ? principal.preview.by : member
}

/** Whose seat it is that a principal left to sit in another's; null for whoever sits in their own. */
export function homeIn(principal: Principal, partnership: string): string | null {
  if (principal.type !== 'session') return null
  return principal.session.memberships.findLast(membership => membership.partnership === partnership)?.home ?? null
}

/** The role for which somebody else made the way back that a principal came by; null for whoever came by themselves. */
export function lentAsIn(principal: Principal, partnership: string): Role | null {
  if (principal.type === 'token') return principal.token.lentAs
  if (principal.type === 'preview') return null
  return principal.session.memberships.findLast(membership => membership.partnership === partnership)?.lentAs ?? null
}

/** A session may do whatever its member may; a token only what its scopes say; who looks as somebody else only reads. */
export function mayUse(principal: Principal, scope: Scope): boolean {
  if (principal.type === 'preview') return scope === 'read'
  return principal.type === 'session' || includesScope(principal.token.scopes, scope)
}

async function tokenByHash(
  { store, clock }: { store: Identity; clock: Clock },
  hash: string,
): Promise<Principal | null> {
  const token = await store.tokenByHash(hash)
  if (!token || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= clock.now())) return null
  return { type: 'token', credential: hash, token }
}
