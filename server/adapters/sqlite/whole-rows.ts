import { unpackWhole } from '../whole-bytes.ts'
import type { Database } from './database.ts'
import { identityWrites } from './identity-rows.ts'
import { appendEntries } from './ledger-rows.ts'
import { appendUpdates } from './log-rows.ts'

/** Adds a whole partnership; part of whichever transaction is open, and undone as a whole when any row is refused. */
export function addWhole(database: Database, whole: Uint8Array): void {
  const { partnership, createdAt, documents, entries, texts } = unpackWhole(whole)
  identityWrites.addPartnership(database, partnership, createdAt)
  for (const { row, state } of documents) {
    identityWrites.addDocument(database, row)
    if (!state) continue
    const updates = [{ length: state.length, member: null, at: createdAt }]
    appendUpdates(database, { document: row.id, bytes: state, updates, leases: [] })
  }
  const packed = entries.map(({ line, ...entry }) => ({ ...entry, bytes: line }))
  const answer = appendEntries(database, partnership, packed, texts)
  if (answer.type !== 'appended') throw new Error(`a new partnership has entries already: ${answer.type}`)
}
