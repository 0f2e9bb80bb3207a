import type { Point } from './geometry.ts'

/** A direction on the screen, y downwards. */
export type Direction = readonly [-1 | 0 | 1, -1 | 0 | 1]

/**
 * The nearest spot in a direction from `from`, for arrow keys: the further a spot lies off to the side, the longer its
 * way counts; null when nothing lies that way. Ties fall to the earlier spot.
 */
export function nearestInDirection<Spot extends { at: Point }>(
  from: Point,
  direction: Direction,
  spots: readonly Spot[],
): Spot | null {
  let best: Spot | null = null
  let least = Number.POSITIVE_INFINITY
  for (const spot of spots) {
    const [dx, dy] = [spot.at[0] - from[0], spot.at[1] - from[1]]
    const ahead = dx * direction[0] + dy * direction[1]
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0])
    if (ahead <= 0.5) continue
    const cost = Math.hypot(ahead, aside) * (1 + (2 * aside) / ahead)
    if (cost < least) {
      least = cost
      best = spot
    }
  }
  return best
}
