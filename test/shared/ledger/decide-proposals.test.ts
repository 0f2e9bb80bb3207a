import { expect, test } from 'vitest'
import {
  ALPHA,
  ANN,
  BEA,
  BETA,
  BO,
  BROKER,
  BROKER_LOG,
  CO,
  CY,
  DEE,
  GAMMA,
  id,
  LOG,
  PROPOSAL,
  seatedTable,
  settings,
  type Table,
} from './table.ts'

function openTable(change: Parameters<Table['open']>[1] = {}): Table {
  const table = seatedTable()
  expect(table.open(BROKER, change)).toBeNull()
  return table
}

const objectionId = (table: Table) => [...table.proposal().objections.keys()].at(-1)!
const settle = (table: Table, by: string, state: 'integrated' | 'resolved' | 'withdrawn') =>
  table.act(by, { type: 'objection.settle', proposal: PROPOSAL, objection: objectionId(table), state, note: null })
const close = (table: Table, by = BROKER) => table.act(by, { type: 'proposal.close', proposal: PROPOSAL })

test('[DEC-11] a proposal opens on the very words that its opener saw, and never on none', () => {
  const table = seatedTable()
  table.drafts.set(PROPOSAL, { title: 'T', text: '' })
  expect(table.open(BROKER)).toBe('text-empty')
  table.drafts.set(PROPOSAL, { title: ' ', text: 'x' })
  expect(table.open(BROKER)).toBe('text-empty')
  table.drafts.set(PROPOSAL, { title: 'T'.repeat(301), text: 'x' })
  expect(table.open(BROKER)).toBe('too-long')
  table.drafts.set(PROPOSAL, { title: 'T', text: 'x' })
  expect(table.open(BROKER, { textHash: 'f'.repeat(64) })).toBe('text-changed')
  expect(table.open(DEE)).toBe('not-allowed')
  expect(table.open(ANN)).toBeNull()
  expect(table.open(ANN)).toBe('already-open')
  expect(table.proposal()).toMatchObject({ number: 1, status: 'open', openedBy: ANN })
})

test('[DEC-12] the settings are checked when it opens: electorate, required parties, shares, closing time', () => {
  const table = seatedTable()
  expect(table.open(BROKER, { electorate: [] })).toBe('no-electorate')
  expect(table.open(BROKER, { electorate: [id('nobody')] })).toBe('no-such-party')
  expect(table.open(BROKER, { electorate: [ALPHA], settings: settings({ required: [BETA] }) })).toBe(
    'not-in-electorate',
  )
  expect(table.open(BROKER, { settings: settings({ closesAt: table.now }) })).toBe('closes-in-the-past')
  expect(table.open(BROKER, { settings: settings({ quorum: 0 }) })).toBe('invalid')
  expect(table.open(BROKER, { settings: settings({ threshold: 49 }) })).toBe('invalid')
  expect(table.open(BROKER, { owner: id('nobody') })).toBe('no-such-member')
  expect(table.open(BROKER, { reviewOn: 1 })).toBe('invalid')
  expect(table.open(BROKER, { supersedes: id('nothing') })).toBe('no-such-proposal')
  expect(table.open(BROKER, { owner: ANN, reviewOn: 9_000_000 })).toBeNull()
})

test('[DEC-13] proposals are numbered by boundary, so that a narrower one cannot be counted from outside', () => {
  const table = openTable()
  expect(table.open(BROKER, { document: BROKER_LOG, proposal: id('ours') })).toBeNull()
  expect(table.open(BROKER, { proposal: id('second') })).toBeNull()
  expect([id('ours'), id('second')].map(name => table.proposal(name).number)).toEqual([1, 2])
  expect(table.take(ANN, 'consent', { proposal: id('ours') })).toBe('no-such-proposal')
})

test('[DEC-14] positions are the parties’ own, on the text that stands, with a value that the method knows', () => {
  const table = openTable({ electorate: [ALPHA, BETA] })
  expect(table.take(DEE, 'consent')).toBe('not-allowed')
  expect(table.take(BROKER, 'consent')).toBe('not-allowed')
  expect(table.take(CY, 'consent')).toBe('not-in-electorate')
  expect(table.take(ANN, 'yes')).toBe('value-unknown')
  expect(table.take(ANN, 'consent', { textHash: 'f'.repeat(64) })).toBe('text-changed')
  expect(table.take(ANN, 'consent', { provisional: true, dueAt: table.now })).toBe('invalid')
  expect(table.take(ANN, 'consent')).toBeNull()
  expect(table.take(ANN, 'concern')).toBeNull()
  expect(table.proposal().positions.get(ALPHA)).toMatchObject({ value: 'concern', member: ANN, version: 1 })
})

