import type { Appended, Clock, DocumentLog, Lease, LogBatch, Recovered } from '../ports.ts'
import { countAck, type SyncMetrics } from './metrics.ts'

/** One flush of a room: what goes to the log, and what follows from it. */
export type Flush = {
  updates: LogBatch['updates']
  leases: Lease[]
  recovered: Recovered[]
  /** Shows the flush to others; called once its bytes are with the operating system. */
  show: () => void
  /** Tells authors; called once it is on disk. */
  acknowledge: (() => void)[]
}

const REFUSED = (): Appended => {
  const written = Promise.reject(new Error('an append before this one failed'))
  return { written, synced: written }
}

/**
 * Keeps the order of one document's appends: written, then shown, then synced, then acknowledged, each flush after the one before.
 * After the first failure nothing more is shown or acknowledged.
 */
export class Outbox {
  #written: Promise<void> = Promise.resolve()
  #synced: Promise<void> = Promise.resolve()
  #failed = false
  #underWay = 0
  readonly #document: string
  readonly #deps: { log: DocumentLog; clock: Clock; metrics: SyncMetrics }
  readonly #onFailure: (error: unknown) => void

  constructor(
    document: string,
    deps: { log: DocumentLog; clock: Clock; metrics: SyncMetrics },
    onFailure: (error: unknown) => void,
  ) {
    this.#document = document
    this.#deps = deps
    this.#onFailure = onFailure
  }

  append(flush: Flush): void {
    const { log, clock, metrics } = this.#deps
    const start = clock.now()
    this.#underWay++
    const { written, synced } = this.#failed
      ? REFUSED()
      : log.append({
          document: this.#document,
          updates: flush.updates,
          leases: flush.leases,
          ...(flush.recovered.length > 0 ? { recovered: flush.recovered } : {}),
        })
    // Both may fail; each chain below handles its own, this keeps the other from being reported as unhandled.
    synced.catch(() => {})
    this.#written = this.#written.then(() => written).then(flush.show)
    this.#synced = Promise.all([this.#synced, this.#written, synced]).then(() => {
      this.#underWay--
      countAck(metrics, clock.now() - start)
      for (const tell of flush.acknowledge) tell()
    })
    this.#synced.catch(error => this.#fail(error))
  }

  /** True when everything appended is on disk. */
  get quiet(): boolean {
    return this.#underWay === 0
  }

  /** Runs `task` once everything appended so far is written; not after a failure. */
  afterWritten(task: () => void): void {
    this.#written.then(task).catch(error => this.#fail(error))
  }

  /** Runs `task` once everything appended so far is on disk; not after a failure. */
  afterSynced(task: () => void): void {
    this.#synced.then(task).catch(error => this.#fail(error))
  }

  /** Resolves once everything appended so far is on disk; rejects after a failure. */
  synced(): Promise<void> {
    return this.#synced
  }

  #fail(error: unknown): void {
    if (this.#failed) return
    this.#failed = true
    this.#onFailure(error)
  }
}
