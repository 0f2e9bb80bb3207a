import { type Boundary, mayRead } from '../../shared/access/roles.ts'
import { isId } from '../../shared/ids.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { LimitName } from '../access/limits.ts'
import { sitterIn } from '../access/lent.ts'
import { mayLook } from '../access/previews.ts'
import { countedFor, mayUse, memberIn, type Principal } from '../access/principal.ts'
import type { Scope } from '../access/scopes.ts'
import { seatFrom } from '../access/seats.ts'
import type { DocumentRow } from '../ports.ts'
import type { Seat } from '../services.ts'
import type { Ask } from './api.ts'
import type { Trouble } from './problem.ts'

/** A member on whose behalf a request runs, with the partnership's state as it is now. */
export type Seated = { partnership: string; seat: Seat; state: LedgerState; principal: Principal }

/** A request needs a session or a token; a refusal says what to do. */
export function principalOf(c: Ask): Result<Principal, Trouble> {
  const principal = c.get('principal')
  if (principal) return accept(principal)
  if (c.get('looking')) return refuse({ code: 'preview-over' })
  if (c.get('badToken')) return refuse({ code: 'bad-token' })
  return refuse({ code: c.get('idle') ? 'session-idle' : 'no-session' })
}

/** The member of `partnership` who asks, if they may use `scope`; changes count against `limit`. */
export async function seated(
  c: Ask,
  partnership: string,
  scope: Scope,
  limit?: LimitName,
): Promise<Result<Seated, Trouble>> {
  const principal = principalOf(c)
  if (!principal.ok) return principal
  const { store, ledger, limits } = c.get('services')
  if (!isId(partnership) || !(await store.hasPartnership(partnership))) return refuse({ code: 'no-such-partnership' })
  const member = memberIn(principal.value, partnership)
  if (member === null) return refuse({ code: 'not-a-member' })
  const state = await ledger.state(partnership)
  const seat = await seatNow(c, principal.value, partnership, state)
  if (!seat) return refuse({ code: 'not-a-member' })
  if (!mayUse(principal.value, scope)) {
    if (principal.value.type === 'preview') return refuse({ code: 'only-looking' })
    return refuse({ code: 'scope-missing', detail: `It needs the scope "${scope}".` })
  }
  const name = limit ?? (scope === 'read' ? null : 'change')
  const wait = name === null ? 0 : await limits.take(name, countedFor(principal.value, member))
  if (wait > 0) return refuse({ code: 'too-many-requests', retryAfter: wait })
  return accept({ partnership, seat, state, principal: principal.value })
}

/** The seat that a principal has in a partnership as it is now, or null; who looks as somebody else has that one's. */
export async function seatNow(
  c: Ask,
  principal: Principal,
  partnership: string,
  state: LedgerState,
): Promise<Seat | null> {
  if (principal.type === 'preview') {
    const { preview } = principal
    return preview.partnership === partnership && mayLook(state, preview.by) ? preview.seat : null
  }
  const info = sitterIn(state, principal, partnership)
  return info ? seatFrom(c.get('services').ledger, partnership, state, info) : null
}

/** The member who asks about a document, if they may see it. */
export async function seatedAt(
  c: Ask,
  document: string,
  scope: Scope,
  limit?: LimitName,
): Promise<Result<Seated & { row: DocumentRow }, Trouble>> {
  const principal = principalOf(c)
  if (!principal.ok) return principal
  const row = isId(document) ? await c.get('services').store.document(document) : null
  if (!row) return refuse({ code: 'no-such-document' })
  const who = await seated(c, row.partnership, scope, limit)
  if (!who.ok) return who
  return maySee(who.value, row.boundary) ? accept({ ...who.value, row }) : refuse({ code: 'not-allowed' })
}

/** May this member receive anything of `boundary`? */
export function maySee(who: Seated, boundary: Boundary): boolean {
  return mayRead(who.seat, boundary)
}
