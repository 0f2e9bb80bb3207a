import * as Y from 'yjs'
import { CLOSE } from '../../shared/protocol.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'
import type { RootSpec } from '../../shared/kinds/kind.ts'
import type { Lease, Recovered } from '../ports.ts'
import type { GuardRefusal } from '../services.ts'
import { contentAllowed, nameAllowed } from './content-rules.ts'
import { type DecodedUpdate, decodeUpdate } from './decode-update.ts'
import { deletedWithin, newDeletes } from './deletes.ts'
import type { Leases } from './leases.ts'
import { LIMITS } from './limits.ts'
import { listsAgree } from './lists-agree.ts'
import { type Misplaced, Overlay, type Placed } from './place.ts'
import { sameAsKnown, sameStruct } from './known-part.ts'
import type { Recovery } from './recovery.ts'
import { createWriter } from './varint.ts'

/** What an update is judged against. `member` null is nobody: only what is already known passes. */
export type GuardContext = {
  doc: Y.Doc
  leases: Leases
  member: string | null
  roots: readonly RootSpec[]
  /** Encoded size of the document as far as known, in bytes. */
  documentBytes: number
  /** True for the answer to step 1 and HTTP bodies: the larger caps. */
  bulk: boolean
  /** False with `TRESTLE_LIMITS=off`: no cap on client ids per member. */
  capIds: boolean
  /** What is brought back after a power loss; nothing is when it is left out. */
  recovery?: Recovery
  /** The id that the sender shows as its own, if it shows one. */
  shownId?: number | null
  /** Asked when the order can only be told by a dry run, which costs as much as loading the document. True when it is left out. */
  mayDryRun?: () => boolean
}

/**
 * An accepted update: does it hold anything new, and which client ids become the member's with it? `update` is what to apply: the
 * known structs are cut off, since Yjs would resolve even their neighbours and park or throw on what a forger put there.
 */
export type Accepted = Claims & { isNew: boolean; update: Uint8Array }

/** `own` are the ids that the member wrote under, `recovered` what it brought back for others. */
type Claims = { leases: Lease[]; own: number[]; recovered: Recovered[] }

/** The code of a refusal. */
export type GuardCode = GuardRefusal['code']

const CLOSE_OF: Partial<Record<GuardCode, number>> = {
  'bad-message': CLOSE.badMessage,
  'read-only': CLOSE.notAllowed,
  'too-large': CLOSE.tooLarge,
}

/** A refusal with the close code that belongs to it. */
export function guardRefusal(code: GuardCode): GuardRefusal {
  return { code, close: CLOSE_OF[code] ?? CLOSE.refusedUpdate }
}

/**
 * Rules on one V1 update before the live document is touched (security.md section 2, rules 2–7). Never changes `doc` or `leases`.
 * After an accepted update has been applied, `doc.store.pendingStructs` and `pendingDs` are null.
 */
export function judgeUpdate(bytes: Uint8Array, context: GuardContext): Result<Accepted, GuardRefusal> {
  const decoded = decodeUpdate(bytes)
  if (!decoded) return refuse(guardRefusal('bad-message'))
  const overlay = new Overlay(context.doc, context.roots)
  const placed: Placed[] = []
  const claims: Claims = { leases: [], own: [], recovered: [] }
  const code =
    authorship(decoded, context, claims) ??
    integrationOrder(decoded, context, overlay, placed) ??
    deletes(decoded, context, overlay, placed)
  if (typeof code === 'string') return refuse(guardRefusal(code))
  const isNew = placed.length > 0 || code > 0
  if (context.member === null && isNew) return refuse(guardRefusal('read-only'))
  if (placed.length > 0 && context.documentBytes > LIMITS.documentBytes) return refuse(guardRefusal('document-full'))
  const update = withoutKnown(bytes, decoded, context.doc)
  const listed = placed.filter(one => one.holder !== null && one.sub === null)
  if (!listsAgree(overlay, update, listed, context.mayDryRun)) return refuse(guardRefusal('bad-origin'))
  return accept({ isNew, ...claims, update })
}

