import type * as Y from 'yjs'
import { mayRead, mayWrite } from '../../shared/access/roles.ts'
import { CLOSE } from '../../shared/protocol.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { DocumentRow, Identity } from '../ports.ts'
import type { GuardRefusal, LedgerService, RoomSession, Seat, SyncService, Wire } from '../services.ts'
import { compactUpdates } from './compact.ts'
import type { RoomDeps } from './deps.ts'
import { guardRefusal } from './guard.ts'
import { countRefusal, createSyncMetrics, type SyncMetrics } from './metrics.ts'
import type { Room } from './room.ts'
import { Rooms } from './rooms.ts'
import { judgeAndSlice } from './slices.ts'
import type { Session } from './session.ts'
import { createLoad } from './tick.ts'

/** What the rooms need from outside. `compactor` and `slicer` run on the caller's thread when none is given. */
export type DirectoryDeps = Omit<RoomDeps, 'metrics' | 'compactor' | 'slicer' | 'powerLoss' | 'load'> & {
  metrics?: SyncMetrics
  compactor?: RoomDeps['compactor']
  slicer?: RoomDeps['slicer']
  powerLoss?: RoomDeps['powerLoss']
  documents: Pick<Identity, 'document'>
  ledger: Pick<LedgerService, 'project' | 'onProjected'>
}

/** Every room of this process, loaded on demand and dropped when idle. */
export class Directory implements SyncService {
  readonly metrics: SyncMetrics
  readonly #deps: DirectoryDeps
  readonly #rooms: Rooms
  readonly #unsubscribe: () => void
  /** How often each member was revoked, so that a join that was under way notices. */
  readonly #revoked = new Map<string, number>()
  #draining = false

  constructor(deps: DirectoryDeps) {
    this.#deps = deps
    this.metrics = deps.metrics ?? createSyncMetrics()
    const compactor = deps.compactor ?? (async (snapshot, updates) => compactUpdates(snapshot, updates))
    const slicer = deps.slicer ?? (async request => judgeAndSlice(request))
    const { powerLoss = null } = deps
    const load = createLoad(deps.clock, () => this.metrics.deliveries)
    const { metrics } = this
    this.#rooms = new Rooms({ ...deps, metrics, compactor, slicer, powerLoss, load }, deps.ledger)
    this.#unsubscribe = deps.ledger.onProjected((document, update) => this.#rooms.absorb(document, update))
  }

  async join(
    document: DocumentRow,
    seat: Seat,
    options: { wire: Wire; canWrite: boolean; ext: boolean; presence?: boolean },
  ): Promise<RoomSession> {
    const key = `${document.partnership}/${seat.member}`
    const revoked = this.#revoked.get(key)
    const { wire, ext, presence = true } = options
    return this.#rooms.use(document, room => {
      if (this.#draining || this.#revoked.get(key) !== revoked) {
        wire.close(this.#draining ? CLOSE.restarting : CLOSE.notAllowed, this.#draining ? 'restarting' : 'revoked')
        return { receive: () => {}, takesEcho: () => false, leave: () => {} }
      }
      const session = room.join(seat, { wire, ext, presence, canWrite: options.canWrite && document.role === 'canvas' })
      return {
        receive: frame => session.receive(frame),
        takesEcho: bytes => session.takesEcho(bytes),
        leave: () => session.leave(),
      }
    })
  }

  async read<T>(document: string, reader: (doc: Y.Doc) => T): Promise<T> {
    const row = await this.#deps.documents.document(document)
    if (!row) throw new Error(`no such document: ${document}`)
    return this.#rooms.use(row, room => reader(room.doc))
  }

  async update(document: DocumentRow, seat: Seat, bytes: Uint8Array): Promise<Result<null, GuardRefusal>> {
    const canWrite = document.role === 'canvas' && mayWrite(seat, document.boundary)
    const key = `${document.partnership}/${seat.member}`
    const revoked = this.#revoked.get(key)
    const may = (): boolean => this.#revoked.get(key) === revoked
    return this.#rooms.use(document, async room => {
      const ruled = canWrite ? await room.intake.take(bytes, seat.member, may) : refuse(guardRefusal('read-only'))
      if (!ruled.ok) {
        countRefusal(this.metrics, ruled.refusal.code)
        return ruled
      }
      await room.synced()
      return accept(null)
    })
  }

  async edit(document: DocumentRow, change: (doc: Y.Doc) => void, member: string | null = null): Promise<void> {
    if (document.role !== 'canvas') throw new Error('only canvases are edited; ledgers are projected')
    await this.#rooms.use(document, async room => {
      room.edit(change, member)
      await room.synced()
    })
  }

  revoke(partnership: string, member: string): void {
    const key = `${partnership}/${member}`
    this.#revoked.set(key, (this.#revoked.get(key) ?? 0) + 1)
    for (const { session } of this.#sessionsOf(partnership, member)) session.close(CLOSE.notAllowed, 'revoked')
  }

  reseat(partnership: string, member: string, seat: Seat, canWrite: (row: DocumentRow) => boolean): void {
    for (const { room, session } of this.#sessionsOf(partnership, member)) {
      if (!mayRead(seat, room.row.boundary)) session.close(CLOSE.notAllowed, 'not-allowed')
      else room.reseat(session, seat, room.row.role === 'canvas' && canWrite(room.row))
    }
  }

  present(partnership: string): string[] {
    const members = new Set<string>()
    for (const room of this.#rooms.loaded()) {
      if (room.row.partnership !== partnership) continue
      for (const { seat } of room.sessions) if (!seat.unseen) members.add(seat.member)
    }
    return [...members]
  }

  async drain(): Promise<void> {
    this.#draining = true
    this.#unsubscribe()
    const rooms = this.#rooms.loaded()
    await Promise.allSettled(rooms.map(room => room.synced()))
    for (const room of rooms) room.closeAll(CLOSE.restarting, 'restarting')
    const flushed = await Promise.allSettled(rooms.map(room => room.synced()))
    const failed = flushed.find(result => result.status === 'rejected')
    if (failed)
      this.#deps.logger.error({ error: String(failed.reason) }, 'not everything was on disk when the server stopped')
  }

  /** Connected sessions now. */
  sessionCount(): number {
    return this.#rooms.loaded().reduce((sum, room) => sum + room.sessions.size, 0)
  }

  #sessionsOf(partnership: string, member: string): { room: Room; session: Session }[] {
    return this.#rooms
      .loaded()
      .filter(room => room.row.partnership === partnership)
      .flatMap(room =>
        [...room.sessions].filter(({ seat }) => seat.member === member).map(session => ({ room, session })),
      )
  }
}
