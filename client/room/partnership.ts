import { type Actor, mayRead, mayWrite } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import type { ChainFault } from '../../shared/ledger/chain.ts'
import { decide } from '../../shared/ledger/decide.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import type { Refusal } from '../../shared/ledger/refusals.ts'
import type { DocumentInfo, LedgerState } from '../../shared/ledger/state.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Problem } from '../sync/api.ts'
import { copyName } from '../sync/device.ts'
import type { SyncParts } from '../sync/parts.ts'
import { type RefusedCopy, refusedCopies } from '../sync/refused-copies.ts'
import { waitingDocuments } from '../sync/waiting.ts'
import { Notifier } from '../sync/watch.ts'
import { Canvas } from './canvas.ts'
import { asCommand } from './command-defaults.ts'
import { decideContext } from './decide-context.ts'
import { LedgerBook } from './ledger-book.ts'
import { peopleOf, type PresenceUser } from './people.ts'
import { keepCopy, keepingOrder } from './keep-copies.ts'
import { isLastWord, loadSummary, type Summary } from './summary.ts'
import type { CommandBody, CommandFailure, PartnershipSession } from './types.ts'

/** Whether this browser is still at the table; `reseated`: it sits in another seat of the sample now. */
export type PartnershipStanding = 'member' | 'signed-out' | 'removed' | 'reseated'

/** How long `execute` waits to see its fact in the ledger, in milliseconds. */
const SEEN_WITHIN = 3_000
/** How long to wait before asking again who one is, in milliseconds. */
const ASK_AGAIN = 3_000
/** A line that the server ends again within this time of its return stays closed. Milliseconds. */
const ENDED_AGAIN = 10_000

/** One partnership that is open in this browser: its ledgers, its open canvases, and what I may do. */
export class Partnership implements PartnershipSession {
  readonly id: string
  readonly #parts: SyncParts
  readonly #changes = new Notifier()
  readonly #book: LedgerBook
  readonly #canvases = new Map<string, Canvas>()
  readonly #resumedAt = new Map<string, number>()
  readonly #stop: (() => void)[] = []
  readonly #onClose: () => void
  #summary: Summary
  #fresh: boolean
  #standing: PartnershipStanding = 'member'
  #asking: Promise<void> | null = null
  #askAgain: ReturnType<typeof setTimeout> | null = null
  #present: ReadonlySet<string> = new Set()
  #askedAt = Number.NEGATIVE_INFINITY
  #seat = ''
  readonly #sending = new Map<string, Promise<Result<{ seq: number }, CommandFailure>>>()
  #closed = false

  constructor(parts: SyncParts, start: { summary: Summary; fresh: boolean }, onClose: () => void) {
    this.id = start.summary.id
    this.#parts = parts
    this.#summary = start.summary
    this.#fresh = start.fresh
    this.#onClose = onClose
    const { id, me } = start.summary
    this.#book = new LedgerBook({
      partnership: id,
      member: me.id,
      parts,
      changed: () => this.#changed(),
      present: () => this.#presenceChanged(),
      // At most once in a while: a server that ends the line of a member must not be asked in a circle.
      ended: () => (parts.now() - this.#askedAt < ASK_AGAIN ? this.#later() : this.#askWho()),
    })
    this.#seat = this.#seatKey()
    this.#book.follow(start.summary.ledgers)
    this.#stop.push(
      parts.onLeave(() => [...this.#canvases.values()].some(({ unsaved }) => unsaved.count > 0 && !unsaved.kept)),
    )
  }

  get me(): Actor & { name: string } {
    const { me } = this.#summary
    const known = this.ledger.members.get(me.id)
    if (!known) return { member: me.id, role: me.role, party: me.partyId, name: me.name }
    return { member: me.id, role: known.role, party: known.party, name: this.words(known.name) || me.name }
  }

  get home(): string | null {
    return this.#summary.home ?? null
  }

  get seats(): readonly string[] {
    return this.#summary.seats ?? []
  }

  get ready(): boolean {
    return this.#book.streams.length > 0 && this.#book.streams.every(stream => stream.loaded)
  }

  /** True once loading has been tried, whether it went well or not. */
  get tried(): boolean {
    return this.#book.streams.every(stream => stream.tried)
  }

  get online(): boolean {
    return this.#book.main?.online ?? false
  }

  /** True while the server cannot be reached; not before the first try has ended. */
  get away(): boolean {
    return this.#book.main?.away ?? false
  }

