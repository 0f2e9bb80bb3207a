import * as Y from 'yjs'
import { createWriter } from './varint.ts'

/** First clock that is not known, by client id. */
export type Vector = ReadonlyMap<number, number>

/** A state vector from bytes; null when they are none. */
export function readVector(bytes: Uint8Array): Vector | null {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    // Whoever sent it is told by name.
    return null
  }
}

/** A state vector as it goes over the wire. */
export function writeVector(vector: Vector): Uint8Array {
  const writer = createWriter(16 * vector.size + 8).uint(vector.size)
  for (const [client, clock] of vector) writer.uint(client).uint(clock)
  return writer.done()
}

/**
 * What is known after these updates of one log, and `known` before them, read without building a document. Throws when one of them
 * is none.
 */
export function vectorOf(updates: readonly Uint8Array[], known: Vector = new Map()): Vector {
  const vector = new Map(known)
  for (const update of updates)
    for (const [client, end] of Y.parseUpdateMeta(update).to)
      if (end > (vector.get(client) ?? 0)) vector.set(client, end)
  return vector
}

/** True when whoever knows `theirs` has every struct of `ours`. */
export function covers(theirs: Vector, ours: Vector): boolean {
  for (const [client, clock] of ours) if ((theirs.get(client) ?? 0) < clock) return false
  return true
}

/** The state vector `known`, but for the ids in `asked`, of which it claims to know no more than that clock. */
export function vectorAsking(known: Uint8Array, asked: ReadonlyMap<number, number>): Uint8Array {
  const read = asked.size === 0 ? null : readVector(known)
  if (read === null) return known
  const vector = new Map(read)
  for (const [client, clock] of asked) vector.set(client, Math.min(clock, vector.get(client) ?? 0))
  return writeVector(vector)
}
