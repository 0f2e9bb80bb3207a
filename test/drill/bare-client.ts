import WebSocket from 'ws'
import { decodeFrame, step1Frame, step2Frame, updateFrame } from '../../server/sync/frame.ts'
import { createWriter, readerOf } from '../../server/sync/varint.ts'
import { MESSAGE_MARK, MESSAGE_SAVED } from '../../shared/protocol.ts'

const NOTHING = new Uint8Array([0, 0])
/** The state vector of an empty document. */
export const EMPTY = new Uint8Array([0])

/** A client without a document: hundreds of them fit into one process. */
export class BareClient {
  readonly socket: WebSocket
  /** Called for each update that comes in, with its time. */
  heard: (update: Uint8Array, at: number) => void = () => {}
  closed: number | null = null
  readonly #marks = new Map<number, () => void>()
  #mark = 0
  #synced: () => void = () => {}

  constructor(address: string, headers: Record<string, string>) {
    this.socket = new WebSocket(address, { headers, perMessageDeflate: false, handshakeTimeout: 20_000 })
    this.socket.on('error', () => {})
    this.socket.on('close', code => {
      this.closed = code
    })
    this.socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data.buffer, data.byteOffset, data.length)))
  }

  /** Resolves with the milliseconds since `began` once the answer to step 1 with `vector` is here. */
  async sync(began = performance.now(), vector: Uint8Array = EMPTY): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      if (this.socket.readyState === WebSocket.OPEN) resolve()
      this.socket.once('open', resolve)
      this.socket.once('close', code => reject(new Error(`closed ${code}`)))
    })
    const synced = new Promise<void>((resolve, reject) => {
      this.#synced = resolve
      this.socket.once('close', code => reject(new Error(`closed ${code}`)))
    })
    this.socket.send(step2Frame(NOTHING))
    this.socket.send(step1Frame(vector))
    await synced
    return performance.now() - began
  }

  /** Sends an update; resolves when it is called saved. */
  send(update: Uint8Array): Promise<void> {
    const n = ++this.#mark
    this.socket.send(updateFrame(update))
    this.socket.send(createWriter(8).uint(MESSAGE_MARK).uint(n).done())
    return new Promise(resolve => this.#marks.set(n, resolve))
  }

  leave(): void {
    this.socket.terminate()
  }

  #hear(bytes: Uint8Array): void {
    if (bytes[0] === MESSAGE_SAVED) {
      const n = readerOf(bytes.subarray(1)).uint()
      this.#marks.get(n)?.()
      this.#marks.delete(n)
      return
    }
    const frame = decodeFrame(bytes, false)
    if (frame?.type === 'step2') this.#synced()
    if (frame?.type === 'update') this.heard(frame.update, performance.now())
  }
}