  /** Edits made here that the server has not acknowledged, on all canvases but one. */
  waitingElsewhere(document: string | null): number {
    const others = [...this.#canvases].filter(([id, { saved }]) => id !== document && saved.type !== 'not-saved')
    return others.reduce((sum, [, canvas]) => sum + canvas.unsaved.count, 0)
  }

  get ledger(): LedgerState {
    return this.#book.state
  }

  ledgerAt(at: number): LedgerState {
    return this.#book.stateAt(at)
  }

  /** Whether this browser is still at the table; when it is not, nothing changes any more and nothing can be sent. */
  get standing(): PartnershipStanding {
    return this.#standing
  }

  /** True when the server speaks a newer protocol: the page should be reloaded. */
  get outdated(): boolean {
    return this.#summary.protocol !== PROTOCOL_VERSION
  }

  /** What broke a chain in what the server sent; null as long as every ledger holds together. */
  get ledgerFault(): ChainFault | null {
    return this.#book.fault
  }

  /** What the server did not take from this member, kept on this device, newest first. */
  get refusedCopies(): readonly RefusedCopy[] {
    return refusedCopies(this.#parts.storage, this.#summary.me.id)
  }

  get present(): ReadonlySet<string> {
    return this.#present
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener)
  }

  words(commitment: Commitment | null | undefined): string {
    return this.#book.words(commitment)
  }

  wouldRefuse(command: CommandBody): Refusal | null {
    const open = (document: string) => {
      const canvas = this.#canvases.get(document)
      return canvas?.loaded ? { kind: canvas.kind, doc: canvas.doc } : null
    }
    const ruled = decide(this.ledger, this.me, asCommand(command, newId()), decideContext(open, this.#parts.now()))
    return ruled.ok ? null : ruled.refusal
  }

  /** Commands on their way to the server now. */
  get sending(): number {
    return this.#sending.size
  }

  execute(command: CommandBody, commandId: string = newId()): Promise<Result<{ seq: number }, CommandFailure>> {
    // A second press of the same button while the first is on its way is the same wish.
    const key = JSON.stringify(command)
    const underWay = this.#sending.get(key)
    if (underWay) return underWay
    const sent = this.#send(command, commandId).finally(() => {
      this.#sending.delete(key)
      this.#changes.notify()
    })
    this.#sending.set(key, sent)
    this.#changes.notify()
    return sent
  }

  async #send(command: CommandBody, commandId: string): Promise<Result<{ seq: number }, CommandFailure>> {
    if (this.#standing === 'signed-out') return refuse({ code: 'signed-out' })
    const answer = await this.#parts.api.post<{ seq: number }>(`/api/partnerships/${this.id}/commands`, {
      ...command,
      id: commandId,
    })
    if (answer.ok) {
      await this.#book.seen(commandId, SEEN_WITHIN)
      return accept({ seq: answer.value.seq })
    }
    if (answer.refusal.status === 401) this.#askWho()
    return refuse(failureOf(answer.refusal))
  }

  open(document: string): Canvas {
    const open = this.#canvases.get(document)
    if (open) return open.hold()
    const info = this.ledger.documents.get(document)
    if (!info) throw new Error(`the ledger names no document ${document}`)
    const canvas = new Canvas({
      document,
      kind: info.kind,
      boundary: info.boundary,
      member: this.#summary.me.id,
      parts: this.#parts,
      mayWrite: () => this.#mayWrite(document),
      me: () => this.#presenceUser(),
      ended: ended => this.#lineEnded(ended),
      released: released => this.#release(released),
    })
    this.#canvases.set(document, canvas)
    let loaded = false
    canvas.subscribe(() => {
      // What would be refused depends on the canvases that are there.
      if (loaded !== canvas.loaded) this.#changed()
      loaded = canvas.loaded
      this.#presenceChanged()
    })
    return canvas.hold()
  }

  companionOf(document: string): DocumentInfo | undefined {
    return [...this.ledger.documents.values()].find(info => info.companionOf === document)
  }

  /** Asks the server who I am, after a start from this device's copy. Resolves with its answer, true, or without one. */
  async confirm(): Promise<boolean> {
    this.#askWho(false)
    await this.#asking
    return this.#fresh
  }

  /** Brings this device's copies of all canvases that I may see up to date, one after another, while `goOn` says so. */
  async keepCopies(goOn: () => Promise<boolean>): Promise<void> {
    const { id: member } = this.#summary.me
    const seen = [...this.ledger.documents.values()].filter(info => mayRead(this.me, info.boundary))
    const waiting = waitingDocuments(this.#parts.storage, member)
    for (const { id: document } of keepingOrder(seen, waiting, this.#parts.lowData.on())) {
      if (!(await goOn()) || this.#closed || this.#standing !== 'member' || !this.online) return
      // What is open here is kept by being open.
      if (this.#canvases.has(document)) continue
      await keepCopy(this.#parts, { document, member, writes: this.#mayWrite(document) })
    }
  }

  /** Lets go of one holder's share; see `openPartnership`. */
  close(): void {
    this.#onClose()
  }

  /** Closes the ledgers and every canvas. */
  async end(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#askAgain !== null) clearTimeout(this.#askAgain)
    for (const stop of this.#stop) stop()
    this.#changes.clear()
    await Promise.all([this.#book.close(), ...[...this.#canvases.values()].map(canvas => canvas.end())])
    this.#canvases.clear()
  }

  #mayWrite(document: string): boolean {
    const info = this.ledger.documents.get(document)
    return this.#standing === 'member' && info !== undefined && !info.archived && mayWrite(this.me, info.boundary)
  }

  #presenceUser(): PresenceUser {
    const { member, name, party, role } = this.me
    const known = party === null ? undefined : this.ledger.parties.get(party)
    return { member, name, party, role, mark: known?.mark ?? null, initials: known ? this.words(known.initials) : '' }
  }

  #whoIsPresent(): ReadonlySet<string> {
    const me = this.#presenceUser()
    const rooms = [this.#book.main?.presence, ...[...this.#canvases.values()].map(canvas => canvas.awareness)]
    return new Set(
      rooms.flatMap(awareness => (awareness ? peopleOf(awareness, me) : [])).map(person => person.user.member),
    )
  }

  /** Cursors move many times a second; who is there seldom changes. */
  #presenceChanged(): void {
    const now = this.#whoIsPresent()
    if (this.#closed || (now.size === this.#present.size && [...now].every(member => this.#present.has(member)))) return
    this.#present = now
    this.#changes.notify()
  }

  #seatKey(): string {
    const { role, party } = this.me
    const archived = [...this.ledger.documents.values()].filter(info => info.archived).map(info => info.id)
    return [this.#standing, role, party, ...archived].join(' ')
  }

  #changed(): void {
    if (this.#closed) return
    this.#present = this.#whoIsPresent()
    const seat = this.#seatKey()
    if (seat !== this.#seat) {
      const [, role] = this.#seat.split(' ')
      this.#seat = seat
      for (const canvas of this.#canvases.values()) canvas.reseat()
      // Another role may see other ledgers.
      if (this.#standing === 'member' && role !== this.me.role) this.#askWho()
    }
    // Begun from this device's copy: what the server says of me is due as soon as it is back.
    if (!this.#fresh && this.online && this.#askAgain === null) this.#askWho()
    this.#changes.notify()
  }

  /** Asks the server who I am: after a line was ended for good, a change of role, or a start without the server. */
  #askWho(again = true): void {
    if (this.#asking !== null || this.#closed) return
    this.#askedAt = this.#parts.now()
    this.#asking = this.#ask(again).finally(() => {
      this.#asking = null
    })
  }

  async #ask(again: boolean): Promise<void> {
    const loaded = await loadSummary(this.#parts, this.id)
    if (this.#closed) return
    if (!loaded.ok && isLastWord(loaded.refusal)) {
      this.#standing = loaded.refusal.status === 401 ? 'signed-out' : 'removed'
      // Whoever was shown out keeps no copy; whoever is only signed out may come back to what waits here.
      if (this.#standing === 'removed') void this.#forget()
      return this.#changed()
    }
    if (!loaded.ok || !loaded.value.fresh) {
      if (again) this.#later()
      return
    }
    const { summary } = loaded.value
    // Another member signed in with this browser: whatever is on the screen belongs to someone else.
    if (summary.me.id !== this.#summary.me.id)
      this.#standing = summary.home !== null || this.#summary.home ? 'reseated' : 'signed-out'
    else {
      this.#summary = summary
      this.#fresh = true
      this.#standing = 'member'
      this.#book.follow(summary.ledgers)
      for (const stream of this.#book.streams) stream.resume()
    }
    this.#changed()
  }

  async #forget(): Promise<void> {
    await Promise.all([this.#book.close(), ...[...this.#canvases.values()].map(canvas => canvas.end())])
    await this.#parts.device.forget(copyName(this.#summary.me.id, ''))
  }

  #later(): void {
    this.#askAgain ??= setTimeout(() => {
      this.#askAgain = null
      this.#askWho()
    }, ASK_AGAIN)
  }

  async #lineEnded(canvas: Canvas): Promise<void> {
    this.#askWho()
    await this.#asking
    if (this.#closed || this.#standing !== 'member') return
    const last = this.#resumedAt.get(canvas.document) ?? Number.NEGATIVE_INFINITY
    const now = this.#parts.now()
    if (!mayRead(this.me, canvas.boundary) || now - last < ENDED_AGAIN) return canvas.shut('not-allowed')
    this.#resumedAt.set(canvas.document, now)
    canvas.resume()
  }

  #release(canvas: Canvas): void {
    if (this.#canvases.get(canvas.document) !== canvas) return
    this.#canvases.delete(canvas.document)
    void canvas.end()
    this.#changed()
  }
}

function failureOf(problem: Problem): CommandFailure {
  if (problem.code === 'offline') return { code: 'offline' }
  if (problem.status === 401) return { code: 'signed-out' }
  // Problems that are no refusals by rule (too many requests, a restart) have words of their own under the same codes.
  const { code, field, subject } = problem
  return { code, ...(field === undefined ? {} : { field }), ...(subject === undefined ? {} : { subject }) } as Refusal
}
