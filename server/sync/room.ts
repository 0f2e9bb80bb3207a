import * as Y from 'yjs'
import { CLOSE } from '../../shared/protocol.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'
import type { DocumentRow, StoredDocument } from '../ports.ts'
import type { GuardRefusal, Seat } from '../services.ts'
import { Batch, type Origin } from './batch.ts'
import { Canvas } from './canvas.ts'
import type { RoomDeps } from './deps.ts'
import { awarenessFrame, savedFrame, step1Frame } from './frame.ts'
import { guardRefusal, judgeUpdate } from './guard.ts'
import { Intake, type IntakeSide } from './intake.ts'
import type { Leases } from './leases.ts'
import { LIMITS, SERVER_CLIENT_ID } from './limits.ts'
import type { Loaded } from './load.ts'
import { Outbox } from './outbox.ts'
import { Presence } from './presence.ts'
import { Recovery } from './recovery.ts'
import { type RoomSide, Session } from './session.ts'
import { Tail } from './tail.ts'
import { createTick, type Tick, tickFor } from './tick.ts'
import { vectorAsking } from './state-vector.ts'
import { type FramedWire, frameAll } from './wire-frames.ts'

/** Sessions and one canvas. Takes frames, rules on them, appends what is new, shows it, and acknowledges. */
export class Room implements RoomSide, IntakeSide {
  readonly row: DocumentRow
  readonly sessions = new Set<Session>()
  readonly #deps: RoomDeps
  readonly presence: Presence
  readonly recovery: Recovery
  readonly intake: Intake
  readonly #tick: Tick
  readonly #onBroken: (room: Room) => void
  #canvas: Canvas
  #outbox: Outbox
  #batch = new Batch()
  #version = 0
  /** The version that the last `rest` found. */
  #restedAt = -1
  /** What came in while the document is being rebuilt; null while it is not. */
  #held: (() => void)[] | null = null
  readonly #tail: Tail
  broken = false