function withoutKnown(bytes: Uint8Array, update: DecodedUpdate, doc: Y.Doc): Uint8Array {
  const known: [number, number][] = []
  for (const [client, list] of update.clients) {
    const state = Y.getState(doc.store, client)
    if (list[0]!.id.clock < state) known.push([client, state])
  }
  if (known.length === 0) return bytes
  const vector = createWriter(16 * known.length + 8).uint(known.length)
  for (const [client, state] of known) vector.uint(client).uint(state)
  return Y.diffUpdate(bytes, vector.done())
}

/** Rule 3, and the counts of rules 2 and 7: who may add structs under which id. */
function authorship(
  update: DecodedUpdate,
  context: GuardContext,
  { leases, own, recovered }: Claims,
): GuardCode | null {
  const { doc, member } = context
  let structs = 0
  for (const [client, list] of update.clients) {
    const state = Y.getState(doc.store, client)
    const last = list.at(-1)!
    const end = last.id.clock + last.length
    if (end > LIMITS.clock || client > 0xffffffff) return 'clock-gap'
    if (end <= state) continue
    if (member === null) return 'read-only'
    structs += list.length
    const bearing = bearingOf(client, state, context, member)
    if (bearing === 'refused') return 'not-leased'
    if (bearing === 'carried') recovered.push({ clientId: client, clock: state, length: end - state, via: member })
    else {
      own.push(client)
      if (!context.leases.kept(client)) leases.push({ clientId: client, member })
    }
  }
  const added = [...leases, ...recovered]
  if (member !== null && added.length > 0) {
    if (context.capIds && context.leases.count(member) + leases.length > LIMITS.idsPerMember) return 'too-many-ids'
    const fresh = added.filter(({ clientId }) => !doc.store.clients.has(clientId)).length
    if (recovered.length > LIMITS.idsPerMember) return 'too-many-ids'
    if (doc.store.clients.size + fresh > LIMITS.idsPerDocument) return 'too-many-ids'
  }
  return structs > LIMITS.structs && !context.bulk ? countNew(update, doc) : null
}

/** Does the member write under this id itself, or bring back what its author had shown before the power failed? */
function bearingOf(
  client: number,
  state: number,
  { leases, bulk, recovery, shownId }: GuardContext,
  member: string,
): 'own' | 'carried' | 'refused' {
  const holder = leases.holder(client)
  const mayCarry = bulk && recovery?.mayCarry(client) === true
  if (client < LIMITS.firstClientId) return mayCarry ? 'carried' : 'refused'
  if (holder === member) return 'own'
  if (holder !== undefined) return mayCarry ? 'carried' : 'refused'
  // The lease may be lost with the structs: then the id is whoever's who shows it or goes on under it.
  if (state === 0) return mayCarry && client !== shownId ? 'carried' : 'own'
  return recovery?.has(client) ? 'own' : 'refused'
}

function countNew(update: DecodedUpdate, doc: Y.Doc): GuardCode | null {
  let count = 0
  for (const [client, list] of update.clients) {
    const state = Y.getState(doc.store, client)
    for (const struct of list) if (struct.id.clock + struct.length > state) count++
  }
  return count > LIMITS.structs ? 'too-large' : null
}

/** Rules 4 and 5: takes structs in an order in which each leans on earlier ones only, until none is left. */
function integrationOrder(
  update: DecodedUpdate,
  context: GuardContext,
  overlay: Overlay,
  placed: Placed[],
): GuardCode | null {
  const queues: { list: (Y.Item | Y.GC)[]; at: number }[] = []
  for (const list of update.clients.values()) queues.push({ list, at: 0 })
  let waiting = queues
  while (waiting.length > 0) {
    const stuck: typeof queues = []
    let moved = false
    for (const queue of waiting) {
      for (; queue.at < queue.list.length; queue.at++) {
        const struct = queue.list[queue.at]!
        const step = takeStruct(struct, update, context, overlay, placed)
        if (step === 'wait') break
        if (step !== null) return step
        moved = true
      }
      if (queue.at < queue.list.length) stuck.push(queue)
    }
    if (!moved && stuck.length > 0) return 'unknown-parent'
    waiting = stuck
  }
  return placed.length > (context.bulk ? LIMITS.bulkStructs : LIMITS.structs) ? 'too-large' : null
}

