import * as Y from 'yjs'
import type { Actor } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { verifyStream } from '../../shared/ledger/chain.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { PowerLoss } from '../../server/ports.ts'
import type { RoomSession } from '../../server/services.ts'
import { sameDocument } from '../../server/sync/compact.ts'
import { BOARD, freshLoad, seat } from '../server/sync/helpers.ts'
import { Mallory } from './mallory.ts'
import { type Chance, chanceFrom } from './random.ts'
import { view } from './random-edit.ts'
import { type Crash, SimDisk } from './sim-disk.ts'
import { type ServerEnd, SimNet } from './sim-net.ts'
import { SimPerson } from './sim-person.ts'
import { type SimServer, startSimServer } from './sim-server.ts'
import type { SimTab, TabHost } from './sim-tab.ts'
import { passTime } from './virtual-time.ts'

/** What one run found. `problems` is empty when every promise held. */
export type WholeReport = {
  seed: number
  counts: Record<string, number>
  problems: string[]
}

const HOURS_2 = 7_200_000
const BROKER: Actor = { member: 'b'.repeat(20), role: 'broker', party: null }

/**
 * Everything between two pairs of eyes: people with the client's own code in browsers with tabs, lines as TCP has them, the rooms,
 * the ledger, the journal, and a disk that loses what it may lose. All of it follows from the seed.
 */
export class WholeWorld {
  readonly report: WholeReport
  readonly #chance: Chance
  readonly #net: SimNet
  readonly #disk: SimDisk
  readonly #people: SimPerson[]
  readonly #mallory: Mallory | null
  readonly #hasLongSpell: boolean
  /** Either the server's power fails in these worlds, or browsers lose what they had not written: both at once is a known limit. */
  readonly #losesPower: boolean
  #server: SimServer | null = null
  /** Words of refused people that were not given back to them. */
  readonly #owed: string[] = []
  /** The last power failure; what it took may be with somebody. */
  #loss: PowerLoss | null = null
  /** Commands that were answered as recorded. */
  readonly #recorded: string[] = []

  constructor(seed: number) {
    this.#chance = chanceFrom(seed)
    const chance = this.#chance
    this.report = { seed, counts: {}, problems: [] }
    this.#net = new SimNet(chance)
    this.#disk = new SimDisk(chance, [BOARD])
    this.#losesPower = chance.odds(0.5)
    this.#people = Array.from(
      { length: 2 + chance.below(3) },
      (_, n) => new SimPerson(`m${n}`, this.#net, chance, !this.#losesPower),
    )
    this.#mallory = chance.odds(0.4) ? new Mallory(seat('mallory'), chance) : null
    this.#hasLongSpell = chance.odds(0.1)
  }