test('[DEC-15] an objection always gives its reason; other dissent does where the proposal asks for it', () => {
  const reason = null
  const strict = openTable()
  expect(strict.take(ANN, 'objection', { reason })).toBe('reason-required')
  expect(strict.take(ANN, 'concern', { reason: '  ' })).toBe('reason-required')
  expect(strict.take(ANN, 'consent', { reason })).toBeNull()
  const easy = openTable({ settings: settings({ method: 'majority', reasonsOnDissent: false }) })
  expect(easy.take(ANN, 'no', { reason })).toBeNull()
  const asked = openTable({ settings: settings({ method: 'majority' }) })
  for (const value of ['no', 'abstain']) expect(asked.take(ANN, value, { reason })).toBe('reason-required')
  expect(asked.take(ANN, 'yes', { reason })).toBeNull()
})

test('[DEC-16] whoever opened a proposal takes no position in it; an alternate of the same party may', () => {
  const table = seatedTable()
  expect(table.open(BO)).toBeNull()
  expect(table.take(BO, 'consent')).toBe('opener-takes-no-position')
  expect(table.take(BEA, 'consent')).toBeNull()
})

test('[DEC-17] an objection becomes a record of its own, once, and stands until its own party settles it', () => {
  const table = openTable()
  expect(table.take(ANN, 'objection', { reason: 'Export week.' })).toBeNull()
  expect(table.take(ANN, 'objection', { reason: 'Still export week.' })).toBeNull()
  expect(table.proposal().objections.size).toBe(1)
  expect(table.take(ANN, 'consent')).toBe('own-objection-open')
  expect(settle(table, BO, 'withdrawn')).toBe('not-the-objector')
  expect(settle(table, BROKER, 'resolved')).toBe('not-the-objector')
  expect(settle(table, ANN, 'integrated')).toBe('not-integrated')
  expect(settle(table, ANN, 'resolved')).toBeNull()
  expect(settle(table, ANN, 'resolved')).toBe('nothing-changed')
  expect(table.take(ANN, 'consent')).toBeNull()
})

test('[DEC-18] brokers test and refer an objection, which keeps it open', () => {
  const table = openTable()
  table.take(ANN, 'objection')
  const move = (by: string, type: 'objection.test' | 'objection.refer') =>
    table.act(by, { type, proposal: PROPOSAL, objection: objectionId(table), note: 'talked' })
  expect(move(BO, 'objection.test')).toBe('not-allowed')
  expect(move(CO, 'objection.test')).toBeNull()
  expect(move(BROKER, 'objection.test')).toBe('nothing-changed')
  expect(move(BROKER, 'objection.refer')).toBeNull()
  expect(table.proposal().objections.get(objectionId(table))?.state).toBe('referred')
  expect(table.take(ANN, 'consent')).toBe('own-objection-open')
})

test('[DEC-19] an amendment freezes the new words, makes every position stale and can claim to integrate objections', () => {
  const table = openTable()
  table.take(ANN, 'objection')
  table.take(BO, 'consent')
  table.take(CY, 'consent')
  expect(table.amend(BO, 'Other words.')).toBe('not-allowed')
  expect(table.amend(BROKER, 'Other words.', [id('nothing')])).toBe('no-such-objection')
  expect(table.amend(BROKER, 'Other words.', [objectionId(table)])).toBeNull()
  expect(table.amend(BROKER, 'Other words.')).toBe('nothing-changed')
  expect(table.proposal().versions.map(version => version.version)).toEqual([1, 2])
  expect(close(table)).toBe('not-everyone-has-spoken')
  expect(settle(table, ANN, 'integrated')).toBeNull()
  for (const member of [ANN, BO, CY]) expect(table.take(member, 'consent')).toBeNull()
  expect(close(table)).toBeNull()
  expect(table.proposal()).toMatchObject({ status: 'adopted', result: { early: true, version: 2 } })
})

test('[DEC-19] an amendment cannot claim to integrate an objection that is settled', () => {
  const table = openTable()
  table.take(ANN, 'objection')
  expect(settle(table, ANN, 'withdrawn')).toBeNull()
  expect(table.amend(BROKER, 'Other words.', [objectionId(table)])).toBe('no-such-objection')
  expect(table.amend(BROKER, 'Other words.')).toBeNull()
})

test('[DEC-20] a proposal closes early only when every party has spoken, by its opener or those who run the process', () => {
  const table = openTable({ electorate: [ALPHA, BETA] })
  table.take(ANN, 'consent')
  expect(close(table)).toBe('not-everyone-has-spoken')
  table.take(BO, 'consent')
  expect(close(table, ANN)).toBe('not-allowed')
  expect(close(table, CO)).toBeNull()
  expect(close(table)).toBe('proposal-closed')
})

