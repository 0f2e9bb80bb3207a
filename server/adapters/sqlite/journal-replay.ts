import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { JOURNAL_FILES, type JournalRecord, readRecords } from './journal-records.ts'
import { appendUpdates } from './log-rows.ts'

/**
 * Takes into the database what a server that was killed had only written to its journal; answers the number of the last record that
 * the database has. A journal that does not follow on from this database is another's: it is put aside and changes nothing.
 */
export function replayJournal(database: Database, folder: string): number {
  return takeIn(folder, absorbedBy(database), records => absorb(database, records))
}

/** The rule behind `replayJournal`: hands to `take` the records that follow on from number `absorbed`, and answers the last. */
export function takeIn(folder: string, absorbed: number, take: (records: readonly JournalRecord[]) => void): number {
  const paths = JOURNAL_FILES.map(name => join(folder, name)).filter(path => existsSync(path))
  const found = paths.map(path => readRecords(readFileSync(path)))
  const fresh = found
    .flat()
    .filter(({ n }) => n > absorbed)
    .sort((a, b) => a.n - b.n)
  const following = fresh.filter(({ n }, at) => n === absorbed + 1 + at)
  if (following.length > 0) take(following)
  if (following.length < fresh.length) for (const path of paths) renameSync(path, `${path}.aside-${Date.now()}`)
  return absorbed + following.length
}

/** The number of the last record of the journal that is in the database. */
export function absorbedBy(database: Database): number {
  return Number(database.get('SELECT absorbed FROM journal')?.absorbed ?? 0)
}

/** Notes, within whichever transaction is open, that the database has every record up to `n`. */
export function noteAbsorbed(database: Database, n: number): void {
  database.run('UPDATE journal SET absorbed = ?', n)
}

function absorb(database: Database, records: readonly JournalRecord[]): void {
  const { n } = records.at(-1)!
  database.connection.exec('BEGIN IMMEDIATE')
  try {
    for (const { batch } of records) appendUpdates(database, batch)
    noteAbsorbed(database, n)
    database.connection.exec('COMMIT')
  } catch (error) {
    if (database.connection.isTransaction) database.connection.exec('ROLLBACK')
    throw error
  }
}
