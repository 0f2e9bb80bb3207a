import { msg, str } from '@lit/localize'
import { newId } from '../../../shared/ids.ts'
import type { Stakeholder, StakeholderCompanion } from '../../../shared/kinds/stakeholder-map/model.ts'
import { companionsOf, setCompanion, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { AgreedPoint, RatingValues } from '../../../shared/ledger/facts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import type { CanvasRoom, CommandBody, PartnershipSession } from '../../room/types.ts'
import { toast } from '../../ui/toast.ts'
import { nameWord, standingWords } from './map-words.ts'
import { type OwnAct, OwnActs } from './own-acts.ts'

/** What I say of a stakeholder: numbers in tenths and the reason in words ('' for none). */
export type OwnRating = { values: RatingValues; note: string }

/** Everything that a person can do to a map, each act saying what it did and offering to take it back. */
export class MapActs {
  readonly log = new OwnActs()
  readonly #session: PartnershipSession
  readonly #room: CanvasRoom
  readonly #companion: CanvasRoom | null

  constructor(session: PartnershipSession, room: CanvasRoom, companion: CanvasRoom | null) {
    this.#session = session
    this.#room = room
    this.#companion = companion
    this.log.follow(room.undo)
    if (companion) this.log.follow(companion.undo)
  }

  /** True when I may edit the register. */
  get mayEdit(): boolean {
    return this.#room.canEdit
  }

  /** How a move on the grid counts for me: as my party's rating, as the agreed point, or not at all. */
  get moveCounts(): 'rating' | 'agreed' | null {
    const { document } = this.#room
    const any = stakeholdersOf(this.#room.doc).map.keys().next().value
    if (any === undefined) return null
    const agree: CommandBody = { type: 'rating.agree', document, stakeholder: any, values: { power: 51, interest: 51 } }
    const give: CommandBody = {
      type: 'rating.give',
      document,
      stakeholder: any,
      values: { power: 51, interest: 51 },
      note: null,
    }
    if (allowed(this.#session, agree)) return 'agreed'
    return allowed(this.#session, give) ? 'rating' : null
  }

  /** True when my party can say a number of its own. */
  get mayRate(): boolean {
    const any = stakeholdersOf(this.#room.doc).map.keys().next().value
    if (any === undefined) return false
    const { document } = this.#room
    return allowed(this.#session, {
      type: 'rating.give',
      document,
      stakeholder: any,
      values: { power: 51 },
      note: null,
    })
  }

  /** Adds a stakeholder and answers its id. */
  add(fields: Partial<Omit<Stakeholder, 'id'>>): string {
    const id = newId()
    this.#room.transact(() => stakeholdersOf(this.#room.doc).add(fields, id))
    const name = nameWord(fields.name ?? '')
    this.#offer(msg(str`${name} added`), () => this.#room.transact(() => stakeholdersOf(this.#room.doc).remove(id)))
    return id
  }

  /** Sets fields of a stakeholder as one undo step. */
  set(id: string, fields: Partial<Omit<Stakeholder, 'id'>>): void {
    this.#room.transact(() => stakeholdersOf(this.#room.doc).set(id, fields))
  }

  /** Sets what the brokers alone see, as one undo step. */
  setCompanion(id: string, fields: Partial<Omit<StakeholderCompanion, 'id'>>): void {
    this.#companion?.transact(() => setCompanion(this.#companion!.doc, id, fields))
  }

  /** Removes a stakeholder with its brokers' half, as one undo step, and offers to bring it back. */
  remove(id: string): void {
    const name = nameWord(stakeholdersOf(this.#room.doc).get(id)?.name ?? '')
    const before = stakeholdersOf(this.#room.doc).get(id)
    const sealed = this.#companion ? companionsOf(this.#companion.doc).get(id) : null
    this.log.group(() => {
      this.#room.transact(() => stakeholdersOf(this.#room.doc).remove(id))
      const companion = this.#companion
      if (companion?.canEdit && companion.doc.getMap('stakeholders').has(id)) {
        companion.transact(() => companion.doc.getMap('stakeholders').delete(id))
      }
    })
    const act = this.log.last
    toast(msg(str`${name} removed`), {
      act: {
        label: msg('Undo'),
        run: () => {
          if (act === this.log.last) this.log.undo()
          // Later acts of mine stand: bring the row back as a new act instead of undoing them too.
          else if (before) this.#restore(before, sealed)
        },
      },
    })
  }

  /** Puts a card somewhere on the free canvas: one write of one value. */
  moveTo(id: string, at: readonly [number, number]): void {
    const before = stakeholdersOf(this.#room.doc).get(id)?.at ?? null
    this.set(id, { at: [Math.round(at[0]), Math.round(at[1])] })
    const name = nameWord(stakeholdersOf(this.#room.doc).get(id)?.name ?? '')
    this.#offer(msg(str`${name} moved`), () => this.set(id, { at: before }))
  }

  /** Records my party's rating and says so; undoing gives the former values again. Answers whether it was recorded. */
  async rate(id: string, next: OwnRating): Promise<boolean> {
    const before = this.myRating(id)
    const done = await this.#send(this.#giving(id, next))
    if (!done) return false
    this.#said(this.#ratedWords(id, next.values), {
      undo: () => void this.#send(this.#giving(id, before)),
      redo: () => void this.#send(this.#giving(id, next)),
    })
    return true
  }

  /** Sets the agreed point for everyone (null takes it away) and says so. Answers whether it was recorded. */
  async agree(id: string, next: AgreedPoint | null): Promise<boolean> {
    const before = this.#session.ledger.ratings.get(this.#room.document)?.agreed.get(id) ?? null
    const done = await this.#send(this.#agreeing(id, next))
    if (!done) return false
    const name = nameWord(stakeholdersOf(this.#room.doc).get(id)?.name ?? '')
    const standing = standingWords(name, next)
    const words = next
      ? msg(str`Agreed point set: ${standing}`)
      : msg(str`${name} stands at the middle of the parties again`)
    this.#said(words, {
      undo: () => void this.#send(this.#agreeing(id, before)),
      redo: () => void this.#send(this.#agreeing(id, next)),
    })
    return true
  }

  /** Sets the question that ratings answer. */
  async setQuestion(text: string): Promise<boolean> {
    return this.#send({ type: 'question.set', document: this.#room.document, text })
  }

  /** What my party says of a stakeholder now. */
  myRating(id: string): OwnRating {
    const { party } = this.#session.me
    const rating = party ? this.#session.ledger.ratings.get(this.#room.document)?.of.get(id)?.get(party) : undefined
    return { values: rating?.values ?? {}, note: this.#session.words(rating?.note) }
  }

  /** Stops following the documents. */
  stop(): void {
    this.log.stop()
  }

  #restore(row: Stakeholder, sealed: StakeholderCompanion | null): void {
    const { id, ...fields } = row
    this.log.group(() => {
      this.#room.transact(() => stakeholdersOf(this.#room.doc).add(fields, id))
      if (sealed) this.setCompanion(id, { contact: sealed.contact, sensitivities: sealed.sensitivities })
    })
  }

  #giving(id: string, { values, note }: OwnRating): CommandBody {
    return { type: 'rating.give', document: this.#room.document, stakeholder: id, values, note: note || null }
  }

  #agreeing(id: string, values: AgreedPoint | null): CommandBody {
    return { type: 'rating.agree', document: this.#room.document, stakeholder: id, values }
  }

  #ratedWords(id: string, values: RatingValues): string {
    const name = nameWord(stakeholdersOf(this.#room.doc).get(id)?.name ?? '')
    if (typeof values.power !== 'number' || typeof values.interest !== 'number') {
      return msg(str`Your party’s rating of ${name} is recorded`)
    }
    const standing = standingWords(name, { power: values.power, interest: values.interest })
    return msg(str`Your party’s rating is recorded: ${standing}`)
  }

  /** Says what I have just done to the register, with a way to take exactly that back. */
  #offer(words: string, back: () => void): void {
    const act = this.log.last
    const run = () => {
      if (!this.#room.canEdit) return
      if (act === this.log.last) this.log.undo()
      // Later acts of mine stand: taken back as a new act instead of undoing them too.
      else back()
    }
    toast(words, { act: { label: msg('Undo'), run } })
  }

  #said(words: string, act: OwnAct): void {
    this.log.push(act)
    toast(words, { act: { label: msg('Undo'), run: () => void this.log.takeBack(act) } })
  }

  // The same command id on every try: a line that broke after the server had answered records nothing twice.
  async #send(command: CommandBody, commandId: string = newId()): Promise<boolean> {
    const result = await this.#session.execute(command, commandId)
    if (result.ok) return true
    if (result.refusal.code === 'nothing-changed') return false
    const again = { label: msg('Try again'), run: () => void this.#send(command, commandId) }
    toast(refusalWords(result.refusal), {
      tone: 'negative',
      ...(result.refusal.code === 'offline' ? { act: again } : {}),
    })
    return false
  }
}

function allowed(session: PartnershipSession, command: CommandBody): boolean {
  const refusal = session.wouldRefuse(command)
  return refusal === null || refusal.code === 'nothing-changed'
}
