import type { Boundary } from '../../shared/access/roles.ts'
import type { ChainFault } from '../../shared/ledger/chain.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import { applyEntry, emptyLedger } from '../../shared/ledger/fold.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { type LedgerAddress, LedgerStream, type StreamHost } from './ledger-stream.ts'

/** Every ledger of one partnership that this member may see, folded into one state as entries come in. */
export class LedgerBook {
  readonly #host: StreamHost
  readonly #tell: () => void
  readonly #streams = new Map<Boundary, LedgerStream>()
  readonly #applied = new Map<Boundary, number>()
  readonly #commands = new Set<string>()
  readonly #waiting = new Map<string, Set<() => void>>()
  #state: LedgerState = emptyLedger

  constructor(host: StreamHost) {
    this.#host = { ...host, changed: () => this.#changed() }
    this.#tell = host.changed
  }

  get state(): LedgerState {
    return this.#state
  }

  /** What the ledgers said at a time: every entry up to then, folded. */
  stateAt(at: number): LedgerState {
    const entries = this.streams.flatMap(stream => stream.entries.filter(entry => entry.at <= at))
    return entries.reduce(applyEntry, emptyLedger)
  }

  get streams(): readonly LedgerStream[] {
    return [...this.#streams.values()]
  }

  /** The partnership's own ledger, which every member sees. */
  get main(): LedgerStream | undefined {
    return this.#streams.get('partnership')
  }

  /** What broke a chain in what the server sent, if anything did. */
  get fault(): ChainFault | null {
    return this.streams.find(stream => stream.fault !== null)?.fault ?? null
  }

  /** Follows exactly these ledgers: opens new ones, and leaves nothing on this device of those that are gone. */
  follow(addresses: readonly LedgerAddress[]): void {
    const wanted = new Map(addresses.map(address => [address.boundary, address]))
    let lost = false
    for (const [boundary, stream] of this.#streams) {
      if (wanted.get(boundary)?.document === stream.address.document) continue
      this.#streams.delete(boundary)
      lost = true
      void stream.discard()
    }
    for (const address of addresses) {
      if (!this.#streams.has(address.boundary))
        this.#streams.set(address.boundary, new LedgerStream(address, this.#host))
    }
    if (lost) this.#changed()
  }

  /** The words behind a commitment; '' while unknown, erased or null. */
  words(commitment: Commitment | null | undefined): string {
    if (!commitment) return ''
    for (const stream of this.#streams.values()) {
      const words = stream.words(commitment)
      if (words !== '') return words
    }
    return ''
  }

  /** Resolves once a fact of this command is in one of the ledgers, or after `ms` milliseconds. */
  seen(command: string, ms: number): Promise<void> {
    if (this.#commands.has(command)) return Promise.resolve()
    return new Promise(resolve => {
      const waiting = this.#waiting.get(command) ?? new Set()
      const done = (): void => {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.#waiting.set(command, waiting.add(done))
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.streams.map(stream => stream.close()))
  }

  #changed(): void {
    if (this.#shrunk()) this.#again()
    for (const stream of this.#streams.values()) this.#apply(stream)
    this.#tell()
  }

  /** True when a stream was dropped or begun anew: what it said is unsaid. */
  #shrunk(): boolean {
    return [...this.#applied].some(([boundary, count]) => (this.#streams.get(boundary)?.entries.length ?? 0) < count)
  }

  #again(): void {
    this.#state = emptyLedger
    this.#applied.clear()
  }

  #apply(stream: LedgerStream): void {
    const { boundary } = stream.address
    const from = this.#applied.get(boundary) ?? 0
    for (const entry of stream.entries.slice(from)) {
      try {
        this.#state = applyEntry(this.#state, entry)
      } catch (error) {
        // Not checked yet, an entry may be anything; one that is whole must fold.
        if (stream.checkAll()) throw error
        return
      }
      this.#commands.add(entry.command)
      for (const done of [...(this.#waiting.get(entry.command) ?? [])]) done()
      this.#waiting.delete(entry.command)
    }
    this.#applied.set(boundary, stream.entries.length)
  }
}
