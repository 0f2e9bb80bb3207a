import * as Y from 'yjs'
import type { Comparison, HistoryPage, Moment, NamedVersion, Restored } from '../../shared/history/moments.ts'
import { applyWrites, type Write } from '../../shared/history/restore.ts'
import type { PartId } from '../../shared/history/rows.ts'
import { joinStretches } from '../../shared/history/stretches.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { Fact, Words } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { DocumentRow, Historian, HistoryLog, HistoryOutline, Study, StudyAnswer } from '../ports.ts'
import type { LedgerService, Seat, SyncService } from '../services.ts'
import { LIMITS } from '../sync/limits.ts'
import { beforeLastActs } from './put-back.ts'

/** Why the past is not answered, or nothing is restored. */
export type HistoryRefusal = {
  code: 'unknown-kind' | 'no-such-point' | 'history-busy' | 'nothing-changed' | 'document-full'
}

/** Who restores. `still` is asked once the past was read, since it may take a while: a refusal there stops it. */
export type Restorer<Reason> = { seat: Seat; still: () => Promise<Result<unknown, Reason>> }

/** What a restore goes back to; `parts` null is the whole canvas. */
export type RestoreWish = { point: number; parts: PartId[] | null }

/** Whose acts are put back: those after a point up to another; `after` null takes what they did last. */
export type PutBackWish = { member: string; after: number | null; upTo: number | null }

type Answer<Value, More = never> = Promise<Result<Value, HistoryRefusal | More>>

/** The past of canvases: what is asked of it, and what is brought back from it as a new edit of whoever asks. */
export interface HistoryService {
  /** The newest stretches that end before `before`, at most `limit`. */
  moments(row: DocumentRow, page: { before: number | null; limit: number }): Answer<HistoryPage>
  /** The canvas as it stood at a point: one Yjs update (V1). */
  state(row: DocumentRow, point: number): Answer<Uint8Array>
  /** What differs between two points, and who made it so; `to` null is now. */
  compare(row: DocumentRow, from: number, to: number | null): Answer<Comparison>
  restore<Reason>(row: DocumentRow, by: Restorer<Reason>, wish: RestoreWish): Answer<Restored, Reason>
  putBack<Reason>(row: DocumentRow, by: Restorer<Reason>, wish: PutBackWish): Answer<Restored, Reason>
}

