import * as Y from 'yjs'
import { type Budget, dryRunBackward, orderOf } from './order.ts'
import type { Overlay, Placed } from './place.ts'

/**
 * Will every replica put the update's list items in the same place (Y14)? Two things make it so; Yjs looks at neither.
 *
 * - The right neighbour must not lean on anything between the two: whoever stood between them when the item was written would have
 *   been named instead. Such an item comes to stand in different places in different orders of arrival.
 * - The origin lies left of the right origin. Yjs's own undo can write the two the other way round (a paragraph that was typed in
 *   twice, deleted and brought back): then its place rests on the origin alone, and is still the same everywhere unless the two may
 *   stand in one struct. If they may, whoever holds them merged splits that struct while integrating and puts the item elsewhere.
 */
export function listsAgree(
  overlay: Overlay,
  update: Uint8Array,
  listed: readonly Placed[],
  mayDryRun: () => boolean = () => true,
): boolean {
  const budget: Budget = { steps: 200_000 }
  let unsure = false
  for (const one of listed) {
    const { origin, rightOrigin } = one
    if (!rightOrigin) continue
    const order = origin ? orderOf(overlay, origin, rightOrigin, budget) : 'before'
    if (order === 'after') {
      if (mayShareStruct(overlay, rightOrigin, origin!, budget)) return false
      one.backward = true
      continue
    }
    const leans = leansBetween(overlay, origin, rightOrigin, budget)
    if (leans === true) return false
    unsure ||= order === 'unknown' || leans === 'unknown'
  }
  if (!unsure) return true
  if (!mayDryRun()) return false
  const backward = dryRunBackward(overlay.doc, update, listed)
  return (
    backward?.every(
      ({ origin, rightOrigin }) => origin && rightOrigin && !mayShareStruct(overlay, rightOrigin, origin, budget),
    ) ?? false
  )
}

/** Does `right` lean on something that stands between the two? `left` null is the beginning of the list. */
function leansBetween(overlay: Overlay, left: Y.ID | null, right: Y.ID, budget: Budget): boolean | 'unknown' {
  const run = runAt(overlay, right.client, right.clock)
  if (run === null) return false
  const onto = run.start < right.clock ? Y.createID(right.client, right.clock - 1) : run.origin
  if (onto === null || sameId(onto, left)) return false
  if (left === null) return true
  const order = orderOf(overlay, onto, left, budget)
  return order === 'unknown' ? order : order === 'after'
}

/**
 * May a replica hold `from` and the later `to` in one struct that begins before `from`, so that cutting at `from` cuts it? Yjs merges
 * neighbours of one client only when the right one's origin is the left one's last clock and both have one right origin; neither
 * ever changes. True when it cannot be told within the budget.
 */
function mayShareStruct(overlay: Overlay, from: Y.ID, to: Y.ID, budget: Budget): boolean {
  const { client } = to
  if (from.client !== client || from.clock > to.clock) return false
  for (let clock = to.clock; budget.steps-- > 0; ) {
    const run = runAt(overlay, client, clock)
    if (run === null || run.start < from.clock) return true
    if (run.start === 0 || !sameId(run.origin, Y.createID(client, run.start - 1))) return false
    const before = runAt(overlay, client, run.start - 1)
    if (before === null) return true
    if (!sameId(run.rightOrigin, before.rightOrigin)) return false
    clock = run.start - 1
  }
  return true
}

type Run = { start: number; origin: Y.ID | null; rightOrigin: Y.ID | null }

/** The struct around this clock, of the update or of the document; null when it is gone and cannot tell. */
function runAt(overlay: Overlay, client: number, clock: number): Run | null {
  const id = Y.createID(client, clock)
  const placed = overlay.placedAt(id)
  const struct = placed ? placed.struct : overlay.liveAt(id)
  if (!(struct instanceof Y.Item)) return null
  // Of a struct that begins in what is known, only the rest is taken, and only that is true.
  const { origin, rightOrigin } = placed ?? struct
  return { start: placed ? placed.from : struct.id.clock, origin, rightOrigin }
}

const sameId = (a: Y.ID | null, b: Y.ID | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
