import { isKeyframeDue, packHistory } from './history-bytes.ts'
import type {
  Appended,
  DocumentLog,
  HistoryChunk,
  HistoryLog,
  HistoryUpdate,
  Lease,
  LogBatch,
  Recovered,
  SnapshotEdge,
  StoredDocument,
  StoredHistory,
} from '../ports.ts'

type Kept = {
  snapshot: Uint8Array | null
  edge: SnapshotEdge | null
  snapshotUpTo: number
  updates: (HistoryUpdate & { n: number })[]
  leases: Map<number, string>
  recovered: Recovered[]
  last: number
  base: StoredHistory['base']
  history: HistoryChunk[]
  keyframes: { point: number; bytes: Uint8Array }[]
}

/** The log of canvases in memory: nothing outlives the process. `written` and `synced` resolve at once. */
export function memoryLog(): DocumentLog & HistoryLog {
  const documents = new Map<string, Kept>()
  const kept = (document: string): Kept => {
    let found = documents.get(document)
    if (!found) {
      const log = {
        snapshot: null,
        edge: null,
        snapshotUpTo: 0,
        updates: [],
        leases: new Map(),
        recovered: [],
        last: 0,
      }
      found = { ...log, base: null, history: [], keyframes: [] }
      documents.set(document, found)
    }
    return found
  }
  const chunks = (found: Kept): HistoryChunk[] => [...found.history, ...packHistory(found.updates, keptUpTo(found))]
  return {
    async historyOutline(document) {
      const found = kept(document)
      const stretches = chunks(found).map(({ bytes: _, ...stretch }) => stretch)
      return { base: found.base?.point ?? 0, compacted: keptUpTo(found), stretches }
    },
    async history(document, from, upTo) {
      const found = kept(document)
      const base = found.keyframes.findLast(({ point }) => point <= from) ?? found.base
      const after = base?.point ?? 0
      return { base, chunks: chunks(found).filter(({ first }) => first > after && first <= upTo) }
    },
    async pruneHistory(document, upTo, base, states) {
      const found = kept(document)
      if (!found.history.some(({ last }) => last === upTo))
        throw new RangeError(`no stretch of the history ends at ${upTo}`)
      found.base = { point: upTo, bytes: base.slice() }
      found.keyframes = states ? [] : found.keyframes.filter(({ point }) => point > upTo)
      found.history = found.history.filter(({ last }) => last > upTo)
    },
    async load(document: string): Promise<StoredDocument> {
      const found = kept(document)
      const leases: Lease[] = [...found.leases].map(([clientId, member]) => ({ clientId, member }))
      const updates = found.updates.map(update => update.bytes)
      const { snapshot, edge, recovered, last } = found
      return { snapshot, edge, updates, leases, recovered: [...recovered], upTo: last }
    },
    append(batch: LogBatch): Appended {
      const found = kept(batch.document)
      // Copied, since a real store keeps none of the caller's memory.
      for (const update of batch.updates)
        found.updates.push({ ...update, n: ++found.last, bytes: update.bytes.slice() })
      for (const { clientId, member } of batch.leases) {
        if (!found.leases.has(clientId)) found.leases.set(clientId, member)
      }
      found.recovered.push(...(batch.recovered ?? []).map(one => ({ ...one })))
      const written = Promise.resolve()
      return { written, synced: written.then(() => {}) }
    },
    async compact(document: string, upTo: number, snapshot: Uint8Array, edge?: SnapshotEdge): Promise<void> {
      const found = kept(document)
      if (upTo < found.snapshotUpTo || upTo > found.last) throw new RangeError(`no such log position: ${upTo}`)
      found.snapshot = snapshot.slice()
      found.edge = edge ?? null
      found.snapshotUpTo = upTo
      const replaced = found.updates.filter(update => update.n <= upTo)
      found.history.push(...packHistory(replaced, keptUpTo(found)))
      found.updates = found.updates.filter(update => update.n > upTo)
      const point = keptUpTo(found)
      const edits = point - (found.keyframes.at(-1)?.point ?? found.base?.point ?? 0)
      if (isKeyframeDue(edits, snapshot.length)) found.keyframes.push({ point, bytes: found.snapshot })
    },
  }
}

function keptUpTo({ base, history }: Kept): number {
  return history.at(-1)?.last ?? base?.point ?? 0
}