function takeStruct(
  struct: Y.Item | Y.GC,
  update: DecodedUpdate,
  context: GuardContext,
  overlay: Overlay,
  placed: Placed[],
): GuardCode | 'wait' | null {
  const { client, clock } = struct.id
  const state = overlay.state(client)
  if (clock < state && recoveredDiffers(struct, context, state)) return 'recovered-differs'
  if (clock + struct.length <= state) return null
  if (clock > state) return 'clock-gap'
  if (clock < state && !sameAsKnown(context.doc, struct, state)) return 'bytes-differ'
  const origin = clock < state ? Y.createID(client, state - 1) : struct instanceof Y.Item ? struct.origin : null
  if (!(struct instanceof Y.Item)) {
    const one: Placed = { struct, from: state, origin: null, rightOrigin: null, holder: null, sub: null }
    overlay.add(one)
    placed.push(one)
    return null
  }
  for (const id of [origin, struct.origin, struct.rightOrigin, struct.parent instanceof Y.ID ? struct.parent : null]) {
    if (id === null) continue
    // Forward or to itself: Yjs would throw half-way (Y16).
    if (id.client === client && id.clock >= state) return 'bad-origin'
    if (!overlay.has(id)) return 'wait'
  }
  const place = overlay.place(struct, origin)
  if (typeof place === 'string') return place satisfies Misplaced
  if (clock < state) {
    // Yjs takes the type from the named neighbours and the position from what it knows: they must agree.
    const named = overlay.place(struct, struct.origin)
    if (typeof named === 'string' || named.holder?.key !== place.holder?.key || named.sub !== place.sub)
      return 'bytes-differ'
  }
  if (place.holder !== null) {
    if (place.sub !== null && !nameAllowed(place.sub)) return 'bad-content'
    if (place.holder.depth > LIMITS.nesting) return 'bad-content'
    if (!contentAllowed(struct.content, place.holder.shape, place.sub !== null)) return 'bad-content'
    // One value to a key (Y17). An undo manager keeps overwritten values and Yjs merges them; they come deleted.
    const isRun = place.sub !== null && struct.length > 1 && !(struct.content instanceof Y.ContentDeleted)
    if (isRun && !deletedWithin(update, client, state, clock + struct.length)) return 'bad-content'
  }
  const one: Placed = { struct, from: state, origin, rightOrigin: struct.rightOrigin, ...place }
  overlay.add(one)
  placed.push(one)
  return null
}

/** What is known is free whoever says it; only what came through another than its author is compared with what its author says. */
function recoveredDiffers(struct: Y.Item | Y.GC, { doc, recovery }: GuardContext, state: number): boolean {
  const { client, clock } = struct.id
  if (!recovery?.has(client)) return false
  const known = Math.min(state, clock + struct.length, Y.getState(doc.store, client))
  return recovery.within(client, clock, known).some(({ from, to }) => !sameStruct(doc, struct, from, to))
}

/** Rule 6: how many ranges delete something that is not yet deleted, or why they may not. */
function deletes(
  update: DecodedUpdate,
  context: GuardContext,
  overlay: Overlay,
  placed: readonly Placed[],
): GuardCode | number {
  const count = newDeletes(update, overlay)
  if (count === null) return 'bad-delete'
  const cap = context.bulk ? LIMITS.bulkDeleteRanges : LIMITS.deleteRanges
  return count > cap + placed.length ? 'too-large' : count
}
