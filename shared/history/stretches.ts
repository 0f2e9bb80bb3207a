import type { Share } from './moments.ts'

/** A pause that ends a stretch of work, and the most that one stretch holds: updates, bytes and milliseconds. */
export const STRETCH = { pause: 5 * 60_000, edits: 500, bytes: 512 * 1024, time: 60 * 60_000 } as const

/** One update of a canvas as far as its place in a stretch goes. */
type Edit = { member: string | null; at: number; length: number }

/** Cuts updates into stretches: each ends by a pause or by its length. Answers the index after each stretch's last. */
export function cutStretches(edits: readonly Edit[]): number[] {
  const ends: number[] = []
  let begin = 0
  let bytes = 0
  for (const [at, edit] of edits.entries()) {
    const before = edits[at - 1]
    if (before && at > begin) {
      const full = at - begin >= STRETCH.edits || bytes + edit.length > STRETCH.bytes
      if (full || edit.at - before.at > STRETCH.pause || edit.at - edits[begin]!.at > STRETCH.time) {
        ends.push(at)
        begin = at
        bytes = 0
      }
    }
    bytes += edit.length
  }
  if (edits.length > 0) ends.push(edits.length)
  return ends
}

/** Who wrote how much, most first. */
export function sharesOf(edits: readonly Pick<Edit, 'member'>[]): Share[] {
  const counts = new Map<string | null, number>()
  for (const { member } of edits) counts.set(member, (counts.get(member) ?? 0) + 1)
  return sorted(counts)
}

/** A stretch without its bytes: updates `first` to `last` of a canvas. */
export type Stretch = { first: number; last: number; startedAt: number; endedAt: number; authors: Share[] }

/** The same stretches with those joined that were only cut where the log was compacted. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const next of stretches) {
    const last = joined.at(-1)
    const apart =
      !last ||
      next.startedAt - last.endedAt > STRETCH.pause ||
      next.last - last.first >= STRETCH.edits ||
      next.endedAt - last.startedAt > STRETCH.time
    if (apart) joined.push(next)
    else joined[joined.length - 1] = together(last, next)
  }
  return joined
}

function together(a: Stretch, b: Stretch): Stretch {
  const counts = new Map(a.authors.map(({ member, edits }) => [member, edits]))
  for (const { member, edits } of b.authors) counts.set(member, (counts.get(member) ?? 0) + edits)
  return { ...a, last: b.last, endedAt: b.endedAt, authors: sorted(counts) }
}

function sorted(counts: ReadonlyMap<string | null, number>): Share[] {
  return [...counts].map(([member, edits]) => ({ member, edits })).sort((a, b) => b.edits - a.edits)
}
