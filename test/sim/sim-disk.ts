import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { createMemoryStore } from '../../server/adapters/memory-store.ts'
import { type Journal, openJournal } from '../../server/adapters/sqlite/journal.ts'
import { JOURNAL_FILES, packRecord } from '../../server/adapters/sqlite/journal-records.ts'
import { takeIn } from '../../server/adapters/sqlite/journal-replay.ts'
import type { PackedBatch } from '../../server/adapters/sqlite/log-rows.ts'
import type { DocumentRow, LogBatch, Store } from '../../server/ports.ts'
import type { Chance } from './random.ts'
import { tear } from './tear.ts'

/** One commit of the database, and up to which record of the journal the database is with it. */
type Commit = { apply: (store: Store) => unknown; absorbed: number; batch: LogBatch | null; synced: boolean }

/** What goes wrong: the process dies (`kill`), or the power fails and only what was synced is sure to stay. */
export type Crash = 'kill' | 'power'

const SHARED_MEMORY = '/dev/shm'

/**
 * A disk under the store's contract: the real journal on real files, and a database that commits in order, later, and syncs later
 * still. A power failure keeps any beginning of what was committed and not synced, and any scraps of the journal.
 */
export class SimDisk {
  /** While true nothing can be written. */
  full = false
  /** For each document, how far each client's structs are on disk for good. */
  readonly safe = new Map<string, Map<number, number>>()
  readonly #chance: Chance
  readonly #rows: readonly DocumentRow[]
  readonly #folder: string
  /** Without one, what is written is what the database has committed: the port allows both. */
  readonly #journaled: boolean
  #commits: Commit[] = []
  #run = { alive: true }
  #journal: Journal | null = null

