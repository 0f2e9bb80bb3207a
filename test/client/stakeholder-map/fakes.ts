import * as Y from 'yjs'
import { Awareness } from 'y-protocols/awareness'
import type { Role } from '../../../shared/access/roles.ts'
import { newId } from '../../../shared/ids.ts'
import type { AgreedPoint, RatingValues } from '../../../shared/ledger/facts.ts'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import type { Refusal } from '../../../shared/ledger/refusals.ts'
import type { DocumentInfo, LedgerState, MapRatings, Party, Rating } from '../../../shared/ledger/state.ts'
import type { PresenceState } from '../../../shared/protocol.ts'
import { accept, refuse, type Result } from '../../../shared/result.ts'
import type {
  CanvasRoom,
  CommandBody,
  CommandFailure,
  PartnershipSession,
  PersonHere,
  SavedState,
} from '../../../client/room/types.ts'

class Teller {
  #listeners = new Set<() => void>()
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  tell() {
    for (const listener of [...this.#listeners]) listener()
  }
}

/** A room without a server: one document, own-acts undo, presence that a test sets. */
export class FakeRoom extends Teller implements CanvasRoom {
  readonly document: string
  readonly kind = 'stakeholder-map' as const
  readonly boundary: 'partnership' | 'broker'
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly undo: Y.UndoManager
  readonly #origin = {}
  canEdit = true
  loaded = true
  saved: SavedState = { type: 'saved', at: 0 }
  people: PersonHere[] = []
  shown: Partial<Omit<PresenceState, 'user'>>[] = []
  closed = false

  constructor(document = newId(), boundary: 'partnership' | 'broker' = 'partnership') {
    super()
    this.document = document
    this.boundary = boundary
    const root = this.doc.getMap('stakeholders')
    this.undo = new Y.UndoManager(root, { trackedOrigins: new Set([this.#origin]), captureTimeout: 0 })
    this.doc.on('update', () => this.tell())
  }

  transact(change: () => void) {
    this.undo.stopCapturing()
    this.doc.transact(change, this.#origin)
  }

  show(fields: Partial<Omit<PresenceState, 'user'>>) {
    this.shown.push(fields)
  }

  close() {
    this.closed = true
    this.awareness.destroy()
  }
}

/** Who uses a fake session, and what the table looks like. */
export type FakeTable = {
  role?: Role
  party?: string | null
  parties?: string[]
  room?: FakeRoom
  companion?: FakeRoom | null
}

/** A session whose ledger takes ratings and questions at once, by the rules of who may give them. */
export class FakeSession extends Teller implements PartnershipSession {
  readonly id = newId()
  readonly me
  readonly ready = true
  online = true
  present: ReadonlySet<string> = new Set()
  ledger: LedgerState
  readonly sent: CommandBody[] = []
  readonly ids: string[] = []
  /** The next commands fail with these, one each. */
  failures: CommandFailure[] = []
  readonly room: FakeRoom
  readonly companion: FakeRoom | null

  constructor({
    role = 'representative',
    party = null,
    parties = [],
    room = new FakeRoom(),
    companion = null,
  }: FakeTable = {}) {
    super()
    this.me = { member: newId(), role, party, name: 'Amina' }
    this.room = room
    this.companion = companion
    const known = parties.map((id, at): [string, Party] => [
      id,
      {
        id,
        mark: at + 1,
        sector: 'public',
        standing: 'partner',
        name: `Party ${id}`,
        short: id,
        initials: id.slice(0, 2),
        joinedAt: 0,
      },
    ])
    this.ledger = { ...emptyLedger, parties: new Map(known) }
  }

  words(commitment: string | null | undefined) {
    return commitment ?? ''
  }

  wouldRefuse(command: CommandBody): Refusal | null {
    const broker = this.me.role === 'broker' || this.me.role === 'co-broker'
    if (command.type === 'rating.agree' || command.type === 'question.set')
      return broker ? null : { code: 'not-allowed' }
    if (command.type === 'rating.give')
      return this.me.party && this.me.role !== 'observer' ? null : { code: 'not-a-party' }
    return { code: 'not-allowed' }
  }

  async execute(command: CommandBody, commandId = newId()): Promise<Result<{ seq: number }, CommandFailure>> {
    this.sent.push(command)
    this.ids.push(commandId)
    const failure = this.failures.shift()
    if (failure) return refuse(failure)
    const refusal = this.wouldRefuse(command)
    if (refusal) return refuse(refusal)
    if (command.type === 'rating.give')
      this.rated(command.stakeholder, this.me.party!, command.values as RatingValues, command.note ?? null)
    if (command.type === 'rating.agree') this.agreed(command.stakeholder, command.values as AgreedPoint | null)
    return accept({ seq: this.sent.length })
  }

  /** A party's rating arrives. */
  rated(stakeholder: string, party: string, values: RatingValues, note: string | null = null) {
    this.#change(ratings => {
      const of = new Map(ratings.of)
      const given = new Map(of.get(stakeholder))
      const rating: Rating = { party, member: 'm', values, note, at: 0 }
      if (Object.keys(values).length === 0 && note === null) given.delete(party)
      else given.set(party, rating)
      return { ...ratings, of: of.set(stakeholder, given) }
    })
  }

  /** The agreed point is set or taken away. */
  agreed(stakeholder: string, values: AgreedPoint | null) {
    this.#change(ratings => {
      const agreed = new Map(ratings.agreed)
      if (values) agreed.set(stakeholder, values)
      else agreed.delete(stakeholder)
      return { ...ratings, agreed }
    })
  }

  open(document: string) {
    return document === this.companion?.document ? this.companion : this.room
  }

  companionOf(document: string): DocumentInfo | undefined {
    if (document !== this.room.document || !this.companion) return undefined
    return {
      id: this.companion.document,
      kind: 'stakeholder-map',
      title: '',
      boundary: 'broker',
      companionOf: document,
      archived: false,
      createdAt: 0,
    }
  }

  close() {}

  #change(change: (ratings: MapRatings) => MapRatings) {
    const before = this.ledger.ratings.get(this.room.document) ?? {
      question: null,
      questionText: null,
      of: new Map(),
      agreed: new Map(),
    }
    this.ledger = { ...this.ledger, ratings: new Map(this.ledger.ratings).set(this.room.document, change(before)) }
    this.tell()
  }
}
