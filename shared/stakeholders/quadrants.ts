import type { Place } from './place.ts'

/** The four quadrants of the power–interest grid, by how to work with who stands there (domain.md 5). */
export const QUADRANTS = ['close-work', 'keep-satisfied', 'keep-informed', 'watch'] as const
/** One of `QUADRANTS`. */
export type Quadrant = (typeof QUADRANTS)[number]

/** Where the grid is cut, in tenths; 50 is the default 0.5 of domain.md. */
export const DEFAULT_CUT = 50

/**
 * The quadrant of a place (domain.md 5, power–interest grid): p≥c and i≥c close work; p≥c and i<c keep satisfied;
 * p<c and i≥c keep informed; else watch. Values and cut in tenths.
 */
export function quadrantOf(place: Pick<Place, 'power' | 'interest'>, cut: number = DEFAULT_CUT): Quadrant {
  if (place.power >= cut) return place.interest >= cut ? 'close-work' : 'keep-satisfied'
  return place.interest >= cut ? 'keep-informed' : 'watch'
}

/** The equity overlay (domain.md 5): impact on them m≥c and power p<c. False while impact is not rated. */
export function affectedButUnheard(place: Pick<Place, 'power' | 'impact'>, cut: number = DEFAULT_CUT): boolean {
  return place.impact !== null && place.impact >= cut && place.power < cut
}
