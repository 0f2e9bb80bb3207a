import type { Wire } from '../services.ts'

/**
 * A wire that can also take WebSocket frames which are made already: one buffer of them, the same for every socket of a room.
 * Each frame in it holds exactly one y-message, since stock clients apply only the first of two.
 */
export type FramedWire = Wire & { sendFramed?: (framed: Uint8Array) => void }

const headerLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** Unmasked binary WebSocket frames (RFC 6455), back to back in one buffer. */
export function frameAll(messages: readonly Uint8Array[]): Uint8Array {
  let size = 0
  for (const { length } of messages) size += headerLength(length) + length
  const buffer = new Uint8Array(size)
  const view = new DataView(buffer.buffer)
  let at = 0
  for (const message of messages) {
    const { length } = message
    buffer[at] = 0x82
    if (length < 126) buffer[at + 1] = length
    else if (length < 65_536) {
      buffer[at + 1] = 126
      view.setUint16(at + 2, length)
    } else {
      buffer[at + 1] = 127
      view.setBigUint64(at + 2, BigInt(length))
    }
    at += headerLength(length)
    buffer.set(message, at)
    at += length
  }
  return buffer
}
