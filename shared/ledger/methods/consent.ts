import { isOpenObjection, openObjectionOf } from '../objections.ts'
import { countedPositions, type Dissent, type Method, type Poll, resultOf } from './method.ts'

const VALUES = ['consent', 'concern', 'objection'] as const

/**
 * Consent (domain.md 7.2): adopted iff the quorum is met, every required party was heard and no objection is open. An
 * objection outlives the version it was raised on until the objector settles it. A concern consents, with its words minuted.
 */
export const consent: Method = {
  id: 'consent',
  values: VALUES,
  needsReason: (value, onDissent) => value === 'objection' || (value === 'concern' && onDissent),
  result(poll) {
    const dissent = dissentOf(poll)
    const passes = dissent.length === 0 && ![...poll.objections.values()].some(isOpenObjection)
    return resultOf(poll, consent, {
      passes,
      reasons: [passes ? 'no-open-objection' : 'open-objection'],
      dissent,
    })
  },
}

/**
 * Parties whose objection is open, in the words last given: on the current text, else those of the objection. A position
 * that objects while the party has no objection on record would be a hole in the record, so it stops too.
 */
function dissentOf(poll: Poll): Dissent[] {
  const counted = new Map(countedPositions(poll, VALUES).map(position => [position.party, position]))
  const recorded = new Set([...poll.objections.values()].map(objection => objection.party))
  return [...new Set(poll.electorate)].flatMap(party => {
    const position = counted.get(party)
    const objects = position?.value === 'objection'
    const open = openObjectionOf(poll, party)
    if (!open && !(objects && !recorded.has(party))) return []
    return [{ party, value: 'objection', reason: (objects ? position.reason : null) ?? open?.reason ?? null }]
  })
}
