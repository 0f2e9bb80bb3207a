import type { Storage } from '../../sync/storage.ts'

/** What this device saw of a partnership at one moment: when, and what lay there that carries no time of its own. */
export type Look = {
  /** Milliseconds since 1970. */
  at: number
  /** Ids of stakeholders and notes. */
  rows: readonly string[]
  /** Clauses whose settled words had changed. */
  reopened: readonly string[]
}

/** A pause after which coming to the table is another visit, in milliseconds. */
const ANOTHER_VISIT = 30 * 60_000

type Kept = { before: Look; latest: Look }

const key = (partnership: string, member: string) => `trestle/look/${partnership}/${member}`

/**
 * The look that news are counted from: what this device saw at the end of the visit before this one; null on the first visit.
 * Reading it at the start of a new visit makes the latest look the one before.
 */
export function lookBefore(storage: Storage, partnership: string, member: string, now: number): Look | null {
  const kept = read(storage.get(key(partnership, member)))
  if (!kept) return null
  if (now - kept.latest.at < ANOTHER_VISIT) return kept.before
  write(storage, partnership, member, { before: kept.latest, latest: kept.latest })
  return kept.latest
}

/** Keeps what lies there now. `seen`: the person walked through the news, so that they are none any more. */
export function keepLook(storage: Storage, partnership: string, member: string, now: Look, seen = false): void {
  const kept = read(storage.get(key(partnership, member)))
  write(storage, partnership, member, { before: kept && !seen ? kept.before : now, latest: now })
}

function write(storage: Storage, partnership: string, member: string, kept: Kept): void {
  storage.set(key(partnership, member), JSON.stringify(kept))
}

function read(stored: string | null): Kept | null {
  try {
    const value = JSON.parse(stored ?? 'null') as Kept | null
    return isLook(value?.before) && isLook(value?.latest) ? value : null
  } catch {
    // Not ours.
    return null
  }
}

function isLook(value: Look | undefined): value is Look {
  return typeof value?.at === 'number' && Array.isArray(value.rows) && Array.isArray(value.reopened)
}