  async play(steps: number): Promise<WholeReport> {
    try {
      await this.#start()
      void this.#record()
      for (const person of this.#people) this.#openTab(person)
      await passTime(500)
      const longAt = this.#hasLongSpell ? this.#chance.below(steps) : -1
      for (let step = 0; step < steps && this.report.problems.length === 0; step++) {
        if (step === longAt) await this.#offlineSpell(HOURS_2)
        else await this.#event()
        await passTime(this.#chance.odds(0.1) ? 100 + this.#chance.below(4_000) : this.#chance.below(60))
      }
      if (this.report.problems.length === 0) await this.#heal()
      if (this.report.problems.length === 0) await this.#compareAll()
    } catch (error) {
      this.#problem(`the run itself failed: ${error instanceof Error ? error.stack : String(error)}`)
    } finally {
      for (const person of this.#people) for (const tab of person.open) await tab.close()
      if (this.#server) this.#server.power.on = false
      this.#disk.dispose()
    }
    return this.report
  }

  async #event(): Promise<void> {
    const chance = this.#chance
    const person = chance.pick(this.#people)
    const event = chance.below(200)
    if (event < 140) this.#edit(person)
    else if (event < 150) this.#dropLine(person)
    else if (event < 156) await this.#closeOrOpen(person)
    else if (event < 160) await this.#offlineSpell(100 + chance.below(30_000))
    else if (event < 165) await this.#crash('kill')
    else if (event < 167) await this.#restart()
    else if (event < 170) await this.#crash(this.#losesPower ? 'power' : 'kill')
    else if (event < 174) await this.#reseat(person)
    else if (event < 176) await this.#revoke(person)
    else if (event < 184) void this.#record()
    else if (event < 187) await this.#rest()
    else if (event < 190) await this.#fullDisk()
    else if (event < 194) this.#lagging(person)
    else if (this.#mallory && this.#server) await this.#attack(this.#mallory, this.#server)
  }

  #edit(person: SimPerson): void {
    if (person.open.length === 0) return
    if (this.#chance.pick(person.open).edit(this.#chance)) this.#count('edits')
    person.note()
  }

  #dropLine(person: SimPerson): void {
    const lines = person.open.flatMap(tab => this.#net.linesOf(tab.name))
    if (lines.length === 0) return
    this.#count('drops')
    this.#net.drop(this.#chance.pick(lines))
    if (this.#chance.odds(0.5)) person.browser.wake()
  }

  async #closeOrOpen(person: SimPerson): Promise<void> {
    if (person.revoked) return
    if (person.open.length > 1 || (person.open.length === 1 && this.#chance.odds(0.5))) {
      this.#count('tabs closed')
      const closing = person.closeTab(this.#chance.pick(person.open))
      await passTime(20)
      await closing
    } else this.#openTab(person)
  }

  async #offlineSpell(ms: number): Promise<void> {
    const person = this.#chance.pick(this.#people)
    const { browser } = person
    this.#count(ms >= HOURS_2 ? 'offline for two hours' : 'offline')
    browser.networkGone = this.#chance.odds(0.5)
    this.#net.setOffline(person.member, true)
    if (browser.networkGone) browser.networkLost()
    const edits = 1 + this.#chance.below(6)
    for (let n = 0; n < edits; n++) {
      await passTime(ms / edits)
      this.#edit(person)
      this.#edit(this.#chance.pick(this.#people))
    }
    this.#net.setOffline(person.member, false)
    browser.networkGone = false
    if (this.#chance.odds(0.7)) browser.wake()
  }

  /** Long enough without a word for rooms to let go of their documents and compact. */
  async #rest(): Promise<void> {
    this.#count('rests')
    await passTime(62_000 + this.#chance.below(3_000))
    // Writes while the compaction is on its way.
    for (let n = 0; n < 4; n++) {
      this.#edit(this.#chance.pick(this.#people))
      await passTime(this.#chance.below(12))
    }
  }

  async #fullDisk(): Promise<void> {
    this.#count('full disks')
    this.#disk.full = true
    for (let n = this.#chance.below(5); n >= 0; n--) {
      this.#edit(this.#chance.pick(this.#people))
      void this.#record()
      await passTime(this.#chance.below(400))
    }
    this.#disk.full = false
  }

  #lagging(person: SimPerson): void {
    if (this.#chance.odds(0.5)) person.browser.device.lag()
    else person.browser.device.catchUp()
  }

  async #attack(mallory: Mallory, server: SimServer): Promise<void> {
    this.#count('hostile visits')
    await mallory.visit(server.directory, passTime, () => server.power.on)
  }

  async #reseat(person: SimPerson): Promise<void> {
    if (person.revoked) return
    this.#count('seats changed')
    person.mayWrite = !person.mayWrite
    this.#server?.directory.reseat(BOARD.partnership, person.member, this.#seatOf(person), () => person.mayWrite)
    // The ledger tells the browser over a line of its own, a little later.
    await passTime(this.#chance.below(80))
    for (const tab of person.open) tab.reseat()
  }

  async #revoke(person: SimPerson): Promise<void> {
    if (person.revoked || !this.#server) return
    this.#count('revoked')
    person.revoked = true
    this.#server.directory.revoke(BOARD.partnership, person.member)
    person.note()
    await passTime(300)
    const before = this.#taken(person)
    for (const tab of person.open) tab.edit(this.#chance)
    await passTime(2_000)
    // After a power failure others may bring their text back.
    if (this.#loss === null && this.#taken(person) !== before)
      this.#problem(`a frame of ${person.member} was taken after the revocation`)
    person.browser.device.catchUp()
    for (const tab of person.open) {
      const closing = tab.close()
      await passTime(20)
      await closing
    }
    // Let in again, in half of the cases, with whatever waits on the device.
    if (this.#chance.odds(0.5)) {
      person.revoked = false
      this.#openTab(person)
    }
  }

  #taken(person: SimPerson): string {
    person.note()
    const safe = this.#disk.safe.get(BOARD.id) ?? new Map<number, number>()
    return [...person.ids].flatMap(id => (safe.has(id) ? `${id}:${safe.get(id)}` : [])).join()
  }

  async #record(): Promise<void> {
    const { ledger } = this.#server ?? {}
    if (!ledger) return
    const id = newId()
    const command = { id, type: 'partnership.rename' as const, name: `Table ${this.#chance.below(1000)}`, purpose: '' }
    const answer = await ledger.execute(BOARD.partnership, BROKER, command).catch(() => null)
    if (answer?.ok) {
      this.#recorded.push(id)
      this.#count('facts')
    }
  }

  async #start(): Promise<void> {
    const isFirst = this.#server === null && this.#recorded.length === 0 && this.report.counts.starts === undefined
    this.#count('starts')
    const server = startSimServer(await this.#disk.open(), this.#loss)
    this.#server = server
    this.#net.serve = (end, tab) => this.#serve(server, end, tab)
    if (!isFirst) return
    const words = (text: string) => ({ words: text })
    const drafts = [
      {
        type: 'partnership.created' as const,
        start: 'empty',
        name: words('Mirata'),
        purpose: words('Water'),
        host: words('H'),
        brokerTitle: words('broker'),
      },
      { type: 'member.joined' as const, ...BROKER, name: words('Zuhura') },
    ].map(fact => ({ boundary: 'partnership' as const, fact }))
    const recording = server.ledger.record(BOARD.partnership, drafts, { actor: null, role: null, party: null })
    await passTime(200)
    await recording
  }

  #serve(server: SimServer, end: ServerEnd, tab: string): { receive(frame: Uint8Array): void; leave(): void } {
    const person = this.#people.find(({ member }) => tab.startsWith(`${member}-`))!
    const line = { session: null as RoomSession | null, waiting: [] as Uint8Array[], open: true }
    const close = (code: number, reason: string): void => {
      line.open = false
      end.close(code, reason)
    }
    if (person.revoked) {
      queueMicrotask(() => close(CLOSE.notAllowed, 'revoked'))
      return { receive: () => {}, leave: () => {} }
    }
    const wire = { buffered: 0, send: (frame: Uint8Array) => end.send(frame), close }
    const options = { wire, canWrite: person.mayWrite, ext: true }
    server.directory.join(BOARD, this.#seatOf(person), options).then(
      session => {
        if (!server.power.on) return
        if (!line.open) return session.leave()
        // The seat may have changed while the document was loaded: the product looks again here too.
        line.session = session
        for (const frame of line.waiting.splice(0)) session.receive(frame)
      },
      () => close(CLOSE.overloaded, 'store-failed'),
    )
    return {
      receive: frame => {
        if (!server.power.on || !line.open) return
        if (line.session) line.session.receive(frame)
        else line.waiting.push(frame)
      },
      leave: () => {
        line.open = false
        if (server.power.on) line.session?.leave()
      },
    }
  }

  async #crash(how: Crash): Promise<void> {
    this.#count(how === 'kill' ? 'kills' : 'power failures')
    if (this.#server) this.#server.power.on = false
    this.#server = null
    this.#disk.crash(how)
    if (how === 'power') this.#loss = { at: Date.now(), times: (this.#loss?.times ?? 0) + 1 }
    this.#net.serverGone()
    if (how === 'kill') await passTime(this.#chance.below(300))
    const shown = this.#people.flatMap(person => person.open.map(tab => Y.encodeStateVector(tab.doc)))
    await this.#start()
    const fresh = await this.#fresh()
    this.#checkSafe(fresh, how)
    // What a power failure took is back only once those who were shown it are.
    if (how === 'kill' && this.#loss === null) this.#checkShown(fresh, shown)
    await this.#checkFacts(how)
  }

  async #restart(): Promise<void> {
    const { directory } = this.#server!
    this.#count('restarts')
    const drained = directory.drain()
    await passTime(300)
    await drained
    this.#server!.power.on = false
    await this.#crash(this.#losesPower ? 'power' : 'kill')
  }

  /** Everything that was on disk for good is there. */
  #checkSafe(fresh: Y.Doc, when: string): void {
    for (const [client, clock] of this.#disk.safe.get(BOARD.id) ?? []) {
      const kept = Y.getState(fresh.store, client)
      if (kept < clock) this.#problem(`${when}: ${client}:${clock} was saved, the disk has ${kept}`)
    }
  }

  /** Nobody was shown what a killed server does not know. */
  #checkShown(fresh: Y.Doc, shown: readonly Uint8Array[]): void {
    for (const vector of shown) {
      for (const [client, seen] of Y.decodeStateVector(vector)) {
        const author = this.#people.find(person => person.ids.has(client))
        const kept = Y.getState(fresh.store, client)
        // What its author's own browser has may never have left it.
        if (seen > kept && author === undefined && client !== this.#mallory?.id)
          this.#problem(`kill: ${client}:${seen} was shown, the disk has ${kept}`)
      }
    }
  }

  async #checkFacts(when: string): Promise<void> {
    const store = await this.#disk.look()
    const entries = await store.entries(BOARD.partnership, 'partnership', 0, 100_000)
    const verdict = verifyStream(entries)
    if (!verdict.ok) this.#problem(`${when}: the ledger breaks at ${verdict.broken}: ${verdict.why}`)
    const commands = new Set(entries.map(({ command }) => command))
    const lost = this.#recorded.filter(command => !commands.has(command))
    if (lost.length > 0) this.#problem(`${when}: ${lost.length} recorded facts are lost`)
  }

  async #heal(): Promise<void> {
    this.#disk.full = false
    for (const person of this.#people) {
      this.#net.setOffline(person.member, false)
      person.browser.networkGone = false
      person.browser.device.catchUp()
      if (person.revoked) continue
      if (!person.mayWrite) await this.#reseat(person)
      if (person.open.length === 0) this.#openTab(person)
      person.browser.wake()
    }
    for (let round = 0; round < 8; round++) {
      await passTime(8_000)
      for (const person of this.#people) if (!person.revoked && person.open.length === 0) this.#openTab(person)
    }
    for (const tab of this.#tabs()) {
      if (!tab.synced.online) this.#problem(`${tab.name} could not come back`)
      else if (tab.synced.saved.type !== 'saved') this.#problem(`${tab.name} reads ${tab.synced.saved.type} at the end`)
    }
  }

  async #compareAll(): Promise<void> {
    const fresh = await this.#fresh()
    this.#checkSafe(fresh, 'at the end')
    await this.#checkFacts('at the end')
    const clauses = fresh.getMap('clauses')
    for (const note of this.#owed)
      if (!clauses._map.has(note)) this.#problem(`refused, not there and not given back: ${note}`)
    for (const { doc, name } of this.#tabs()) {
      if (view(doc) !== view(fresh) || !sameDocument(doc, fresh))
        this.#problem(`${name} sees something else than a fresh load`)
      if (doc.store.pendingStructs) this.#problem(`${name} waits for something that never comes`)
    }
    const reading = this.#server!.directory.read(BOARD.id, live => {
      if (!sameDocument(live, fresh)) this.#problem('the live document differs from a fresh load')
    })
    await passTime(100)
    await reading
  }

  #openTab(person: SimPerson): void {
    if (person.open.length >= 2) return
    this.#count('tabs')
    const host: TabHost = {
      document: BOARD.id,
      member: person.member,
      mayWrite: () => person.mayWrite,
      safe: () => this.#disk.safe.get(BOARD.id) ?? new Map(),
      lied: what => this.#problem(what),
      refused: (tab, code, words) => this.#refused(person, tab, code, words),
      ended: (tab, code) => {
        if (code === CLOSE.notAllowed && person.revoked) return
        setTimeout(() => !tab.closed && tab.synced.resume(), 500)
      },
    }
    person.openTab(host)
  }

  /** Only somebody who may not write any more may be refused, and then every word is given back. */
  #refused(person: SimPerson, tab: SimTab, code: string, words: readonly string[]): void {
    this.#count('refused')
    if (code !== 'read-only') this.#problem(`${tab.name} was refused: ${code}`)
    // What the server has received, though it had not said so, is with everybody else.
    this.#owed.push(...tab.unsaid.filter(note => !words.some(line => line.includes(note))))
    setTimeout(() => {
      person.browser.device.catchUp()
      void tab.discard().then(() => {
        if (!person.revoked && person.open.length === 0) this.#openTab(person)
      })
    }, 300)
  }

  #tabs(): SimTab[] {
    return this.#people.flatMap(person => (person.revoked ? [] : person.open))
  }

  #seatOf(person: SimPerson): ReturnType<typeof seat> {
    return seat(person.member, { role: person.mayWrite ? 'contributor' : 'observer' })
  }

  async #fresh(): Promise<Y.Doc> {
    return freshLoad(await this.#disk.look())
  }

  #count(what: string): void {
    this.report.counts[what] = (this.report.counts[what] ?? 0) + 1
  }

  #problem(what: string): void {
    if (this.report.problems.length < 10) this.report.problems.push(what)
  }
}
