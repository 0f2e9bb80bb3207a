import type { Entry } from '../facts.ts'
import type { LedgerState, MapRatings } from '../state.ts'
import { type FactOf, withKey, withoutKey } from './share.ts'

const UNASKED: MapRatings = { question: null, questionText: null, of: new Map(), agreed: new Map() }

/**
 * One rating per party, stakeholder and question; the latest stands whole. A rating without a number, a refusal or a note
 * takes the earlier one back. A new question starts with no ratings; ratings under a question that is past change nothing.
 */
export function foldRating(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'question.set' | 'rating.given' | 'rating.agreed'>,
): LedgerState {
  const known = state.ratings.get(fact.document) ?? UNASKED
  const next = ratingsAfter(known, entry, fact)
  return next === known ? state : { ...state, ratings: withKey(state.ratings, fact.document, next) }
}

function ratingsAfter(
  known: MapRatings,
  entry: Entry,
  fact: FactOf<'question.set' | 'rating.given' | 'rating.agreed'>,
): MapRatings {
  if (fact.type === 'question.set') return { ...UNASKED, question: fact.question, questionText: fact.text }
  if (known.question !== null && known.question !== fact.question) return known
  const asked = { ...known, question: fact.question }
  if (fact.type === 'rating.agreed') {
    const { stakeholder, values } = fact
    return {
      ...asked,
      agreed: values === null ? withoutKey(known.agreed, stakeholder) : withKey(known.agreed, stakeholder, values),
    }
  }
  const { stakeholder, party, values, note } = fact
  const before = known.of.get(stakeholder) ?? new Map()
  const withdrawn = note === null && Object.keys(values).length === 0
  const ratings = withdrawn
    ? withoutKey(before, party)
    : withKey(before, party, { party, member: entry.actor ?? '', values, note, at: entry.at })
  return { ...asked, of: withKey(known.of, stakeholder, ratings) }
}
