import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resultNow } from '../../../shared/ledger/methods/index.ts'
import { arbitraryPoll, type Ballot, pollOf, secondTally } from './tally.ts'

const METHODS = ['consent', 'majority'] as const
const A = 'a'
const four = ['a', 'b', 'c', 'd']
const usual = { quorum: 50, threshold: 50, electorate: four, required: [], objections: [] }

function ballots(...values: string[]): Ballot[] {
  return values.map((value, at) => ({ party: four[at]!, value, stale: false, provisional: false, confirmed: false }))
}

const majority = (values: string[], change: Partial<Parameters<typeof pollOf>[0]> = {}) =>
  resultNow(pollOf({ ...usual, method: 'majority', ballots: ballots(...values), ...change }))
const consent = (values: string[], change: Partial<Parameters<typeof pollOf>[0]> = {}) =>
  resultNow(pollOf({ ...usual, method: 'consent', ballots: ballots(...values), ...change }))

test('[DEC-1] results agree with a second tally written from the rules', () => {
  for (const method of METHODS) {
    fc.assert(
      fc.property(arbitraryPoll(method), given => {
        const own = resultNow(pollOf(given))
        const second = secondTally(given)
        expect(own.outcome).toBe(second.outcome)
        expect(own.heard).toHaveLength(second.heard)
        if (method === 'majority') expect([own.tally.yes, own.tally.no]).toEqual([second.yes, second.no])
      }),
      { numRuns: 2000 },
    )
  }
})

test('[DEC-2] the result does not depend on the order in which positions came', () => {
  for (const method of METHODS) {
    const shuffled = arbitraryPoll(method).chain(given =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given.ballots, { minLength: given.ballots.length }),
        fc.shuffledSubarray(given.objections, { minLength: given.objections.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([given, order, objections]) => {
        const reordered = resultNow(pollOf({ ...given, ballots: order, objections }))
        const { dissent: _, ...plain } = resultNow(pollOf(given))
        expect(reordered).toMatchObject(plain)
      }),
      { numRuns: 500 },
    )
  }
})

test('[DEC-3] turning a no into a yes, or an objection into consent, never undoes an adoption', () => {
  for (const method of METHODS) {
    fc.assert(
      fc.property(arbitraryPoll(method), fc.nat(7), (given, at) => {
        const before = resultNow(pollOf(given)).outcome
        const turn = (ballot: Ballot, index: number): Ballot => {
          if (index !== at || !['no', 'objection', 'abstain'].includes(ballot.value)) return ballot
          return { ...ballot, value: method === 'consent' ? 'consent' : 'yes' }
        }
        const after = resultNow(pollOf({ ...given, ballots: given.ballots.map(turn) })).outcome
        if (before !== 'not_adopted') expect(after).toBe(before)
      }),
      { numRuns: 2000 },
    )
  }
})

test('[DEC-4] the quorum counts parties, and abstaining counts for the quorum only', () => {
  expect(majority(['yes'], { quorum: 50 }).reasons).toEqual(['majority-reached', 'quorum-not-met'])
  expect(majority(['yes', 'abstain'], { quorum: 50 })).toMatchObject({
    outcome: 'adopted',
    tally: { yes: 1, no: 0, abstain: 1 },
  })
  expect(majority(['abstain', 'abstain', 'abstain']).reasons).toEqual(['majority-not-reached', 'quorum-met'])
  expect(consent(['consent', 'concern'], { quorum: 51 }).outcome).toBe('not_adopted')
})

test('[DEC-5] a majority is more than half, or at least the threshold above half, and a tie fails', () => {
  expect(majority(['yes', 'no'])).toMatchObject({ outcome: 'not_adopted', reasons: ['tie', 'quorum-met'] })
  expect(majority(['yes', 'yes', 'no']).outcome).toBe('adopted')
  expect(majority(['yes', 'yes', 'yes', 'no'], { threshold: 75 }).outcome).toBe('adopted')
  expect(majority(['yes', 'yes', 'yes', 'no'], { threshold: 76 }).outcome).toBe('not_adopted')
})

test('[DEC-6] without a required party nothing is adopted, and the record says who was not heard', () => {
  expect(consent(['consent', 'consent', 'consent'], { required: ['d'] })).toMatchObject({
    outcome: 'not_adopted',
    reasons: ['no-open-objection', 'quorum-met', 'required-not-heard'],
    notHeard: ['d'],
    heard: ['a', 'b', 'c'],
  })
  expect(majority(['yes', 'yes', 'yes', 'no'], { required: ['d'] }).outcome).toBe('adopted')
})

test('[DEC-7] a position on an earlier text does not count', () => {
  const old = ballots('yes', 'yes', 'no').map(ballot => ({ ...ballot, stale: ballot.party === A }))
  expect(majority([], { ballots: old })).toMatchObject({
    outcome: 'not_adopted',
    notHeard: ['a', 'd'],
    tally: { yes: 1, no: 1 },
  })
})

test('[DEC-8] a position that waits for its home makes an adoption ad referendum until it is confirmed', () => {
  const waiting = ballots('consent', 'consent').map(ballot => ({ ...ballot, provisional: ballot.party === A }))
  expect(consent([], { ballots: waiting })).toMatchObject({ outcome: 'adopted_ad_referendum' })
  expect(consent([], { ballots: waiting }).reasons).toContain('provisional')
  const confirmed = waiting.map(ballot => ({ ...ballot, confirmed: true }))
  expect(consent([], { ballots: confirmed }).outcome).toBe('adopted')
})

test('[DEC-9] an open objection stops consent, whichever version it was raised on, and a settled one does not', () => {
  for (const state of ['raised', 'tested', 'referred'] as const) {
    const stopped = consent(['consent', 'consent', 'consent'], { objections: [{ party: 'd', state }] })
    expect(stopped).toMatchObject({ outcome: 'not_adopted', reasons: ['open-objection', 'quorum-met'] })
    expect(stopped.dissent).toEqual([{ party: 'd', value: 'objection', reason: 'objects d' }])
  }
  for (const state of ['integrated', 'resolved', 'withdrawn'] as const) {
    expect(consent(['consent', 'consent', 'objection'], { objections: [{ party: 'c', state }] })).toMatchObject({
      outcome: 'adopted',
      dissent: [],
    })
  }
})

test('[DEC-10] dissent is recorded in the words given, and a concern consents', () => {
  expect(majority(['yes', 'yes', 'no', 'abstain']).dissent).toEqual([{ party: 'c', value: 'no', reason: 'why c' }])
  expect(consent(['consent', 'concern', 'consent'])).toMatchObject({
    outcome: 'adopted',
    dissent: [],
    tally: { concern: 1 },
  })
})
