import type { Clock } from '../ports.ts'
import type { LastingType } from './principal.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

/** A ticket opens its first socket within this long. */
const TICKET_MS = 30_000
/** After its socket dropped, a ticket opens the next one within this long. */
const TICKET_RETURN_MS = 60_000
const MOST_TICKETS = 50_000

/** What a ticket stands for: one document, and whose right to it; that right is looked up again at each use. */
export type TicketGrant = { document: string; type: LastingType; credential: string }

type Ticket = TicketGrant & { until: number; open: boolean }

/** One-use tickets for sockets of tools and of places where a cookie does not reach. In memory: a restart ends them. */
export class Tickets {
  #clock: Clock
  #tickets = new Map<string, Ticket>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A fresh ticket and when it lapses unless used. */
  issue(grant: TicketGrant): { ticket: string; expiresAt: number } {
    this.#forgetLapsed()
    const secret = newSecret()
    const expiresAt = this.#clock.now() + TICKET_MS
    this.#tickets.set(hashSecret('ticket', secret), { ...grant, until: expiresAt, open: false })
    return { ticket: secret, expiresAt }
  }

  /**
   * Takes the ticket for one socket: null when unknown, lapsed, in use or for another document. `release` is called when
   * that socket is gone and starts the time within which it may return.
   */
  take(secret: string, document: string): { grant: TicketGrant; release: () => void } | null {
    const hash = isSecret(secret) ? hashSecret('ticket', secret) : ''
    const ticket = this.#tickets.get(hash)
    if (!ticket || ticket.open || ticket.document !== document || ticket.until <= this.#clock.now()) return null
    ticket.open = true
    const release = () => {
      ticket.open = false
      ticket.until = this.#clock.now() + TICKET_RETURN_MS
    }
    return { grant: ticket, release }
  }

  #forgetLapsed(): void {
    const now = this.#clock.now()
    for (const [hash, ticket] of this.#tickets) {
      if (!ticket.open && (ticket.until <= now || this.#tickets.size > MOST_TICKETS)) this.#tickets.delete(hash)
    }
  }
}
