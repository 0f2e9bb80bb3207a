import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DeviceCopy } from './device.ts'
import type { TabLock, TabLocks } from './tab-locks.ts'

/** Ids below this are the server's own. */
const FIRST_ID = 1_000
/** More ids than this are not kept for reuse. */
const MAX_KEPT = 64
const NOTE = 'client-ids'
/** How long after noting an id to look whether the note still stands, in milliseconds. */
const LOOK_AGAIN = 100

/**
 * The client id under which this tab edits and shows itself in one document. A device reuses its own ids, since every id
 * with edits stays in the document for good; two tabs never share one.
 */
export class ClientId {
  readonly #doc: Y.Doc
  readonly #awareness: Awareness
  readonly #copy: DeviceCopy
  readonly #locks: TabLocks
  readonly #name: string
  readonly #now: () => number
  #lock: TabLock | null = null
  #settled: number | null = null
  #kept = false
  #closed = false

  constructor(
    parts: { locks: TabLocks; now(): number },
    subject: { doc: Y.Doc; awareness: Awareness; copy: DeviceCopy; name: string },
  ) {
    this.#doc = subject.doc
    this.#awareness = subject.awareness
    this.#copy = subject.copy
    this.#name = subject.name
    this.#locks = parts.locks
    this.#now = parts.now
    this.#doc.on('beforeTransaction', this.#guard)
    this.#doc.on('afterTransaction', this.#follow)
  }

  /** True once edits may be made. */
  get settled(): boolean {
    return this.#settled !== null
  }

  /**
   * Settles after the document was synced: takes one of this device's ids that no other tab holds, else a fresh one. Taken
   * before the sync, an id could repeat clocks that the server has, and texts would mix without an error.
   */
  async settleSynced(): Promise<void> {
    if (this.#settled !== null && this.#used(this.#settled)) return
    const ids = await this.#ids()
    for (const id of ids) {
      const lock = await this.#locks.take(`${this.#name}/${id}`)
      if (!lock) continue
      // The tab that had it may have left edits here that no server knows: repeated clocks would mix texts.
      await this.#copy.reread()
      // Meanwhile edits may have begun under a fresh id; that one stays.
      if (this.#closed || (this.#settled !== null && this.#used(this.#settled))) return lock.release()
      this.#lock?.release()
      this.#lock = lock
      this.#kept = true
      return this.#use(id)
    }
    if (this.#settled === null) this.settleFresh()
  }

  /** Settles under a fresh id: no other tab and no earlier visit can have it. */
  settleFresh(): void {
    if (this.#closed) return
    let id = randomId()
    while (id < FIRST_ID || this.#doc.store.clients.has(id)) id = randomId()
    this.#kept = false
    this.#use(id)
  }

  close(): void {
    this.#closed = true
    this.#doc.off('beforeTransaction', this.#guard)
    this.#doc.off('afterTransaction', this.#follow)
    this.#lock?.release()
    this.#lock = null
  }

  #use(id: number): void {
    const state = this.#awareness.getLocalState() ?? {}
    if (this.#awareness.getLocalState() !== null) this.#awareness.setLocalState(null)
    this.#settled = id
    this.#doc.clientID = id
    this.#awareness.clientID = id
    // Others remember the clock of an id; one that comes back must go on from a later one, or nobody sees it.
    const clock = Math.max(this.#awareness.meta.get(id)?.clock ?? 0, presenceClock(this.#now()))
    this.#awareness.meta.set(id, { clock, lastUpdated: this.#now() })
    this.#awareness.setLocalState(state)
  }

  #used(id: number): boolean {
    return Y.getState(this.#doc.store, id) > 0
  }

  /** A tab that slept for long may have lost its id to another: it must not write one more struct under it. */
  readonly #guard = (transaction: Y.Transaction): void => {
    if (!transaction.local || this.#lock === null || this.#lock.held()) return
    this.#lock = null
    this.settleFresh()
  }

  /** Yjs takes a new id by itself when it sees its own used by someone else; and a fresh id is kept once it has edits. */
  readonly #follow = (transaction: Y.Transaction): void => {
    if (this.#settled === null) return
    if (this.#doc.clientID !== this.#settled) {
      this.#lock?.release()
      this.#lock = null
      this.settleFresh()
    }
    if (transaction.local && !this.#kept && this.#used(this.#settled)) {
      this.#kept = true
      void this.#keep(this.#settled)
    }
  }

  async #keep(id: number): Promise<void> {
    const lock = await this.#locks.take(`${this.#name}/${id}`)
    // Without a lock between tabs, an id that is kept could be taken twice.
    if (!lock) return
    if (this.#closed || this.#settled !== id) lock.release()
    else this.#lock = lock
    // Two tabs may note theirs at once, the later over the earlier: so each looks again.
    for (let tries = 0; tries < 3; tries++) {
      const ids = await this.#ids()
      if (ids.includes(id)) return
      await this.#copy.setNote(NOTE, [...ids, id].slice(-MAX_KEPT))
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN))
    }
  }

  async #ids(): Promise<number[]> {
    const stored = await this.#copy.note(NOTE)
    return Array.isArray(stored)
      ? stored.filter(id => Number.isSafeInteger(id) && id >= FIRST_ID && id <= 0xffffffff)
      : []
  }
}

function randomId(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!
}

/** A clock that grows with time, faster than anyone shows themselves anew: sixty-odd steps a second from 2026 on. */
function presenceClock(now: number): number {
  return Math.max(0, Math.floor((now - 1_767_225_600_000) / 16))
}
