import { CLOSE, MAX_FRAME_BYTES, MAX_UPDATE_BYTES, MESSAGE_AWARENESS } from '../../shared/protocol.ts'
import type { GuardRefusal, RoomSession, Seat } from '../services.ts'
import type { Answer } from './answer.ts'
import { refusedFrame } from './frame.ts'
import { LIMITS } from './limits.ts'
import type { Presenter } from './presence.ts'
import type { FramedWire } from './wire-frames.ts'

const DROP_PRESENCE = 1024 * 1024
const CLOSE_SLOW = 4 * 1024 * 1024

/** Presence messages and bytes that a session may be shown before it echoes them. */
const ECHOES = 4_096
const ECHO_BYTES = 16 * 1024 * 1024

/** Room enough for a message's own header around an update of the largest size. */
const HEADER = 16

/** What a session calls in its room. */
export type RoomSide = {
  receive(session: Session, frame: Uint8Array): void
  left(session: Session): void
  slow(): void
}

/** One connected client: who sits behind it, what it may do, and its wire with the watermarks. */
export class Session implements RoomSession, Presenter {
  seat: Seat
  canWrite: boolean
  presenceId: number | null = null
  /** True once it asked for the document: from then on it is sent what happens. */
  live = false
  /** True until it has answered the server's step 1; that one answer may be large. */
  owesStep2 = false
  /** False until the server's step 1 was sent. */
  isGreeted = false
  /** Marks that wait for the answer to step 1: until it has come, what was edited offline is not here, and nothing is called saved. */
  marksHeld: number[] = []
  /** Updates of this connection whose order only a dry run could tell. */
  dryRuns = 0
  closed = false
  #held = false
  #queue: Uint8Array[] = []
  #queued = 0
  readonly ext: boolean
  /** False for a client on a thin line: it is not told who else is here and where. */
  readonly presence: boolean
  readonly #wire: FramedWire
  readonly #room: RoomSide
  #echoes = 0
  #echoBytes = 0
  /** Bytes of a join snapshot that are still on their way and do not count as slowness. */
  #grace = 0

  constructor(
    room: RoomSide,
    seat: Seat,
    options: { wire: FramedWire; canWrite: boolean; ext: boolean; presence?: boolean },
  ) {
    this.#room = room
    this.seat = seat
    this.canWrite = options.canWrite
    this.ext = options.ext
    this.presence = options.presence ?? true
    this.#wire = options.wire
  }

  receive(frame: Uint8Array): void {
    if (this.closed) return
    if (!this.#held && this.#queue.length === 0) {
      this.#room.receive(this, frame)
      return
    }
    this.#queued += frame.length
    if (this.#queued > LIMITS.waitingBytes) this.close(CLOSE.tooLarge, 'too-large')
    else this.#queue.push(frame.slice())
  }

  /** Until `goOn`, what it sends waits: a large update of its own is being looked at. */
  hold(): void {
    this.#held = true
  }

  goOn(): void {
    this.#held = false
    while (!this.closed && !this.#held) {
      const frame = this.#queue.shift()
      if (!frame) break
      this.#queued -= frame.length
      this.#room.receive(this, frame)
    }
  }

  takesEcho(bytes: number): boolean {
    if (this.#echoes === 0 || this.#echoBytes < bytes) return false
    this.#echoes--
    this.#echoBytes -= bytes
    return true
  }

  #shown(bytes: number): void {
    this.#echoes = Math.min(ECHOES, this.#echoes + 1)
    // A client may write the same state a little longer than the server did.
    this.#echoBytes = Math.min(ECHO_BYTES, this.#echoBytes + 2 * bytes)
  }

  leave(): void {
    if (this.closed) return
    this.closed = true
    this.#room.left(this)
  }

  get framed(): boolean {
    return this.#wire.sendFramed !== undefined
  }

  /** Largest frame that may come next, in bytes. */
  get maxFrame(): number {
    return this.owesStep2 ? MAX_UPDATE_BYTES + HEADER : MAX_FRAME_BYTES
  }

  /** Sends single frames, in order. A reader that is too far behind is closed instead. */
  send(...frames: Uint8Array[]): void {
    for (const frame of frames) {
      if (this.closed || this.#tooSlow()) return
      if (frame[0] === MESSAGE_AWARENESS) this.#shown(frame.length)
      this.#wire.send(frame)
    }
  }

  /**
   * False while an earlier answer to step 1 is still on its way. Asked again meanwhile, the room may stay silent: that answer and
   * what followed it hold everything, and a client that only asks cannot fill the memory.
   */
  get takesSnapshot(): boolean {
    return this.#grace === 0 || this.#wire.buffered < DROP_PRESENCE
  }

  /** Sends the document itself, which may take a slow line a while. */
  sendSnapshot(answer: Answer): void {
    if (this.closed || this.#tooSlow()) return
    this.#grace += answer.length
    if (this.#wire.sendFramed) this.#wire.sendFramed(answer.framed())
    else for (const frame of answer.frames) this.#wire.send(frame)
  }

  /** Sends one flush: `framed()` is the shared buffer for wires that take it. False when it was not sent. */
  deliver(frames: readonly Uint8Array[], framed: () => Uint8Array, isPresence: boolean): boolean {
    if (this.closed || this.#tooSlow()) return false
    if (isPresence && (!this.presence || this.#behind() > DROP_PRESENCE)) return false
    if (isPresence) for (const frame of frames) this.#shown(frame.length)
    if (this.#wire.sendFramed) this.#wire.sendFramed(framed())
    else for (const frame of frames) this.#wire.send(frame)
    return true
  }

  /** Bytes that wait for the reader, the join snapshot apart. */
  #behind(): number {
    const { buffered } = this.#wire
    if (buffered < DROP_PRESENCE) this.#grace = 0
    return buffered - this.#grace
  }

  #tooSlow(): boolean {
    if (this.#behind() <= CLOSE_SLOW) return false
    this.#room.slow()
    this.close(CLOSE.overloaded, 'slow-reader')
    return true
  }

  /** Says why and closes; nothing it sends afterwards is read. */
  refuse({ code, close }: GuardRefusal): void {
    if (this.ext) this.send(refusedFrame(code))
    this.close(close, code)
  }

  close(code: number, reason: string): void {
    if (this.closed) return
    this.leave()
    this.#wire.close(code, reason)
  }
}
