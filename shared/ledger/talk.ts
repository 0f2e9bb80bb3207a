import type { LetterRange } from '../model/prose-range.ts'
import type { Commitment } from './facts.ts'

/** Longest comment in UTF-16 units. */
export const MAX_COMMENT = 2000

/** Longest piece of a canvas's words that a comment quotes, in UTF-16 units. */
export const MAX_QUOTE = 500

/** A comment. `versions` are its words from the first on; once `erased` they stand for nothing any more. */
export type Comment = {
  id: string
  member: string
  /** The party that its author sat for when it was written. */
  party: string | null
  at: number
  versions: readonly { words: Commitment; at: number }[]
  /** Members and parties that it turns to. */
  mentions: readonly string[]
  erased: { by: string | null; at: number } | null
}

/**
 * Comments on one thing, in the order in which they came; the thread has the id of the first. `about` is a row of the
 * canvas, or null for the whole of it; `range` the letters of that row's words, which were `quote` when it began.
 */
export type Thread = {
  id: string
  document: string
  about: string | null
  range: LetterRange | null
  quote: Commitment | null
  comments: readonly Comment[]
  /** Who said that this is talked through, and when; null while it is open. */
  resolved: { by: string | null; at: number } | null
}

/** Every commitment that goes when a comment is erased: all its words, and the quote when it began the thread. */
export function wordsOfComment(thread: Thread, comment: Comment): Commitment[] {
  const quote = thread.id === comment.id && thread.quote !== null ? [thread.quote] : []
  return [...comment.versions.map(version => version.words), ...quote]
}
