import type { Storage } from './storage.ts'

/** Words that the server did not take, kept on this device until its person leaves it (`forget-device.ts`). */
export type RefusedCopy = {
  /** Key under which it is kept. */
  key: string
  member: string
  document: string
  /** Milliseconds since 1970. */
  at: number
  /** Why; worded by `client/ledger/refusal-words.ts`. */
  code: string
  /** What its author wrote, one run of text each. */
  words: string[]
}

const PREFIX = 'trestle/refused/'
const MAX_CHARACTERS = 500_000

/** Keeps a copy (where this device takes no more, as long as the tab lives). Answers it with its key. */
export function keepRefusedCopy(storage: Storage, copy: Omit<RefusedCopy, 'key'>): RefusedCopy {
  const key = `${PREFIX}${copy.member}/${copy.document}/${copy.at}`
  const kept = { ...copy, key, words: cut(copy.words) }
  storage.set(key, JSON.stringify(kept))
  return kept
}

/** A member's kept copies, newest first; of one document where one is named. */
export function refusedCopies(storage: Storage, member: string, document?: string): RefusedCopy[] {
  return storage
    .keys(`${PREFIX}${member}/${document === undefined ? '' : `${document}/`}`)
    .flatMap(key => readCopy(storage.get(key)) ?? [])
    .sort((a, b) => b.at - a.at)
}

function readCopy(stored: string | null): RefusedCopy | null {
  try {
    const value = JSON.parse(stored ?? 'null') as RefusedCopy | null
    return value && Array.isArray(value.words) && typeof value.key === 'string' ? value : null
  } catch {
    // Not ours.
    return null
  }
}

function cut(words: readonly string[]): string[] {
  let left = MAX_CHARACTERS
  return words.flatMap(line => {
    const part = line.slice(0, left)
    left -= part.length
    return part === '' ? [] : [part]
  })
}
