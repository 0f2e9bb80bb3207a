import type { Chance } from './random.ts'

/** The server's end of a line. */
export type ServerEnd = { send(frame: Uint8Array): void; close(code: number, reason: string): void }

/** What the server does with one line of a tab. */
export type Serve = (end: ServerEnd, tab: string) => { receive(frame: Uint8Array): void; leave(): void }

type Listener = ((event: { data?: unknown; code?: number }) => void) | null

const LATENCY = 40

/**
 * Lines as TCP has them: late, whole and in order within one, in any order across several; cut with frames under way, or dead
 * without a word to either end.
 */
export class SimNet {
  readonly chance: Chance
  serve: Serve | null = null
  readonly lines = new Set<SimSocket>()
  /** Browsers that have no network now. */
  readonly #offline = new Set<string>()

  constructor(chance: Chance) {
    this.chance = chance
  }

  /** The WebSocket class of one tab of `browser`. */
  socketOf(tab: string, browser = tab): typeof WebSocket {
    const net = this
    return class extends SimSocket {
      constructor(url: string) {
        super(net, url, tab, browser)
      }
    } as unknown as typeof WebSocket
  }

  isOffline(browser: string): boolean {
    return this.#offline.has(browser)
  }

  setOffline(browser: string, offline: boolean): void {
    if (!offline) return void this.#offline.delete(browser)
    this.#offline.add(browser)
    for (const line of [...this.lines]) if (line.browser === browser) this.drop(line)
  }

  linesOf(tab: string): SimSocket[] {
    return [...this.lines].filter(line => line.tab === tab)
  }

  /** Ends a line: its browser hears of it at once or only by silence, the server some time later. */
  drop(line: SimSocket): void {
    if (this.chance.odds(0.25)) line.die(this.chance.below(20_000))
    else {
      line.die(this.chance.below(60))
      line.end(1006)
    }
  }

  /** The server is gone, and every line with it. */
  serverGone(): void {
    this.serve = null
    for (const line of [...this.lines]) line.serverGone()
  }
}

/** What y-websocket uses of a WebSocket. */
export class SimSocket {
  readonly OPEN = 1
  readyState = 0
  bufferedAmount = 0
  binaryType = ''
  onopen: Listener = null
  onmessage: Listener = null
  onclose: Listener = null
  onerror: Listener = null
  readonly url: string
  readonly tab: string
  readonly browser: string
  readonly #net: SimNet
  #peer: ReturnType<Serve> | null = null
  /** Nothing more of what is sent on it arrives anywhere. */
  #dead = false
  #upAt = 0
  #downAt = 0

  constructor(net: SimNet, url: string, tab: string, browser: string) {
    this.#net = net
    this.url = url
    this.tab = tab
    this.browser = browser
    setTimeout(() => this.#open(), 1 + net.chance.below(LATENCY))
  }

  send(frame: Uint8Array): void {
    if (this.readyState === 0) throw new Error('InvalidStateError: still connecting')
    if (this.readyState !== 1 || this.#dead) return
    const copy = frame.slice()
    this.#upAt = this.#later(this.#upAt, () => this.#peer?.receive(copy))
  }

  close(): void {
    // What was sent before is still on its way.
    this.#upAt = this.#later(this.#upAt, () => this.#leave())
    setTimeout(() => this.end(1000), 1)
  }

  /** The browser is told that the line is closed. */
  end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.onclose?.({ code })
    if (this.#peer === null) this.#net.lines.delete(this)
  }

  /** Swallows what is sent from now on; what is under way still arrives until the server notices, after `noticed` milliseconds. */
  die(noticed: number): void {
    this.#dead = true
    setTimeout(() => this.#leave(), noticed)
  }

  serverGone(): void {
    this.#peer = null
    this.#dead = true
    this.#net.lines.delete(this)
    if (this.#net.chance.odds(0.8)) this.end(1006)
  }

  #open(): void {
    if (this.readyState !== 0) return
    const { serve } = this.#net
    if (serve === null || this.#net.isOffline(this.browser)) {
      this.end(1006)
      return
    }
    this.readyState = 1
    this.#net.lines.add(this)
    const down = (task: () => void): void => {
      this.#downAt = this.#later(this.#downAt, () => {
        if (this.readyState === 1 && !this.#dead) task()
      })
    }
    this.#peer = serve(
      {
        send: frame => {
          const copy = frame.slice()
          down(() => this.onmessage?.({ data: copy.buffer }))
        },
        close: code => {
          down(() => this.end(code))
          this.#peer = null
          this.#net.lines.delete(this)
        },
      },
      this.tab,
    )
    this.onopen?.({})
  }

  #leave(): void {
    const peer = this.#peer
    this.#peer = null
    this.#net.lines.delete(this)
    peer?.leave()
  }

  /** In the order of one direction. */
  #later(after: number, task: () => void): number {
    const at = Math.max(after, Date.now() + this.#net.chance.below(LATENCY))
    setTimeout(task, at - Date.now())
    return at
  }
}
