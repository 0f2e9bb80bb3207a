import type { Boundary } from '../access/roles.ts'
import { commit } from './chain.ts'
import type { Commitment, Fact, FactDraft, TextRow } from './facts.ts'
import { mapWords } from './map-words.ts'

/** Longest words of one fact in UTF-16 units: the frozen text of a proposal. Shorter limits are `decide()`'s. */
export const MAX_WORDS = 200_000

/** Longest title that a proposal can have in the ledger, in UTF-16 units. */
export const MAX_TITLE = 300

/** A draft whose words are committed: the fact as it is stored, and the rows that its commitments stand for. */
export type CommittedFact = { boundary: Boundary; fact: Fact; texts: TextRow[] }

/**
 * Salts and hashes the words of drafts. Words are made well-formed and NFC first; `salt` answers 32 fresh hex digits each
 * time. Words that carry a commitment already keep it and make no row. Throws a RangeError above `MAX_WORDS`.
 */
export function commitDrafts(drafts: readonly FactDraft[], salt: () => string): CommittedFact[] {
  return drafts.map(({ boundary, fact }) => {
    const texts: TextRow[] = []
    const committed = mapWords<{ words: string; commitment?: Commitment }, Commitment>(fact, given => {
      if (given.commitment !== undefined) return given.commitment
      const row = textRow(given.words, salt())
      texts.push(row)
      return row.commitment
    })
    return { boundary, fact: committed, texts }
  })
}

/** Every commitment that a stored fact holds, in the fact's own order. */
export function commitmentsOf(fact: Fact): Commitment[] {
  const found: Commitment[] = []
  mapWords(fact, commitment => found.push(commitment))
  return found
}

/** True when a row's words are the ones its commitment was made from. */
export function wordsMatch(row: TextRow): boolean {
  return commit(row.words, row.salt) === row.commitment
}

function textRow(given: string, salt: string): TextRow {
  const words = given.toWellFormed().normalize('NFC')
  if (words.length > MAX_WORDS) throw new RangeError(`words of ${words.length} characters`)
  return { commitment: commit(words, salt), salt, words }
}
