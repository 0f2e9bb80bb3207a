import * as Y from 'yjs'

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
