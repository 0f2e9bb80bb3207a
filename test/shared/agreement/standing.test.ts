import { expect, test } from 'vitest'
import { clauseAssents, clauseStatus, countStances } from '../../../shared/kinds/agreement/standing.ts'
import type { AssentChoice, ClauseState } from '../../../shared/ledger/facts.ts'
import type { ClauseRecord } from '../../../shared/ledger/state.ts'

function record(state: ClauseState, hash: string, assents: Record<string, [AssentChoice, string]> = {}): ClauseRecord {
  const given = Object.entries(assents).map(
    ([party, [choice, on]]) => [party, { choice, hash: on, reason: null, member: 'm', at: 1 }] as const,
  )
  return { state, hash, at: 1, by: 'm', assents: new Map(given) }
}

test('[AGR-30] a clause is empty, drafting, discussed or settled as recorded and as it reads', () => {
  expect(clauseStatus(undefined, 'h', true)).toBe('empty')
  expect(clauseStatus(undefined, 'h', false)).toBe('drafting')
  expect(clauseStatus(record('discussed', 'h'), 'h2', false)).toBe('discussed')
  expect(clauseStatus(record('settled', 'h'), 'h', false)).toBe('settled')
})

test('[AGR-31] settled words that changed are reopened, and settled again when they are put back', () => {
  const settled = record('settled', 'h')

  expect(clauseStatus(settled, 'h2', false)).toBe('reopened')
  expect(clauseStatus(settled, 'h2', true)).toBe('reopened')
  expect(clauseStatus(settled, 'h', false)).toBe('settled')
})

test('[AGR-32] a yes to words that have changed awaits reconfirming; an objection stands', () => {
  const assents = clauseAssents(
    record('discussed', 'new', {
      a: ['assent', 'new'],
      b: ['assent', 'old'],
      c: ['reservation', 'old'],
      d: ['objection', 'old'],
    }),
    'new',
    ['a', 'b', 'c', 'd', 'e'],
  )

  expect(assents.map(one => [one.party, one.stance, one.stale])).toEqual([
    ['a', 'assent', false],
    ['b', 'reconfirm', true],
    ['c', 'reconfirm', true],
    ['d', 'objection', true],
    ['e', 'not-yet', false],
  ])
  expect(countStances(assents)).toEqual({ assent: 1, reservation: 0, objection: 1, reconfirm: 2, 'not-yet': 1 })
})
