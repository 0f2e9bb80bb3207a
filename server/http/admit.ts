import { mayRead, mayWrite } from '../../shared/access/roles.ts'
import { isId } from '../../shared/ids.ts'
import { CLOSE } from '../../shared/protocol.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import { countedFor, mayUse, type Principal, principalAgain } from '../access/principal.ts'
import type { DocumentRow } from '../ports.ts'
import type { Seat } from '../services.ts'
import type { Ask } from './api.ts'
import { isOwnOrigin } from './gate.ts'
import { seatNow } from './seated.ts'

/** A socket that may open: whose it is and what it may do. `full`: as much as the member's role allows. */
export type Admission = { row: DocumentRow; seat: Seat; canWrite: boolean; full: boolean; principal: Principal }

/** Sockets that one member may have open at once: many devices with many documents stay far below. */
export const MOST_SOCKETS = 250

/** Why a socket closes right after its upgrade, so that stock clients learn whether to try again. */
export type Closing = { code: number; reason: string }

const closing = (code: number, reason: string) => refuse<Closing>({ code, reason })

/** By whose right a socket is asked for: a ticket, a token, or a cookie together with our own Origin. */
export async function socketPrincipal(
  c: Ask,
  document: string,
): Promise<{ principal: Principal | null; release: () => void }> {
  const services = c.get('services')
  const ticket = c.req.query('ticket')
  if (ticket !== undefined) {
    const taken = services.tickets.take(ticket, document)
    if (!taken) return { principal: null, release: () => {} }
    return { principal: await principalAgain(services, taken.grant), release: taken.release }
  }
  const principal = c.get('principal')
  // A cookie without an Origin may come from anywhere that can open a socket.
  const sound = principal?.type === 'token' || (c.req.header('origin') !== undefined && isOwnOrigin(c))
  return { principal: sound ? principal : null, release: () => {} }
}

/** Rules on a socket as the roster is now. */
export async function admit(
  c: Ask,
  principal: Principal | null,
  document: string,
): Promise<Result<Admission, Closing>> {
  const { store, ledger, limits, live, config } = c.get('services')
  if (!principal) return closing(CLOSE.noSession, 'no-session')
  const row = isId(document) ? await store.document(document) : null
  if (!row) return closing(CLOSE.noDocument, 'no-such-document')
  const state = await ledger.state(row.partnership)
  const seat = await seatNow(c, principal, row.partnership, state)
  if (!seat) return closing(CLOSE.notAllowed, 'not-a-member')
  if (!mayRead(seat, row.boundary) || !mayUse(principal, 'read')) return closing(CLOSE.notAllowed, 'not-allowed')
  const counted = countedFor(principal, seat.member)
  if ((await limits.take('socket', counted)) > 0) return closing(CLOSE.overloaded, 'too-many-requests')
  if (config.limits !== 'off' && live.count(row.partnership, counted) >= MOST_SOCKETS)
    return closing(CLOSE.overloaded, 'too-many-requests')
  const full = mayUse(principal, 'write')
  const canWrite =
    full && row.role === 'canvas' && mayWrite(seat, row.boundary) && !state.documents.get(row.id)?.archived
  return accept({ row, seat, canWrite, full, principal })
}
