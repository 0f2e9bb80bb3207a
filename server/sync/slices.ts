import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { RootSpec } from '../../shared/kinds/kind.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'
import type { Lease, StoredDocument } from '../ports.ts'
import { type DecodedUpdate, decodeUpdate } from './decode-update.ts'
import { type GuardCode, judgeUpdate } from './guard.ts'
import { Leases } from './leases.ts'
import { LIMITS } from './limits.ts'
import { docOf } from './doc-of.ts'
import { Recovery, type RecoveryState } from './recovery.ts'

/** A large update on its way to another thread, with all that it is judged against. */
export type SliceRequest = {
  update: Uint8Array
  stored: StoredDocument
  /** Of the moment, what presence alone holds included. */
  leases: Lease[]
  member: string | null
  shownId: number | null
  bulk: boolean
  roots: readonly RootSpec[]
  capIds: boolean
  recovery: RecoveryState
}

/** Judges a large update as a whole against the stored document and cuts it; see `sliceUpdate`. */
export function judgeAndSlice(request: SliceRequest): Result<Uint8Array[], GuardCode> {
  const { update, stored, leases, recovery, ...context } = request
  const doc = docOf(stored.snapshot, stored.updates)
  try {
    const ruled = judgeUpdate(update, {
      ...context,
      doc,
      leases: new Leases(leases),
      recovery: Recovery.of(recovery),
      documentBytes: (stored.snapshot?.length ?? 0) + stored.updates.reduce((sum, { length }) => sum + length, 0),
    })
    if (!ruled.ok) return refuse(ruled.refusal.code)
    const decoded = decodeUpdate(update)
    return accept(decoded && ruled.value.isNew ? sliceUpdate(decoded, doc) : [])
  } finally {
    doc.destroy()
  }
}

type Run = { list: (Y.Item | Y.GC)[]; at: number; from: number }
type Deleted = { client: number; clock: number; len: number }

/**
 * Cuts an accepted update into small ones, each of which leans only on `doc` and on those before it: so they can be judged and applied
 * one at a time, with others' turns in between. What `doc` knows is left out.
 */
export function sliceUpdate(update: DecodedUpdate, doc: Y.Doc): Uint8Array[] {
  const reached = new Map<number, number>()
  const state = (client: number): number => reached.get(client) ?? Y.getState(doc.store, client)
  const runs = [...update.clients].map(([client, list]): Run => {
    const known = Y.getState(doc.store, client)
    const first = list.findIndex(({ id, length }) => id.clock + length > known)
    const at = first === -1 ? list.length : first
    return { list, at, from: at }
  })
  const slices: Uint8Array[] = []
  let budget = createBudget()
  const cut = (): void => {
    const parts = runs.filter(({ at, from }) => at > from)
    if (parts.length > 0) slices.push(encode(parts, deletedAmong(update, parts)))
    for (const run of runs) run.from = run.at
    budget = createBudget()
  }
  for (let moved = true; moved; ) {
    moved = false
    for (const run of runs) {
      for (; run.at < run.list.length; run.at++) {
        const struct = run.list[run.at]!
        const { client, clock } = struct.id
        if (!ready(struct, state)) break
        if (!budget.fits(struct)) cut()
        budget.take(struct)
        reached.set(client, clock + struct.length)
        moved = true
      }
    }
  }
  cut()
  for (let rest = deletedBefore(update, doc); rest.length > 0; rest = rest.slice(LIMITS.sliceStructs))
    slices.push(encode([], rest.slice(0, LIMITS.sliceStructs)))
  return slices
}

/** The update's deletes of what these runs bring: a value that comes deleted must say so with it. */
function deletedAmong({ deletes }: DecodedUpdate, runs: readonly Run[]): Deleted[] {
  return runs.flatMap(({ list, at, from }) => {
    const { client, clock: start } = list[from]!.id
    const last = list[at - 1]!
    const end = last.id.clock + last.length
    return (deletes.get(client) ?? []).flatMap(range => {
      const clock = Math.max(start, range.clock)
      const len = Math.min(end, range.clock + range.len) - clock
      return len > 0 ? { client, clock, len } : []
    })
  })
}

/** The update's deletes of what the document knew before. */
function deletedBefore({ deletes }: DecodedUpdate, doc: Y.Doc): Deleted[] {
  return [...deletes].flatMap(([client, ranges]) => {
    const end = Y.getState(doc.store, client)
    return ranges.flatMap(({ clock, len }) => (clock < end ? { client, clock, len: Math.min(len, end - clock) } : []))
  })
}

/** True when all that the struct names has come; of an accepted update every one becomes ready. */
function ready(struct: Y.Item | Y.GC, state: (client: number) => number): boolean {
  if (!(struct instanceof Y.Item)) return true
  const parent = struct.parent as unknown
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].every(
    id => id === null || id.clock < state(id.client),
  )
}

type Budget = { fits(struct: Y.Item | Y.GC): boolean; take(struct: Y.Item | Y.GC): void }

function createBudget(): Budget {
  let [structs, size] = [0, 0]
  return {
    fits: struct => structs === 0 || (structs < LIMITS.sliceStructs && size + weight(struct) <= LIMITS.sliceBytes),
    take(struct) {
      structs++
      size += weight(struct)
    },
  }
}

/** About how many bytes a struct takes; only what can be long is looked at. */
function weight(struct: Y.Item | Y.GC): number {
  const content = struct instanceof Y.Item ? struct.content : null
  if (content instanceof Y.ContentString) return content.str.length
  if (content instanceof Y.ContentBinary) return content.content.length
  if (content instanceof Y.ContentAny) return 16 * content.arr.length + JSON.stringify(content.arr, text)!.length
  if (content instanceof Y.ContentEmbed || content instanceof Y.ContentFormat)
    return JSON.stringify(content)?.length ?? 0
  return 16
}

const text = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

function encode(runs: readonly Run[], deletes: readonly Deleted[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const uint = (value: number): void => encoding.writeVarUint(encoder.restEncoder, value)
  uint(runs.length)
  for (const { list, at, from } of runs) {
    uint(at - from)
    encoder.writeClient(list[from]!.id.client)
    uint(list[from]!.id.clock)
    for (const struct of list.slice(from, at)) struct.write(encoder, 0)
  }
  const byClient = Map.groupBy(deletes, ({ client }) => client)
  uint(byClient.size)
  for (const [client, ranges] of byClient) {
    encoder.resetDsCurVal()
    uint(client)
    uint(ranges.length)
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}
