import { deserialize, serialize } from 'node:v8'
import type { WholePartnership } from '../ports.ts'

/** A whole partnership in one piece of memory that threads hand on without unpacking it: only the two ends take the time. */
export function packWhole(whole: WholePartnership): Uint8Array<ArrayBuffer> {
  return new Uint8Array(serialize(whole))
}

/** What `packWhole` packed; never given bytes from outside. */
export function unpackWhole(packed: Uint8Array): WholePartnership {
  return deserialize(packed) as WholePartnership
}
