import { CLOSE, MAX_UPDATE_BYTES, MESSAGE_AWARENESS } from '../../shared/protocol.ts'
import type { Clock, DocumentRow, Log } from '../ports.ts'
import type { RoomSession, Seat, SyncService } from '../services.ts'
import { awarenessFrame } from './frame.ts'
import { RATE, type Rates } from './rate.ts'
import type { FramedWire } from './wire-frames.ts'

/** What is used of a WebSocket; the `ws` package's sockets fit. Compression must be off where `_socket` is there. */
export interface SocketLike {
  readonly readyState: number
  readonly bufferedAmount: number
  readonly extensions?: string
  send(data: Uint8Array): void
  close(code?: number, reason?: string): void
  terminate?(): void
  pause?(): void
  resume?(): void
  ping?(): void
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error' | 'pong', listener: () => void): unknown
}

/** How a socket is joined to a document. */
export type SocketOptions = {
  document: DocumentRow
  seat: Seat
  canWrite: boolean
  /** The client asked for Trestle's own messages with `?ext=1`. */
  ext: boolean
  /** False when the client asked with `?presence=0` to be spared everybody's presence. */
  presence?: boolean
  /** What its member may send, over all their lines; null lifts the limits. */
  rates: Rates | null
  clock: Clock
  log: Log
  /** Binary frames that came in before this call, in order. */
  binaryFramesBuffered?: readonly Uint8Array[]
}

const OPEN = 1
/** Stock clients give a line up after 30 s without a message. */
const HEARTBEAT = 15_000
/** How long the other side may take to agree that a socket is closed, in milliseconds. */
const CLOSING = 900
const EARLY_BYTES = MAX_UPDATE_BYTES + 1024 * 1024

/**
 * Joins a socket to a document and keeps it joined until either side closes. Frames that arrive while the document is being
 * loaded wait for it. Resolves once joined; never rejects: a load that fails closes the socket with 1013.
 */
export async function attachSocket(
  sync: Pick<SyncService, 'join'>,
  socket: SocketLike,
  options: SocketOptions,
): Promise<void> {
  const { clock, log, document } = options
  const rate = options.rates?.open(document.id, options.seat.member)
  const early: Uint8Array[] = []
  let earlyBytes = 0
  let session: RoomSession | null = null
  let closed = false
  let cancelResume: (() => void) | null = null

  const wire = wireOf(socket, clock, () => closed)
  const receive = (frame: Uint8Array): void => {
    if (session) {
      session.receive(frame)
      return
    }
    earlyBytes += frame.length
    if (earlyBytes > EARLY_BYTES) wire.close(CLOSE.tooLarge, 'too-large')
    else early.push(frame)
  }
  const slowDown = (): void => {
    socket.pause?.()
    cancelResume?.()
    cancelResume = clock.after(RATE.pause, () => socket.resume?.())
  }
  const stopHeartbeat = heartbeat(socket, wire, clock)

  socket.on('message', (data, isBinary) => {
    if (closed) return
    const frame = isBinary ? bytesOf(data) : null
    if (!frame) return wire.close(CLOSE.badMessage, 'bad-message')
    const isEcho = frame[0] === MESSAGE_AWARENESS && session?.takesEcho(frame.length) === true
    const answer = isEcho ? 'go' : (rate?.take(frame.length) ?? 'go')
    if (answer === 'flood') return wire.close(CLOSE.flood, 'flood')
    if (answer === 'pause') slowDown()
    try {
      receive(frame)
    } catch (error) {
      // One of the two places that catch bugs: one frame must not end the process.
      log.error(
        { document: document.id, error: String(error), stack: error instanceof Error ? error.stack : undefined },
        'a frame failed',
      )
      wire.close(CLOSE.overloaded, 'failed')
    }
  })
  socket.on('close', () => {
    closed = true
    stopHeartbeat()
    cancelResume?.()
    rate?.leave()
    session?.leave()
  })
  // Without a listener one bad frame would end the process; `close` follows.
  socket.on('error', () => {})

  try {
    for (const frame of options.binaryFramesBuffered ?? []) receive(frame)
    const { seat, canWrite, ext, presence = true } = options
    const joined = await sync.join(document, seat, { wire, canWrite, ext, presence })
    if (closed || socket.readyState !== OPEN) return joined.leave()
    for (const frame of early) joined.receive(frame)
    early.length = 0
    session = joined
  } catch (error) {
    log.error({ document: document.id, error: String(error) }, 'a document could not be opened')
    wire.close(CLOSE.overloaded, 'not-loaded')
  }
}

/** ws writes server frames at once and unmasked, so whole frames may go to the TCP socket beneath it. */
function wireOf(socket: SocketLike, clock: Clock, isClosed: () => boolean): FramedWire {
  const open = (): boolean => !isClosed() && socket.readyState === OPEN
  const raw = (socket as { _socket?: { write?: (data: Uint8Array) => boolean; writableNeedDrain?: boolean } })._socket
  const wire: FramedWire = {
    send: frame => {
      if (open()) socket.send(frame)
    },
    close: (code, reason) => {
      if (socket.readyState !== OPEN) return
      socket.close(code, reason)
      // ws waits half a minute for the other side to agree, and whoever was sent away need not.
      clock.after(CLOSING, () => socket.terminate?.())
    },
    get buffered() {
      // Asked before each delivery: below its mark (64 kB at most) a TCP socket's own flag is read at a tenth of the price.
      return raw?.writableNeedDrain === false ? 0 : socket.bufferedAmount
    },
  }
  if (typeof raw?.write === 'function' && !socket.extensions) {
    wire.sendFramed = framed => {
      if (open()) raw.write?.(framed)
    }
  }
  return wire
}

/** An empty awareness message so that the client knows the line is up, and a ping so that we do. */
function heartbeat(socket: SocketLike, wire: FramedWire, clock: Clock): () => void {
  const beat = awarenessFrame([])
  let missed = 0
  let cancel = (): void => {}
  const alive = (): void => {
    missed = 0
  }
  const run = (): void => {
    missed += socket.ping ? 1 : 0
    if (missed > 3) {
      socket.terminate?.()
      return
    }
    if (wire.buffered === 0) wire.send(beat)
    if (socket.readyState === OPEN) socket.ping?.()
    cancel = clock.after(HEARTBEAT - 1_000, run)
  }
  cancel = clock.after(HEARTBEAT - 1_000, run)
  socket.on('pong', alive)
  socket.on('message', alive)
  return () => cancel()
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  if (!Array.isArray(data) || !data.every(part => part instanceof Uint8Array)) return null
  const whole = new Uint8Array(data.reduce((sum, part: Uint8Array) => sum + part.length, 0))
  let at = 0
  for (const part of data as Uint8Array[]) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
