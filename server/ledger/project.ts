import * as Y from 'yjs'
import type { Canonical } from '../../shared/canonical.ts'
import { canonicalJson } from '../../shared/canonical.ts'
import { entryLine } from '../../shared/ledger/chain.ts'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'

/** Root array and fixed client id of a projected ledger: entry n is always struct (1, n − 1). */
const ENTRIES = { root: 'entries', clientId: 1 } as const

/** Root array and fixed client id of a projected texts document: the n-th row is always struct (2, n − 1). */
const TEXTS = { root: 'texts', clientId: 2 } as const

/** Appends to a projected document and tells of the update that did it. */
export type Projection<Row> = {
  readonly doc: Y.Doc
  readonly count: number
  append(rows: readonly Row[]): Uint8Array | null
  /** Takes out the rows that `gone` names, as their words were erased; each keeps its place as a deleted item. */
  erase(gone: (item: string) => boolean): Uint8Array | null
}

/** A read-only document of a stream, to be fed its entries from the first on. Each item is the entry's canonical JSON. */
export function projectEntries(): Projection<Entry> {
  return projection(ENTRIES, entryLine)
}

/** A read-only document of a boundary's words. An erased row keeps its place as a deleted item. */
export function projectTexts(): Projection<TextRow | null> {
  return projection(TEXTS, row => (row === null ? null : canonicalJson(row satisfies Canonical)))
}

/**
 * One array item per row, whatever the batches: the same rows yield the same structs and the same bytes on every server,
 * after every restart, so a client only ever fetches the tail.
 */
function projection<Row>(
  { root, clientId }: { root: string; clientId: number },
  itemOf: (row: Row) => string | null,
): Projection<Row> {
  const doc = new Y.Doc({ gc: true })
  doc.clientID = clientId
  const items = doc.getArray<string>(root)
  let count = 0
  return {
    doc,
    get count() {
      return count
    },
    append(rows) {
      if (rows.length === 0) return null
      const before = Y.encodeStateVector(doc)
      doc.transact(() => {
        // Whole runs at once: each push walks the array to its end.
        let run: string[] = []
        const flush = () => {
          if (run.length > 0) items.push(run)
          run = []
        }
        for (const row of rows) {
          const item = itemOf(row)
          if (item !== null) {
            run.push(item)
            continue
          }
          flush()
          // What was erased cannot be read any more; an empty stand-in is inserted and deleted to keep its struct.
          items.push([''])
          items.delete(items.length - 1)
        }
        flush()
      })
      count += rows.length
      return Y.encodeStateAsUpdate(doc, before)
    },
    erase(gone) {
      const before = Y.encodeStateVector(doc)
      const places = items.toArray().flatMap((item, at) => (gone(item) ? [at] : []))
      if (places.length === 0) return null
      doc.transact(() => {
        for (const at of places.reverse()) items.delete(at)
      })
      return Y.encodeStateAsUpdate(doc, before)
    },
  }
}
