import type * as Y from 'yjs'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'
import type { DocumentRow, LedgerRows } from '../ports.ts'
import type { Grown } from './partnership-ledger.ts'
import { type Projection, projectEntries, projectTexts } from './project.ts'
import { readEntries } from './read-stream.ts'
import { inTurns } from './turns.ts'

/** Rows of words read at once. */
const PAGE = 500

type Kept = { row: DocumentRow } & (
  | { role: 'ledger'; projection: Projection<Entry> }
  | { role: 'texts'; projection: Projection<TextRow | null> }
)

/** The projected documents that somebody asked for, each kept up to date from then on. */
export class Projections {
  readonly #store: LedgerRows
  readonly #kept = new Map<string, Kept>()
  readonly #listeners = new Set<(document: string, update: Uint8Array) => void>()

  constructor(store: LedgerRows) {
    this.#store = store
  }

  /** The document of a row of role `ledger` or `texts`. Must run inside the partnership's queue, so that no row slips by. */
  async open(row: DocumentRow): Promise<Y.Doc> {
    const known = this.#kept.get(row.id)
    if (known) return known.projection.doc
    if (row.role === 'canvas') throw new Error(`document ${row.id} is a canvas: rooms hold those`)
    const kept = row.role === 'ledger' ? await this.#ledger(row) : await this.#texts(row)
    this.#kept.set(row.id, kept)
    return kept.projection.doc
  }

  /** Appends new rows to the documents of their boundary and tells the listeners of each update. */
  grow(partnership: string, grown: Grown): void {
    for (const kept of this.#kept.values()) {
      if (kept.row.partnership !== partnership || kept.row.boundary !== grown.boundary) continue
      if (kept.role === 'texts' && grown.erased.length > 0) this.#erase(kept, new Set(grown.erased))
      // The document may hold rows already that are only now being told of: `open` read them, or the ledger was read anew.
      const update =
        kept.role === 'ledger'
          ? kept.projection.append(grown.entries.filter(entry => entry.seq > kept.projection.count))
          : kept.projection.append(grown.texts.slice(Math.max(0, kept.projection.count - grown.textsBefore)))
      if (update) this.#tell(kept.row.id, update)
    }
  }

  /** Calls back with each update; the answer unsubscribes. */
  listen(listener: (document: string, update: Uint8Array) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #erase(kept: Kept & { role: 'texts' }, commitments: ReadonlySet<string>): void {
    const update = kept.projection.erase(item => commitments.has((JSON.parse(item) as TextRow).commitment))
    if (update) this.#tell(kept.row.id, update)
  }

  #tell(document: string, update: Uint8Array): void {
    for (const listener of this.#listeners) listener(document, update)
  }

  async #ledger(row: DocumentRow): Promise<Kept> {
    const projection = projectEntries()
    const entries = await readEntries(this.#store, row.partnership, row.boundary)
    await inTurns(entries, slice => projection.append(slice))
    return { row, role: 'ledger', projection }
  }

  async #texts(row: DocumentRow): Promise<Kept> {
    const projection = projectTexts()
    for (;;) {
      const texts = await this.#store.texts(row.partnership, row.boundary, projection.count, PAGE)
      await inTurns(texts, slice => projection.append(slice))
      if (texts.length < PAGE) break
    }
    return { row, role: 'texts', projection }
  }
}
