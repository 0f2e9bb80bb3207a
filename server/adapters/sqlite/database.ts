import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { bootId, noteBoot, noteClean } from './power-loss.ts'
import { MIGRATIONS } from './schema.ts'

/** Older ones may lose a WAL that is reset while another connection reads (sqlite.org, release 3.51.3). */
const OLDEST_SQLITE = '3.51.3'

/** One row as SQLite answers it. */
export type Row = Record<string, null | number | bigint | string | Uint8Array>

/** A connection with its prepared statements. */
export interface Database {
  readonly connection: DatabaseSync
  /** Runs one statement; answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number
  all(sql: string, ...values: SQLInputValue[]): Row[]
  get(sql: string, ...values: SQLInputValue[]): Row | undefined
  close(): void
}

/** Throws unless the running SQLite is at least `OLDEST_SQLITE`. */
export function requireSqlite(version: string): void {
  const parts = (text: string): number[] => text.split('.').map(Number)
  const [have, need] = [parts(version), parts(OLDEST_SQLITE)]
  const at = need.findIndex((part, index) => part !== (have[index] ?? 0))
  if (at !== -1 && (have[at] ?? 0) < need[at]!) {
    throw new Error(
      `SQLite ${version} is too old: ${OLDEST_SQLITE} or later is needed. Run Trestle through npm, which brings its own Node.`,
    )
  }
}

/** `maxPages` bounds the file, 4 KB a page: what a quota would do. `boot` stands for the machine's boot id, for tests. */
export type SqliteOptions = { maxPages?: number; boot?: string }

/** Opens (and makes, and migrates) the database in `folder`. Throws when another process has it, or it is newer than this program. */
export function openDatabase(folder: string, options: SqliteOptions = {}): Database {
  mkdirSync(folder, { recursive: true })
  const lock = lockFolder(folder)
  const connection = new DatabaseSync(join(folder, 'trestle.db'), { timeout: 5_000 })
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  let opened = false
  const database: Database = {
    connection,
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    all: (sql, ...values) => prepare(sql).all(...values) as Row[],
    get: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    close() {
      if (opened) noteClean(database)
      connection.close()
      lock.close()
    },
  }
  try {
    requireSqlite(String(database.get('SELECT sqlite_version() AS version')?.version))
    // Erased words are overwritten, not only let go of (`secure_delete`).
    // FULL while the schema is made, so that the files themselves are on disk; see group-commit.ts for what follows.
    connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON',
    )
    migrate(database)
    noteBoot(database, options.boot ?? bootId(), Date.now())
    connection.exec('PRAGMA synchronous = NORMAL')
    if (options.maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${options.maxPages}`)
    opened = true
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/**
 * Takes the data folder for this process; the operating system holds it, so that it ends with it, however it ends. Throws
 * when another one has it.
 */
export function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw new Error(`the data folder ${folder} is in use by another Trestle server (or cannot be written)`, {
      cause: error,
    })
  }
}

function migrate(database: Database): void {
  database.connection.exec(
    'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  )
  const done = Number(database.get('SELECT coalesce(max(version), 0) AS version FROM migrations')?.version)
  const newest = MIGRATIONS.at(-1)!.version
  if (done > newest)
    throw new Error(`this data was written by a newer Trestle (schema ${done}, this program knows ${newest})`)
  for (const { version, name, sql } of MIGRATIONS) {
    if (version <= done) continue
    database.connection.exec('BEGIN IMMEDIATE')
    try {
      database.connection.exec(sql)
      database.connection
        .prepare('INSERT INTO migrations (version, name, at) VALUES (?, ?, ?)')
        .run(version, name, Date.now())
      database.connection.exec('COMMIT')
    } catch (error) {
      database.connection.exec('ROLLBACK')
      throw error
    }
  }
}
