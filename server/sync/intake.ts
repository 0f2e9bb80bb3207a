import { CLOSE } from '../../shared/protocol.ts'
import type { Result } from '../../shared/result.ts'
import type { GuardRefusal } from '../services.ts'
import type { RoomDeps } from './deps.ts'
import { decodeUpdate } from './decode-update.ts'
import { awarenessFrame, decodeFrame, type Frame } from './frame.ts'
import { guardRefusal } from './guard.ts'
import { type LargeSender, type LargeSide, takeLarge } from './large.ts'
import { LIMITS } from './limits.ts'
import { countRefusal } from './metrics.ts'
import type { Presence } from './presence.ts'
import type { Session } from './session.ts'

/** Refusals that only say that something is missing so far. */
const COMES_AGAIN = new Set<GuardRefusal['code']>(['clock-gap', 'unknown-parent', 'bad-delete', 'bad-origin'])

/** What frames do in their room. */
export type IntakeSide = Omit<LargeSide, 'apply'> & {
  presence: Presence
  apply(update: Uint8Array, member: string | null, bulk: boolean, session: Session | null): Result<null, GuardRefusal>
  /** Answers a step 1; false when it is none. */
  answer(session: Session, stateVector: Uint8Array): boolean
  acknowledge(session: Session, mark: number): void
  greet(session: Session): void
}

/** What sessions send: read, brought before the guard, and refused by name. */
export class Intake {
  readonly #room: IntakeSide
  readonly #deps: RoomDeps

  constructor(room: IntakeSide, deps: RoomDeps) {
    this.#room = room
    this.#deps = deps
  }

  receive(session: Session, bytes: Uint8Array): void {
    const frame = bytes.length <= session.maxFrame ? decodeFrame(bytes, session.ext, session.presenceId) : 'too-large'
    if (frame === null) this.#refuse(session, guardRefusal('bad-message'))
    else if (frame === 'too-large') this.#refuse(session, guardRefusal('too-large'))
    else {
      this.#handle(session, frame, bytes.length)
      if (frame.type !== 'step1') this.#room.greet(session)
    }
  }

  /** An update from elsewhere, of any size; `may` is asked again before each part of a large one. */
  async take(update: Uint8Array, member: string, may: () => boolean): Promise<Result<null, GuardRefusal>> {
    if (update.length <= LIMITS.sliceFrom) return this.#room.apply(update, member, true, null)
    return this.#large(update, { member, shownId: null, bulk: true, may }, null)
  }

  #handle(session: Session, frame: Frame, size: number): void {
    switch (frame.type) {
      case 'step1':
        if (!this.#room.answer(session, frame.stateVector)) this.#refuse(session, guardRefusal('bad-message'))
        return
      case 'step2':
      case 'update':
        this.#takeUpdate(session, frame.update, frame.type === 'step2' && session.owesStep2, size)
        return
      case 'awareness':
        this.#deps.metrics.presence += 1
        this.#deps.metrics.presenceDropped += frame.others
        this.#room.presence.receive(session, frame.entries)
        if (!session.owesStep2) this.#isBack(session)
        return
      case 'query-awareness':
        session.send(awarenessFrame(session.presence ? this.#room.presence.all() : []))
        return
      case 'mark':
        if (session.owesStep2) session.marksHeld.push(frame.n)
        else this.#room.acknowledge(session, frame.n)
        return
    }
  }

  #takeUpdate(session: Session, update: Uint8Array, bulk: boolean, size: number): void {
    const { seat, presenceId, canWrite } = session
    const member = canWrite ? seat.member : null
    if (size > LIMITS.frameBytes && !bulk) {
      this.#refuse(session, guardRefusal('too-large'))
      return
    }
    if (update.length <= LIMITS.sliceFrom) {
      this.#ruled(session, bulk, this.#room.apply(update, member, bulk, session))
      return
    }
    // A frame is small enough to see here that it is no update: the other thread and the log are not troubled with it.
    if (!bulk && decodeUpdate(update) === null) {
      this.#refuse(session, guardRefusal('bad-message'))
      return
    }
    const may = (): boolean => !session.closed && session.canWrite
    session.hold()
    this.#large(update.slice(), { member, shownId: presenceId, bulk, may }, session)
      .then(ruled => session.closed || this.#ruled(session, bulk, ruled))
      .catch(error => {
        this.#deps.logger.error({ document: this.#room.row.id, error: String(error) }, 'a large update was not judged')
        session.close(CLOSE.overloaded, 'failed')
      })
      .finally(() => session.goOn())
  }

  #large(update: Uint8Array, sender: LargeSender, session: Session | null): Promise<Result<null, GuardRefusal>> {
    const apply = (slice: Uint8Array): Result<null, GuardRefusal> =>
      this.#room.apply(slice, sender.member, sender.bulk, session)
    return takeLarge(update, sender, this.#room, apply, this.#deps)
  }

  #ruled(session: Session, bulk: boolean, ruled: Result<null, GuardRefusal>): void {
    // Typed between coming back and answering our step 1: it leans on offline edits that the answer brings, itself included.
    if (!ruled.ok && session.owesStep2 && !bulk && COMES_AGAIN.has(ruled.refusal.code)) return
    if (bulk) this.#answered(session)
    if (!ruled.ok) this.#refuse(session, ruled.refusal)
  }

  #answered(session: Session): void {
    session.owesStep2 = false
    this.#isBack(session)
    for (const mark of session.marksHeld.splice(0)) this.#room.acknowledge(session, mark)
  }

  #isBack({ canWrite, presenceId }: Session): void {
    if (canWrite && presenceId !== null) this.#room.recovery.back(presenceId)
  }

  #refuse(session: Session, refusal: GuardRefusal): void {
    countRefusal(this.#deps.metrics, refusal.code)
    this.#deps.logger.warn(
      { document: this.#room.row.id, member: session.seat.member, code: refusal.code },
      'refused a frame',
    )
    session.refuse(refusal)
  }
}
