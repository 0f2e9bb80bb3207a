import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { artifactsAt, artifactsOf, countInPlace, nextMissing } from '../../../shared/cycle/in-place.ts'
import { type Lay, layOf } from '../../../shared/cycle/lay.ts'
import { ARTIFACTS, type ArtifactId } from '../../../shared/cycle/stages.ts'
import { textHash } from '../../../shared/hash.ts'
import { addClause } from '../../../shared/kinds/agreement/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import {
  AGREEMENT,
  ANN,
  BETA,
  BO,
  BROKER,
  CY,
  GAMMA,
  id,
  MAP,
  PARTIES,
  seatedTable,
  type Table,
} from '../ledger/table.ts'

const HEN = id('hen')
const CLAUSE = id('clause')
const nothing: Lay = { stakeholders: [], clauses: [] }
const hen = { document: MAP, id: HEN, party: null, interests: false, brings: false }
const clause = (text: string, code = 'Y4') => ({
  document: AGREEMENT,
  id: CLAUSE,
  code,
  hash: textHash(text),
  empty: text === '',
})

function standing(table: Table, lay: Lay, artifact: ArtifactId) {
  const found = artifactsOf(table.state, lay).find(one => one.id === artifact)!
  return [found.progress, found.derived?.done ?? null, found.derived?.all ?? null]
}

function rate(table: Table, member: string) {
  table.stakeholders.add(HEN)
  if (!table.state.ratings.get(MAP)) table.act(BROKER, { type: 'question.set', document: MAP, text: 'Who?' })
  const body = { type: 'rating.give', document: MAP, stakeholder: HEN, values: { power: 10 }, note: null } as const
  expect(table.act(member, body)).toBeNull()
}

function settle(table: Table, text: string) {
  table.clauses.set(CLAUSE, text)
  const hash = textHash(text)
  expect(
    table.act(BROKER, { type: 'clause.move', document: AGREEMENT, clause: CLAUSE, state: 'settled', hash }),
  ).toBeNull()
}

test('[CYC-3] the map is in place once every partner has rated someone on it, and begun as soon as someone stands there', () => {
  const table = seatedTable()
  expect(standing(table, nothing, 'stakeholder-map')).toEqual(['missing', 0, 3])
  expect(standing(table, { ...nothing, stakeholders: [hen] }, 'stakeholder-map')).toEqual(['begun', 0, 3])
  for (const [at, member] of [ANN, BO, CY].entries()) {
    rate(table, member)
    const progress = at === 2 ? 'in-place' : 'begun'
    expect(standing(table, { ...nothing, stakeholders: [hen] }, 'stakeholder-map')).toEqual([progress, at + 1, 3])
  }
  expect(standing(table, nothing, 'stakeholder-map')).toEqual(['missing', 0, 3])
})

test('[CYC-4] interests are counted among those whom somebody rated; the resource map in parties that say what they bring', () => {
  const table = seatedTable()
  rate(table, ANN)
  const silent = { ...hen, id: id('silent') }
  expect(standing(table, { ...nothing, stakeholders: [hen, silent] }, 'interests')).toEqual(['missing', 0, 1])
  const spoken = { ...hen, interests: true }
  expect(standing(table, { ...nothing, stakeholders: [spoken, silent] }, 'interests')).toEqual(['in-place', 1, 1])
  const brings = PARTIES.map(party => ({ ...hen, id: party, party, brings: party !== GAMMA }))
  expect(standing(table, { ...nothing, stakeholders: brings }, 'resource-map')).toEqual(['begun', 2, 3])
})

test('[CYC-5] ground rules and the agreement count settled clauses by the words they have now', () => {
  const table = seatedTable()
  const lay = (text: string) => ({ ...nothing, clauses: [clause(text)] })
  expect(standing(table, lay(''), 'ground-rules')).toEqual(['missing', 0, 1])
  expect(standing(table, lay('We meet.'), 'ground-rules')).toEqual(['begun', 0, 1])
  settle(table, 'We meet.')
  expect(standing(table, lay('We meet.'), 'ground-rules')).toEqual(['in-place', 1, 1])
  expect(standing(table, lay('We meet.'), 'agreement')).toEqual(['in-place', 1, 1])
  expect(standing(table, lay('We met.'), 'agreement')).toEqual(['begun', 0, 1])
})