test('[DEC-21] from its closing time on a proposal takes nothing more', () => {
  const table = openTable()
  table.take(ANN, 'objection')
  table.now = 3_600_000
  expect(table.take(BO, 'consent')).toBe('proposal-closed')
  expect(table.amend(BROKER, 'x')).toBe('proposal-closed')
  expect(settle(table, ANN, 'withdrawn')).toBe('proposal-closed')
  expect(close(table)).toBeNull()
  expect(table.proposal()).toMatchObject({ status: 'not_adopted', result: { early: false, notHeard: [BETA, GAMMA] } })
})

test('[DEC-22] the close records dissent under the commitment that the words already have', () => {
  const table = openTable({ settings: settings({ method: 'majority' }) })
  table.take(ANN, 'yes')
  table.take(BO, 'yes')
  table.take(CY, 'no', { reason: 'Mornings belong to the taps.' })
  expect(close(table)).toBeNull()
  const reason = table.proposal().positions.get(GAMMA)?.reason
  expect(table.proposal().result).toMatchObject({
    outcome: 'adopted',
    dissent: [{ party: GAMMA, value: 'no', reason }],
  })
  expect(table.texts.filter(({ row }) => row.words === 'Mornings belong to the taps.')).toHaveLength(1)
})

test('[DEC-23] a proposal is withdrawn by its opener or the broker', () => {
  const withdraw = (table: Table, by: string) =>
    table.act(by, { type: 'proposal.withdraw', proposal: PROPOSAL, reason: null })
  const table = seatedTable()
  table.open(ANN)
  expect(withdraw(table, BO)).toBe('not-allowed')
  expect(withdraw(table, ANN)).toBeNull()
  expect(table.proposal().status).toBe('withdrawn')
  expect(withdraw(openTable(), BROKER)).toBeNull()
})

test('[DEC-24] a provisional yes waits for its home; the last confirmation turns ad referendum into adopted', () => {
  const table = openTable({ electorate: [ALPHA, BETA] })
  const confirm = (by: string) => table.act(by, { type: 'position.confirm', proposal: PROPOSAL })
  table.take(ANN, 'consent', { provisional: true, dueAt: 9_000_000 })
  table.take(BO, 'consent')
  expect(confirm(BO)).toBe('nothing-changed')
  expect(close(table)).toBeNull()
  expect(table.proposal()).toMatchObject({ status: 'adopted_ad_referendum' })
  expect(confirm(ANN)).toBeNull()
  expect(table.proposal()).toMatchObject({ status: 'adopted', result: { outcome: 'adopted_ad_referendum' } })
  expect(confirm(ANN)).toBe('proposal-closed')
})

test('[DEC-24] the word from home speaks of the text that was given it, and only a provisional position waits', () => {
  const table = openTable({ electorate: [ALPHA, BETA] })
  const confirm = (by: string) => table.act(by, { type: 'position.confirm', proposal: PROPOSAL })
  table.take(BO, 'consent', { provisional: false, dueAt: 9_000_000 })
  expect(table.proposal().positions.get(BETA)).toMatchObject({ provisional: false, dueAt: null })
  table.take(ANN, 'consent', { provisional: true, dueAt: 9_000_000 })
  expect(table.proposal().positions.get(ALPHA)).toMatchObject({ provisional: true, dueAt: 9_000_000 })
  expect(table.amend(BROKER, 'Other words.')).toBeNull()
  expect(confirm(ANN)).toBe('text-changed')
  table.take(ANN, 'consent', { provisional: true })
  expect(confirm(ANN)).toBeNull()
})

test('[DEC-25] a decision is superseded when the one that replaces it stands as adopted', () => {
  const table = openTable({ electorate: [ALPHA] })
  const next = id('next')
  expect(table.open(BROKER, { proposal: next, supersedes: PROPOSAL })).toBe('invalid')
  table.take(ANN, 'consent')
  close(table)
  expect(table.open(BROKER, { proposal: next, supersedes: PROPOSAL, electorate: [ALPHA] })).toBeNull()
  expect(table.proposal().status).toBe('adopted')
  table.take(ANN, 'consent', { proposal: next })
  expect(table.act(BROKER, { type: 'proposal.close', proposal: next })).toBeNull()
  expect(table.proposal()).toMatchObject({ status: 'superseded', supersededBy: next })
})

test('[DEC-26] proposals open in a decision log and nowhere else', () => {
  const table = seatedTable()
  expect(table.open(BROKER, { document: id('map') })).toBe('no-such-document')
  expect(table.act(ANN, { type: 'proposal.close', proposal: id('nothing') })).toBe('no-such-proposal')
  expect(table.open(BROKER, { document: LOG })).toBeNull()
})
