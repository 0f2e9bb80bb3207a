import { connect, type Socket } from 'node:net'

/** What a load client is told. Bytes are valid during the call only; of a message above `LARGE` only the head is given. */
export type LoadListener = {
  opened(): void
  /** One WebSocket message: `bytes[from..to)`, or its head when `size` is more. */
  message(bytes: Buffer, from: number, to: number, size: number): void
  closed(reason: string): void
}

/** Longer messages are counted and thrown away, but for their head. */
export const LARGE = 128 * 1024
const HEAD = 64

/** One buffer for whatever any client reads: Node hands it over within one call, so nobody else needs it meanwhile. */
const shared = Buffer.allocUnsafe(512 * 1024)
const END_OF_HEAD = '\r\n\r\n'

/**
 * A WebSocket client for load: no events, no copies, no masking work (its masking key is zero, which the RFC allows), so that it
 * costs less per message than any server. Answers pings. Offers no compression.
 */
export class LoadClient {
  readonly socket: Socket
  open = false
  readonly #listener: LoadListener
  /** The answer to the handshake, while it is not whole. */
  #answer = ''
  /** What is left of a message that did not fit, and how much of it is still to come. */
  #rest: Buffer | null = null
  /** Bytes of a large message that are still to be thrown away. */
  #toSkip = 0
  #large: { head: Buffer; size: number } | null = null

  constructor(port: number, path: string, headers: Record<string, string>, listener: LoadListener) {
    this.#listener = listener
    this.socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (count: number) => {
          this.#read(count)
          return true
        },
      },
    })
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dHJlc3RsZS1iZW5jaC0xNg==',
      'Sec-WebSocket-Version: 13',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]
    this.socket.once('connect', () => this.socket.write(`${lines.join('\r\n')}${END_OF_HEAD}`))
    let reason = ''
    this.socket.on('error', error => {
      reason = error.message
    })
    this.socket.once('close', () => {
      this.open = false
      listener.closed(reason || this.#answer || 'closed')
    })
  }

  /** Sends one binary message. */
  send(message: Uint8Array): void {
    this.socket.write(frameOf(message))
  }

  /** Sends bytes as they are: frames made by `frameOf`, or something that is none. */
  sendRaw(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  close(): void {
    this.socket.destroy()
  }

  #read(count: number): void {
    if (!this.open) {
      const from = this.#shake(count)
      if (from !== null && from < count) this.#take(shared, from, count)
    } else if (this.#rest) {
      const all = Buffer.concat([this.#rest, shared.subarray(0, count)])
      this.#rest = null
      this.#take(all, 0, all.length)
    } else this.#take(shared, 0, count)
  }

  /** Reads the handshake's answer; gives where frames begin, or null while there are none. */
  #shake(count: number): number | null {
    const before = this.#answer.length
    this.#answer += shared.toString('latin1', 0, count)
    const end = this.#answer.indexOf(END_OF_HEAD)
    if (end === -1) return null
    if (!this.#answer.startsWith('HTTP/1.1 101')) {
      this.socket.destroy()
      return null
    }
    this.#answer = ''
    this.open = true
    this.#listener.opened()
    return end + END_OF_HEAD.length - before
  }

  #take(bytes: Buffer, start: number, end: number): void {
    let at = start
    while (at < end) {
      if (this.#toSkip > 0) {
        const skipped = Math.min(this.#toSkip, end - at)
        this.#toSkip -= skipped
        at += skipped
        if (this.#toSkip === 0 && this.#large) {
          const { head, size } = this.#large
          this.#large = null
          this.#listener.message(head, 0, head.length, size)
        }
        continue
      }
      const short = end - at < 2 ? 0 : bytes[at + 1]! & 127
      const header = short < 126 ? 2 : short === 126 ? 4 : 10
      if (end - at < header) break
      const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUIntBE(at + 4, 6)
      if (size > LARGE) {
        if (end - at < header + HEAD) break
        this.#large = { head: Buffer.from(bytes.subarray(at + header, at + header + HEAD)), size }
        this.#toSkip = size
        at += header
        continue
      }
      if (end - at < header + size) break
      this.#message(bytes[at]! & 15, bytes, at + header, at + header + size)
      at += header + size
    }
    if (at < end) this.#rest = Buffer.from(bytes.subarray(at, end))
  }

  #message(opcode: number, bytes: Buffer, from: number, to: number): void {
    if (opcode === 9) this.socket.write(frameOf(bytes.subarray(from, to), 10))
    else if (opcode === 8) this.socket.end()
    else this.#listener.message(bytes, from, to, to - from)
  }
}

/** A whole frame as a client sends it, masked with zeros. */
export function frameOf(message: Uint8Array, opcode = 2): Buffer {
  const { length } = message
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.alloc(6 + extra + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127)
  if (extra === 2) frame.writeUInt16BE(length, 2)
  else if (extra === 8) frame.writeUIntBE(length, 4, 6)
  frame.set(message, 6 + extra)
  return frame
}
