import * as Y from 'yjs'
import type { Clock } from '../../server/ports.ts'
import type { RoomSession } from '../../server/services.ts'
import { sameDocument } from '../../server/sync/compact.ts'
import { Directory } from '../../server/sync/directory.ts'
import { decodeFrame, step1Frame, step2Frame, updateFrame } from '../../server/sync/frame.ts'
import { createWriter } from '../../server/sync/varint.ts'
import { mendOrder } from '../../shared/model/mend-order.ts'
import { MESSAGE_MARK, MESSAGE_SAVED } from '../../shared/protocol.ts'
import { BOARD, freshLoad, handClock, ROOTS, seat, settle, silent } from '../server/sync/helpers.ts'
import { type Crash, type CrashLog, createCrashLog } from './crash-log.ts'
import { type Chance, chanceFrom } from './random.ts'
import { randomEdit, undoFor, view } from './random-edit.ts'

type Line = { open: boolean; session: RoomSession | null; waiting: Uint8Array[]; upAt: number; downAt: number }
type Person = {
  name: string
  doc: Y.Doc
  undo: Y.UndoManager
  line: Line | null
  marks: Map<number, number>
  nextMark: number
  saved: number
  refused: string | null
}

/** What one run found. `problems` is empty when every promise held. */
export type RunReport = {
  seed: number
  steps: number
  edits: number
  crashes: number
  drops: number
  savedLies: number
  problems: string[]
}

/** One server, several people, one bad network and one slow disk; all of it follows from the seed. */
export class World {
  readonly #chance: Chance
  readonly #clock = handClock()
  readonly #disk: CrashLog
  readonly #people: Person[]
  readonly #report: RunReport
  #directory: Directory
  #power = { on: true }
  readonly #losesPower: boolean
  #losses = 0

  constructor(seed: number, losesPower = false) {
    this.#losesPower = losesPower
    this.#chance = chanceFrom(seed)
    this.#disk = createCrashLog(this.#clock, this.#chance, losesPower ? 800 : 25)
    this.#report = { seed, steps: 0, edits: 0, crashes: 0, drops: 0, savedLies: 0, problems: [] }
    this.#directory = this.#startServer()
    this.#people = Array.from({ length: 2 + this.#chance.below(4) }, (_, n) => this.#person(`m${n}`, 5_000 + n * 13))
  }

