import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { noteAbsorbed } from './journal-replay.ts'
import type { PackedBatch } from './log-rows.ts'
import { isWrite, perform, type Reply, type Request } from './operations.ts'

const CHECKPOINT_BYTES = 8 * 1024 * 1024
/** When the WAL is emptied again after somebody was reading from it, milliseconds. */
const ERASE_AGAIN_MS = 2_000
/** How many times that is waited for a pause. */
const URGENT = 4
const PAGE_BYTES = 4096

/**
 * One writer in two phases. Everything that waits goes into one transaction, committed with `synchronous = NORMAL`: its WAL frames
 * are with the operating system and survive this process (*written*). Then the WAL is fdatasync'ed off this thread, one sync for
 * all that was committed meanwhile (*synced*): what `synchronous = FULL` does after each commit, done once for many. Checkpoints
 * sync the WAL before and the database after they copy, as SQLite does in NORMAL mode, so nothing rests on the sync alone.
 */
export function createGroupCommit(
  database: Database,
  folder: string,
  answer: (replies: Reply[]) => void,
): { take(requests: Request[]): void; close(): Promise<void> } {
  const wal = openSync(join(folder, 'trestle.db-wal'), 'r+')
  // What a killed process had written but not synced is about to be shown: make it last first.
  fdatasyncSync(wal)
  const file = join(folder, 'trestle.db')
  const { ino } = statSync(file)
  let checkpointAt = CHECKPOINT_BYTES
  let queue: Request[] = []
  /** Appends that the journal holds and the database could not take so far: others were shown them. They come before all else. */
  let backlog: Request[] = []
  let unsynced: Reply[] = []
  let closed = false
  let eraseAgain: NodeJS.Timeout | undefined
  let planned = false
  let syncing = false
  /** Something was erased: what the WAL still holds of it is to go from the disk too. */
  let toErase = false
  /** After a failed sync the kernel may have dropped the pages: nothing is called saved until a checkpoint has copied all of it. */
  let doubtful = false
  let whenSynced: (() => void)[] = []

  const run = (): void => {
    planned = false
    const requests = afterBacklog(stillThere(queue))
    queue = []
    const now: Reply[] = []
    const later: Reply[] = []
    try {
      if (doubtful && requests.some(({ operation }) => isWrite(operation))) makeCertain()
      transact(requests, now, later)
      if (later.length > 0)
        now.push(
          ...requests
            .filter(request => request.operation === 'append' && numberOf(request) === undefined)
            .map(({ id }) => ({ id, type: 'written' }) as const),
        )
    } catch (error) {
      fail(requests, error)
      return
    }
    if (now.length > 0) answer(now)
    unsynced.push(...later)
    toErase ||= requests.some(erases)
    sync()
    checkpointIfLong()
  }

  /** Bytes in the WAL that no checkpoint has copied yet. */
  const uncopied = (): number => {
    const row = database.get('PRAGMA wal_checkpoint(NOOP)')
    return (Number(row?.log) - Number(row?.checkpointed)) * PAGE_BYTES
  }

  const fail = (requests: readonly Request[], error: unknown): void => {
    backlog.push(...requests.filter(request => numberOf(request) !== undefined))
    answer(requests.map(({ id }) => failure(id, error)))
  }

  /** Takes the backlog first. While that fails nothing is written, and what is kept in it cannot be read. */
  const afterBacklog = (requests: Request[]): Request[] => {
    if (backlog.length === 0 || requests.length === 0) return requests
    const waiting = backlog
    backlog = []
    try {
      if (doubtful) makeCertain()
      transact(waiting, [], [])
      return requests
    } catch (error) {
      backlog = waiting
      const documents = new Set(waiting.map(({ given }) => (given[0] as PackedBatch).document))
      const isHeldUp = ({ operation, given }: Request): boolean =>
        isWrite(operation) || (operation === 'load' && documents.has(given[0] as string))
      fail(requests.filter(isHeldUp), error)
      return requests.filter(request => !isHeldUp(request))
    }
  }

  const checkpointIfLong = (): void => {
    // The file never shrinks, it is written from its start again once all of it was copied: so frames are counted.
    if (fstatSync(wal).size <= CHECKPOINT_BYTES) return
    const waiting = uncopied()
    // In a pause if there is one; a load without pauses must not let the WAL grow without end.
    const urgent = waiting > URGENT * CHECKPOINT_BYTES
    if (waiting <= checkpointAt || ((syncing || planned) && !urgent)) return
    try {
      database.connection.exec('PRAGMA wal_checkpoint(PASSIVE)')
      checkpointAt = CHECKPOINT_BYTES
    } catch {
      // A full disk. All is safe in the WAL, whose next growth tells whoever writes; tried again when it has grown.
      checkpointAt = waiting + CHECKPOINT_BYTES
    }
  }

  /** Empties the WAL, with the pages of before an erasure in it. Tried again soon when somebody reads just then, or the disk is full. */
  const eraseWal = (): void => {
    if (!toErase || closed) return
    try {
      const row = database.connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      toErase = row?.busy !== 0
    } catch {
      // Still to be erased; nothing is lost by that.
    }
    clearTimeout(eraseAgain)
    if (toErase) eraseAgain = setTimeout(eraseWal, ERASE_AGAIN_MS).unref()
  }

  /** Fails every write once the files are gone from the folder: SQLite would go on into files that no restart finds. */
  const stillThere = (requests: Request[]): Request[] => {
    const writes = requests.filter(({ operation }) => isWrite(operation))
    if (writes.length === 0) return requests
    if (fstatSync(wal).nlink > 0 && statSync(file, { throwIfNoEntry: false })?.ino === ino) return requests
    fail(writes, new Error('the database was removed from its folder'))
    return requests.filter(({ operation }) => !isWrite(operation))
  }

  const transact = (requests: Request[], now: Reply[], later: Reply[]): void => {
    const writes = requests.some(({ operation }) => isWrite(operation))
    if (writes) database.connection.exec('BEGIN IMMEDIATE')
    try {
      for (const request of requests) {
        const replies = isWrite(request.operation) ? later : now
        try {
          if (isWrite(request.operation)) database.connection.exec('SAVEPOINT one')
          replies.push({ id: request.id, type: 'done', answer: perform(database, request) })
          if (isWrite(request.operation)) database.connection.exec('RELEASE one')
        } catch (error) {
          // A full disk ends the whole transaction by itself; a broken rule only this statement.
          if (writes && !database.connection.isTransaction) throw error
          if (isWrite(request.operation)) database.connection.exec('ROLLBACK TO one; RELEASE one')
          now.push(failure(request.id, error))
        }
      }
      const reached = requests.reduce((n, request) => Math.max(n, numberOf(request) ?? 0), 0)
      if (reached > 0) noteAbsorbed(database, reached)
      if (writes) database.connection.exec('COMMIT')
    } catch (error) {
      if (database.connection.isTransaction) database.connection.exec('ROLLBACK')
      throw error
    }
  }

  const sync = (): void => {
    if (syncing) return
    if (unsynced.length === 0) {
      for (const resolve of whenSynced) resolve()
      whenSynced = []
      return
    }
    syncing = true
    const replies = unsynced
    unsynced = []
    if (doubtful) {
      // A second sync may succeed without the pages that the first one lost.
      syncing = false
      answer(replies.map(({ id }) => failure(id, new Error('the disk failed to sync'))))
      sync()
      return
    }
    fdatasync(wal, error => {
      syncing = false
      if (error) doubtful = true
      else eraseWal()
      answer(error ? replies.map(({ id }) => failure(id, error)) : replies)
      sync()
      checkpointIfLong()
    })
  }

  const makeCertain = (): void => {
    const row = database.connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    if (row?.busy !== 0) throw new Error('the disk failed to sync and has not recovered')
    doubtful = false
  }

  return {
    take(requests) {
      queue.push(...requests)
      if (planned) return
      planned = true
      setImmediate(run)
    },
    async close() {
      if (planned) run()
      await new Promise<void>(resolve => {
        whenSynced.push(resolve)
        sync()
      })
      closed = true
      closeSync(wal)
      database.close()
    },
  }
}

/** True for what takes words away that nobody shall find again. */
const erases = ({ operation, given }: Request): boolean =>
  operation === 'pruneHistory' || (operation === 'appendFacts' && (given[3] as readonly unknown[]).length > 0)

const numberOf = ({ operation, given }: Request): number | undefined =>
  operation === 'append' ? (given[0] as PackedBatch).n : undefined

function failure(id: number, error: unknown): Reply {
  const { message, name } = error instanceof Error ? error : new Error(String(error))
  return { id, type: 'failed', message, name }
}
