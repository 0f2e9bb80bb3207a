import type { Recovered } from '../ports.ts'
import { LIMITS } from './limits.ts'

/** Clocks of one id that came back through somebody else. */
type Range = { clock: number; length: number }

/** A recovery as plain values, to cross to another thread. */
export type RecoveryState = { open: boolean; back: number[]; recovered: Recovered[] }

/**
 * What was shown and not yet on disk when the power failed is in other people's copies. While `open`, whoever answers step 1 may bring
 * it back under its author's id, at exactly the clock that the document knows; as soon as that id is back itself, nobody else may.
 * What came so is remembered for good: when its author returns with other words at that place, that must not pass unnoticed.
 */
export class Recovery {
  readonly #open: () => boolean
  readonly #back: Set<number>
  readonly #ranges = new Map<number, Range[]>()
  #recovered: Recovered[] = []

  constructor(recovered: readonly Recovered[], open: () => boolean, back: readonly number[] = []) {
    this.#open = open
    this.#back = new Set(back)
    this.keep(recovered)
  }

  /** As `state()` gave it. */
  static of({ open, back, recovered }: RecoveryState): Recovery {
    return new Recovery(recovered, () => open, back)
  }

  /** May somebody else bring structs under this id now? */
  mayCarry(clientId: number): boolean {
    return !this.#back.has(clientId) && this.#open()
  }

  /** This id has come back with whatever it has: from now on only its own member writes under it. */
  back(clientId: number): void {
    if (this.#open()) this.#back.add(clientId)
  }

  /** True when part of what this id wrote came through somebody else. */
  has(clientId: number): boolean {
    return this.#ranges.has(clientId)
  }

  /** The parts of `[from, to)` of this id that came through somebody else. */
  within(clientId: number, from: number, to: number): { from: number; to: number }[] {
    return (this.#ranges.get(clientId) ?? []).flatMap(({ clock, length }) => {
      const part = { from: Math.max(from, clock), to: Math.min(to, clock + length) }
      return part.from < part.to ? part : []
    })
  }

  /** Remembers what came through somebody else. */
  keep(recovered: readonly Recovered[]): void {
    for (const one of recovered) {
      const range = { clock: one.clock, length: one.length }
      const ranges = this.#ranges.get(one.clientId)
      if (ranges) ranges.push(range)
      else this.#ranges.set(one.clientId, [range])
    }
    this.#recovered.push(...recovered)
  }

  /** Ids without a lease that may still be brought back by one answer. */
  static readonly idsPerAnswer = LIMITS.idsPerMember

  /**
   * The clocks to ask for in step 1 beside the document's own: whoever has anything from there on is to say it, also where the
   * document has it, since only then can it be compared.
   */
  asked(): Map<number, number> {
    return new Map([...this.#ranges].map(([clientId, ranges]) => [clientId, Math.min(...ranges.map(r => r.clock))]))
  }

  /** As it is now. */
  state(): RecoveryState {
    return { open: this.#open(), back: [...this.#back], recovered: this.#recovered }
  }
}
