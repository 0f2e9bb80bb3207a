import WebSocket from 'ws'
import * as Y from 'yjs'
import { decodeFrame, step1Frame, step2Frame } from '../../server/sync/frame.ts'
import { createWriter, readerOf } from '../../server/sync/varint.ts'
import { MESSAGE_MARK, MESSAGE_REFUSED, MESSAGE_SAVED } from '../../shared/protocol.ts'

/** One socket to one document, with a copy that follows it. Reconnects when asked, never by itself. */
export class Line {
  readonly doc = new Y.Doc()
  /** The last answer to step 1, as it came. */
  answer: Uint8Array = new Uint8Array([0, 0])
  readonly #url: string
  readonly #headers: Record<string, string>
  #socket: WebSocket | null = null
  #mark = 0
  #waiting = new Map<number, (answer: string) => void>()
  #ended: ((answer: string) => void) | null = null
  #refused: string | null = null
  #synced: (() => void) | null = null

  constructor(url: string, cookie: string, document: string) {
    this.#url = `${url.replace('http', 'ws')}/sync/${document}?ext=1`
    this.#headers = { cookie, origin: url }
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** Opens the socket, answers the server's step 1 with nothing, and fetches what the copy lacks. Throws when it is refused. */
  async connect(): Promise<void> {
    await this.open()
    await this.pull()
  }

  /** Opens the socket and answers the server's step 1 with nothing. Throws when it is refused. */
  async open(): Promise<void> {
    const socket = new WebSocket(this.#url, { headers: this.#headers, perMessageDeflate: false })
    this.#socket = socket
    this.#refused = null
    socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)))
    socket.on('error', () => {})
    socket.on('close', code => {
      this.#ended?.(this.#refused ?? `closed ${code}`)
      for (const tell of this.#waiting.values()) tell(this.#refused ?? `closed ${code}`)
      this.#waiting.clear()
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('close', code => reject(new Error(`closed ${code}`)))
    })
    socket.send(step2Frame(new Uint8Array([0, 0])))
  }

  /** Fetches what the copy lacks. */
  async pull(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#synced = resolve
      this.#ended = () => resolve()
      this.#socket?.send(step1Frame(Y.encodeStateVector(this.doc)))
    })
    this.#ended = null
  }

  /** Sends a frame and a mark after it; answers `saved`, or why the server closed. */
  async ask(frame: Uint8Array | string): Promise<string> {
    const socket = this.#socket
    if (socket?.readyState !== WebSocket.OPEN) return 'not open'
    const n = ++this.#mark
    return new Promise(resolve => {
      this.#waiting.set(n, resolve)
      socket.send(frame)
      socket.send(createWriter(8).uint(MESSAGE_MARK).uint(n).done())
    })
  }

  close(): void {
    this.#socket?.terminate()
  }

  #hear(bytes: Uint8Array): void {
    if (bytes[0] === MESSAGE_SAVED) {
      const reader = readerOf(bytes.subarray(1))
      const n = reader.uint()
      this.#waiting.get(n)?.('saved')
      this.#waiting.delete(n)
      return
    }
    if (bytes[0] === MESSAGE_REFUSED) {
      this.#refused = new TextDecoder().decode(bytes.subarray(2))
      return
    }
    const frame = decodeFrame(bytes, true)
    if (frame?.type !== 'update' && frame?.type !== 'step2') return
    if (frame.type === 'step2') this.answer = frame.update
    Y.applyUpdate(this.doc, frame.update, 'server')
    if (frame.type === 'step2') this.#synced?.()
  }
}
