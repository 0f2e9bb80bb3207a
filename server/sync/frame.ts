import {
  MESSAGE_AWARENESS,
  MESSAGE_MARK,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_SYNC,
} from '../../shared/protocol.ts'
import { createWriter, type Reader, readerOf } from './varint.ts'

/** One y-message as a client may send it. */
export type Frame =
  | { type: 'step1'; stateVector: Uint8Array }
  | { type: 'step2'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'awareness'; entries: AwarenessEntry[]; others: number }
  | { type: 'query-awareness' }
  | { type: 'mark'; n: number }

/** One entry of an awareness message; `json` is UTF-8 text that nobody has parsed yet. */
export type AwarenessEntry = { clientId: number; clock: number; json: Uint8Array }

/**
 * Reads one frame whole: varints must be canonical (else a filter on the first two bytes lets a write through, Y9) and nothing
 * may follow. Null for anything else. Arrays are views on `bytes`. Marks exist only for `ext` clients. With `own`, presence of
 * other ids is passed over and only counted, as `others`: stock clients echo everybody's.
 */
export function decodeFrame(bytes: Uint8Array, ext: boolean, own: number | null = null): Frame | null {
  const reader = readerOf(bytes)
  const frame = readFrame(reader, ext, own)
  return frame !== null && reader.ok && reader.at === bytes.length ? frame : null
}

function readFrame(reader: Reader, ext: boolean, own: number | null): Frame | null {
  switch (reader.uint()) {
    case MESSAGE_SYNC:
      switch (reader.uint()) {
        case 0:
          return { type: 'step1', stateVector: reader.block() }
        case 1:
          return { type: 'step2', update: reader.block() }
        case 2:
          return { type: 'update', update: reader.block() }
        default:
          return null
      }
    case MESSAGE_AWARENESS:
      return readAwareness(reader.block(), own)
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'query-awareness' }
    case MESSAGE_MARK:
      return ext ? { type: 'mark', n: reader.uint() } : null
    default:
      return null
  }
}

function readAwareness(body: Uint8Array, own: number | null): Frame | null {
  const reader = readerOf(body)
  const count = reader.uint()
  const entries: AwarenessEntry[] = []
  for (let at = 0; at < count && reader.ok; at++) {
    const clientId = reader.uint()
    const clock = reader.uint()
    if (own === null || clientId === own) entries.push({ clientId, clock, json: reader.block() })
    else reader.skip()
  }
  return reader.ok && reader.at === body.length ? { type: 'awareness', entries, others: count - entries.length } : null
}

const syncFrame = (step: number, body: Uint8Array): Uint8Array =>
  createWriter(body.length + 12)
    .uint(MESSAGE_SYNC)
    .uint(step)
    .block(body)
    .done()

/** Asks the other side for what `stateVector` lacks. */
export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(0, stateVector)
/** Answers a step 1. */
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(1, update)
/** An update that happened. */
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(2, update)

/** An awareness message; without entries it is a heartbeat that stock clients accept and ignore. */
export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const body = createWriter(64 + entries.length * 256).uint(entries.length)
  for (const { clientId, clock, json } of entries) body.uint(clientId).uint(clock).block(json)
  const bytes = body.done()
  return createWriter(bytes.length + 8)
    .uint(MESSAGE_AWARENESS)
    .block(bytes)
    .done()
}

/** Everything that this socket sent before its mark `n` is on disk. */
export const savedFrame = (n: number): Uint8Array => createWriter(8).uint(MESSAGE_SAVED).uint(n).done()
/** The frame that came last was refused with `code`. */
export const refusedFrame = (code: string): Uint8Array =>
  createWriter(64).uint(MESSAGE_REFUSED).block(new TextEncoder().encode(code)).done()
