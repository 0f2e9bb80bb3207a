import * as Y from 'yjs'
import type { Recovered, SnapshotEdge, StoredDocument } from '../ports.ts'
import { type Answer, answerOf } from './answer.ts'
import { Leases } from './leases.ts'
import { LIMITS, SERVER_CLIENT_ID } from './limits.ts'
import { docOf } from './doc-of.ts'
import { covers, readVector, type Vector, vectorOf, writeVector } from './state-vector.ts'

/** Called with each update that the live document made and whose it is. */
export type OnUpdate = (bytes: Uint8Array, origin: unknown) => void

const EMPTY_VECTOR = 1
const NOTHING = 2

/**
 * One document in memory. Until somebody writes it is only the bytes of the log, from which joiners are answered; the first write
 * builds the live document, and `rest` turns it into bytes again. What was deleted is never in the bytes that go out.
 */
export class Canvas {
  readonly leases: Leases
  /** What came back after a power loss through others than its authors. */
  readonly recovered: readonly Recovered[]
  #stored: readonly Uint8Array[]
  /** Of the first of the stored pieces, where it is known: reading it off a large one would hold everybody up. */
  #edge: SnapshotEdge | null
  #doc: Y.Doc | null = null
  #isGone = false
  #bytes: number
  #onUpdate: OnUpdate = () => {}
  #vector: Vector | null = null
  #whole: Answer | null = null
  /** Every deletion and no struct: what those are sent who have the rest. */
  #deletes: Uint8Array | null = null
  #current: Answer | null = null

  constructor(stored: StoredDocument, leases: Leases = new Leases(stored.leases)) {
    this.leases = leases
    this.recovered = stored.recovered ?? []
    this.#stored = stored.snapshot ? [stored.snapshot, ...stored.updates] : stored.updates
    this.#edge = (stored.snapshot && stored.edge) ?? null
    this.#bytes = sizeOf(this.#stored)
    if (stored.updates.length > LIMITS.answerPieces || stored.updates.some(deletesAnything)) this.open()
  }

  /** Calls `onUpdate` with whatever changes the document from now on. */
  listen(onUpdate: OnUpdate): void {
    this.#onUpdate = onUpdate
  }

  /** The live document, built when there is none. Throws when the log does not add up, which only damage can cause. */
  open(): Y.Doc {
    if (this.#doc) return this.#doc
    if (this.#isGone) throw new Error('the room of this document was closed')
    const doc = docOf(null, this.#stored)
    doc.clientID = SERVER_CLIENT_ID
    doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      this.#forget()
      this.#bytes += bytes.length
      this.#onUpdate(bytes, origin)
    })
    this.#doc = doc
    this.#stored = []
    this.#edge = null
    this.#forget()
    return doc
  }

  /** True while there is a live document. */
  get isLive(): boolean {
    return this.#doc !== null
  }

  /** Turns the live document into bytes again, and keeps no answers. Everything in it must be in the log. */
  rest(): void {
    if (this.#doc) {
      this.#stored = [Y.encodeStateAsUpdate(this.#doc)]
      const vector = Y.encodeStateVector(this.#doc)
      this.#edge = { vector, deletes: Y.encodeStateAsUpdate(this.#doc, vector) }
      this.#bytes = sizeOf(this.#stored)
      this.#doc.destroy()
      this.#doc = null
    }
    this.#forget()
  }

  /** Lets go of everything; it is not used after. */
  destroy(): void {
    this.#doc?.destroy()
    this.#doc = null
    this.#stored = []
    this.#edge = null
    this.#isGone = true
    this.#forget()
  }

  /** True when the state vector is known or costs little to find. */
  get knowsVector(): boolean {
    return this.#doc !== null || this.#vector !== null || this.#edge !== null || this.#bytes < LIMITS.cheapBytes
  }

  /** The document's state vector, as it goes over the wire. */
  vector(): Uint8Array {
    return this.#doc ? Y.encodeStateVector(this.#doc) : writeVector(this.#known())
  }

  /** Encoded size; taken exactly only when the running estimate has passed the limit. */
  size(): number {
    if (this.#bytes > LIMITS.documentBytes && this.#doc) this.#bytes = Y.encodeStateAsUpdate(this.#doc).length
    return this.#bytes
  }

  /** What they lack who know `stateVector`; null when that is no state vector. */
  answer(stateVector: Uint8Array): Answer | null {
    // A whole workshop joins, or comes back, at once: they share one encoding.
    if (stateVector.length === EMPTY_VECTOR && stateVector[0] === 0) {
      this.#whole ??= answerOf(this.#pieces())
      return this.#whole
    }
    const theirs = readVector(stateVector)
    if (theirs === null) return null
    if (covers(theirs, this.#known())) {
      this.#current ??= answerOf([this.#allDeletes()])
      return this.#current
    }
    return answerOf([Y.encodeStateAsUpdate(this.open(), stateVector)])
  }

  /**
   * True for an update that surely holds nothing new, told without a live document: the empty one, and the deletions that a stock
   * client repeats in its answer to step 1.
   */
  isKnown(update: Uint8Array): boolean {
    if (update[0] !== 0) return false
    if (update.length === NOTHING && update[1] === 0) return true
    return this.#doc === null && Buffer.compare(update, this.#allDeletes()) === 0
  }

  #pieces(): readonly Uint8Array[] {
    return this.#doc ? [Y.encodeStateAsUpdate(this.#doc)] : this.#stored
  }

  #known(): Vector {
    const edge = this.#edge
    this.#vector ??= this.#doc
      ? Y.decodeStateVector(Y.encodeStateVector(this.#doc))
      : edge
        ? vectorOf(this.#stored.slice(1), Y.decodeStateVector(edge.vector))
        : vectorOf(this.#stored)
    return this.#vector
  }

  #allDeletes(): Uint8Array {
    if (this.#doc) this.#deletes ??= Y.encodeStateAsUpdate(this.#doc, this.vector())
    // Only the first of the stored pieces, the snapshot, may hold deletions.
    else
      this.#deletes ??= this.#edge?.deletes ?? Y.diffUpdate(this.#stored[0] ?? new Uint8Array(NOTHING), this.vector())
    return this.#deletes
  }

  #forget(): void {
    this.#vector = null
    this.#whole = null
    this.#deletes = null
    this.#current = null
  }
}

/** The delete set stands last, and its last number is a length, which is never 0. */
const deletesAnything = (update: Uint8Array): boolean => update.at(-1) !== 0

const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0)
