import { newId } from '../../shared/ids.ts'
import type { CommandBody, PartnershipSession, Watchable } from '../room/types.ts'
import { browserStorage, type Storage } from '../sync/storage.ts'
import { Notifier } from '../sync/watch.ts'

/** The command that comments, without its id. */
export type CommentBody = Extract<CommandBody, { type: 'comment.add' }>

/** A comment on its way: not a fact yet. `problem` is why the server refused it; its words stay until they are taken back. */
export type WaitingComment = { id: string; at: number; body: CommentBody; problem: string | null }

/** How long until a comment that found no line, or a server that was busy, is tried again. Milliseconds. */
const AGAIN = { offline: 5_000, busy: 30_000 }

// The server is not there for the moment; whatever it says else is a ruling.
const PASSING = new Set(['offline', 'signed-out', 'too-many-requests', 'draining', 'not-ready', 'internal'])

/**
 * Comments written on this device that the server has not recorded yet: kept past the tab, sent in their order once there is
 * a line, each under the id it was written with. So a comment sent twice is one, and an answer can wait behind what it answers.
 */
export class Outbox implements Watchable {
  readonly #session: PartnershipSession
  readonly #storage: Storage
  readonly #now: () => number
  readonly #changes = new Notifier()
  readonly #key: string
  #read: { raw: string | null; list: readonly WaitingComment[] } = { raw: null, list: [] }
  #kept = true
  #sending = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #online: boolean
  readonly #stop: () => void

  constructor(session: PartnershipSession, storage: Storage = browserStorage, now: () => number = Date.now) {
    this.#session = session
    this.#storage = storage
    this.#now = now
    this.#key = `trestle/outbox/${session.me.member}/${session.id}`
    this.#online = session.online
    this.#stop = session.subscribe(() => {
      const back = session.online && !this.#online
      this.#online = session.online
      if (back) this.#retry()
    })
    void this.#send()
  }

  /** What waits, in the order of its writing. Comments that the ledger holds already are left out. */
  get waiting(): readonly WaitingComment[] {
    const raw = this.#storage.get(this.#key)
    if (raw !== this.#read.raw) this.#read = { raw, list: parse(raw) }
    const { threads } = this.#session.ledger
    return this.#read.list.filter(({ id, body }) => {
      const thread = threads.get(body.document)?.get(body.thread ?? id)
      return !thread?.comments.some(comment => comment.id === id)
    })
  }

  /** False when this browser keeps nothing past the tab. */
  get kept(): boolean {
    return this.#kept
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener)
  }

  /** Takes a comment; answers the id that it has from now on. */
  add(body: CommentBody): string {
    const id = newId()
    this.#write([...this.#all(), { id, at: this.#now(), body, problem: null }])
    void this.#send()
    return id
  }

  /** Takes a comment out and answers it; null when it is recorded or gone already. */
  takeBack(id: string): WaitingComment | null {
    const found = this.#all().find(one => one.id === id) ?? null
    if (found) this.#write(this.#all().filter(one => one.id !== id))
    return found
  }

  /** Sends a refused comment once more. */
  again(id: string): void {
    this.#write(this.#all().map(one => (one.id === id ? { ...one, problem: null } : one)))
    this.#retry()
  }

  /** Stops sending; what waits stays. */
  close(): void {
    this.#stop()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#changes.clear()
  }

  #retry(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    void this.#send()
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#timer !== null) return
    this.#sending = true
    for (;;) {
      const next = this.#all().find(one => one.problem === null)
      if (!next) break
      const answer = await this.#session.execute(next.body, next.id)
      if (answer.ok) this.#write(this.#all().filter(one => one.id !== next.id))
      else if (!PASSING.has(answer.refusal.code)) {
        const { code } = answer.refusal
        this.#write(this.#all().map(one => (one.id === next.id ? { ...one, problem: code } : one)))
      } else {
        const wait = answer.refusal.code === 'offline' ? AGAIN.offline : AGAIN.busy
        this.#timer = setTimeout(() => this.#retry(), wait)
        break
      }
    }
    this.#sending = false
  }

  /** Another tab writes here too, so each change begins from what is stored. */
  #all(): readonly WaitingComment[] {
    return parse(this.#storage.get(this.#key))
  }

  #write(list: readonly WaitingComment[]): void {
    if (list.length === 0) this.#storage.delete(this.#key)
    else this.#kept = this.#storage.set(this.#key, JSON.stringify(list))
    this.#changes.notify()
  }
}

const outboxes = new WeakMap<PartnershipSession, Outbox>()

/** The outbox of a partnership that is open here; made when first asked for, and sending from then on. */
export function outboxOf(session: PartnershipSession): Outbox {
  const known = outboxes.get(session) ?? new Outbox(session)
  outboxes.set(session, known)
  return known
}

/** Lets another view of the same session show what waits, without sending it a second time. */
export function lendOutbox(from: PartnershipSession, to: PartnershipSession): void {
  outboxes.set(to, outboxOf(from))
}

function parse(raw: string | null): readonly WaitingComment[] {
  try {
    const list = JSON.parse(raw ?? '[]') as unknown
    return Array.isArray(list) ? list.filter(isWaiting) : []
  } catch {
    // Not ours.
    return []
  }
}

function isWaiting(value: unknown): value is WaitingComment {
  if (typeof value !== 'object' || value === null) return false
  const { id, at, body } = value as Partial<WaitingComment>
  return typeof id === 'string' && typeof at === 'number' && body?.type === 'comment.add'
}
