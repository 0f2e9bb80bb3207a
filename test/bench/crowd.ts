import { LoadClient } from './load-client.ts'
import { scanMarks } from './marks.ts'
import type { Running } from './servers.ts'
import { askForAll, type Dialect, haveNothing } from './wire.ts'

/** Latencies are counted in steps of so many milliseconds, up to 20 s. */
const STEP = 0.05
const STEPS = 400_000

/** One of a crowd. */
export type Member = {
  client: LoadClient
  slot: number
  dialect: Dialect
  /** Bytes of documents that it was sent. */
  documentBytes: number
  /** Milliseconds from its first packet to the answer to its first question. */
  answeredIn: number | null
  closed: string | null
  /** Called with messages that are neither documents nor presence. */
  onOther?: (bytes: Buffer, from: number, to: number) => void
}

/** Called with each message of the sync protocol's second step or an update; `size` is the whole message's. */
export type OnDocument = (member: Member, bytes: Buffer, from: number, to: number, size: number) => void

/**
 * Clients of one or more rooms of one server, and what reaches them. A delivery is one marked message made visible to one
 * other client. Marks count per writer and upwards, so a server that merges or skips what is outdated is credited for it.
 */
export class Crowd {
  readonly members: Member[] = []
  readonly latencies = new Uint32Array(STEPS + 1)
  deliveries = 0
  messages = 0
  bytes = 0
  /** Members whom the server closed. */
  lost = 0
  onDocument: OnDocument | null = null
  /** Called when `slot` sees `seq` of `writer` for the first time. */
  onSeen: ((slot: number, writer: number, seq: number) => void) | null = null
  /** Which latencies are recorded, by writer; all when null. */
  records: ((writer: number) => boolean) | null = null
  readonly #server: Running
  #ending = false
  #now = 0
  #slot = 0
  #seen: Int32Array = new Int32Array(0)
  #sentAt: Float64Array = new Float64Array(0)
  #writers = 0
  #marks = 0
  #readers = 0

  constructor(server: Running) {
    this.#server = server
  }

  /** From now on marks of so many writers are counted. Writer `w` is also reader `w % readers`, whose own marks do not count. */
  track(readers: number, writers: number, marks: number): void {
    this.#readers = readers
    this.#writers = writers
    this.#marks = marks
    this.#seen = new Int32Array(readers * writers).fill(-1)
    this.#sentAt = new Float64Array(writers * marks)
  }

  /** Forgets what was counted so far; what was seen stays seen. */
  reset(): void {
    this.deliveries = 0
    this.messages = 0
    this.bytes = 0
    this.latencies.fill(0)
  }

  /** Connects one client and asks for the document; resolves when the server has answered. */
  async join(room: string): Promise<Member> {
    const { port, path, headers, answers, dialect: dialectOf } = this.#server
    const dialect = dialectOf(room)
    const start = performance.now()
    return new Promise((resolve, reject) => {
      const client = new LoadClient(port, path(room), headers, {
        opened: () => {
          for (const hello of dialect.hello) client.send(hello)
          client.send(dialect.wrap(askForAll))
          if (!answers) resolve(member)
        },
        message: (bytes, from, to, size) => this.#take(member, bytes, from, to, size, () => answered()),
        closed: reason => {
          member.closed = reason
          if (!this.#ending) this.lost++
          reject(new Error(`${this.#server.name}: ${reason}`))
        },
      })
      const member: Member = {
        client,
        slot: this.members.length,
        dialect,
        documentBytes: 0,
        answeredIn: null,
        closed: null,
      }
      const answered = (): void => {
        if (member.answeredIn !== null) return
        member.answeredIn = performance.now() - start
        resolve(member)
      }
      this.members.push(member)
    })
  }

  /** Connects clients in groups that a busy machine carries. */
  async joinAll(rooms: readonly string[], atOnce = 50): Promise<Member[]> {
    const joined: Member[] = []
    for (let at = 0; at < rooms.length; at += atOnce)
      joined.push(...(await Promise.all(rooms.slice(at, at + atOnce).map(room => this.join(room)))))
    return joined
  }

  /** Notes that a mark leaves now. */
  sends(writer: number, seq: number): void {
    this.#sentAt[writer * this.#marks + seq] = performance.now()
  }

  /** Milliseconds that a share of the recorded deliveries did not exceed. */
  quantile(share: number): number {
    const total = this.latencies.reduce((sum, count) => sum + count, 0)
    let left = total * share
    for (const [step, count] of this.latencies.entries()) {
      left -= count
      if (left <= 0) return Math.round((step + 1) * STEP * 100) / 100
    }
    return Number.NaN
  }

  /** Waits until so many deliveries are counted, at most `patience` milliseconds. */
  async drained(deliveries: number, patience: number): Promise<void> {
    const deadline = performance.now() + patience
    while (this.deliveries < deliveries && performance.now() < deadline)
      await new Promise(resolve => setTimeout(resolve, 10))
  }

  close(): void {
    this.#ending = true
    for (const { client } of this.members) client.close()
  }

  #take(member: Member, bytes: Buffer, from: number, to: number, size: number, answered: () => void): void {
    this.messages++
    this.bytes += size
    const at = from + member.dialect.skip
    // Hocuspocus answers a step 1 by messages of type 4, which are those of type 0 otherwise.
    if (bytes[at] === 0 || bytes[at] === 4) {
      const step = bytes[at + 1]
      if (step === 0) {
        member.client.send(member.dialect.wrap(haveNothing))
        return
      }
      if (step === 1 || step === 2) {
        member.documentBytes += size
        this.onDocument?.(member, bytes, from, to, size)
        if (step === 1) answered()
      }
    }
    if (bytes[at]! > 4) member.onOther?.(bytes, at, to)
    if (this.#writers === 0) return
    this.#now = performance.now()
    this.#slot = member.slot
    scanMarks(bytes, at, to, this.#found)
  }

  readonly #found = (writer: number, seq: number): void => {
    const slot = this.#slot
    if (writer >= this.#writers || seq >= this.#marks || slot >= this.#readers || writer % this.#readers === slot)
      return
    const at = slot * this.#writers + writer
    const seen = this.#seen[at]!
    if (seq <= seen) return
    this.#seen[at] = seq
    this.deliveries += seq - seen
    if (this.records === null || this.records(writer)) {
      for (let one = seen + 1; one <= seq; one++) {
        const sent = this.#sentAt[writer * this.#marks + one]!
        if (sent > 0) this.latencies[Math.min(STEPS, Math.floor((this.#now - sent) / STEP))]!++
      }
    }
    this.onSeen?.(slot, writer, seq)
  }
}
