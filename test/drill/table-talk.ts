import * as Y from 'yjs'
import { BareClient } from './bare-client.ts'
import { Typist } from './board-state.ts'
import { pause, quantile } from './report.ts'

/** People who write on one board, each a few times a second, and how long their words take to the others and to the disk. */
export class TableTalk {
  readonly #clients: BareClient[] = []
  readonly #typists: Typist[] = []
  readonly #sent = new Map<string, number>()
  #arrivals: number[] = []
  #saves: number[] = []
  saved = 0
  asked = 0

  constructor(line: string, headers: Record<string, string>, people: number, firstId: number) {
    for (let n = 0; n < people; n++) {
      this.#clients.push(new BareClient(line, headers))
      this.#typists.push(new Typist(firstId + n))
    }
  }

  async open(): Promise<void> {
    await Promise.all(this.#clients.map(client => client.sync()))
    for (const client of this.#clients) {
      client.heard = (update, at) => {
        const sent = this.#sent.get(keyOf(update))
        if (sent !== undefined) this.#arrivals.push(at - sent)
      }
    }
  }

  /** Writes for `ms`, each person every `every` milliseconds in turn. */
  async talk(ms: number, every = 100): Promise<void> {
    const end = performance.now() + ms
    for (let n = 0; performance.now() < end; n++) {
      const at = n % this.#clients.length
      const update = this.#typists[at]!.next()
      const sent = performance.now()
      this.#sent.set(keyOf(update), sent)
      this.asked++
      void this.#clients[at]!.send(update).then(() => {
        this.saved++
        this.#saves.push(performance.now() - sent)
      })
      await pause(every / this.#clients.length)
    }
    await pause(200)
  }

  /** p95 in milliseconds since the last call: until others have it, and until it is called saved. */
  p95(): { arrival: number; save: number } {
    const answer = { arrival: quantile(this.#arrivals, 0.95), save: quantile(this.#saves, 0.95) }
    this.#arrivals = []
    this.#saves = []
    return answer
  }

  /** Close codes of those whose line the server ended. */
  ended(): number[] {
    return this.#clients.flatMap(({ closed }) => closed ?? [])
  }

  leave(): void {
    for (const client of this.#clients) client.leave()
  }
}

/** The clock that an update of one writer reaches tells which one it is, however it was encoded again on its way. */
function keyOf(update: Uint8Array): string {
  return [...Y.parseUpdateMeta(update).to].join()
}
