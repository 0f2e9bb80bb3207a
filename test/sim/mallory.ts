import * as Y from 'yjs'
import type { RoomSession, Seat } from '../../server/services.ts'
import type { Directory } from '../../server/sync/directory.ts'
import { decodeFrame, step1Frame, step2Frame } from '../../server/sync/frame.ts'
import { attack, honestUpdate } from '../fuzz/frames.ts'
import { BOARD } from '../server/sync/helpers.ts'
import type { Chance } from './random.ts'

const NOTHING = new Uint8Array([0, 0])

/** A member who comes for a moment, sends what no honest client sends, and what others sent before, once more. */
export class Mallory {
  readonly seat: Seat
  readonly id = 70_001
  /** Frames sent. */
  sent = 0
  readonly #chance: Chance
  /** What was heard of others, to be said again. */
  readonly #heard: Uint8Array[] = []

  constructor(seat: Seat, chance: Chance) {
    this.seat = seat
    this.#chance = chance
  }

  /** Joins, looks, attacks a few times and leaves; `pass` lets time go by. */
  async visit(directory: Directory, pass: (ms: number) => Promise<void>, isUp: () => boolean): Promise<void> {
    const doc = new Y.Doc()
    const line: { session: RoomSession | null; open: boolean } = { session: null, open: true }
    const wire = {
      buffered: 0,
      send: (bytes: Uint8Array) => {
        const frame = decodeFrame(bytes, true)
        if (frame?.type !== 'update' && frame?.type !== 'step2') return
        Y.applyUpdate(doc, frame.update)
        if (this.#heard.length < 300) this.#heard.push(bytes.slice())
      },
      close: () => {
        line.open = false
      },
    }
    directory.join(BOARD, this.seat, { wire, canWrite: true, ext: true }).then(
      session => {
        line.session = session
      },
      () => {
        line.open = false
      },
    )
    await pass(30)
    line.session?.receive(step1Frame(new Uint8Array([0])))
    line.session?.receive(step2Frame(NOTHING))
    await pass(30)
    for (let n = 1 + this.#chance.below(4); n > 0 && line.open && line.session && isUp(); n--) {
      line.session.receive(this.#frame(doc))
      this.sent++
      await pass(this.#chance.below(20))
    }
    if (isUp()) line.session?.leave()
    doc.destroy()
  }

  #frame(doc: Y.Doc): Uint8Array {
    if (this.#heard.length > 0 && this.#chance.odds(0.3)) return this.#chance.pick(this.#heard).slice()
    const victim = this.#chance.pick([...doc.store.clients.keys(), 5_000])
    const sight = { doc, self: this.id, victim }
    const { frame } = attack(sight, [honestUpdate(sight, this.#chance)], this.#chance)
    return typeof frame === 'string' ? new TextEncoder().encode(frame) : frame
  }
}
