import type { Lease, LogBatch, Recovered } from '../ports.ts'
import { updateFrame } from './frame.ts'
import type { Session } from './session.ts'

/** Whose an update is: the transaction's origin in a room's document. */
export type Origin = { member: string | null; session: Session | null }

/** What a room has accepted since its last flush. */
export class Batch {
  readonly updates: LogBatch['updates'] = []
  readonly leases: Lease[] = []
  readonly recovered: Recovered[] = []
  /** The updates as messages. */
  readonly frames: Uint8Array[] = []
  /** Called once all of it is on disk. */
  readonly acknowledge: (() => void)[] = []
  readonly #authors = new Set<Session | null>()

  add(bytes: Uint8Array, origin: Origin | null, at: number): void {
    this.updates.push({ bytes, member: origin?.member ?? null, at })
    this.frames.push(updateFrame(bytes))
    this.#authors.add(origin?.session ?? null)
  }

  /** Forgets the updates from the `kept`-th on. */
  cut(kept: number): void {
    this.updates.length = kept
    this.frames.length = kept
  }

  get isEmpty(): boolean {
    return this.updates.length === 0
  }

  /** The one session that all of it came from and that need not be told, if there is one. */
  get onlyAuthor(): Session | null {
    return this.#authors.size === 1 ? [...this.#authors][0]! : null
  }
}
