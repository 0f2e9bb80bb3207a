import type { DocumentLog } from '../ports.ts'

/** The log of documents that need none: their entries are on disk before they get here. */
export const durableAlready: DocumentLog = {
  load: async () => ({ snapshot: null, updates: [], leases: [], upTo: 0 }),
  append: () => ({ written: Promise.resolve(), synced: Promise.resolve() }),
  compact: async () => {},
}
