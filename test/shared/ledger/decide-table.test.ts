import { expect, test } from 'vitest'
import { textHash } from '../../../shared/hash.ts'
import type { CommandType } from '../../../shared/ledger/commands.ts'
import {
  AGREEMENT,
  ALPHA,
  ANN,
  ASSOCIATE,
  BO,
  type Body,
  BROKER,
  CO,
  commentOn,
  CY,
  DEE,
  id,
  LOG,
  MAP,
  OZ,
  seatedTable,
  settings,
  type Table,
} from './table.ts'

const CLAUSE = id('clause')
const HEN = id('hen')

/** A table with a clause and a stakeholder, and a sample of every command that could be accepted. */
function everything(): { table: Table; bodies: Record<CommandType, Body> } {
  const table = seatedTable()
  table.clauses.set(CLAUSE, 'We meet.')
  table.stakeholders.add(HEN)
  const hash = textHash('We meet.')
  const party = id('delta')
  const named = { name: 'D', short: 'D', initials: 'D', sector: 'public', standing: 'partner' } as const
  const proposal = id('x')
  const said = { document: AGREEMENT, thread: id('talk'), comment: id('talk') } as const
  const textHash_ = 'f'.repeat(64)
  const bodies: Record<CommandType, Body> = {
    'partnership.rename': { type: 'partnership.rename', name: 'N', purpose: '' },
    'party.add': { type: 'party.add', party, ...named },
    'party.change': { type: 'party.change', party: ALPHA, ...named },
    'member.change': { type: 'member.change', member: DEE, role: 'contributor', party: null, name: 'D' },
    'document.rename': { type: 'document.rename', document: MAP, title: 'T' },
    'document.archive': { type: 'document.archive', document: MAP },
    'document.restore': { type: 'document.restore', document: MAP },
    'stage.set': { type: 'stage.set', stage: 'B', labels: 'steps', preset: 'full' },
    'artifact.mark': { type: 'artifact.mark', artifact: 'risk-log', standing: 'not-needed', note: null },
    'question.set': { type: 'question.set', document: MAP, text: 'Who?' },
    'rating.give': { type: 'rating.give', document: MAP, stakeholder: HEN, values: { power: 10 }, note: null },
    'rating.agree': { type: 'rating.agree', document: MAP, stakeholder: HEN, values: { power: 10, interest: 1 } },
    'clause.move': { type: 'clause.move', document: AGREEMENT, clause: CLAUSE, state: 'discussed', hash },
    'assent.give': { type: 'assent.give', document: AGREEMENT, clause: CLAUSE, choice: 'assent', hash, reason: null },
    'proposal.open': {
      type: 'proposal.open',
      document: LOG,
      proposal,
      textHash: textHash_,
      language: 'en',
      settings: settings(),
      electorate: [ALPHA],
      owner: null,
      reviewOn: null,
      supersedes: null,
    },
    'proposal.amend': { type: 'proposal.amend', proposal, textHash: textHash_, change: 'c', integrates: [] },
    'proposal.withdraw': { type: 'proposal.withdraw', proposal, reason: null },
    'proposal.close': { type: 'proposal.close', proposal },
    'position.take': {
      type: 'position.take',
      proposal,
      textHash: textHash_,
      value: 'consent',
      reason: null,
      provisional: false,
      dueAt: null,
    },
    'position.confirm': { type: 'position.confirm', proposal },
    'objection.test': { type: 'objection.test', proposal, objection: id('o'), note: null },
    'objection.settle': { type: 'objection.settle', proposal, objection: id('o'), state: 'resolved', note: null },
    'objection.refer': { type: 'objection.refer', proposal, objection: id('o'), note: null },
    'comment.add': commentOn({ about: CLAUSE }),
    'comment.change': { type: 'comment.change', ...said, words: 'Or so.', mentions: [] },
    'comment.erase': { type: 'comment.erase', ...said },
    'thread.resolve': { type: 'thread.resolve', document: AGREEMENT, thread: said.thread },
    'thread.reopen': { type: 'thread.reopen', document: AGREEMENT, thread: said.thread },
    'version.name': { type: 'version.name', document: AGREEMENT, point: 3, name: 'V' },
    'history.retain': { type: 'history.retain', days: 30 },
  }
  return { table, bodies }
}

test('[LED-1] observers decide nothing, whatever the command', () => {
  const { table, bodies } = everything()
  for (const body of Object.values(bodies)) expect([body.type, table.act(OZ, body)]).toEqual([body.type, 'not-allowed'])
})

