import { partKey, type PartId } from '../../shared/history/rows.ts'
import { type RowState, rowState, sameNodes, sameRow, type Write } from '../../shared/history/restore.ts'
import { samePlain } from '../../shared/history/plain.ts'
import type { Stretch } from '../../shared/history/stretches.ts'
import type { CanvasKind } from '../../shared/kinds/kind.ts'
import { type Past, Replay, type Touch } from './replay.ts'

/** Acts of one member that follow each other within this time are one thing that they just did; milliseconds. */
const JUST = 60_000

/** Which points a put-back is about: what came after the first, up to the last. */
export type Window = { after: number; upTo: number }

/** What to write so that a member's acts are taken back, and the parts that somebody else changed after them. */
export type PutBack = { writes: Write[]; left: PartId[] }

/** A point before what a member did last, as far as stretches tell: their updates need not be read to know it. Null when they did nothing. */
export function beforeLastActs(stretches: readonly Stretch[], member: string): number | null {
  let first: Stretch | null = null
  for (const stretch of stretches.toReversed()) {
    if (first && first.startedAt - stretch.endedAt > JUST) break
    if (stretch.authors.some(author => author.member === member)) first = stretch
  }
  return first && first.first - 1
}

/** What a member did last: their newest update, and those before it that follow each other closely. Null when there is none. */
export function lastActsOf({ from, updates }: Past, member: string): Window | null {
  let at = updates.findLastIndex(update => update.member === member)
  if (at < 0) return null
  const upTo = from + at + 1
  let first = at
  for (; at >= 0; at--) {
    const update = updates[at]!
    if (updates[first]!.at - update.at > JUST) break
    if (update.member === member) first = at
  }
  return { after: from + first, upTo }
}

/**
 * Takes back what a member did within a window, part by part: each goes back to how the last of the others, or the time
 * before the window, left it. What somebody else changed after them stays, within the window or since.
 */
export function putBack(past: Past, kind: CanvasKind, member: string, { after, upTo }: Window): PutBack {
  const replay = new Replay(past, kind)
  replay.goTo(after)
  const touches = byUnit(replay.watchTo(upTo))
  const left = new Map<string, PartId>()
  const wanted: Wanted[] = []
  for (const [key, unit] of touches) {
    if (!unit.some(touch => touch.member === member)) continue
    const { part } = unit[0]!
    if (unit.at(-1)!.member === member)
      wanted.push({ key, part, what: unit[0]!.what, before: beginOf(unit, member) - 1 })
    else left.set(partKey(part), part)
  }
  const states = statesAt(past, kind, wanted)
  const writes: Write[] = []
  const whole = new Set<string>()
  for (const one of wanted.toSorted((a, b) => Number(b.what === null) - Number(a.what === null))) {
    if (whole.has(partKey(one.part))) continue
    const to = states.get(one.key)!
    const now = rowState(replay.doc, kind, one.part)
    if (one.what === null) {
      whole.add(partKey(one.part))
      // A row that this member brought, and that somebody else has worked on, is both of theirs by now.
      if (to.fields === null && othersIn(touches, one.part, member)) left.set(partKey(one.part), one.part)
      else if (!sameRow(to, now)) writes.push({ ...one.part, type: 'row', to, expect: now })
      continue
    }
    const write = partWrite(one, to, now)
    if (write) writes.push(write)
  }
  replay.destroy()
  return { writes, left: [...left.values()] }
}

type Wanted = { key: string; part: PartId; what: Touch['what']; before: number }

function partWrite({ part, what }: Wanted, to: RowState, now: RowState): Write | null {
  if (what === 'prose') {
    if (!to.prose || !now.prose || sameNodes(to.prose.nodes, now.prose.nodes)) return null
    return { ...part, type: 'prose', to: to.prose, expect: now.prose }
  }
  // A row that is gone now has no field to put back, and one that was not there before had none.
  if (what === null || to.fields === null || now.fields === null) return null
  const [was, is] = [to.fields[what.field] ?? null, now.fields[what.field] ?? null]
  return samePlain(was, is) ? null : { ...part, type: 'field', name: what.field, to: was, expect: is }
}

function byUnit(touches: readonly Touch[]): Map<string, Touch[]> {
  const units = new Map<string, Touch[]>()
  for (const touch of touches) {
    const key = `${partKey(touch.part)} ${JSON.stringify(touch.what)}`
    const unit = units.get(key)
    if (unit) unit.push(touch)
    else units.set(key, [touch])
  }
  return units
}

/** The point of the first touch of the member's last run on a unit. */
function beginOf(unit: readonly Touch[], member: string): number {
  const other = unit.findLastIndex(touch => touch.member !== member)
  return unit[other + 1]!.point
}

function othersIn(touches: ReadonlyMap<string, Touch[]>, part: PartId, member: string): boolean {
  for (const unit of touches.values()) {
    if (partKey(unit[0]!.part) === partKey(part) && unit.some(touch => touch.member !== member)) return true
  }
  return false
}

/** How each wanted part stood at its point, in one walk. */
function statesAt(past: Past, kind: CanvasKind, wanted: readonly Wanted[]): Map<string, RowState> {
  const states = new Map<string, RowState>()
  const replay = new Replay(past, kind)
  for (const { key, part, before } of wanted.toSorted((a, b) => a.before - b.before)) {
    replay.goTo(before)
    states.set(key, rowState(replay.doc, kind, part))
  }
  replay.destroy()
  return states
}