  constructor(chance: Chance, rows: readonly DocumentRow[]) {
    this.#chance = chance
    this.#rows = rows
    this.#journaled = chance.odds(0.85)
    this.#folder = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'trestle-sim-'))
    for (const name of ['trestle.db', 'trestle.db-wal']) writeFileSync(join(this.#folder, name), '')
  }

  /** The store of one run of the server; dead after the next `crash`. */
  async open(): Promise<Store> {
    const run = this.#run
    const memory = await this.#load()
    let absorbed = this.#commits.at(-1)?.absorbed ?? 0
    const replayed = takeIn(this.#folder, absorbed, records => {
      for (const { n, batch } of records) this.#commits.push(commitOf(unpack(batch), n))
    })
    for (const commit of this.#commits.filter(one => one.absorbed > absorbed)) commit.apply(memory)
    absorbed = replayed
    // What is found is made to last before anybody is shown it.
    for (const commit of this.#commits) this.#sync(commit)
    const journal = openJournal(this.#folder, absorbed + 1)
    this.#journal = journal

    let queue: Promise<unknown> = Promise.resolve()
    let unsynced: (() => void)[] = []
    let syncing = false
    const wait = (ms: number): Promise<void> =>
      new Promise(resolve => {
        setTimeout(() => run.alive && resolve(), 1 + this.#chance.below(ms))
      })
    const sync = async (): Promise<void> => {
      if (syncing || unsynced.length === 0) return
      syncing = true
      const [covered, tell] = [[...this.#commits], unsynced]
      unsynced = []
      await wait(25)
      for (const commit of covered) this.#sync(commit)
      for (const one of tell) one()
      syncing = false
      void sync()
    }
    /** Commits in the order of the calls; answers what `apply` answered, once committed and once synced. */
    const commit = <T>(apply: (store: Store) => Promise<T>, batch: LogBatch | null, n: number) => {
      const done = Promise.withResolvers<T>()
      const synced = Promise.withResolvers<T>()
      synced.promise.catch(() => {})
      done.promise.catch(() => {})
      queue = queue.then(async () => {
        await wait(6)
        try {
          const answer = await apply(memory)
          absorbed = Math.max(absorbed, n)
          this.#commits.push({ apply, absorbed, batch, synced: false })
          done.resolve(answer)
          unsynced.push(() => synced.resolve(answer))
          void sync()
        } catch (error) {
          done.reject(error)
          synced.reject(error)
        }
      })
      return { done: done.promise, synced: synced.promise }
    }
    const never = new Promise<never>(() => {})
    return {
      ...memory,
      append: batch => {
        if (!run.alive) return { written: never, synced: never }
        if (this.full) {
          const refused = Promise.reject(new Error('the disk is full'))
          refused.catch(() => {})
          return { written: refused, synced: refused }
        }
        const kept = structuredClone(batch)
        const n = journal.next
        if (this.#journaled) journal.write(packRecord(n, kept).bytes)
        const { done, synced } = commit(
          store => store.append(structuredClone(kept)).synced,
          kept,
          this.#journaled ? n : 0,
        )
        synced.then(
          () => journal.settle(this.#journaled ? n : 0),
          () => {},
        )
        return { written: this.#journaled ? Promise.resolve() : done, synced }
      },
      // Reads wait for the writes before them, as on the one thread that has the database.
      load: document => commitless(() => memory.load(document)),
      compact: async (document, upTo, snapshot) => {
        const bytes = snapshot.slice()
        await commit(store => store.compact(document, upTo, bytes), null, 0).synced
      },
      appendFacts: async (partnership, entries, texts, erased) => {
        if (!run.alive) return never
        if (this.full) throw new Error('the disk is full')
        const given = structuredClone({ entries, texts, erased })
        return commit(store => store.appendFacts(partnership, given.entries, given.texts, given.erased), null, 0).synced
      },
    }

    async function commitless<T>(read: () => Promise<T>): Promise<T> {
      const answer = queue.then(() => wait(10)).then(read)
      queue = answer.catch(() => {})
      return answer
    }
  }

  crash(how: Crash): void {
    this.#run.alive = false
    this.#run = { alive: true }
    const paths = JOURNAL_FILES.map(name => join(this.#folder, name))
    const files = paths.map(path => readFileSync(path))
    this.#journal?.close()
    this.#journal = null
    const lost = how === 'power'
    for (const [at, path] of paths.entries()) writeFileSync(path, lost ? tear(files[at]!, 0, this.#chance) : files[at]!)
    if (!lost) return
    const sure = this.#commits.findLastIndex(({ synced }) => synced) + 1
    this.#commits.length = sure + this.#chance.below(this.#commits.length - sure + 1)
  }

  /** Everything as a fresh start would have it. */
  async #load(): Promise<Store> {
    const memory = createMemoryStore()
    for (const row of this.#rows) await memory.addDocument(row)
    for (const { apply } of this.#commits) await apply(memory)
    return memory
  }

  /** What a fresh start finds now, without starting. */
  async look(): Promise<Store> {
    return this.#load()
  }

  dispose(): void {
    this.#run.alive = false
    this.#journal?.close()
    this.#journal = null
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #sync(commit: Commit): void {
    if (commit.synced) return
    commit.synced = true
    if (commit.batch === null) return
    const clocks = this.safe.get(commit.batch.document) ?? new Map<number, number>()
    this.safe.set(commit.batch.document, clocks)
    for (const { bytes } of commit.batch.updates)
      for (const [client, clock] of Y.parseUpdateMeta(bytes).to)
        clocks.set(client, Math.max(clock, clocks.get(client) ?? 0))
  }
}

function commitOf(batch: LogBatch, absorbed: number): Commit {
  return { apply: store => store.append(structuredClone(batch)).synced, absorbed, batch, synced: false }
}

function unpack({ document, bytes, updates, leases, recovered = [] }: PackedBatch): LogBatch {
  let at = 0
  const cut = updates.map(({ length, member, at: time }) => {
    at += length
    return { bytes: bytes.slice(at - length, at), member, at: time }
  })
  return { document, updates: cut, leases, recovered }
}
