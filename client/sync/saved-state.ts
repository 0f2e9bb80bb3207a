import type { SavedState } from '../room/types.ts'

/** What is known about one document's line, from which alone the indicator speaks. */
export type LineFacts = {
  /** Why the server did not take an edit, or null. */
  refused: string | null
  /** The line is up and the server's content has been received over it. */
  synced: boolean
  /** Everything made here is acknowledged over this line; always so for those who only read. */
  confirmed: boolean
  /** Milliseconds since 1970 when the line was lost, or its first attempt failed; null while neither happened. */
  offlineSince: number | null
  /** When everything was last known to be saved. */
  savedAt: number | null
  /** Edits not acknowledged. */
  count: number
  /** False when this browser cannot keep edits itself. */
  kept: boolean
  /** False while this browser still writes edits down. */
  written: boolean
}

/** What the saved indicator says. *Saved* follows from acknowledgements alone, never from a socket being open. */
export function savedState(facts: LineFacts): SavedState {
  const { refused, count } = facts
  if (refused !== null) return { type: 'not-saved', code: refused, count }
  if (facts.synced) {
    if (count > 0) return { type: 'saving', count }
    if (facts.confirmed && facts.savedAt !== null) return { type: 'saved', at: facts.savedAt }
    return { type: 'loading' }
  }
  if (facts.offlineSince === null) return count > 0 ? { type: 'saving', count } : { type: 'loading' }
  const offline = { type: 'offline' as const, since: facts.offlineSince, count }
  if (!facts.kept) return { ...offline, kept: false }
  return facts.written || count === 0 ? offline : { ...offline, writing: true }
}
