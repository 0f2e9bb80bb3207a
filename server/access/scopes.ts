/**
 * What an API token may do; each scope includes the ones before it. No scope gives more than the member's role does.
 * `read`: see and follow everything that the member sees. `write`: edit canvases, create documents, send commands.
 * `admin`: also change who is at the table (parties, members, invites, tokens) and rename the partnership.
 */
export const SCOPES = ['read', 'write', 'admin'] as const

/** One of `SCOPES`. */
export type Scope = (typeof SCOPES)[number]

/** True when holding `held` allows an act that needs `needed`. */
export function includesScope(held: readonly string[], needed: Scope): boolean {
  return held.some(scope => SCOPES.indexOf(scope as Scope) >= SCOPES.indexOf(needed))
}
