import * as Y from 'yjs'
import type { Overlay, Placed } from './place.ts'

/** `unknown`: neither could be shown cheaply, so a dry run on a copy has to tell. */
export type Order = 'before' | 'after' | 'unknown'

const CHAIN = 64

/** Steps along lists that one update may cost before a dry run is cheaper. */
export type Budget = { steps: number }

/** Is `left` before `right` in their list? Both are known to the overlay and stand in the same list. Yjs itself never looks (Y14). */
export function orderOf(overlay: Overlay, left: Y.ID, right: Y.ID, budget: Budget): Order {
  const upward = chain(overlay, left, placed => (placed.backward ? null : placed.rightOrigin))
  const downward = chain(overlay, right, placed => placed.origin)
  for (const [i, x] of upward.entries()) {
    for (const [j, y] of downward.entries()) {
      const strict = i === 0 && j === 0
      const inOrder = compareWithin(overlay, x, y)
      if (inOrder === null) continue
      if (inOrder < 0 || (inOrder === 0 && !strict)) return 'before'
      if (strict) return 'after'
    }
  }
  const x = upward.at(-1)!
  const y = downward.at(-1)!
  if (overlay.placedAt(x) || overlay.placedAt(y)) return 'unknown'
  const order = liveOrder(overlay, x, y, budget)
  if (order === 'before') return 'before'
  return upward.length === 1 && downward.length === 1 ? order : 'unknown'
}

/** The id itself, then its neighbours on one side as far as they are new; the last one is known to the document if the chain is whole. */
function chain(overlay: Overlay, start: Y.ID, next: (placed: Placed) => Y.ID | null): Y.ID[] {
  const ids = [start]
  for (let id = start; ids.length < CHAIN; ) {
    const placed = overlay.placedAt(id)
    const following = placed && next(placed)
    if (!following) break
    ids.push(following)
    id = following
  }
  return ids
}

/** Order of two ids that stand in one struct: negative, zero or positive; null when they do not. */
function compareWithin(overlay: Overlay, x: Y.ID, y: Y.ID): number | null {
  if (x.client !== y.client) return null
  if (x.clock === y.clock) return 0
  const px = overlay.placedAt(x)
  const py = overlay.placedAt(y)
  if (px || py) return px === py ? x.clock - y.clock : null
  return overlay.liveAt(x) === overlay.liveAt(y) ? x.clock - y.clock : null
}

function liveOrder(overlay: Overlay, x: Y.ID, y: Y.ID, budget: Budget): Order {
  const left = overlay.liveAt(x)
  const right = overlay.liveAt(y)
  if (!(left instanceof Y.Item && right instanceof Y.Item)) return 'unknown'
  // Walks from both at once, so the cost is the distance between them and not the length of the list.
  let fromLeft: Y.Item | null = left.right
  let fromRight: Y.Item | null = right.right
  while (fromLeft !== null || fromRight !== null) {
    if (fromLeft === right) return 'before'
    if (fromRight === left) return 'after'
    fromLeft = fromLeft?.right ?? null
    fromRight = fromRight?.right ?? null
    if (--budget.steps < 0) return 'unknown'
  }
  return 'unknown'
}

/**
 * Applies the update to a copy of the document and tells which new items name a right origin that stands left of their origin; null
 * when it cannot be applied, or when a right origin leans on something between the two, or an item came to stand elsewhere. Costs as
 * much as loading the document, so only updates with an order that is not plain get here.
 */
export function dryRunBackward(doc: Y.Doc, update: Uint8Array, listed: readonly Placed[]): Placed[] | null {
  const copy = new Y.Doc({ gc: false })
  try {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(copy, update)
    if (copy.store.pendingStructs !== null || copy.store.pendingDs !== null) return null
    const at = positions(copy)
    const backward: Placed[] = []
    for (const one of listed) {
      const left = one.origin ? at(one.origin) : START
      const self = at(Y.createID(one.struct.id.client, one.from))
      const right = one.rightOrigin && at(one.rightOrigin)
      if (!left || !self || !right || !one.rightOrigin) continue
      const onto = originAt(copy, one.rightOrigin)
      if (!isBefore(left, right)) backward.push(one)
      else if (!isBefore(left, self) || !isBefore(self, right)) return null
      else if (onto && isBefore(left, at(onto) ?? START)) return null
    }
    return backward
  } catch {
    // Yjs throws on structs that cannot be integrated; that is the answer.
    return null
  } finally {
    copy.destroy()
  }
}

type Position = [item: number, clock: number]

const START: Position = [-1, 0]

const isBefore = (a: Position, b: Position): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

/** Where an id stands in its list; null when it is gone. */
function positions({ store }: Y.Doc): (id: Y.ID) => Position | null {
  const indexes = new Map<unknown, Map<Y.Item, number>>()
  return id => {
    const item = Y.getItem(store, id) as Y.Item | Y.GC
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return null
    let index = indexes.get(item.parent)
    if (!index) {
      index = new Map()
      for (let one = item.parent._start; one !== null; one = one.right) index.set(one, index.size)
      indexes.set(item.parent, index)
    }
    const position = index.get(item)
    return position === undefined ? null : [position, id.clock]
  }
}

function originAt({ store }: Y.Doc, { client, clock }: Y.ID): Y.ID | null {
  const item = Y.getItem(store, Y.createID(client, clock)) as Y.Item | Y.GC
  if (clock > item.id.clock) return Y.createID(client, clock - 1)
  return item instanceof Y.Item ? item.origin : null
}
