import type { Lease, Recovered, SnapshotEdge, StoredDocument } from '../../ports.ts'
import type { Database } from './database.ts'
import { keepHistory, keepKeyframe } from './history-rows.ts'

/** A batch as it crosses to the worker: all updates back to back in `bytes`. `n` is its number in the journal, if it is there. */
export type PackedBatch = {
  document: string
  n?: number
  bytes: Uint8Array
  updates: { length: number; member: string | null; at: number }[]
  leases: Lease[]
  recovered?: Recovered[]
}

/** Adds a batch; part of whichever transaction is open. */
export function appendUpdates(database: Database, batch: PackedBatch): void {
  let from = 0
  for (const { length, member, at } of batch.updates) {
    const bytes = batch.bytes.subarray(from, from + length)
    database.run(
      'INSERT INTO updates (document, member, at, bytes) VALUES (?, ?, ?, ?)',
      batch.document,
      member,
      at,
      bytes,
    )
    from += length
  }
  for (const { clientId, member } of batch.leases) {
    database.run(
      'INSERT OR IGNORE INTO leases (document, client_id, member) VALUES (?, ?, ?)',
      batch.document,
      clientId,
      member,
    )
  }
  for (const { clientId, clock, length, via } of batch.recovered ?? []) {
    database.run(
      'INSERT OR REPLACE INTO recovered (document, client_id, clock, length, via) VALUES (?, ?, ?, ?, ?)',
      batch.document,
      clientId,
      clock,
      length,
      via,
    )
  }
}

/** Everything that is kept of a document. */
export function loadDocument(database: Database, document: string): StoredDocument {
  const snapshot = database.get('SELECT up_to, bytes, vector, deletes FROM snapshots WHERE document = ?', document)
  const after = Number(snapshot?.up_to ?? 0)
  const rows = database.all('SELECT n, bytes FROM updates WHERE document = ? AND n > ? ORDER BY n', document, after)
  const leases = database.all('SELECT client_id, member FROM leases WHERE document = ?', document)
  const recovered = database.all(
    'SELECT client_id, clock, length, via FROM recovered WHERE document = ? ORDER BY client_id, clock',
    document,
  )
  return {
    recovered: recovered.map(row => ({
      clientId: Number(row.client_id),
      clock: Number(row.clock),
      length: Number(row.length),
      via: String(row.via),
    })),
    snapshot: snapshot ? (snapshot.bytes as Uint8Array) : null,
    edge: edgeOf(snapshot?.vector, snapshot?.deletes),
    updates: rows.map(row => row.bytes as Uint8Array),
    leases: leases.map(row => ({ clientId: Number(row.client_id), member: String(row.member) })),
    upTo: Number(rows.at(-1)?.n ?? after),
  }
}

function edgeOf(vector: unknown, deletes: unknown): SnapshotEdge | null {
  return vector instanceof Uint8Array && deletes instanceof Uint8Array ? { vector, deletes } : null
}

/** Replaces the log up to `upTo` by its snapshot; its updates go on into the history. Throws a RangeError for a place that the log has not or had before. */
export function compactDocument(
  database: Database,
  document: string,
  upTo: number,
  snapshot: Uint8Array,
  edge?: SnapshotEdge,
): void {
  const before = Number(database.get('SELECT up_to FROM snapshots WHERE document = ?', document)?.up_to ?? 0)
  const last = Number(database.get('SELECT max(n) AS n FROM updates WHERE document = ?', document)?.n ?? before)
  if (upTo < before || upTo > Math.max(before, last)) throw new RangeError(`no such log position: ${upTo}`)
  database.run(
    'INSERT OR REPLACE INTO snapshots (document, up_to, bytes, vector, deletes) VALUES (?, ?, ?, ?, ?)',
    document,
    upTo,
    snapshot,
    edge?.vector ?? null,
    edge?.deletes ?? null,
  )
  keepHistory(database, document, upTo)
  keepKeyframe(database, document, snapshot)
  database.run('DELETE FROM updates WHERE document = ? AND n <= ?', document, upTo)
}
