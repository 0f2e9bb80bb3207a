import { generateNKeysBetween } from 'fractional-indexing'

/**
 * A key that sorts between two neighbours' keys (either may be null at an end). Moving a row writes one value of one row
 * and never collides with edits inside rows. Keys that a stranger made unreadable count as no neighbour.
 */
export function orderBetween(before: string | null, after: string | null): string {
  return orderKeys(before, after, 1)[0]!
}

/** `count` keys in order between two neighbours. */
export function orderKeys(before: string | null, after: string | null, count: number): string[] {
  try {
    return generateNKeysBetween(before || null, after || null, count)
  } catch {
    // Two people may have given one key, or a stranger an unreadable one: fall back to the end that still works.
    try {
      return generateNKeysBetween(before || null, null, count)
    } catch {
      return generateNKeysBetween(null, null, count)
    }
  }
}
