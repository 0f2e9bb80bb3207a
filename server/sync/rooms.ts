import type { DocumentRow } from '../ports.ts'
import type { LedgerService } from '../services.ts'
import type { RoomDeps } from './deps.ts'
import { LIMITS } from './limits.ts'
import { openCanvas, openProjected } from './load.ts'
import { durableAlready } from './projected.ts'
import { Room } from './room.ts'

type Open = {
  room: Promise<Room>
  loaded: Room | null
  early: Uint8Array[]
  holders: number
  cancelIdle: (() => void) | null
}

/** The rooms that are loaded: one load at a time for each document, dropped when idle. */
export class Rooms {
  readonly #open = new Map<string, Open>()
  readonly #deps: RoomDeps
  readonly #ledger: Pick<LedgerService, 'project'>

  constructor(deps: RoomDeps, ledger: Pick<LedgerService, 'project'>) {
    this.#deps = deps
    this.#ledger = ledger
  }

  /** Runs `task` on the document's room, loading it first; while it runs the room is not dropped. */
  async use<T>(row: DocumentRow, task: (room: Room) => Promise<T> | T): Promise<T> {
    const open = this.#open.get(row.id) ?? this.#load(row)
    open.cancelIdle?.()
    open.cancelIdle = null
    open.holders++
    try {
      const room = await open.room
      await new Promise<void>(resolve => room.whenWhole(resolve))
      if (room.broken) throw new Error('the store failed')
      return await task(room)
    } finally {
      open.holders--
      this.#watchIdle(row.id, open)
    }
  }

  /** The rooms that are loaded now. */
  loaded(): Room[] {
    return [...this.#open.values()].flatMap(({ loaded }) => loaded ?? [])
  }

  /** Hands an update of a projected document to its room, or keeps it for a room that is just being loaded. */
  absorb(document: string, update: Uint8Array): void {
    const open = this.#open.get(document)
    if (open?.loaded) open.loaded.absorb(update)
    else open?.early.push(update)
  }

  #load(row: DocumentRow): Open {
    const open: Open = { room: this.#build(row), loaded: null, early: [], holders: 0, cancelIdle: null }
    this.#open.set(row.id, open)
    open.room.then(
      room => {
        for (const update of open.early) room.absorb(update)
        open.early = []
        open.loaded = room
        this.#deps.metrics.rooms = this.loaded().length
      },
      // Whoever asked is told by the promise itself; the next one tries again.
      () => this.#forget(row.id, open),
    )
    return open
  }

  async #build(row: DocumentRow): Promise<Room> {
    this.#deps.metrics.loads += 1
    const onBroken = (room: Room): void => {
      const open = this.#open.get(row.id)
      if (open?.loaded === room) this.#forget(row.id, open)
    }
    if (row.role !== 'canvas') {
      return new Room(
        row,
        openProjected(await this.#ledger.project(row)),
        { ...this.#deps, log: durableAlready },
        onBroken,
      )
    }
    return new Room(row, openCanvas(await this.#deps.log.load(row.id)), this.#deps, onBroken)
  }

  #watchIdle(id: string, open: Open): void {
    if (open.holders > 0 || open.cancelIdle || this.#open.get(id) !== open) return
    open.cancelIdle = this.#deps.clock.after(LIMITS.idle, () => {
      open.cancelIdle = null
      if (open.holders === 0 && open.loaded?.idle && !open.loaded.tidy()) return this.#drop(id, open)
      open.loaded?.rest()
      this.#watchIdle(id, open)
    })
    if (this.#open.size > LIMITS.idleRooms) this.#dropOldestIdle()
  }

  #dropOldestIdle(): void {
    for (const [id, open] of this.#open) {
      if (open.holders > 0 || !open.loaded?.idle) continue
      this.#drop(id, open)
      return
    }
  }

  #drop(id: string, open: Open): void {
    const room = open.loaded
    this.#forget(id, open)
    // An append may still be on its way to the disk; it needs no room.
    room?.dispose()
  }

  #forget(id: string, open: Open): void {
    open.cancelIdle?.()
    if (this.#open.get(id) === open) this.#open.delete(id)
    this.#deps.metrics.rooms = this.loaded().length
  }
}
