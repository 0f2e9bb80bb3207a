import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../server/sync/frame.ts'
import { createWriter } from '../../server/sync/varint.ts'

/** How a server is spoken to: y-protocols as they are, or in Hocuspocus' envelope. */
export type Dialect = {
  /** Bytes before the y-message in every message. */
  skip: number
  /** What is sent first. */
  hello: Uint8Array[]
  /** Puts a y-message into the envelope. */
  wrap(message: Uint8Array): Uint8Array
}

const encoder = new TextEncoder()
const NOTHING = new Uint8Array([0, 0])

/** Stock y-websocket. */
export const plain: Dialect = { skip: 0, hello: [], wrap: message => message }

/** Hocuspocus names the document in each message, and wants a token first. */
export function enveloped(room: string): Dialect {
  const prefix = createWriter(64).block(encoder.encode(room)).done()
  const wrap = (message: Uint8Array): Uint8Array => Buffer.concat([prefix, message])
  const auth = createWriter(64).uint(2).uint(0).block(encoder.encode('bench')).done()
  return { skip: prefix.length, hello: [wrap(auth)], wrap }
}

/** Asks for everything. */
export const askForAll = step1Frame(new Uint8Array([0]))
/** Says that one has nothing. */
export const haveNothing = step2Frame(NOTHING)

/** One update. */
export const updateMessage = (update: Uint8Array): Uint8Array => updateFrame(update)

/** One cursor state. */
export function cursorMessage(clientId: number, clock: number, state: unknown): Uint8Array {
  return awarenessFrame([{ clientId, clock, json: encoder.encode(JSON.stringify(state)) }])
}