/** History over the given ports. */
export function createHistory(ports: {
  store: HistoryLog
  historian: Historian
  sync: Pick<SyncService, 'edit'>
  ledger: Pick<LedgerService, 'state' | 'words' | 'record'>
}): HistoryService {
  const { store, historian, sync, ledger } = ports

  /** Studies the time from one point to another; what lies before is read from the last state that is kept. */
  async function study<S extends Study>(
    row: DocumentRow,
    [from, upTo]: readonly [from: number, upTo: number],
    asked: S,
  ): Answer<StudyAnswer<S['type']>> {
    if (row.kind === null || !kindOf(row.kind)) return refuse({ code: 'unknown-kind' })
    return historian.study(row.kind, await store.history(row.id, from, upTo), asked)
  }

  async function change<Reason>(
    row: DocumentRow,
    by: Restorer<Reason>,
    writes: readonly Write[],
    tell: (parts: number) => Fact<Words>,
  ): Answer<Restored, Reason> {
    const still = await by.still()
    if (!still.ok) return still
    const kind = kindOf(row.kind!)!
    const before = latestOf(await store.historyOutline(row.id))
    let answer: ReturnType<typeof applyWrites> | null = null
    const { seat } = by
    await sync.edit(
      row,
      doc => {
        if (fits(doc, writes)) answer = applyWrites(doc, kind, writes)
      },
      seat.member,
    )
    const done = answer as ReturnType<typeof applyWrites> | null
    if (done === null) return refuse({ code: 'document-full' })
    const { done: parts, left } = done
    if (parts.length === 0 && left.length === 0) return refuse({ code: 'nothing-changed' })
    if (parts.length > 0) {
      const actor = { actor: seat.member, role: seat.role, party: seat.party }
      await ledger.record(row.partnership, [{ boundary: row.boundary, fact: tell(parts.length) }], actor)
    }
    return accept({ before, after: latestOf(await store.historyOutline(row.id)), parts, left })
  }

  return {
    async moments(row, { before, limit }) {
      const outline = await store.historyOutline(row.id)
      const state = await ledger.state(row.partnership)
      const all = joinStretches(outline.stretches)
      const older = before === null ? all : all.filter(({ last }) => last < before)
      const page = older.slice(-limit)
      const bounds = page.map(({ first, last }) => ({ from: first - 1, point: last }))
      const span = [bounds[0]?.from ?? outline.base, bounds.at(-1)?.point ?? outline.base] as const
      const told = await study(row, span, { type: 'moments', moments: bounds })
      if (!told.ok) return told
      const moments = page.map(({ startedAt, endedAt, authors }, at): Moment => {
        return { ...bounds[at]!, startedAt, endedAt, authors, ...told.value[at]! }
      })
      return accept({
        earliest: outline.base,
        latest: latestOf(outline),
        retentionDays: state.retention.days,
        moments: moments.reverse(),
        before: older.length > page.length ? (page[0]?.first ?? null) : null,
        named: await named(row, state, outline, words => ledger.words(row.partnership, words)),
      })
    },

    async state(row, point) {
      if (!isPoint(await store.historyOutline(row.id), point)) return refuse({ code: 'no-such-point' })
      return study(row, [point, point], { type: 'state', point })
    },

    async compare(row, from, given) {
      const outline = await store.historyOutline(row.id)
      const to = given ?? latestOf(outline)
      if (!isPoint(outline, from) || !isPoint(outline, to)) return refuse({ code: 'no-such-point' })
      const span = [Math.min(from, to), Math.max(from, to)] as const
      const changes = await study(row, span, { type: 'compare', from, to })
      return changes.ok ? accept({ from, to, changes: changes.value }) : changes
    },

    async restore(row, by, { point, parts }) {
      const outline = await store.historyOutline(row.id)
      if (!isPoint(outline, point)) return refuse({ code: 'no-such-point' })
      const writes = await study(row, [point, point], { type: 'restore', point, parts })
      if (!writes.ok) return writes
      const how = parts === null ? 'all' : 'parts'
      const fact = { type: 'history.restored', document: row.id, how, point, member: null } as const
      return change(row, by, writes.value, count => ({ ...fact, parts: count }))
    },

    async putBack(row, by, { member, after, upTo }) {
      const outline = await store.historyOutline(row.id)
      const latest = latestOf(outline)
      if (after !== null && !isPoint(outline, after)) return refuse({ code: 'no-such-point' })
      if (upTo !== null && (!isPoint(outline, upTo) || upTo < (after ?? 0))) return refuse({ code: 'no-such-point' })
      const begin = after ?? beforeLastActs(outline.stretches, member)
      if (begin === null) return refuse({ code: 'nothing-changed' })
      const back = await study(row, [begin, latest], { type: 'put-back', member, after, upTo })
      if (!back.ok) return back
      if (back.value === null) return refuse({ code: 'nothing-changed' })
      const { writes, left, window } = back.value
      const fact = { type: 'history.restored', document: row.id, how: 'put-back', point: window.after, member } as const
      const done = await change(row, by, writes, count => ({ ...fact, parts: count }))
      if (!done.ok || left.length === 0) {
        const onlyLeft = !done.ok && left.length > 0 && (done.refusal as { code?: string }).code === 'nothing-changed'
        return onlyLeft ? accept({ before: latest, after: latest, parts: [], left }) : done
      }
      return accept({ ...done.value, left: [...left, ...done.value.left] })
    },
  }
}

/** Rule 7 of the guard, which no edit of the server's passes: only large restores are measured, since measuring costs. */
function fits(doc: Y.Doc, writes: readonly Write[]): boolean {
  const grows = JSON.stringify(writes).length
  return grows < LIMITS.frameBytes || Y.encodeStateAsUpdate(doc).length + grows <= LIMITS.documentBytes
}

function latestOf({ base, stretches }: HistoryOutline): number {
  return stretches.at(-1)?.last ?? base
}

function isPoint(outline: HistoryOutline, point: number): boolean {
  return point >= outline.base && point <= latestOf(outline)
}

/** The named points of a canvas, newest first. In a copy of an export those from before the import name points of another past. */
async function named(
  row: DocumentRow,
  state: LedgerState,
  outline: HistoryOutline,
  words: (commitment: string) => Promise<string>,
): Promise<NamedVersion[]> {
  const since = state.imported?.at ?? 0
  const versions = [...(state.versions.get(row.id) ?? [])].sort(([a], [b]) => b - a)
  return Promise.all(
    versions.map(async ([point, { name, at, by }]) => {
      return { point, name: await words(name), by, at, kept: at >= since && isPoint(outline, point) }
    }),
  )
}