test('[CYC-6] everyone assents only when each partner assents to the words of every clause as they are now', () => {
  const table = seatedTable()
  table.clauses.set(CLAUSE, 'We meet.')
  const hash = textHash('We meet.')
  const lay = { ...nothing, clauses: [clause('We meet.'), { ...clause(''), id: id('unwritten') }] }
  const yes = {
    type: 'assent.give',
    document: AGREEMENT,
    clause: CLAUSE,
    hash,
    choice: 'assent',
    reason: null,
  } as const
  expect(standing(table, { ...nothing, clauses: [clause('')] }, 'assent')).toEqual(['missing', 0, 3])
  for (const member of [ANN, BO]) expect(table.act(member, yes)).toBeNull()
  expect(standing(table, lay, 'assent')).toEqual(['begun', 2, 3])
  expect(table.act(CY, yes)).toBeNull()
  expect(standing(table, lay, 'assent')).toEqual(['in-place', 3, 3])
  expect(standing(table, { ...nothing, clauses: [clause('We met.')] }, 'assent')).toEqual(['begun', 0, 3])
})

test('[CYC-7] a decision log is in place with its first decision, and begun while one is open', () => {
  const table = seatedTable()
  expect(standing(table, nothing, 'decision-log')).toEqual(['missing', 0, 0])
  table.open(BROKER)
  expect(standing(table, nothing, 'decision-log')).toEqual(['begun', 0, 1])
  for (const member of [ANN, BO, CY]) table.take(member, 'consent')
  table.act(BROKER, { type: 'proposal.close', proposal: id('proposal') })
  expect(standing(table, nothing, 'decision-log')).toEqual(['in-place', 1, 1])
})

test('[CYC-8] what brokers say of an artifact counts before what is derived, and can be taken back', () => {
  const table = seatedTable()
  const mark = (standing: 'in-place' | 'missing' | 'not-needed', note: string | null) =>
    table.act(BROKER, { type: 'artifact.mark', artifact: 'risk-log', standing, note })
  expect(standing(table, nothing, 'risk-log')).toEqual(['missing', null, null])
  expect(mark('in-place', null)).toBe('reason-required')
  expect(mark('in-place', 'In the office')).toBeNull()
  expect(standing(table, nothing, 'risk-log')[0]).toBe('in-place')
  expect(mark('not-needed', null)).toBeNull()
  expect(mark('not-needed', null)).toBe('nothing-changed')
  expect(standing(table, nothing, 'risk-log')[0]).toBe('not-needed')
  expect(mark('missing', null)).toBeNull()
  expect(mark('missing', null)).toBe('nothing-changed')
  expect(standing(table, nothing, 'risk-log')[0]).toBe('missing')
})

test('[CYC-9] the next missing thing is the first of the stage, the threshold after the rest of A; what is not needed does not count', () => {
  const table = seatedTable()
  const all = () => artifactsOf(table.state, nothing)
  expect(all().map(one => one.id)).toEqual([...ARTIFACTS])
  expect(nextMissing(all(), 'A')?.id).toBe('stakeholder-map')
  for (const { id: artifact } of artifactsAt(all(), 'A')) {
    table.act(BROKER, { type: 'artifact.mark', artifact, standing: 'not-needed', note: null })
  }
  expect(nextMissing(all(), 'A')?.id).toBe('agreement')
  expect(countInPlace(artifactsAt(all(), 'A'))).toEqual({ done: 0, all: 0 })
  for (const { id: artifact } of artifactsAt(all(), 'D')) {
    table.act(BROKER, { type: 'artifact.mark', artifact, standing: 'in-place', note: 'Shelf' })
  }
  expect(nextMissing(all(), 'D')).toBeNull()
  expect(countInPlace(artifactsAt(all(), 'D'))).toEqual({ done: 3, all: 3 })
})

test('[CYC-10] what lies on the canvases is read off their documents: rows with a party, interests, and clauses by section', () => {
  const map = new Y.Doc()
  stakeholdersOf(map).add({ name: 'Fishers', party: BETA, interests: ' March ', brings: ' ' }, HEN)
  const text = new Y.Doc()
  const row = addClause(text, { code: 'Y4' })
  const lay = layOf([
    { id: MAP, kind: 'stakeholder-map', doc: map },
    { id: AGREEMENT, kind: 'agreement', doc: text },
    { id: id('board'), kind: 'board', doc: new Y.Doc() },
  ])
  expect(lay.stakeholders).toEqual([{ document: MAP, id: HEN, party: BETA, interests: true, brings: false }])
  expect(lay.clauses).toMatchObject([{ document: AGREEMENT, id: row, code: 'Y4', empty: true }])
  expect(lay.clauses[0]!.hash).toMatch(/^[0-9a-f]{64}$/)
})
