import type { Boundary, Role } from '../../shared/access/roles.ts'
import { bytesToHex } from '../../shared/hash.ts'
import { commit, entryAfter, entryLine } from '../../shared/ledger/chain.ts'
import { wordsErasedBy } from '../../shared/ledger/erasures.ts'
import type { Commitment, Fact, FactDraft, TextRow } from '../../shared/ledger/facts.ts'
import { applyEntry, emptyLedger } from '../../shared/ledger/fold.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { commitDrafts } from '../../shared/ledger/words.ts'
import type { ReadyEntry } from '../ports.ts'

/** Who acted and when, as each entry of an act says it. */
export type WrittenAct = { at: number; command: string; actor: string | null; role: Role | null; party: string | null }

/** Writes the ledgers of a partnership that nobody has seen yet, chained and salted, for one append at the end. */
export class StreamWriter {
  readonly partnership: string
  readonly entries: ReadyEntry[] = []
  readonly texts: { boundary: Boundary; row: TextRow }[] = []
  readonly #indexes = new Map<string, number>()
  readonly #erased = new Set<Commitment>()
  #state: LedgerState = emptyLedger

  constructor(partnership: string) {
    this.partnership = partnership
  }

  /** What has been written so far adds up to this. */
  get state(): LedgerState {
    return this.#state
  }

  /** Salts words and keeps them for `boundary`; answers their commitment. */
  commit(boundary: Boundary, words: string): string {
    const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
    const row = { commitment: commit(words, salt), salt, words }
    this.texts.push({ boundary, row })
    return row.commitment
  }

  /** The words as they are to be stored: those that a later fact erased are not among them. */
  get keptTexts(): { boundary: Boundary; row: TextRow }[] {
    return this.texts.filter(({ row }) => !this.#erased.has(row.commitment))
  }

  /** Adds one fact whose words are committed. Throws a RangeError when its entry is too large. */
  write(boundary: Boundary, fact: Fact, act: WrittenAct): void {
    const head = this.#state.heads.get(boundary)
    const index = this.#indexes.get(act.command) ?? 0
    this.#indexes.set(act.command, index + 1)
    const entry = entryAfter(head, { stream: boundary, partnership: this.partnership, ...act, index, fact })
    for (const commitment of wordsErasedBy(this.#state, fact)) this.#erased.add(commitment)
    this.#state = applyEntry(this.#state, entry)
    this.entries.push({ stream: boundary, seq: entry.seq, command: act.command, index, line: entryLine(entry) })
  }

  /** Adds the server's own drafts as one act. */
  record(drafts: readonly FactDraft[], act: WrittenAct): void {
    const salt = () => bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
    for (const { boundary, fact, texts } of commitDrafts(drafts, salt)) {
      for (const row of texts) this.texts.push({ boundary, row })
      this.write(boundary, fact, act)
    }
  }
}
