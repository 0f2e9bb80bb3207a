import type { Boundary } from '../../shared/access/roles.ts'
import type { Commitment, TextRow } from '../../shared/ledger/facts.ts'
import { bytesToHex } from '../../shared/hash.ts'

/** The words behind the commitments of one partnership, in memory; erased ones are unknown. */
export class WordsCache {
  readonly #words = new Map<Commitment, string>()
  readonly #counts = new Map<Boundary, number>()

  /** Takes the next rows of a boundary, in the order of their writing. */
  add(boundary: Boundary, rows: readonly (TextRow | null)[]): void {
    for (const row of rows) if (row) this.#words.set(row.commitment, row.words)
    this.#counts.set(boundary, this.count(boundary) + rows.length)
  }

  /** Forgets words that were erased; their rows still count. */
  forget(commitments: readonly Commitment[]): void {
    for (const commitment of commitments) this.#words.delete(commitment)
  }

  /** Rows taken of a boundary, erased ones included. */
  count(boundary: Boundary): number {
    return this.#counts.get(boundary) ?? 0
  }

  /** The words, or '' when erased or unknown. */
  get(commitment: Commitment | null): string {
    return (commitment !== null && this.#words.get(commitment)) || ''
  }
}

/** A fresh salt: 32 hex digits from the platform's secure source. */
export function newSalt(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
}
