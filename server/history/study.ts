import * as Y from 'yjs'
import { type Author, compareRows, type RowChange } from '../../shared/history/compare.ts'
import type { Moment } from '../../shared/history/moments.ts'
import { restoreWrites } from '../../shared/history/restore.ts'
import { partKey, rowsOf } from '../../shared/history/rows.ts'
import type { CanvasKind } from '../../shared/kinds/kind.ts'
import type { Study, StudyAnswer } from '../ports.ts'
import { baseWithoutLeftovers, leftoversAt } from './leftovers.ts'
import { lastActsOf, putBack } from './put-back.ts'
import { type Past, Replay, type Touch } from './replay.ts'

/** Parts that a moment in the list names. */
const NAMED_PARTS = 6

/** Works out what a study asks of a past. Takes as long as applying the updates does: not for the thread that serves people. */
export function studyPast<S extends Study>(past: Past, kind: CanvasKind, study: S): StudyAnswer<S['type']> {
  return answerTo(past, kind, study) as StudyAnswer<S['type']>
}

function answerTo(past: Past, kind: CanvasKind, study: Study): StudyAnswer<Study['type']> {
  switch (study.type) {
    case 'state':
      return stateAt(past, kind, study.point)
    case 'leftovers':
      return leftoversAt(past, kind, study.point)
    case 'base':
      return baseWithoutLeftovers(past, kind, study.point)
    case 'moments':
      return momentParts(past, kind, study.moments)
    case 'compare':
      return compare(past, kind, study.from, study.to)
    case 'restore': {
      const replay = new Replay(past, kind)
      replay.goTo(study.point)
      const writes = restoreWrites(replay.doc, kind, study.parts)
      replay.destroy()
      return writes
    }
    case 'put-back': {
      const { member, after, upTo } = study
      const end = past.from + past.updates.length
      const window = after === null ? lastActsOf(past, member) : { after, upTo: Math.min(upTo ?? end, end) }
      return window && { ...putBack(past, kind, member, window), window }
    }
  }
}

/** The canvas as people saw it at a point, as one update. Nothing that was deleted by then is in it. */
function stateAt(past: Past, kind: CanvasKind, point: number): Uint8Array {
  const replay = new Replay(past, kind)
  replay.goTo(point)
  const state = Y.encodeStateAsUpdate(replay.doc)
  replay.destroy()
  return state
}

function compare(past: Past, kind: CanvasKind, from: number, to: number): RowChange[] {
  // The two may be given either way round; who wrote is known of the time between them.
  const [early, late] = from <= to ? [from, to] : [to, from]
  const replay = new Replay(past, kind)
  replay.goTo(early)
  const first = rowsOf(replay.doc, kind)
  const touches = replay.watchTo(late)
  const last = rowsOf(replay.doc, kind)
  replay.destroy()
  return attributed(from <= to ? compareRows(first, last) : compareRows(last, first), touches)
}

/** What each of some stretches did, in one walk over all of them; they come in their order. */
function momentParts(
  past: Past,
  kind: CanvasKind,
  moments: readonly { from: number; point: number }[],
): Pick<Moment, 'parts' | 'more'>[] {
  const replay = new Replay(past, kind)
  let stood: { point: number; rows: ReturnType<typeof rowsOf> } | null = null
  const answers = moments.map(({ from, point }) => {
    replay.goTo(from)
    const before = stood?.point === from ? stood.rows : rowsOf(replay.doc, kind)
    const touches = replay.watchTo(point)
    stood = { point, rows: rowsOf(replay.doc, kind) }
    const changes = attributed(compareRows(before, stood.rows), touches)
    const parts = changes.slice(0, NAMED_PARTS).map(({ root, id, type, label, by }) => ({ root, id, type, label, by }))
    return { parts, more: changes.length - parts.length }
  })
  replay.destroy()
  return answers
}

/** The same changes with who made them, latest first. A field that nobody set by itself came with its row. */
function attributed(changes: readonly RowChange[], touches: readonly Touch[]): RowChange[] {
  const byPart = new Map<string, Touch[]>()
  for (const touch of touches) {
    const key = partKey(touch.part)
    const known = byPart.get(key)
    if (known) known.unshift(touch)
    else byPart.set(key, [touch])
  }
  return changes.map(change => {
    const latest = byPart.get(partKey(change)) ?? []
    const row = latest.find(({ what }) => what === null)
    const lastOf = (name: string): Author =>
      (latest.find(({ what }) => what !== null && what !== 'prose' && what.field === name) ?? row)?.member ?? null
    const writers = latest.filter(({ what }) => what === 'prose')
    return {
      ...change,
      fields: change.fields.map(field => ({ ...field, by: lastOf(field.name) })),
      prose: change.prose && { ...change.prose, by: members(writers.length > 0 || !row ? writers : [row]) },
      by: members(latest),
      at: latest[0]?.at ?? null,
    }
  })
}

function members(touches: readonly Touch[]): Author[] {
  return [...new Set(touches.map(({ member }) => member))]
}
