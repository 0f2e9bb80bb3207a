import * as Y from 'yjs'
import type { DocumentLog } from '../ports.ts'
import { Leases } from './leases.ts'
import type { LoadedCanvas } from './load.ts'

/** The log of documents that need none: their entries are on disk before they get here. */
export const durableAlready: DocumentLog = {
  load: async () => ({ snapshot: null, updates: [], leases: [], upTo: 0 }),
  append: () => ({ written: Promise.resolve(), synced: Promise.resolve() }),
  compact: async () => {},
}

/** A projected ledger document as a room serves it: a copy, so that the ledger's own never depends on who is connected. */
export function openProjected(projected: Y.Doc): LoadedCanvas {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(projected))
  return { doc, leases: new Leases([]), upTo: 0, tailUpdates: 0, tailBytes: 0, bytes: 0 }
}
