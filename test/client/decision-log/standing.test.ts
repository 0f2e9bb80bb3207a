import { expect, test } from 'vitest'
import { disagreement, inTheirWords, notHeard, stanceOf } from '../../../client/kinds/decision-log/standing.ts'
import { quorumCount } from '../../../client/kinds/decision-log/rule.ts'
import { askOf } from '../../../shared/ledger/asks.ts'
import { quorumMet } from '../../../shared/ledger/methods/method.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import type { PartyKey } from '../../../server/sample/people.ts'
import { sampleSession } from './fake-session.ts'

const table = await sampleSession('zuhura')
const party = (key: PartyKey) => table.cast.parties.get(key)!
const proposal = (key: 'D1' | 'D3' | 'D6') => table.session.ledger.proposals.get(table.cast.proposals.get(key)!)!
/** D6 as it stood on its first version. */
const first = (): Proposal => ({ ...proposal('D6'), versions: proposal('D6').versions.slice(0, 1) })

test('[LOG-11] a mark is full for a yes, half with a concern, struck by an open objection, ringed while home has not confirmed, dotted for nobody heard', () => {
  const stances = Object.fromEntries(
    (['WD', 'IH', 'KF', 'FC', 'HB', 'SC'] as const).map(key => [key, stanceOf(first(), party(key))]),
  )
  expect(stances).toEqual({ WD: 'provisional', IH: 'full', KF: 'half', FC: 'full', HB: 'struck', SC: 'not-yet' })
  expect(stanceOf(proposal('D3'), party('KF'))).toBe('struck')
})

test('[LOG-12] after new words every mark that had spoken turns to be given again, and no position counts as said', () => {
  const open = proposal('D6')
  for (const key of ['WD', 'IH', 'KF', 'FC', 'HB'] as const) expect(stanceOf(open, party(key))).toBe('reconfirm')
  expect(stanceOf(open, party('SC'))).toBe('not-yet')
  expect(notHeard(open, open.electorate)).toEqual(open.electorate)
})

test('[LOG-13] each party is asked for what it owes: a position, its word on new words, an answer on its objection, the word from home, or nothing', () => {
  const open = proposal('D6')
  expect(askOf(open, party('SC'))).toBe('position')
  expect(askOf(open, party('KF'))).toBe('reconfirm')
  expect(askOf(open, party('HB'))).toBe('objection')
  expect(askOf(first(), party('WD'))).toBe('confirm')
  expect(askOf(first(), party('IH'))).toBeNull()
  expect(askOf(open, party('SF'))).toBeNull()
  expect(askOf(open, null)).toBeNull()
  expect(askOf(proposal('D1'), party('FC'))).toBeNull()
})

test('[LOG-14] reasons are read strongest disagreement first', () => {
  const order = inTheirWords(first()).map(position => position.value)
  expect(order).toEqual(['objection', 'concern', 'consent'])
  expect(['objection', 'no', 'concern', 'abstain', 'consent', 'yes', 'unheard of'].map(disagreement)).toEqual([
    4, 4, 3, 2, 1, 1, 0,
  ])
})

test('[LOG-15] the number of parties that must speak is exactly where the rule’s quorum begins to hold', () => {
  for (let size = 1; size <= 12; size++) {
    for (let quorum = 1; quorum <= 100; quorum++) {
      const poll = {
        ...proposal('D6'),
        settings: { ...proposal('D6').settings, quorum },
        electorate: Array.from({ length: size }, (_, index) => `p${index}`),
      }
      const needed = quorumCount(poll.settings, size)
      expect([quorumMet(poll, needed), quorumMet(poll, needed - 1)]).toEqual([true, false])
    }
  }
})
