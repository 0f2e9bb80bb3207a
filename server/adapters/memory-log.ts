import type { Appended, DocumentLog, Lease, LogBatch, StoredDocument } from '../ports.ts'

type Kept = {
  snapshot: Uint8Array | null
  snapshotUpTo: number
  updates: { n: number; bytes: Uint8Array }[]
  leases: Map<number, string>
  last: number
}

/** The log of canvases in memory: nothing outlives the process. `written` and `synced` resolve at once. */
export function memoryLog(): DocumentLog {
  const documents = new Map<string, Kept>()
  const kept = (document: string): Kept => {
    let found = documents.get(document)
    if (!found) {
      found = { snapshot: null, snapshotUpTo: 0, updates: [], leases: new Map(), last: 0 }
      documents.set(document, found)
    }
    return found
  }
  return {
    async load(document: string): Promise<StoredDocument> {
      const found = kept(document)
      const leases: Lease[] = [...found.leases].map(([clientId, member]) => ({ clientId, member }))
      return { snapshot: found.snapshot, updates: found.updates.map(update => update.bytes), leases, upTo: found.last }
    },
    append(batch: LogBatch): Appended {
      const found = kept(batch.document)
      // Copied, since a real store keeps none of the caller's memory.
      for (const { bytes } of batch.updates) found.updates.push({ n: ++found.last, bytes: bytes.slice() })
      for (const { clientId, member } of batch.leases) {
        if (!found.leases.has(clientId)) found.leases.set(clientId, member)
      }
      const written = Promise.resolve()
      return { written, synced: written.then(() => {}) }
    },
    async compact(document: string, upTo: number, snapshot: Uint8Array): Promise<void> {
      const found = kept(document)
      if (upTo < found.snapshotUpTo || upTo > found.last) throw new RangeError(`no such log position: ${upTo}`)
      found.snapshot = snapshot.slice()
      found.snapshotUpTo = upTo
      found.updates = found.updates.filter(update => update.n > upTo)
    },
  }
}