  constructor(row: DocumentRow, { canvas, tail }: Loaded, deps: RoomDeps, onBroken: (room: Room) => void) {
    this.row = row
    this.#deps = deps
    this.#onBroken = onBroken
    this.#canvas = canvas
    this.#outbox = new Outbox(row.id, deps, error => this.#storeFailed(error))
    this.#tail = new Tail(row, deps, tail, () => this.#outbox.synced())
    const { clock, metrics, powerLoss } = deps
    this.recovery = new Recovery(
      canvas.recovered,
      () => powerLoss !== null && clock.now() < powerLoss.at + LIMITS.recovery,
    )
    this.presence = new Presence(clock, canvas.leases, {
      show: entries => this.#deliver([awarenessFrame(entries)], true, null),
      dropped: () => void metrics.presenceDropped++,
    })
    this.#tick = createTick(
      clock,
      () => tickFor(this.sessions.size, deps.load()),
      () => this.#flush(),
    )
    this.intake = new Intake(this, deps)
    this.#listen()
  }

  get leases(): Leases {
    return this.#canvas.leases
  }

  /** The live document, built if there is none; callers read it and keep nothing. */
  get doc(): Y.Doc {
    return this.#canvas.open()
  }

  /** True when nobody is in it or shown, and nothing waits. */
  get idle(): boolean {
    return (
      this.sessions.size === 0 &&
      this.#batch.isEmpty &&
      this.#held === null &&
      this.#outbox.quiet &&
      !this.presence.active &&
      !this.#tail.running
    )
  }

  join(seat: Seat, options: { wire: FramedWire; canWrite: boolean; ext: boolean; presence?: boolean }): Session {
    const session = new Session(this, seat, options)
    this.sessions.add(session)
    this.#deps.metrics.sessions++
    this.#greet(session)
    return session
  }

  #greet(session: Session): void {
    if (!session.canWrite || session.owesStep2) return
    session.owesStep2 = true
    session.isGreeted = false
    // Of a large document it is found once the first has been answered.
    if (this.#canvas.knowsVector) this.greet(session)
  }

  /** Asks for what the session has, unless it was asked. */
  greet(session: Session): void {
    if (!session.owesStep2 || session.isGreeted || session.closed) return
    session.isGreeted = true
    session.send(step1Frame(vectorAsking(this.#canvas.vector(), this.recovery.asked())))
  }

  receive(session: Session, bytes: Uint8Array): void {
    if (this.#held) {
      const copy = bytes.slice()
      this.#held.push(() => session.receive(copy))
      return
    }
    this.intake.receive(session, bytes)
  }

  acknowledge(session: Session, mark: number): void {
    const tell = (): void => session.send(savedFrame(mark))
    if (!this.#batch.isEmpty) this.#batch.acknowledge.push(tell)
    else this.#outbox.afterSynced(tell)
  }

  /** Rules on one update and applies it if it is accepted; it is appended with the next flush. `member` null may not add anything. */
  apply(bytes: Uint8Array, member: string | null, bulk: boolean, session: Session | null): Result<null, GuardRefusal> {
    if (this.#canvas.isKnown(bytes)) return accept(null)
    const { metrics } = this.#deps
    const context = {
      doc: this.doc,
      leases: this.#canvas.leases,
      member,
      bulk,
      documentBytes: this.#canvas.size(),
      capIds: this.#deps.limits === 'standard',
    }
    const ruled = judgeUpdate(bytes, {
      ...context,
      roots: this.#deps.rootsOf(this.row.kind),
      recovery: this.recovery,
      shownId: session?.presenceId ?? null,
      mayDryRun: () => {
        metrics.dryRuns++
        if (context.documentBytes > LIMITS.dryRunBytes) return false
        return session === null || ++session.dryRuns <= LIMITS.dryRuns
      },
    })
    if (!ruled.ok) return ruled
    if (!ruled.value.isNew) return accept(null)
    const before = this.#batch.updates.length
    try {
      Y.applyUpdate(this.doc, ruled.value.update, { member, session } satisfies Origin)
    } catch (error) {
      this.#deps.logger.error({ document: this.row.id, error: String(error) }, 'an accepted update failed to apply')
      return this.#undone(before)
    }
    const { store } = this.doc
    if (store.pendingStructs !== null || store.pendingDs !== null) return this.#undone(before)
    for (const lease of ruled.value.leases) {
      this.#canvas.leases.keep(lease.clientId, lease.member)
      this.#batch.leases.push(lease)
    }
    for (const clientId of ruled.value.own) this.recovery.back(clientId)
    this.recovery.keep(ruled.value.recovered)
    this.#batch.recovered.push(...ruled.value.recovered)
    metrics.recovered += ruled.value.recovered.length
    this.#tick.touch()
    return accept(null)
  }

  /** The server's own edit, under the server's id, on behalf of `member` or of nobody; a change that throws is undone as a whole. */
  edit(change: (doc: Y.Doc) => void, member: string | null = null): void {
    const before = this.#batch.updates.length
    const { doc } = this
    // Text under the id of before a power loss may still come back.
    doc.clientID = SERVER_CLIENT_ID + ((this.#deps.powerLoss?.times ?? 0) % 900)
    try {
      doc.transact(() => change(doc), { member, session: null } satisfies Origin)
    } catch (error) {
      this.#undone(before)
      throw error
    }
    this.#tick.touch()
  }

  /** Takes an update that the server wrote elsewhere and that is on disk already: a projected document's next entries. */
  absorb(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, { member: null, session: null } satisfies Origin)
    if (!this.#batch.isEmpty) this.#tick.touch()
  }

  /** Resolves when everything received so far is on disk. */
  async synced(): Promise<void> {
    while (this.#held) await new Promise<void>(resolve => this.#held?.push(resolve))
    this.#tick.now()
    await this.#outbox.synced()
  }

  /** After this room's document is whole again; at once when it is. */
  whenWhole(task: () => void): void {
    if (this.#held) this.#held.push(task)
    else task()
  }

  async stored(): Promise<StoredDocument> {
    await this.synced()
    return this.#deps.log.load(this.row.id)
  }

  async whole(): Promise<void> {
    await new Promise<void>(resolve => this.whenWhole(resolve))
    if (this.broken) throw new Error('the store failed')
  }

  left(session: Session): void {
    if (this.sessions.delete(session)) this.#deps.metrics.sessions--
    this.presence.leave(session)
  }

  slow(): void {
    this.#deps.metrics.slowReaders += 1
  }

  /** Gives a session another seat; asks for its edits if it may write now. */
  reseat(session: Session, seat: Seat, canWrite: boolean): void {
    session.seat = seat
    session.canWrite = canWrite
    this.presence.restamp(session)
    this.#greet(session)
  }

  /** Closes every session. */
  closeAll(code: number, reason: string): void {
    for (const session of [...this.sessions]) session.close(code, reason)
  }

  /** Lets go of the document; the room is not used after. */
  dispose(): void {
    this.#tick.stop()
    this.presence.stop()
    this.#canvas.destroy()
  }

  /** Lets go of the live document when nobody wrote since the last call: then the bytes of the log are enough. */
  rest(): void {
    const quiet = this.#restedAt === this.#version
    this.#restedAt = this.#version
    if (!quiet || this.#held || this.broken || !this.#batch.isEmpty || !this.#outbox.quiet) return
    this.#canvas.rest()
    this.#tail.compactAtRest()
  }

  /** Starts a compaction if the log is worth it before the room is dropped; true when it did. */
  tidy(): boolean {
    return this.#tail.compactAtRest()
  }

  #listen(): void {
    // Without an origin it is Yjs itself, tidying formats in a transaction of its own after somebody's edit.
    this.#canvas.listen((bytes, origin) => {
      this.#version++
      this.#batch.add(bytes, origin as Origin | null, this.#deps.clock.now())
      this.#tail.grow(bytes.length)
    })
  }

  answer(session: Session, stateVector: Uint8Array): boolean {
    if (!session.takesSnapshot) return true
    // What the answer holds must be written before it is shown: so flush, encode now, send when that flush is written.
    if (!this.#batch.isEmpty) this.#tick.now()
    const answer = this.#canvas.answer(stateVector)
    if (answer === null) return false
    const isFirst = !session.live
    this.#deps.metrics.joins += isFirst ? 1 : 0
    this.#outbox.afterWritten(() => {
      session.sendSnapshot(answer)
      this.greet(session)
      if (!isFirst || session.closed || !session.presence) return
      const present = this.presence.all()
      if (present.length > 0) session.send(awarenessFrame(present))
    })
    session.live = true
    return true
  }

  #flush(): void {
    if (this.#batch.isEmpty) return
    const { updates, leases, recovered, frames, acknowledge, onlyAuthor } = this.#batch
    this.#batch = new Batch()
    this.#deps.metrics.updates += updates.length
    const show = (): void => this.#deliver(frames, false, onlyAuthor)
    this.#outbox.append({ updates, leases, recovered, acknowledge, show })
    this.#tail.compactIfLong()
  }

  #deliver(frames: readonly Uint8Array[], isPresence: boolean, except: Session | null): void {
    let framed: Uint8Array | null = null
    const shared = (): Uint8Array => (framed ??= frameAll(frames))
    for (const session of this.sessions) {
      if (!session.live || session === except) continue
      if (session.deliver(frames, shared, isPresence)) this.#deps.metrics.deliveries += frames.length
    }
  }

  /** The document is not what the log says any more: forget what is not accepted and load it again. */
  #undone(accepted: number): Result<null, GuardRefusal> {
    this.#batch.cut(accepted)
    if (!this.#held) {
      this.#held = []
      this.#deps.metrics.rebuilds += 1
      this.#tick.now()
      this.#rebuild().catch(error => this.#storeFailed(error))
    }
    return refuse(guardRefusal('apply-failed'))
  }

  async #rebuild(): Promise<void> {
    await this.#outbox.synced()
    const fresh = new Canvas(await this.#deps.log.load(this.row.id), this.#canvas.leases)
    this.#canvas.destroy()
    this.#canvas = fresh
    this.#version++
    this.#listen()
    const held = this.#held ?? []
    this.#held = null
    for (const task of held) this.whenWhole(task)
  }

  #storeFailed(error: unknown): void {
    if (this.broken) return
    this.broken = true
    this.#deps.metrics.storeFailures += 1
    this.#deps.logger.error({ document: this.row.id, error: String(error) }, 'the store failed: closing the room')
    this.#onBroken(this)
    this.closeAll(CLOSE.overloaded, 'store-failed')
    const held = this.#held ?? []
    this.#held = null
    for (const task of held) task()
    this.dispose()
  }
}
