import * as Y from 'yjs'
import type { Actor } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { PowerLoss } from '../../server/ports.ts'
import { sameDocument } from '../../server/sync/compact.ts'
import { BOARD, freshLoad, seat } from '../server/sync/helpers.ts'
import { Mallory } from './mallory.ts'
import { type Chance, chanceFrom } from './random.ts'
import { view } from './random-edit.ts'
import { type Crash, SimDisk } from './sim-disk.ts'
import { SimNet } from './sim-net.ts'
import { SimPerson } from './sim-person.ts'
import { recordFirst, serveTab, type SimServer, startSimServer } from './sim-server.ts'
import type { SimTab, TabHost } from './sim-tab.ts'
import { lostFacts, lostOf, unknownOf } from './kept.ts'
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

  /** Enough to be worth a compaction, and long enough without a word for rooms to let go of their documents. */
  async #rest(): Promise<void> {
    this.#count('rests')
    for (let n = this.#chance.below(90); n > 0; n--) {
      this.#edit(this.#chance.pick(this.#people))
      if (n % 8 === 0) await passTime(20)
    }
    await passTime(62_000 + this.#chance.below(3_000))
  }

  /** People write while a compaction is on its way, as the thread that compacts has its time. */
  async #compacting(): Promise<void> {
    this.#count('compactions')
    for (let n = this.#chance.below(5); n > 0; n--) {
      await new Promise(resolve => setTimeout(resolve, 1 + this.#chance.below(30)))
      this.#edit(this.#chance.pick(this.#people))
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
    const safe = this.#safe()
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
    const server = startSimServer(await this.#disk.open(), this.#loss, () => this.#compacting())
    this.#server = server
    this.#net.serve = (end, tab) => {
      const person = this.#people.find(({ member }) => tab.startsWith(`${member}-`))!
      return serveTab(server, end, () => {
        const { revoked, mayWrite } = person
        return { revoked, mayWrite, seat: this.#seatOf(person) }
      })
    }
    if (!isFirst) return
    const recording = recordFirst(server.ledger, BROKER)
    await passTime(200)
    await recording
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
    // What a power failure took is back only once those who were shown it are.
    await this.#checkKept(how, how === 'kill' && this.#loss === null ? shown : [])
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

  /** Nothing that was ever on disk for good is missing, and after a kill nothing that anybody was shown. */
  async #checkKept(when: string, shown: readonly Uint8Array[] = []): Promise<void> {
    const store = await this.#disk.look()
    const fresh = await freshLoad(store)
    const theirs = (client: number): boolean =>
      client === this.#mallory?.id || this.#people.some(({ ids }) => ids.has(client))
    const problems = [
      ...lostOf(fresh, this.#safe()),
      // What its author's own browser has may never have left it.
      ...shown.flatMap(vector => unknownOf(fresh, vector, theirs)),
      ...(await lostFacts(store, BOARD.partnership, this.#recorded)),
    ]
    for (const problem of problems) this.#problem(`${when}: ${problem}`)
  }

  #safe(): ReadonlyMap<number, number> {
    return this.#disk.safe.get(BOARD.id) ?? new Map()
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
    await this.#checkKept('at the end')
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
      safe: () => this.#safe(),
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
