import { expect, test } from 'vitest'
import { textHash } from '../../../shared/hash.ts'
import { waitsOf } from '../../../shared/ledger/waiting.ts'
import { AGREEMENT, ANN, BETA, BO, BROKER, CO, DEE, id, OZ, PROPOSAL, seatedTable, settings } from './table.ts'

const CLAUSE = id('clause')
const DAY = 86_400_000

function waits(table: ReturnType<typeof seatedTable>, member: string, clause = 'We meet.') {
  return waitsOf(table.state, table.actor(member), table.now, () => textHash(clause))
}

test('[FRO-1] what waits is sorted by its nearest deadline, and only for those whom it concerns', () => {
  const table = seatedTable()
  table.open(BROKER, { settings: settings({ closesAt: 9 * DAY }) })
  table.open(BROKER, { proposal: id('sooner'), settings: settings({ closesAt: 2 * DAY }) })
  expect(waits(table, ANN).map(one => [one.what, one.due])).toEqual([
    ['position', 2 * DAY],
    ['position', 9 * DAY],
  ])
  for (const member of [BROKER, CO, DEE, OZ]) expect(waits(table, member)).toEqual([])
})

test('[FRO-2] an objection waits for those who run the proposal until a new version takes it up', () => {
  const table = seatedTable()
  table.open(BROKER)
  table.take(BO, 'objection')
  expect(waits(table, BROKER)).toMatchObject([{ what: 'answer-objection', party: BETA, proposal: PROPOSAL }])
  expect(waits(table, ANN).map(one => one.what)).toEqual(['position'])
  const [objection = ''] = table.proposal().objections.keys()
  expect(table.amend(BROKER, 'Otherwise.', [objection])).toBeNull()
  expect(waits(table, BROKER)).toEqual([])
  expect(waits(table, BO).map(one => one.what)).toEqual(['objection'])
})

test('[FRO-3] a party is asked again for its assent when the words of the clause changed; a broker sees the objections', () => {
  const table = seatedTable()
  table.clauses.set(CLAUSE, 'We meet.')
  const said = { type: 'assent.give', document: AGREEMENT, clause: CLAUSE, hash: textHash('We meet.') } as const
  table.act(ANN, { ...said, choice: 'assent', reason: null })
  table.act(BO, { ...said, choice: 'objection', reason: 'Not yet' })
  expect(waits(table, ANN)).toEqual([])
  expect(waits(table, ANN, 'We met.')).toEqual([
    { what: 'clause-again', document: AGREEMENT, clause: CLAUSE, due: null },
  ])
  expect(waits(table, BROKER, 'We met.')).toMatchObject([{ what: 'clause-objection', party: BETA }])
  table.tell({ type: 'document.archived', document: AGREEMENT })
  expect(waits(table, ANN, 'We met.')).toEqual([])
})

test('[FRO-4] a decision waits for its owner and the brokers from a week before its review date', () => {
  const table = seatedTable()
  table.open(BROKER, { owner: ANN, reviewOn: 20 * DAY })
  for (const member of [ANN, BO, id('cy')]) table.take(member, 'consent')
  table.act(BROKER, { type: 'proposal.close', proposal: PROPOSAL })
  expect(waits(table, ANN)).toEqual([])
  table.now = 14 * DAY
  for (const member of [ANN, BROKER]) expect(waits(table, member)).toMatchObject([{ what: 'review', due: 20 * DAY }])
  expect(waits(table, BO)).toEqual([])
})

test('[FRO-5] a broker of a bare table is asked for its parties first, then for their people', () => {
  const table = seatedTable()
  const bare = { ...table.state, parties: new Map() }
  const broker = table.actor(BROKER)
  expect(waitsOf(bare, broker, 0, () => null)).toEqual([{ what: 'add-parties', due: null }])
  const alone = { ...table.state, members: new Map([...table.state.members].filter(([member]) => member === BROKER)) }
  expect(waitsOf(alone, broker, 0, () => null)).toEqual([{ what: 'invite', due: null }])
  expect(waitsOf(bare, table.actor(ANN), 0, () => null)).toEqual([])
})