test('[LED-2] each command is open to the roles that the rules name and to no other', () => {
  const allowed: Partial<Record<CommandType, readonly string[]>> = {
    'partnership.rename': [BROKER, CO],
    'party.add': [BROKER, CO],
    'party.change': [BROKER, CO],
    'member.change': [BROKER, CO],
    'document.rename': [BROKER, CO],
    'document.archive': [BROKER, CO],
    'stage.set': [BROKER, CO],
    'artifact.mark': [BROKER, CO],
    'question.set': [BROKER, CO],
    'rating.give': [ANN, DEE],
    'rating.agree': [BROKER, CO],
    'clause.move': [BROKER, CO, ANN],
    'assent.give': [ANN],
  }
  for (const [type, members] of Object.entries(allowed)) {
    for (const member of [BROKER, CO, ANN, DEE, OZ]) {
      const { table, bodies } = everything()
      const refused = table.act(member, bodies[type as CommandType])
      expect([type, member, refused]).toEqual([type, member, members.includes(member) ? null : 'not-allowed'])
    }
  }
})

test('[LED-3] a party is dealt a free mark by lot, keeps it for good, and twelve are all there are', () => {
  const { table, bodies } = everything()
  expect(table.act(BROKER, bodies['party.add'])).toBeNull()
  expect(table.state.parties.get(id('delta'))?.mark).toBe(12)
  expect(table.act(BROKER, bodies['party.add'])).toBe('invalid')
  expect(table.act(BROKER, { ...bodies['party.change'], party: id('delta') } as Body)).toBeNull()
  expect(table.state.parties.get(id('delta'))?.mark).toBe(12)
  for (const name of 'bcdefgh') table.act(BROKER, { ...bodies['party.add'], party: id(`p${name}`) } as Body)
  expect(new Set([...table.state.parties.values()].map(party => party.mark)).size).toBe(12)
  expect(table.act(BROKER, { ...bodies['party.add'], party: id('thirteen') } as Body)).toBe('marks-exhausted')
  expect([...table.state.parties.values()].map(party => party.mark)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

test('[LED-4] only a broker makes or changes a broker, and the last one cannot step down', () => {
  const change = (
    member: string,
    role: 'broker' | 'co-broker' | 'representative',
    party: string | null = null,
  ): Body => {
    return { type: 'member.change', member, role, party, name: 'N' }
  }
  const table = seatedTable()
  expect(table.act(CO, change(CO, 'broker'))).toBe('not-allowed')
  expect(table.act(CO, change(BROKER, 'co-broker'))).toBe('not-allowed')
  expect(table.act(BROKER, change(BROKER, 'co-broker'))).toBe('last-broker')
  expect(table.act(BROKER, change(CO, 'broker'))).toBeNull()
  expect(table.act(BROKER, change(BROKER, 'co-broker'))).toBeNull()
  expect(table.act(CO, change(ANN, 'representative'))).toBe('not-a-party')
  expect(table.act(CO, change(ANN, 'representative', id('nowhere')))).toBe('no-such-party')
  expect(table.act(CO, change(id('nobody'), 'representative', ALPHA))).toBe('no-such-member')
  table.tell({ type: 'member.left', member: ANN, how: 'left' })
  expect(table.act(CO, change(ANN, 'representative', ALPHA))).toBe('no-such-member')
})

test('[LED-5] an archived canvas takes no acts until it is restored, and twice the same is nothing', () => {
  const { table, bodies } = everything()
  expect(table.act(BROKER, bodies['document.restore'])).toBe('nothing-changed')
  expect(table.act(BROKER, bodies['document.archive'])).toBeNull()
  expect(table.act(BROKER, bodies['document.archive'])).toBe('nothing-changed')
  expect(table.act(ANN, bodies['rating.give'])).toBe('document-archived')
  expect(table.act(BROKER, bodies['question.set'])).toBe('document-archived')
  expect(table.act(BROKER, bodies['document.rename'])).toBeNull()
  expect(table.act(BROKER, bodies['document.restore'])).toBeNull()
  expect(table.act(ANN, bodies['rating.give'])).toBeNull()
})

test('[LED-6] a rating is of the rater’s party, on the scale, of a stakeholder that the map holds', () => {
  const { table, bodies } = everything()
  const give = (values: object, stakeholder = HEN): Body => ({
    type: 'rating.give',
    document: MAP,
    stakeholder,
    values,
    note: null,
  })
  expect(table.act(ANN, give({ power: 101 }))).toBe('rating-out-of-range')
  expect(table.act(ANN, give({ interest: 0.5 }))).toBe('rating-out-of-range')
  expect(table.act(ANN, give({ power: 1 }, id('nobody')))).toBe('no-such-stakeholder')
  expect(table.act(ANN, give({}))).toBe('nothing-changed')
  expect(table.act(ANN, give({ power: 10, interest: null }))).toBeNull()
  expect(table.act(DEE, give({ power: 10, interest: null }))).toBe('nothing-changed')
  expect(table.state.ratings.get(MAP)?.of.get(HEN)?.get(ALPHA)?.values).toEqual({ power: 10, interest: null })
  table.act(BROKER, { type: 'member.change', member: DEE, role: 'contributor', party: null, name: 'D' })
  expect(table.act(DEE, give({ power: 11 }))).toBe('not-a-party')
  expect(table.act(BROKER, { ...bodies['rating.agree'], values: { power: -1, interest: 0 } } as Body)).toBe(
    'rating-out-of-range',
  )
  expect(table.act(BROKER, { ...bodies['rating.agree'], values: null } as Body)).toBe('nothing-changed')
  expect(table.act(BROKER, { ...bodies['rating.agree'], document: AGREEMENT } as Body)).toBe('no-such-document')
})

test('[LED-6] the note to a rating is taken back by giving the same numbers without one', () => {
  const { table } = everything()
  const give = (note: string | null): Body => ({
    type: 'rating.give',
    document: MAP,
    stakeholder: HEN,
    values: { power: 10 },
    note,
  })
  expect(table.act(ANN, give('We met them.'))).toBeNull()
  expect(table.act(ANN, give(null))).toBeNull()
  expect(table.state.ratings.get(MAP)?.of.get(HEN)?.get(ALPHA)?.note).toBeNull()
  expect(table.act(ANN, give(null))).toBe('nothing-changed')
})

test('[LED-7] a clause moves, and a party assents, only on the words that the actor saw, and never on none', () => {
  const { table, bodies } = everything()
  const move = bodies['clause.move'] as Extract<Body, { type: 'clause.move' }>
  const assent = bodies['assent.give'] as Extract<Body, { type: 'assent.give' }>
  expect(table.act(ANN, { ...move, hash: 'f'.repeat(64) })).toBe('text-changed')
  expect(table.act(ANN, { ...assent, hash: 'f'.repeat(64) })).toBe('text-changed')
  expect(table.act(ANN, { ...move, clause: id('none') })).toBe('no-such-clause')
  expect(table.act(ANN, move)).toBeNull()
  expect(table.act(ANN, move)).toBe('nothing-changed')
  expect(table.act(ANN, assent)).toBeNull()
  expect(table.act(ANN, assent)).toBe('nothing-changed')
  expect(table.act(BO, { ...assent, choice: 'reservation' })).toBe('reason-required')
  expect(table.act(BO, { ...assent, choice: 'objection', reason: 'No.' })).toBeNull()
  table.clauses.set(CLAUSE, '')
  const empty = textHash('')
  expect(table.act(CY, { ...move, hash: empty, state: 'settled' })).toBe('text-empty')
  expect(table.act(CY, { ...assent, hash: empty })).toBe('text-empty')
  expect(table.act(CY, { ...move, hash: empty, state: 'drafting' })).toBeNull()
})

test('[LED-8] what lies in a narrower boundary does not exist for those outside it', () => {
  const table = seatedTable()
  const hidden = id('hidden')
  table.tell(
    {
      type: 'document.created',
      document: hidden,
      kind: 'stakeholder-map',
      title: { words: 'H' },
      companionOf: MAP,
      template: null,
    },
    'broker',
  )
  table.stakeholders.add(HEN)
  const give: Body = { type: 'rating.give', document: hidden, stakeholder: HEN, values: { power: 1 }, note: null }
  expect(table.act(ANN, give)).toBe('no-such-document')
  expect(table.act(ANN, { ...give, document: id('nothing') })).toBe('no-such-document')
  expect(table.act(BROKER, { type: 'document.rename', document: hidden, title: 'Ours' })).toBeNull()
  expect(table.entries.at(-1)?.stream).toBe('broker')
})

test('[LED-9] an associate has no seat in an electorate', () => {
  const table = seatedTable()
  expect(table.open(BROKER, { electorate: [ALPHA, ASSOCIATE] })).toBe('not-a-party')
})
