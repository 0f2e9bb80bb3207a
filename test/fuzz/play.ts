import * as Y from 'yjs'
import { sameDocument } from '../../server/sync/compact.ts'
import { updateFrame } from '../../server/sync/frame.ts'
import { docOf } from '../../server/sync/doc-of.ts'
import { mendOrder } from '../../shared/model/mend-order.ts'
import { TestServer } from '../e2e/support/server.ts'
import { chanceFrom } from '../sim/random.ts'
import { attack, honestUpdate } from './frames.ts'
import { Line } from './line.ts'
import { layTable } from './table.ts'

/** What a run found. `problems` is empty when every promise held; times are milliseconds. */
export type FuzzReport = {
  frames: number
  reconnects: number
  answers: Record<string, number>
  honestEdits: number
  quietP95: number
  attackedP95: number
  seconds: number
  problems: string[]
}

const VICTIM = 4_000_001
const LANES = ['contributor', 'representative', 'observer', 'contributor'] as const
const TYPE_EVERY = 20

/**
 * Sends `frames` hostile frames over real sockets to a server process of its own while an honest client types, then restarts the
 * server and compares what it loads from its disk with what the honest client holds.
 */
export async function playFuzz(options: {
  frames: number
  seed: number
  quiet?: number
  /** Acknowledgement p95 that is always well, whatever the quiet one was; milliseconds. */
  well?: number
}): Promise<FuzzReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const started = performance.now()
  const server = await TestServer.start()
  const problems: string[] = []
  const answers: Record<string, number> = {}
  try {
    const { document, cookies } = await layTable(server.url)
    const honest = new Typist(new Line(server.url, cookies.broker, document))
    await honest.start()
    await honest.type(options.quiet ?? 100)
    const quietP95 = honest.p95()
    let [left, reconnects, over] = [options.frames, 0, false]
    const lanes = LANES.map(async (role, n) => {
      const chance = chanceFrom(options.seed * 31 + n)
      const line = new Line(server.url, cookies[role], document)
      const sight = { doc: line.doc, self: 5_000_000 + 10 * n, victim: VICTIM }
      let seeds: Uint8Array[] = []
      while (left > 0) {
        left--
        if (!line.open) {
          reconnects++
          await line.connect()
        }
        if (left % 30 === 0 || seeds.length === 0) {
          await line.pull()
          if (!line.open) continue
          seeds = Array.from({ length: 6 }, () => honestUpdate(sight, chance))
        }
        const { name, frame } = attack(sight, seeds, chance)
        const answer = await withTime(line.ask(frame), name)
        answers[answer] = (answers[answer] ?? 0) + 1
        if (answer === 'no answer') problems.push(`${role}: no answer to ${name}`)
      }
      line.close()
    })
    const typing = honest.typeUntil(() => over)
    const attacked = await Promise.allSettled(lanes)
    over = true
    await typing
    for (const lane of attacked)
      if (lane.status === 'rejected') problems.push(`an attacker could not go on: ${lane.reason}`)
    const attackedP95 = honest.p95()
    if (attackedP95 > Math.max(5 * quietP95, options.well ?? 100))
      problems.push(`acknowledgement p95 ${quietP95} ms became ${attackedP95} ms`)
    problems.push(...(await honest.check(server, cookies.broker, document)))
    return {
      frames: options.frames,
      reconnects,
      answers,
      honestEdits: honest.edits,
      quietP95,
      attackedP95,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      problems,
    }
  } finally {
    await server.dispose()
  }
}

function withTime(answer: Promise<string>, _name: string): Promise<string> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve('no answer'), 10_000)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** An honest client that types and measures how long it takes until its words are saved. */
class Typist {
  edits = 0
  readonly #line: Line
  readonly #said = new Map<number, string>()
  #times: number[] = []
  #text: Y.XmlText | null = null
  #lost: string | null = null

  constructor(line: Line) {
    this.#line = line
  }

  async start(): Promise<void> {
    const { doc } = this.#line
    mendOrder(doc)
    doc.clientID = VICTIM
    await this.#line.connect()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server') return
      for (const struct of Y.decodeUpdate(update).structs) {
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentString)
          for (let n = 0; n < struct.length; n++) this.#said.set(struct.id.clock + n, struct.content.str[n]!)
      }
      const began = performance.now()
      void this.#line.ask(updateFrame(update)).then(answer => {
        if (answer === 'saved') this.#times.push(performance.now() - began)
        else this.#lost ??= answer
      })
    })
  }

  async type(times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      this.#edit()
      await new Promise(resolve => setTimeout(resolve, TYPE_EVERY))
    }
  }

  async typeUntil(done: () => boolean): Promise<void> {
    while (!done()) await this.type(1)
  }

  /** Of the times since the last call. */
  p95(): number {
    const sorted = this.#times.sort((a, b) => a - b)
    this.#times = []
    return Math.round((sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 10) / 10
  }

  /** Restarts the server and compares. */
  async check(server: TestServer, cookie: string, document: string): Promise<string[]> {
    const problems: string[] = []
    if (this.#lost) problems.push(`the honest client was answered ${this.#lost}`)
    await this.#line.pull()
    // Yjs may tidy formats when it takes in what came, and tells the server.
    await this.#line.ask(updateFrame(new Uint8Array([0, 0])))
    const alive = await fetch(`${server.url}/readyz`)
      .then(({ ok }) => ok)
      .catch(() => false)
    if (!alive) problems.push('the server is not ready after the attack')
    const bug = server.output
      .split('\n')
      .find(line => /"level":(50|60)|a frame failed|failed to apply|UnhandledPromise/.test(line))
    if (bug) problems.push(`the server logged: ${bug}`)
    await server.stop()
    await server.run()
    const fresh = new Line(server.url, cookie, document)
    await fresh.connect()
    // As it is on the disk: a client would tidy formats while loading, each in its own way.
    const loaded = docOf(null, [fresh.answer])
    if (!sameDocument(loaded, this.#line.doc)) problems.push('what loads from disk differs from the honest copy')
    const { store } = loaded
    const [kept, own] = [store, this.#line.doc.store].map(one => Y.getState(one, VICTIM))
    if (kept !== own) problems.push(`the honest client wrote ${own} clocks, the disk has ${kept}`)
    for (const struct of store.clients.get(VICTIM) ?? []) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) continue
      for (let n = 0; n < struct.length; n++)
        if (this.#said.get(struct.id.clock + n) !== struct.content.str[n])
          problems.push(`another changed ${struct.id.clock + n}`)
    }
    fresh.close()
    this.#line.close()
    return problems
  }

  #edit(): void {
    this.edits++
    const { doc } = this.#line
    const parent = this.#text?._item
    // Attackers may delete a paragraph, as anybody at the table may; then it goes on in a new one.
    if (
      !this.#text ||
      !parent ||
      parent.deleted ||
      (parent.parent as Y.XmlElement)._item?.deleted ||
      this.#text.length > 400
    ) {
      const text = new Y.XmlText('A')
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [text])
      doc.getXmlFragment('clause:fuzz').insert(0, [paragraph])
      this.#text = text
    } else this.#text.insert(this.#text.length, 'river '[this.edits % 6]!)
  }
}
