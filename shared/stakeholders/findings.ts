import type { Stakeholder } from '../kinds/stakeholder-map/model.ts'
import type { MapRatings } from '../ledger/state.ts'
import { engagementGap } from './engagement.ts'
import { type Place, placeOf } from './place.ts'
import { affectedButUnheard, DEFAULT_CUT, QUADRANTS, type Quadrant, quadrantOf } from './quadrants.ts'
import { divergenceOf, ratingsOf, type Spread } from './ratings.ts'

/** A gap of 4 of 10 between two parties, in tenths: from here on a stakeholder is said to be seen differently. */
export const SEEN_DIFFERENTLY = 40

/** What the ratings say of one stakeholder. */
export type Standing = {
  id: string
  name: string
  place: Place | null
  quadrant: Quadrant | null
  unheard: boolean
  divergence: Spread | null
  gap: number | null
}

/** The lists that lead the map; each stakeholder is in exactly one of the quadrants or in `unrated`. */
export type Findings = {
  /** Every stakeholder's standing by id. */
  of: ReadonlyMap<string, Standing>
  /** Affected but unheard, highest impact first. */
  unheard: readonly Standing[]
  /** Gap of `SEEN_DIFFERENTLY` or more, widest first. */
  differing: readonly Standing[]
  quadrants: Readonly<Record<Quadrant, readonly Standing[]>>
  /** Engagement wanted differs from engagement now, widest first. */
  gaps: readonly Standing[]
  /** Not yet rated: no place on the grid. */
  unrated: readonly Standing[]
}

/** Reads the findings off a register and its ratings. The same rows in any order give the same findings. */
export function findingsOf(
  rows: readonly Pick<Stakeholder, 'id' | 'name' | 'engagementNow' | 'engagementWanted'>[],
  ratings: MapRatings | undefined,
  cut: number = DEFAULT_CUT,
): Findings {
  const standings = rows.map(row => standingOf(row, ratings, cut)).sort(byName)
  const quadrants = {} as Record<Quadrant, readonly Standing[]>
  for (const quadrant of QUADRANTS) quadrants[quadrant] = standings.filter(one => one.quadrant === quadrant)
  return {
    of: new Map(standings.map(one => [one.id, one])),
    unheard: standings.filter(one => one.unheard).sort((a, b) => impactOf(b) - impactOf(a)),
    differing: standings.filter(one => gapOf(one) >= SEEN_DIFFERENTLY).sort((a, b) => gapOf(b) - gapOf(a)),
    quadrants,
    gaps: standings.filter(one => one.gap).sort((a, b) => Math.abs(b.gap ?? 0) - Math.abs(a.gap ?? 0)),
    unrated: standings.filter(one => one.quadrant === null),
  }
}

function standingOf(
  row: Pick<Stakeholder, 'id' | 'name' | 'engagementNow' | 'engagementWanted'>,
  ratings: MapRatings | undefined,
  cut: number,
): Standing {
  const place = placeOf(ratings, row.id)
  return {
    id: row.id,
    name: row.name,
    place,
    quadrant: place && quadrantOf(place, cut),
    unheard: place !== null && affectedButUnheard(place, cut),
    divergence: divergenceOf(ratingsOf(ratings, row.id)),
    gap: engagementGap(row),
  }
}

const impactOf = (one: Standing) => one.place?.impact ?? 0
const gapOf = (one: Standing) => one.divergence?.gap ?? 0

// Code-unit order, not the reader's locale: every copy lists alike, and Array.sort is stable for the sorts after it.
function byName(a: Standing, b: Standing): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1
}