  /** Plays `steps` random events, heals everything, and compares all views with each other and with a fresh load. */
  async play(steps: number): Promise<RunReport> {
    for (let step = 0; step < steps && this.#report.problems.length === 0; step++) {
      this.#report.steps++
      await this.#event()
      await this.#pass(this.#chance.odds(0.1) ? 100 + this.#chance.below(4_000) : this.#chance.below(30))
    }
    await this.#heal()
    if (this.#report.problems.length === 0) await this.#compareAll()
    await this.#loseThePower()
    return this.#report
  }

  async #event(): Promise<void> {
    const chance = this.#chance
    const person = chance.pick(this.#people)
    const event = chance.below(100)
    if (event < 80) {
      this.#report.edits++
      randomEdit(person.doc, chance, person.undo)
    } else if (this.#losesPower && chance.odds(0.15)) await this.#crash('power')
    else if (event < 88) this.#drop(person)
    else if (event < 96) this.#connect(person)
    else if (event < 98) await this.#crash('kill')
    else if (event < 99) await this.#restart()
    else await this.#pass(40_000)
  }

  #startServer(): Directory {
    const power = { on: true }
    this.#power = power
    const clock: Clock = {
      now: () => this.#clock.now(),
      after: (ms, task) => this.#clock.after(ms, () => power.on && task()),
    }
    const ledger = { project: async () => new Y.Doc(), onProjected: () => () => {} }
    return new Directory({
      log: this.#disk.open(),
      documents: { document: async () => BOARD },
      clock,
      logger: silent,
      rootsOf: () => ROOTS,
      limits: 'standard',
      ledger,
      powerLoss: this.#losses > 0 ? { at: this.#clock.now(), times: this.#losses } : null,
    })
  }

  #person(name: string, clientId: number): Person {
    const doc = new Y.Doc()
    mendOrder(doc)
    doc.clientID = clientId
    const person: Person = {
      name,
      doc,
      undo: undoFor(doc),
      line: null,
      marks: new Map(),
      nextMark: 1,
      saved: 0,
      refused: null,
    }
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server' || !person.line) return
      this.#up(person, person.line, updateFrame(update))
      this.#mark(person, person.line)
    })
    return person
  }

  #mark(person: Person, line: Line): void {
    const n = person.nextMark++
    person.marks.set(n, Y.getState(person.doc.store, person.doc.clientID))
    this.#up(person, line, createWriter(8).uint(MESSAGE_MARK).uint(n).done())
  }

  #connect(person: Person): void {
    if (person.line) return
    const line: Line = { open: true, session: null, waiting: [], upAt: 0, downAt: 0 }
    person.line = line
    const wire = {
      buffered: 0,
      send: (frame: Uint8Array) => this.#down(line, () => this.#hear(person, line, frame.slice())),
      close: (code: number, reason: string) => {
        if (code >= 4400 && code < 4500) person.refused = reason
        this.#down(line, () => this.#hangUp(person, line))
      },
    }
    const power = this.#power
    this.#directory.join(BOARD, seat(person.name), { wire, canWrite: true, ext: true }).then(
      session => {
        if (!line.open || !power.on) return session.leave()
        for (const frame of line.waiting) session.receive(frame)
        line.session = session
      },
      () => this.#hangUp(person, line),
    )
    this.#up(person, line, step1Frame(Y.encodeStateVector(person.doc)))
  }

  /** In order, late, and lost when the line drops meanwhile. */
  #up(_person: Person, line: Line, frame: Uint8Array): void {
    line.upAt = Math.max(line.upAt, this.#clock.now() + this.#chance.below(40))
    this.#clock.after(line.upAt - this.#clock.now(), () => {
      if (!line.open) return
      if (line.session) line.session.receive(frame)
      else line.waiting.push(frame)
    })
  }

  #down(line: Line, task: () => void): void {
    line.downAt = Math.max(line.downAt, this.#clock.now() + this.#chance.below(40))
    this.#clock.after(line.downAt - this.#clock.now(), () => line.open && task())
  }

  #hear(person: Person, line: Line, bytes: Uint8Array): void {
    if (bytes[0] === MESSAGE_SAVED) {
      const frame = decodeFrame(new Uint8Array([MESSAGE_MARK, ...bytes.subarray(1)]), true)
      if (frame?.type === 'mark') person.saved = Math.max(person.saved, person.marks.get(frame.n) ?? 0)
      return
    }
    const frame = decodeFrame(bytes, true)
    if (frame?.type === 'update' || frame?.type === 'step2') Y.applyUpdate(person.doc, frame.update, 'server')
    else if (frame?.type === 'step1') {
      this.#up(person, line, step2Frame(Y.encodeStateAsUpdate(person.doc, frame.stateVector)))
      this.#mark(person, line)
    }
  }

  #hangUp(person: Person, line: Line): void {
    line.open = false
    if (person.line === line) person.line = null
    line.session?.leave()
  }

  #drop(person: Person): void {
    if (!person.line) return
    this.#report.drops++
    this.#hangUp(person, person.line)
  }

  async #crash(how: Crash): Promise<void> {
    this.#report.crashes++
    if (how === 'power' && this.#losesPower) this.#losses++
    this.#power.on = false
    this.#disk.crash(how)
    for (const { line } of this.#people) if (line) line.session = null
    for (const person of this.#people) if (person.line) this.#hangUp(person, person.line)
    const fresh = await this.#load()
    for (const person of this.#people) {
      this.#checkSaved(person, fresh, how)
      // What a power loss took is back only once those who were shown it are.
      if (how === 'kill' && this.#losses === 0) this.#checkShown(person, fresh)
    }
    this.#directory = this.#startServer()
  }

  async #restart(): Promise<void> {
    const drained = this.#directory.drain()
    await this.#pass(this.#losesPower ? 2_000 : 200)
    await drained
    this.#power.on = false
    await this.#crash('power')
  }

  #checkSaved(person: Person, fresh: Y.Doc, when: string): void {
    const kept = Y.getState(fresh.store, person.doc.clientID)
    if (kept >= person.saved) return
    this.#report.savedLies++
    this.#report.problems.push(`${when}: ${person.name} was told that ${person.saved} is saved, the disk has ${kept}`)
  }

  #checkShown(person: Person, fresh: Y.Doc): void {
    for (const client of person.doc.store.clients.keys()) {
      const [seen, kept] = [Y.getState(person.doc.store, client), Y.getState(fresh.store, client)]
      if (client !== person.doc.clientID && seen > kept)
        this.#report.problems.push(`${person.name} was shown ${client}:${seen}, the disk has ${kept}`)
    }
  }

  async #heal(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      for (const person of this.#people) this.#connect(person)
      await this.#pass(2_000)
    }
    for (const person of this.#people) {
      if (person.refused) this.#report.problems.push(`${person.name} was refused: ${person.refused}`)
      if (!person.line) this.#report.problems.push(`${person.name} could not come back`)
    }
  }

  async #compareAll(): Promise<void> {
    const fresh = await this.#load()
    for (const person of this.#people) {
      if (view(person.doc) !== view(fresh))
        this.#report.problems.push(`${person.name} sees something else than a fresh load`)
      if (person.doc.store.pendingStructs)
        this.#report.problems.push(`${person.name} waits for something that never comes`)
      this.#checkSaved(person, fresh, 'at the end')
    }
    await this.#directory.read(BOARD.id, live => {
      if (!sameDocument(live, fresh)) this.#report.problems.push('the live document differs from a fresh load')
    })
  }

  /** Last, since text that others were shown but that was not synced needs the recovery rule to come back. */
  async #loseThePower(): Promise<void> {
    for (let n = 0; n < 10; n++) randomEdit(this.#chance.pick(this.#people).doc, this.#chance, null)
    await this.#pass(this.#chance.below(60))
    await this.#crash('power')
  }

  async #load(): Promise<Y.Doc> {
    const loading = freshLoad(this.#disk.open())
    await this.#pass(20)
    return loading
  }

  /** Lets time pass in small steps, and after each lets every promise go on. */
  async #pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 10) {
      const slice = left > 500 ? 250 : 10
      this.#clock.pass(Math.min(slice, left))
      left -= slice - 10
      await settle()
    }
    await settle()
  }
}

/** Plays one seed; `losesPower` lets the power fail in the middle, so that what was shown has to come back from people's copies. */
export function playSeed(seed: number, steps = 150, losesPower = false): Promise<RunReport> {
  return new World(seed, losesPower).play(steps)
}
