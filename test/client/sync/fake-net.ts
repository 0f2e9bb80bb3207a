/** The server's end of a fake socket. */
export type ServerEnd = { send(frame: Uint8Array): void; close(code: number): void }

/** What a fake server does with one connection. */
export type Serve = (
  end: ServerEnd,
  document: string,
  member: string,
) => { receive(frame: Uint8Array): void; leave(): void }

type Listener = ((event: { data?: unknown; code?: number }) => void) | null

/** A network of fake WebSockets on (fake) timers: one millisecond each way, in order, cut and mended at will. */
export class FakeNet {
  up = true
  /** True while the network swallows everything without a word: no open, no close, no message. */
  dead = false
  serve: Serve
  readonly sockets = new Set<FakeSocket>()

  constructor(serve: Serve) {
    this.serve = serve
  }

  /** A WebSocket class for one member's browser. */
  socketOf(member: string): typeof WebSocket {
    const net = this
    return class extends FakeSocket {
      constructor(url: string) {
        super(net, url, member)
      }
    } as unknown as typeof WebSocket
  }

  /** Cuts every line, without a word to either side's code but the close. */
  cut(): void {
    this.up = false
    for (const socket of [...this.sockets]) socket.end(1006)
  }
}

/** What y-websocket uses of a WebSocket. */
export class FakeSocket {
  readonly OPEN = 1
  readyState = 0
  /** Bytes that have not left this device yet. */
  bufferedAmount = 0
  /** The address that it was opened with. */
  readonly url: string
  binaryType = ''
  onopen: Listener = null
  onmessage: Listener = null
  onclose: Listener = null
  onerror: Listener = null
  readonly #net: FakeNet
  #peer: ReturnType<Serve> | null = null

  constructor(net: FakeNet, url: string, member: string) {
    this.#net = net
    this.url = url
    const document = new URL(url).pathname.split('/').at(-1)!
    setTimeout(() => {
      if (this.readyState !== 0 || net.dead) return
      if (!net.up) return this.end(1006)
      this.readyState = 1
      net.sockets.add(this)
      this.onopen?.({})
      this.#peer = net.serve(
        {
          send: frame => {
            const copy = frame.slice()
            setTimeout(() => {
              if (this.readyState === 1 && !net.dead) this.onmessage?.({ data: copy.buffer })
            }, 1)
          },
          close: code => setTimeout(() => this.end(code), 1),
        },
        document,
        member,
      )
    }, 1)
  }

  send(frame: Uint8Array): void {
    if (this.readyState === 0) throw new Error('InvalidStateError: still connecting')
    const copy = frame.slice()
    setTimeout(() => {
      if (this.#net.sockets.has(this) && !this.#net.dead) this.#peer?.receive(copy)
    }, 1)
  }

  close(): void {
    // What was sent before is still on its way.
    setTimeout(() => this.end(1000), 1)
  }

  end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    if (this.#net.sockets.delete(this)) this.#peer?.leave()
    this.onclose?.({ code })
  }
}
