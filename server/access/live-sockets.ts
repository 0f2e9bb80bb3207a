import type { Role } from '../../shared/access/roles.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { Log } from '../ports.ts'
import { isOutgrown } from './lent.ts'
import { type Principal, principalAgain } from './principal.ts'
import type { SessionParts } from './sessions.ts'

const SWEEP_MS = 60_000

/** An open socket and by whose right. `full` is false where that right is narrower than the member's own role. */
export type Live = {
  type: Principal['type']
  credential: string
  partnership: string
  member: string
  /** Whom it is counted for: who looks as somebody else is one, however many looks there are. */
  countedFor: string
  /** Whose right it is, while they sit in another's seat of the sample; null in one's own. */
  home: string | null
  /** As of `Membership`. */
  lentAs: Role | null
  document: string
  full: boolean
  close: (code: number, reason: string) => void
}

/**
 * The open sockets by the session or token that opened them: ends them at once when it is revoked, within a minute when it
 * expires, and keeps a session alive while one of its sockets is open.
 */
export class LiveSockets {
  #parts: SessionParts
  #log: Log
  #live = new Set<Live>()
  #cancel: (() => void) | null = null

  constructor(parts: SessionParts, log: Log) {
    this.#parts = parts
    this.#log = log
  }

  /** Counts a socket; the answer is called when it is gone. */
  add(socket: Live): () => void {
    this.#live.add(socket)
    this.#cancel ??= this.#later()
    return () => {
      this.#live.delete(socket)
    }
  }

  /** Ends every socket that this credential opened. */
  end(credential: string): void {
    this.#end(CLOSE.noSession, 'no-session', socket => socket.credential === credential)
  }

  /** Ends the sockets that this credential opened in one partnership: it sits elsewhere now. */
  endIn(credential: string, partnership: string): void {
    this.#end(CLOSE.noSession, 'seat-changed', one => one.credential === credential && one.partnership === partnership)
  }

  /** Ends the sockets that a member has open from another's seat: their own is no more. */
  endAway(partnership: string, home: string): void {
    this.#end(CLOSE.notAllowed, 'not-a-member', one => one.partnership === partnership && one.home === home)
  }

  /** The same where they go on in their own seat. */
  sendHome(partnership: string, home: string): void {
    this.#end(CLOSE.noSession, 'seat-changed', one => one.partnership === partnership && one.home === home)
  }

  /** Ends the sockets that came by a way back which somebody else made for less than the member is now. */
  endOutgrown(partnership: string, member: string, role: Role): void {
    this.#end(
      CLOSE.noSession,
      'seat-changed',
      one => one.partnership === partnership && (one.home ?? one.member) === member && isOutgrown(one.lentAs, role),
    )
  }

  /** Hands a session's sockets over to the secret that replaces its own. */
  follow(old: string, fresh: string): void {
    for (const socket of this.#live) if (socket.credential === old) socket.credential = fresh
  }

  /** How many sockets a member has open, looks as somebody else included. */
  count(partnership: string, member: string): number {
    let count = 0
    for (const one of this.#live) if (one.partnership === partnership && one.countedFor === member) count++
    return count
  }

  /** Sends a document's sockets away to come back with what is right now (it was archived or restored). */
  renew(document: string): void {
    this.#end(CLOSE.restarting, 'access-changed', socket => socket.document === document)
  }

  /** Sends a member's sockets of narrower right away to come back, before their role changes. */
  renewNarrow(partnership: string, member: string): void {
    this.#end(
      CLOSE.restarting,
      'access-changed',
      one => !one.full && one.partnership === partnership && one.member === member,
    )
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#live.size
  }

  /** Stops watching. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  /** Ends the sockets whose session or token is no more. */
  async sweep(): Promise<void> {
    for (const credential of new Set([...this.#live].map(socket => socket.credential))) {
      const one = [...this.#live].find(socket => socket.credential === credential)
      // Looks as somebody else end by themselves.
      if (!one || one.type === 'preview') continue
      if ((await principalAgain(this.#parts, { type: one.type, credential })) === null) this.end(credential)
    }
  }

  #later(): () => void {
    return this.#parts.clock.after(SWEEP_MS, async () => {
      try {
        await this.sweep()
      } catch (error) {
        // The next round looks again; until then the sockets stay as they were.
        this.#log.error({ error: String(error) }, 'could not check the sessions of open sockets')
      }
      this.#cancel = this.#live.size > 0 ? this.#later() : null
    })
  }

  #end(code: number, reason: string, which: (socket: Live) => boolean): void {
    for (const socket of [...this.#live].filter(which)) {
      this.#live.delete(socket)
      socket.close(code, reason)
    }
  }
}
