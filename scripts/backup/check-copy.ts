import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { MIGRATIONS } from '../../server/adapters/sqlite/schema.ts'
import { verifyStream } from '../../shared/ledger/chain.ts'
import type { Entry } from '../../shared/ledger/facts.ts'

/** What a copy of the data holds. */
export type CopyReport = { partnerships: number; documents: number; entries: number; bytes: number }

/**
 * Opens a copy of the database and checks it: SQLite's own integrity, a schema that this program knows, the chain of
 * every ledger, and that every document loads. Throws an Error that names what does not hold.
 */
export function checkCopy(file: string): CopyReport {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const [verdict] = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    if (verdict?.integrity_check !== 'ok') throw new Error(`${file} is damaged: ${verdict?.integrity_check}`)
    const [schema] = database.prepare('SELECT max(version) AS version FROM migrations').all() as { version: number }[]
    const newest = MIGRATIONS.at(-1)!.version
    if (!schema || schema.version > newest)
      throw new Error(
        `${file} was written by a newer Trestle (schema ${schema?.version}, this program knows ${newest}).`,
      )
    const entries = checkLedgers(database, file)
    const documents = checkDocuments(database, file)
    const [count] = database.prepare('SELECT count(*) AS n FROM partnerships').all() as { n: number }[]
    return { partnerships: count?.n ?? 0, documents, entries, bytes: statSync(file).size }
  } finally {
    database.close()
  }
}

function checkLedgers(database: DatabaseSync, file: string): number {
  const streams = database.prepare('SELECT DISTINCT partnership, stream FROM entries').all() as {
    partnership: string
    stream: Entry['stream']
  }[]
  const read = database.prepare('SELECT bytes FROM entries WHERE partnership = ? AND stream = ? ORDER BY seq')
  let entries = 0
  for (const { partnership, stream } of streams) {
    const lines = read.all(partnership, stream) as { bytes: string }[]
    const verdict = verifyStream(
      lines.map(({ bytes }) => JSON.parse(bytes) as Entry),
      { partnership, stream },
    )
    if (!verdict.ok)
      throw new Error(
        `${file}: the ledger ${stream} of ${partnership} breaks at entry ${verdict.broken} (${verdict.why}).`,
      )
    entries += lines.length
  }
  return entries
}

function checkDocuments(database: DatabaseSync, file: string): number {
  const rows = database.prepare("SELECT id FROM documents WHERE role = 'canvas'").all() as { id: string }[]
  const snapshot = database.prepare('SELECT up_to, bytes FROM snapshots WHERE document = ?')
  const updates = database.prepare('SELECT bytes FROM updates WHERE document = ? AND n > ? ORDER BY n')
  for (const { id } of rows) {
    const [kept] = snapshot.all(id) as { up_to: number; bytes: Uint8Array }[]
    const doc = new Y.Doc()
    try {
      if (kept) Y.applyUpdate(doc, kept.bytes)
      for (const { bytes } of updates.all(id, kept?.up_to ?? 0) as { bytes: Uint8Array }[]) Y.applyUpdate(doc, bytes)
    } catch (error) {
      throw new Error(`${file}: the document ${id} does not load.`, { cause: error })
    }
    if (doc.store.pendingStructs) throw new Error(`${file}: the document ${id} lacks a part of itself.`)
    doc.destroy()
  }
  return rows.length
}
