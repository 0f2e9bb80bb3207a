import type { Boundary } from '../../../shared/access/roles.ts'
import type { TextRow } from '../../../shared/ledger/facts.ts'
import type { Erased, FactsAppended } from '../../ports.ts'
import type { Database } from './database.ts'

/** An entry as it crosses to the worker: its canonical bytes and what is indexed. */
export type PackedEntry = { stream: Boundary; seq: number; command: string; index: number; bytes: string }

/** Appends all entries and texts and erases words, all of it or none. Throws a RangeError when a seq would leave a gap. */
export function appendEntries(
  database: Database,
  partnership: string,
  entries: PackedEntry[],
  texts: { boundary: Boundary; row: TextRow }[],
  erased: Erased[] = [],
): FactsAppended {
  for (const command of new Set(entries.map(entry => entry.command))) {
    const seq = seqOfCommand(database, partnership, command)
    if (seq !== null) return { type: 'command-known', seq }
  }
  const next = new Map<string, number>()
  for (const { stream, seq } of entries) {
    const expected = next.get(stream) ?? headOf(database, partnership, stream) + 1
    if (seq < expected) return { type: 'seq-taken' }
    if (seq > expected) throw new RangeError(`a gap in ${stream}: ${seq} after ${expected - 1}`)
    next.set(stream, expected + 1)
  }
  for (const { stream, seq, command, index, bytes } of entries) {
    database.run(
      'INSERT INTO entries (partnership, stream, seq, command, idx, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      partnership,
      stream,
      seq,
      command,
      index,
      bytes,
    )
  }
  for (const { boundary, row } of texts) {
    const n = Number(
      database.get(
        'SELECT coalesce(max(n), 0) + 1 AS n FROM texts WHERE partnership = ? AND stream = ?',
        partnership,
        boundary,
      )?.n,
    )
    database.run(
      'INSERT INTO texts (partnership, stream, n, commitment, salt, words) VALUES (?, ?, ?, ?, ?, ?)',
      partnership,
      boundary,
      n,
      row.commitment,
      row.salt,
      row.words,
    )
  }
  for (const { boundary, commitment } of erased) {
    database.run(
      'UPDATE texts SET words = NULL, salt = NULL WHERE partnership = ? AND stream = ? AND commitment = ?',
      partnership,
      boundary,
      commitment,
    )
  }
  return { type: 'appended' }
}

function headOf(database: Database, partnership: string, stream: string): number {
  return Number(
    database.get(
      'SELECT coalesce(max(seq), 0) AS seq FROM entries WHERE partnership = ? AND stream = ?',
      partnership,
      stream,
    )?.seq,
  )
}

/** Canonical bytes of entries after `after`, in order. */
export function readEntries(
  database: Database,
  partnership: string,
  stream: string,
  after: number,
  limit: number,
): string[] {
  const rows = database.all(
    'SELECT bytes FROM entries WHERE partnership = ? AND stream = ? AND seq > ? ORDER BY seq LIMIT ?',
    partnership,
    stream,
    after,
    limit,
  )
  return rows.map(row => String(row.bytes))
}

/** Texts from the `after`-th on, at most `limit`; null where they were erased. */
export function readTexts(
  database: Database,
  partnership: string,
  stream: string,
  after: number,
  limit = -1,
): (TextRow | null)[] {
  const rows = database.all(
    'SELECT commitment, salt, words FROM texts WHERE partnership = ? AND stream = ? AND n > ? ORDER BY n LIMIT ?',
    partnership,
    stream,
    after,
    limit,
  )
  return rows.map(({ commitment, salt, words }) =>
    words === null ? null : { commitment: String(commitment), salt: String(salt), words: String(words) },
  )
}

/** Streams that hold anything. */
export function readStreams(database: Database, partnership: string): Boundary[] {
  return database
    .all('SELECT DISTINCT stream FROM entries WHERE partnership = ? ORDER BY stream', partnership)
    .map(row => row.stream as Boundary)
}

/** The highest seq that the command produced, or null. */
export function seqOfCommand(database: Database, partnership: string, command: string): number | null {
  const seq =
    database.get('SELECT max(seq) AS seq FROM entries WHERE partnership = ? AND command = ?', partnership, command)
      ?.seq ?? null
  return seq === null ? null : Number(seq)
}
