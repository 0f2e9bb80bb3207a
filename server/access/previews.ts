import { isBroker, type Role } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { actorNow } from '../../shared/ledger/actor-now.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Clock } from '../ports.ts'
import type { Seat } from '../services.ts'
import { needsParty } from './invites.ts'
import type { LiveSockets } from './live-sockets.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

/** How long one look lasts. */
const PREVIEW_MS = 30 * 60_000
/** Looks that one member may have open at once; the oldest ends for a new one. */
const MOST_PREVIEWS = 6

/** Roles as which a broker may look: none that stands inside the brokers' boundary. */
export type PreviewRole = Exclude<Role, 'broker' | 'co-broker'>

/** A broker who looks as somebody else would: reads what that seat may read, and does nothing. In no ledger and no roster. */
export type Preview = {
  credential: string
  partnership: string
  /** The seat that is looked from: its member exists nowhere. */
  seat: Seat
  /** The broker who looks, and the hash of the session in which they do. */
  by: string
  session: string
  until: number
}

/** Why nobody can look so. */
export type PreviewRefusal = 'not-allowed' | 'no-such-party' | 'party-required'

/** Looks as somebody else, in memory: a restart ends them. Each is bound to the browser session that opened it. */
export class Previews {
  readonly #clock: Clock
  readonly #live: Pick<LiveSockets, 'end'>
  readonly #open = new Map<string, Preview & { cancel: () => void }>()

  constructor(clock: Clock, live: Pick<LiveSockets, 'end'>) {
    this.#clock = clock
    this.#live = live
  }

  /** Opens a look and answers its token, which is known only now. */
  open(wish: Pick<Preview, 'partnership' | 'seat' | 'by' | 'session'>): { token: string; expiresAt: number } {
    const own = [...this.#open.values()].filter(one => one.by === wish.by && one.partnership === wish.partnership)
    for (const one of own.slice(0, Math.max(0, own.length - MOST_PREVIEWS + 1))) this.#end(one.credential)
    const token = newSecret()
    const credential = hashSecret('preview', token)
    const until = this.#clock.now() + PREVIEW_MS
    const cancel = this.#clock.after(PREVIEW_MS, () => this.#end(credential))
    this.#open.set(credential, { ...wish, credential, until, cancel })
    return { token, expiresAt: until }
  }

  /** The look behind a token that this session opened; null when unknown, over, or of another session. */
  find(token: string, session: string): Preview | null {
    const found = isSecret(token) ? this.#open.get(hashSecret('preview', token)) : undefined
    return found && found.session === session && found.until > this.#clock.now() ? found : null
  }

  /** True while the look goes on. */
  has(credential: string): boolean {
    return this.#open.has(credential)
  }

  /** Ends what this session looks at, with its sockets. */
  endOfSession(session: string): void {
    for (const one of [...this.#open.values()]) if (one.session === session) this.#end(one.credential)
  }

  /** Ends what this member looks at in a partnership, with its sockets: their role changed, or they are gone. */
  endOf(partnership: string, member: string): void {
    for (const one of [...this.#open.values()])
      if (one.partnership === partnership && one.by === member) this.#end(one.credential)
  }

  #end(credential: string): void {
    this.#open.get(credential)?.cancel()
    this.#open.delete(credential)
    this.#live.end(credential)
  }
}

/** The seat that a broker wants to look from; `name` is what they call it. Only brokers and co-brokers look, as somebody with less. */
export function previewSeat(
  state: LedgerState,
  by: string,
  wish: { role: PreviewRole; party: string | null; name: string; initials: string },
): Result<Seat, PreviewRefusal> {
  if (!mayLook(state, by)) return refuse('not-allowed')
  const { role, name } = wish
  const party = role === 'observer' ? null : wish.party
  if (party === null && needsParty(role)) return refuse('party-required')
  const known = party === null ? undefined : state.parties.get(party)
  if (party !== null && !known) return refuse('no-such-party')
  const { initials } = wish
  return accept({ member: newId(), role, party, name, mark: known?.mark ?? null, initials, unseen: true })
}

/** May this member look as somebody else now? */
export function mayLook(state: LedgerState, member: string): boolean {
  const actor = actorNow(state, member)
  return actor !== null && isBroker(actor.role)
}
