import type { MapRatings } from '../ledger/state.ts'
import { middleOf, ratingsOf } from './ratings.ts'

/** Where a stakeholder stands on the grid, in tenths; `by` says whether the broker set the point or it is the middle. */
export type Place = { power: number; interest: number; impact: number | null; by: 'agreed' | 'middle' }

/**
 * The agreed point where one is set, else the medians over parties; null while power or interest is not yet rated.
 * An agreed point without impact takes the parties' middle for it.
 */
export function placeOf(ratings: MapRatings | undefined, stakeholder: string): Place | null {
  const of = ratingsOf(ratings, stakeholder)
  const agreed = ratings?.agreed.get(stakeholder)
  if (agreed) {
    return {
      power: agreed.power,
      interest: agreed.interest,
      impact: agreed.impact ?? middleOf(of, 'impact'),
      by: 'agreed',
    }
  }
  const power = middleOf(of, 'power')
  const interest = middleOf(of, 'interest')
  if (power === null || interest === null) return null
  return { power, interest, impact: middleOf(of, 'impact'), by: 'middle' }
}
