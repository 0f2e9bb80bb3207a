import { type Actor, isBroker } from '../../access/roles.ts'
import type { DecideContext } from '../decide-context.ts'
import { DIMENSIONS } from '../../stakeholders/ratings.ts'
import type { AgreedPoint, RatingValues } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, documentFor, facts, no, type Ruling, words, wordsOrNull } from './rules.ts'

/** A new question for a map's ratings, which starts without any. */
export function setQuestion(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'question.set'>,
  context: DecideContext,
): Ruling {
  const found = documentFor(state, actor, command.document, { kind: 'stakeholder-map' })
  if (!found.ok) return found
  if (!isBroker(actor.role)) return no('not-allowed')
  const { id: document, boundary } = found.value
  return facts(boundary, { type: 'question.set', document, question: context.newId(), text: words(command.text) })
}

/** What the actor's party says of a stakeholder. Null declines to put a number on it; nothing at all takes it back. */
export function giveRating(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'rating.give'>,
  context: DecideContext,
): Ruling {
  const found = documentFor(state, actor, command.document, { kind: 'stakeholder-map' })
  if (!found.ok) return found
  const { id: document, boundary } = found.value
  const { party } = actor
  if (actor.role !== 'representative' && actor.role !== 'contributor') return no('not-allowed')
  if (party === null || !state.parties.has(party)) return no('not-a-party')
  const { stakeholder } = command
  if (!context.stakeholder(document, stakeholder)) return no('no-such-stakeholder', { subject: stakeholder })
  const values: RatingValues = {}
  for (const dimension of DIMENSIONS) {
    const value = command.values[dimension]
    if (value === undefined) continue
    if (value !== null && !onScale(value)) return no('rating-out-of-range', { field: dimension })
    values[dimension] = value
  }
  const note = wordsOrNull(command.note)
  const before = state.ratings.get(document)?.of.get(stakeholder)?.get(party)
  if (note === null && (before?.note ?? null) === null && sameValues(before?.values ?? {}, values)) {
    return no('nothing-changed')
  }
  const question = questionOf(state, document)
  return facts(boundary, { type: 'rating.given', document, stakeholder, question, party, values, note })
}

/** The point that stands for everyone, set or taken away by those who run the process. */
export function agreeRating(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'rating.agree'>,
  context: DecideContext,
): Ruling {
  const found = documentFor(state, actor, command.document, { kind: 'stakeholder-map' })
  if (!found.ok) return found
  const { id: document, boundary } = found.value
  if (!isBroker(actor.role)) return no('not-allowed')
  const { stakeholder } = command
  if (!context.stakeholder(document, stakeholder)) return no('no-such-stakeholder', { subject: stakeholder })
  const given = command.values
  const wrong = given && DIMENSIONS.find(name => given[name] !== undefined && !onScale(given[name]))
  if (wrong) return no('rating-out-of-range', { field: wrong })
  const values: AgreedPoint | null = given && {
    power: given.power,
    interest: given.interest,
    ...(given.impact === undefined ? {} : { impact: given.impact }),
  }
  const before = state.ratings.get(document)?.agreed.get(stakeholder)
  if (values === null ? before === undefined : before !== undefined && sameValues(before, values)) {
    return no('nothing-changed')
  }
  const question = questionOf(state, document)
  return facts(boundary, { type: 'rating.agreed', document, stakeholder, question, values })
}

/** Ratings that come before anyone worded a question stand under one that has the map's own id. */
function questionOf(state: LedgerState, document: string): string {
  return state.ratings.get(document)?.question ?? document
}

function onScale(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 100
}

function sameValues(a: RatingValues, b: RatingValues): boolean {
  return DIMENSIONS.every(name => a[name] === b[name])
}
