import type { Share } from '../../../shared/history/moments.ts'
import { isKeyframeDue, packHistory, stretchesOf } from '../history-bytes.ts'
import type { HistoryChunk, HistoryOutline, HistoryUpdate, StoredHistory } from '../../ports.ts'
import type { Database, Row } from './database.ts'

/** Moves the log up to `upTo` into the history, before a compaction lets go of it; part of whichever transaction is open. */
export function keepHistory(database: Database, document: string, upTo: number): void {
  const updates = updatesOf(database, document, upTo)
  for (const chunk of packHistory(updates, keptUpTo(database, document))) {
    database.run(
      'INSERT INTO history (document, first, last, started_at, ended_at, authors, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
      document,
      chunk.first,
      chunk.last,
      chunk.startedAt,
      chunk.endedAt,
      JSON.stringify(chunk.authors),
      chunk.bytes,
    )
  }
}

/** Keeps the state after all that `keepHistory` has moved so far, where reading on from the state before would take long. */
export function keepKeyframe(database: Database, document: string, state: Uint8Array): void {
  const point = keptUpTo(database, document)
  const last = database.get('SELECT max(point) AS point FROM history_keyframes WHERE document = ?', document)?.point
  const edits = point - Number(last ?? basePoint(database, document))
  if (!isKeyframeDue(edits, state.length)) return
  database.run('INSERT INTO history_keyframes (document, point, bytes) VALUES (?, ?, ?)', document, point, state)
}

/** The stretches of a canvas's past without their bytes. */
export function historyOutline(database: Database, document: string): HistoryOutline {
  const kept = database.all(
    'SELECT first, last, started_at, ended_at, authors FROM history WHERE document = ? ORDER BY first',
    document,
  )
  return {
    base: basePoint(database, document),
    compacted: keptUpTo(database, document),
    stretches: [...kept.map(stretchOf), ...stretchesOf(...tailOf(database, document))],
  }
}

/** What a canvas's past is worked out from: the last state kept at or before `from`, up to and with the stretch that holds `upTo`. */
export function history(database: Database, document: string, from: number, upTo: number): StoredHistory {
  const base =
    database.get(
      'SELECT point, bytes FROM history_keyframes WHERE document = ? AND point <= ? ORDER BY point DESC LIMIT 1',
      document,
      from,
    ) ?? database.get('SELECT point, bytes FROM history_bases WHERE document = ?', document)
  const after = Number(base?.point ?? 0)
  const kept = database
    .all('SELECT * FROM history WHERE document = ? AND first > ? AND first <= ? ORDER BY first', document, after, upTo)
    .map(row => ({ ...stretchOf(row), bytes: row.bytes as Uint8Array }))
  const tail = packHistory(...tailOf(database, document)).filter(({ first }) => first <= upTo)
  return {
    base: base ? { point: after, bytes: base.bytes as Uint8Array } : null,
    chunks: [...kept, ...tail],
  }
}

/** Forgets the past up to `upTo`, the last of a kept stretch, of which `base` is the state. Throws a RangeError for any other point. */
export function pruneHistory(
  database: Database,
  document: string,
  upTo: number,
  base: Uint8Array,
  states?: 'forget-states',
): void {
  if (!database.get('SELECT 1 FROM history WHERE document = ? AND last = ?', document, upTo))
    throw new RangeError(`no stretch of the history ends at ${upTo}`)
  database.run('INSERT OR REPLACE INTO history_bases (document, point, bytes) VALUES (?, ?, ?)', document, upTo, base)
  const statesUpTo = states ? Number.MAX_SAFE_INTEGER : upTo
  database.run('DELETE FROM history_keyframes WHERE document = ? AND point <= ?', document, statesUpTo)
  database.run('DELETE FROM history WHERE document = ? AND last <= ?', document, upTo)
}

/** The updates that no compaction has taken so far, and the point before them. */
function tailOf(database: Database, document: string): [updates: HistoryUpdate[], after: number] {
  return [updatesOf(database, document, Number.MAX_SAFE_INTEGER), keptUpTo(database, document)]
}

function updatesOf(database: Database, document: string, upTo: number): HistoryUpdate[] {
  return database
    .all('SELECT member, at, bytes FROM updates WHERE document = ? AND n <= ? ORDER BY n', document, upTo)
    .map(row => ({
      member: row.member === null ? null : String(row.member),
      at: Number(row.at),
      bytes: row.bytes as Uint8Array,
    }))
}

function keptUpTo(database: Database, document: string): number {
  const last = database.get('SELECT max(last) AS last FROM history WHERE document = ?', document)?.last ?? null
  return last === null ? basePoint(database, document) : Number(last)
}

function basePoint(database: Database, document: string): number {
  return Number(database.get('SELECT point FROM history_bases WHERE document = ?', document)?.point ?? 0)
}

function stretchOf(row: Row): Omit<HistoryChunk, 'bytes'> {
  return {
    first: Number(row.first),
    last: Number(row.last),
    startedAt: Number(row.started_at),
    endedAt: Number(row.ended_at),
    authors: JSON.parse(String(row.authors)) as Share[],
  }
}
