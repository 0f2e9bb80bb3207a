import { closeSync, fstatSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { JOURNAL_FILES } from './journal-records.ts'

/** Size from which on the other file takes its turn, in bytes. */
const TURN_BYTES = 4 * 1024 * 1024
/** After how long without an append an empty journal is made so on disk as well, milliseconds. */
const QUIET_MS = 1_000

/**
 * Where appends are written before the database has them, so that they survive this process from that moment on. It is never
 * synced: what is called saved rests on the database.
 */
export interface Journal {
  /** The number of the next record. */
  readonly next: number
  /** Writes record `next`. Throws, and has written nothing, when the disk takes it not or the folder's files are gone. */
  write(record: Uint8Array): void
  /** The database has, on disk, every record up to `n`. */
  settle(n: number): void
  /** What was written so far is to leave the files as soon as the database has it, however much is written meanwhile. */
  forget(): void
  close(): void
}

/** Opens the journal of `folder`, whose records are all in the database; the next one is number `next`. */
export function openJournal(folder: string, next: number): Journal {
  const fds = JOURNAL_FILES.map(name => openSync(join(folder, name), 'w', 0o600))
  const wal = openSync(join(folder, 'trestle.db-wal'), 'r')
  const database = join(folder, 'trestle.db')
  const { ino } = statSync(database)
  /** For each file, where its next record goes and the numbers of its first and its last. */
  const files = fds.map(fd => ({ fd, end: 0, first: 0, last: 0 }))
  let [active, other] = [files[0]!, files[1]!]
  let settled = next - 1
  /** Records up to this one are to go. */
  let forgotten = 0
  let quiet: NodeJS.Timeout | null = null

  /** Without these, what is shown would go into files that no restart finds. */
  const areThere = (): boolean =>
    fstatSync(active.fd).nlink > 0 &&
    fstatSync(wal).nlink > 0 &&
    statSync(database, { throwIfNoEntry: false })?.ino === ino

  const empty = (file: typeof active): void => {
    if (file.end === 0) return
    file.end = 0
    ftruncateSync(file.fd, 0)
  }
  const emptyForgotten = (): void => {
    for (const file of files) if (file.first <= forgotten && file.last <= settled) empty(file)
  }
  const whenQuiet = (): void => {
    quiet = null
    for (const file of files) if (file.last <= settled) empty(file)
  }
  return {
    get next() {
      return next
    },
    write(record) {
      if (!areThere()) throw new Error('the database was removed from its folder')
      const isFull = active.end > TURN_BYTES || (active.end > 0 && active.first <= forgotten)
      if (isFull && other.last <= settled) {
        empty(other)
        ;[active, other] = [other, active]
      }
      try {
        for (let done = 0; done < record.length; )
          done += writeSync(active.fd, record, done, record.length - done, active.end + done)
      } catch (error) {
        ftruncateSync(active.fd, active.end)
        throw error
      }
      if (active.end === 0) active.first = next
      active.end += record.length
      active.last = next++
    },
    settle(n) {
      settled = Math.max(settled, n)
      emptyForgotten()
      if (settled < next - 1) return
      if (quiet) quiet.refresh()
      else quiet = setTimeout(whenQuiet, QUIET_MS).unref()
    },
    forget() {
      forgotten = next - 1
      emptyForgotten()
    },
    close() {
      if (quiet) clearTimeout(quiet)
      whenQuiet()
      for (const fd of [...fds, wal]) closeSync(fd)
    },
  }
}
