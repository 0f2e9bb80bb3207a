import * as Y from 'yjs'
import { partOfFragment, type PartId, partKey, rowRoots } from '../../shared/history/rows.ts'
import type { CanvasKind } from '../../shared/kinds/kind.ts'
import type { HistoryUpdate } from '../ports.ts'

/** A canvas's past, unpacked: the state at point `from`, and each update after it. */
export type Past = { from: number; base: Uint8Array | null; updates: readonly HistoryUpdate[] }

/** What one update touched of a part: a field, the rich text, or null for the row as such (it came, went or was replaced). */
export type Touch = {
  part: PartId
  what: { field: string } | 'prose' | null
  point: number
  member: string | null
  at: number
}

/** A past that is walked along: a document, and the point that it stands at. Goes forward only. */
export class Replay {
  readonly doc = new Y.Doc()
  #point: number
  readonly #past: Past
  readonly #kind: CanvasKind
  #touched: Touch[] | null = null

  constructor(past: Past, kind: CanvasKind) {
    this.#past = past
    this.#kind = kind
    this.#point = past.from
    if (past.base) Y.applyUpdate(this.doc, past.base)
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => this.#note(transaction))
  }

  get point(): number {
    return this.#point
  }

  /** Goes on to `point` at once. */
  goTo(point: number): void {
    this.#check(point)
    this.doc.transact(() => {
      for (const { bytes } of this.#between(point)) Y.applyUpdate(this.doc, bytes)
    })
    this.#point = point
  }

  /** Goes on to `point` one update at a time and answers what each touched. */
  watchTo(point: number): Touch[] {
    this.#check(point)
    const touched: Touch[] = []
    this.#touched = touched
    for (const { bytes } of this.#between(point)) {
      this.#point += 1
      Y.applyUpdate(this.doc, bytes)
    }
    this.#touched = null
    return touched
  }

  destroy(): void {
    this.doc.destroy()
  }

  #check(point: number): void {
    if (point < this.#point || point > this.#past.from + this.#past.updates.length)
      throw new RangeError(`no such point on the way: ${point}`)
  }

  #between(point: number): readonly HistoryUpdate[] {
    return this.#past.updates.slice(this.#point - this.#past.from, point - this.#past.from)
  }

  #note(transaction: Y.Transaction): void {
    if (!this.#touched) return
    const update = this.#past.updates[this.#point - this.#past.from - 1]
    if (!update) return
    const seen = new Set<string>()
    for (const { part, what } of touchedBy(transaction, this.#kind)) {
      const key = `${partKey(part)} ${JSON.stringify(what)}`
      if (seen.has(key)) continue
      seen.add(key)
      this.#touched.push({ part, what, point: this.#point, member: update.member, at: update.at })
    }
  }
}

type ChangedType = Y.Transaction['changed'] extends Map<infer Type, unknown> ? Type : never

function* touchedBy({ changed }: Y.Transaction, kind: CanvasKind): Generator<Pick<Touch, 'part' | 'what'>> {
  const roots = rowRoots(kind)
  for (const [type, keys] of changed) {
    const { name, path } = placeOf(type)
    if (roots.includes(name)) {
      const [id, field] = path
      for (const key of keys) {
        if (id === undefined) {
          if (key !== null) yield { part: { root: name, id: key }, what: null }
        } else if (id !== null) {
          const told = field === undefined ? key : field
          if (told !== null) yield { part: { root: name, id }, what: { field: told } }
        }
      }
      continue
    }
    const part = partOfFragment(kind, name)
    if (part) yield { part, what: 'prose' }
  }
}

/** The name of the root that a type lies under, and the keys that lead to it; null where it lies in a list. */
function placeOf(type: ChangedType): { name: string; path: (string | null)[] } {
  const path: (string | null)[] = []
  let top = type
  while (top._item) {
    path.unshift(top._item.parentSub)
    top = top._item.parent as ChangedType
  }
  return { name: Y.findRootTypeKey(top), path }
}
