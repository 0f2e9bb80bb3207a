import * as Y from 'yjs'
import type { DecodedUpdate } from './decode-update.ts'
import type { Overlay } from './place.ts'

/**
 * How many of the update's delete ranges delete something that lives or comes with the update; null when a range is empty or
 * reaches beyond known clocks, where it would swallow what its owner writes next (Y4), or overlaps another: nobody writes that, and Yjs
 * would walk the same structs for each.
 */
export function newDeletes(update: DecodedUpdate, overlay: Overlay): number | null {
  let count = 0
  for (const [client, ranges] of update.deletes) {
    if (overlap(ranges)) return null
    const end = overlay.state(client)
    const state = Y.getState(overlay.doc.store, client)
    for (const { clock, len } of ranges) {
      if (len < 1 || clock + len > end) return null
      if (clock + len > state || livesWithin(overlay.doc, client, clock, clock + len)) count++
    }
  }
  return count
}

function overlap(ranges: readonly { clock: number; len: number }[]): boolean {
  const isSorted = ranges.every((range, at) => at === 0 || range.clock >= ranges[at - 1]!.clock)
  const sorted = isSorted ? ranges : ranges.toSorted((a, b) => a.clock - b.clock)
  return sorted.some(({ clock }, at) => at > 0 && clock < sorted[at - 1]!.clock + sorted[at - 1]!.len)
}

function livesWithin(doc: Y.Doc, client: number, from: number, to: number): boolean {
  const structs = doc.store.clients.get(client)
  if (!structs) return false
  for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
    const struct = structs[at]!
    if (struct.id.clock >= to) return false
    if (!struct.deleted) return true
  }
  return false
}

/** True when the update itself deletes all of `[from, to)` of this client. */
export function deletedWithin(update: DecodedUpdate, client: number, from: number, to: number): boolean {
  let reached = from
  for (const { clock, len } of (update.deletes.get(client) ?? []).toSorted((a, b) => a.clock - b.clock)) {
    if (clock <= reached) reached = Math.max(reached, clock + len)
  }
  return reached >= to
}
