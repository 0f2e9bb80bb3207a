import type { MethodId, Outcome, ResultReason } from '../facts.ts'
import type { Position, Proposal } from '../state.ts'

/** What a method needs of a proposal to say how it ends. */
export type Poll = Pick<Proposal, 'versions' | 'settings' | 'electorate' | 'positions' | 'objections'>

/** A party's dissent at the close, with the commitment to the words it gave. */
export type Dissent = { party: string; value: string; reason: string | null }

/** How a proposal ends under its method. Parties are ids in the electorate's order. */
export type MethodResult = {
  outcome: Outcome
  reasons: ResultReason[]
  /** Counted positions by value; every value of the method has a count. */
  tally: Record<string, number>
  heard: string[]
  notHeard: string[]
  dissent: Dissent[]
}

/** A way to decide: the values a position may have and a pure rule for the result (domain.md 7.2). */
export interface Method {
  readonly id: MethodId
  readonly values: readonly string[]
  /** Must a position with this value give its reason? `onDissent` is the proposal's own setting. */
  needsReason(value: string, onDissent: boolean): boolean
  result(poll: Poll): MethodResult
}

/** Positions that count: of the electorate, known to the method, on the current version; in the electorate's order. */
export function countedPositions(poll: Poll, values: readonly string[]): Position[] {
  const version = poll.versions.at(-1)?.version
  return [...new Set(poll.electorate)].flatMap(party => {
    const position = poll.positions.get(party)
    return position && position.version === version && values.includes(position.value) ? [position] : []
  })
}

/** True when the share of parties that spoke reaches the quorum. Abstaining is speaking. */
export function quorumMet(poll: Poll, heard: number): boolean {
  return heard * 100 >= poll.settings.quorum * new Set(poll.electorate).size
}

/**
 * The part that all methods share: who was heard, the quorum, the required parties, and whether an adoption waits for a
 * word from home. `passes` is the method's own rule with its reasons; adoption needs all of them.
 */
export function resultOf(
  poll: Poll,
  method: Pick<Method, 'values'>,
  own: { passes: boolean; reasons: ResultReason[]; dissent: Dissent[] },
): MethodResult {
  const counted = countedPositions(poll, method.values)
  const spoke = new Set(counted.map(position => position.party))
  const electorate = [...new Set(poll.electorate)]
  const quorum = quorumMet(poll, counted.length)
  const required = poll.settings.required.every(party => spoke.has(party))
  const adopted = own.passes && quorum && required
  const waits = counted.some(position => position.provisional && position.confirmedAt === null)
  const tally: Record<string, number> = Object.fromEntries(method.values.map(value => [value, 0]))
  for (const { value } of counted) tally[value] = (tally[value] ?? 0) + 1
  const reasons: ResultReason[] = [...own.reasons, quorum ? 'quorum-met' : 'quorum-not-met']
  if (!required) reasons.push('required-not-heard')
  if (adopted && waits) reasons.push('provisional')
  return {
    outcome: adopted ? (waits ? 'adopted_ad_referendum' : 'adopted') : 'not_adopted',
    reasons,
    tally,
    heard: electorate.filter(party => spoke.has(party)),
    notHeard: electorate.filter(party => !spoke.has(party)),
    dissent: own.dissent,
  }
}
