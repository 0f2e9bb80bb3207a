import * as Y from 'yjs'
import { sameDocument } from '../../server/sync/compact.ts'
import { docOf } from '../../server/sync/doc-of.ts'
import { updateFrame } from '../../server/sync/frame.ts'
import { mendOrder } from '../../shared/model/mend-order.ts'
import type { TestServer } from '../e2e/support/server.ts'
import { Line } from './line.ts'

/** The client id that the attackers are after. */
export const VICTIM = 4_000_001
const TYPE_EVERY = 20

/** An honest client that types and measures how long it takes until its words are saved. */
export class Typist {
  edits = 0
  readonly #line: Line
  readonly #said = new Map<number, string>()
  readonly #times: number[] = []
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

  /** How long each edit since the last call took until it was saved, in milliseconds. */
  times(): number[] {
    return this.#times.splice(0)
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
