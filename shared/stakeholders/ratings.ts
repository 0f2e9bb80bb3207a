import type { MapRatings, Rating } from '../ledger/state.ts'

/** What is rated, each on 0–10 in tenths (0–100). `impact` is the impact of the issue on the stakeholder. */
export const DIMENSIONS = ['power', 'interest', 'impact'] as const
/** One of `DIMENSIONS`. */
export type Dimension = (typeof DIMENSIONS)[number]

/** What each party says of one stakeholder, keyed by party id. */
export type PartyRatings = ReadonlyMap<string, Pick<Rating, 'party' | 'values'>>

/** One party's number for one dimension, in tenths. */
export type PartyValue = { party: string; value: number }

const NONE: PartyRatings = new Map()

/** The parties' ratings of one stakeholder; empty when there are none. */
export function ratingsOf(ratings: MapRatings | undefined, stakeholder: string): ReadonlyMap<string, Rating> {
  return ratings?.of.get(stakeholder) ?? (NONE as ReadonlyMap<string, Rating>)
}

/** The numbers that parties give, by party id order; parties that decline or have not said are left out. */
export function valuesOf(ratings: PartyRatings, dimension: Dimension): PartyValue[] {
  const values: PartyValue[] = []
  for (const [party, rating] of ratings) {
    const value = rating.values[dimension]
    if (typeof value === 'number') values.push({ party, value })
  }
  return values.sort((a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : 0))
}

/** Parties that declined to put a number on this dimension: declining is a value (domain.md 5). */
export function declinedOf(ratings: PartyRatings, dimension: Dimension): string[] {
  return [...ratings]
    .filter(([, rating]) => rating.values[dimension] === null)
    .map(([party]) => party)
    .sort()
}

/** The median in tenths, or null for no values. With an even count, half-way between the middle two. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]!
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]!
  return (lower + upper) / 2
}

/** The middle of the parties' values, one value a party (counted by party, never by head); null when none has rated. */
export function middleOf(ratings: PartyRatings, dimension: Dimension): number | null {
  return median(valuesOf(ratings, dimension).map(({ value }) => value))
}

/** How far the parties lie apart on a dimension: who says least, who says most, and the gap in tenths. */
export type Spread = { dimension: Dimension; least: PartyValue; most: PartyValue; gap: number }

/** The spread of a dimension, or null when fewer than two parties give a number. Ties fall to the smaller party id. */
export function spreadOf(ratings: PartyRatings, dimension: Dimension): Spread | null {
  const values = valuesOf(ratings, dimension)
  if (values.length < 2) return null
  const least = values.reduce((a, b) => (b.value < a.value ? b : a))
  const most = values.reduce((a, b) => (b.value > a.value ? b : a))
  return { dimension, least, most, gap: most.value - least.value }
}

/**
 * Divergence (domain.md 5): the largest gap between party values in any dimension, as the spread where it lies;
 * null when no dimension has two values. A tie falls to power, then interest, then impact.
 */
export function divergenceOf(ratings: PartyRatings): Spread | null {
  let widest: Spread | null = null
  for (const dimension of DIMENSIONS) {
    const spread = spreadOf(ratings, dimension)
    if (spread && (!widest || spread.gap > widest.gap)) widest = spread
  }
  return widest
}
