import type { DocumentRow } from '../ports.ts'
import type { RoomDeps } from './deps.ts'
import { LIMITS } from './limits.ts'

/** The part of a document's log that no snapshot holds yet; compacted when it has grown long. */
export class Tail {
  running = false
  #updates: number
  #bytes: number
  readonly #row: DocumentRow
  readonly #deps: RoomDeps
  readonly #synced: () => Promise<void>

  constructor(
    row: DocumentRow,
    deps: RoomDeps,
    stored: { updates: number; bytes: number },
    synced: () => Promise<void>,
  ) {
    this.#row = row
    this.#deps = deps
    this.#updates = stored.updates
    this.#bytes = stored.bytes
    this.#synced = synced
  }

  /** One more update is going to the log. */
  grow(bytes: number): void {
    this.#updates += 1
    this.#bytes += bytes
  }

  /** Starts a compaction if the tail is long and none is running; a failed one keeps the log and is tried again later. */
  compactIfLong(): void {
    if (this.#updates > LIMITS.tailUpdates || this.#bytes > LIMITS.tailBytes) this.#start()
  }

  /** The same while nobody writes, when a shorter tail is worth it; true when it started one. */
  compactAtRest(): boolean {
    return (this.#updates > LIMITS.restUpdates || this.#bytes > LIMITS.restBytes) && this.#start()
  }

  #start(): boolean {
    if (this.#row.role !== 'canvas' || this.running) return false
    this.running = true
    this.#updates = 0
    this.#bytes = 0
    this.#compact()
      .catch(error => {
        this.#deps.logger.error({ document: this.#row.id, error: String(error) }, 'compaction failed; the log is kept')
      })
      .finally(() => {
        this.running = false
      })
    return true
  }

  async #compact(): Promise<void> {
    const { log, compactor, metrics } = this.#deps
    await this.#synced()
    const stored = await log.load(this.#row.id)
    const { snapshot, edge } = await compactor(stored.snapshot, stored.updates)
    await log.compact(this.#row.id, stored.upTo, snapshot, edge)
    metrics.compactions += 1
  }
}
