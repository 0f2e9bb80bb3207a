import * as Y from 'yjs'
import type { StoredDocument } from '../ports.ts'
import { Leases } from './leases.ts'
import { SERVER_CLIENT_ID } from './limits.ts'

/** A canvas as it stands in the log, ready to be edited. `upTo`, `tail*` describe the log; `bytes` is the encoded size so far. */
export type LoadedCanvas = {
  doc: Y.Doc
  leases: Leases
  upTo: number
  tailUpdates: number
  tailBytes: number
  bytes: number
}

/** Builds the live document from what is stored. Throws when the log does not add up, which only damage can cause. */
export function openCanvas(stored: StoredDocument): LoadedCanvas {
  const doc = docOf(stored.snapshot, stored.updates)
  doc.clientID = SERVER_CLIENT_ID
  const tailBytes = stored.updates.reduce((sum, update) => sum + update.length, 0)
  return {
    doc,
    leases: new Leases(stored.leases),
    upTo: stored.upTo,
    tailUpdates: stored.updates.length,
    tailBytes,
    bytes: (stored.snapshot?.length ?? 0) + tailBytes,
  }
}

/** A document from its snapshot and updates, in one transaction. Throws when something in it leans on what is missing. */
export function docOf(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    doc.destroy()
    throw new Error('the log of this document leans on updates that are not in it')
  }
  return doc
}
