import { expect, test } from 'vitest'
import { textHash } from '../../../shared/hash.ts'
import { type CommandType, commandSchema } from '../../../shared/ledger/commands.ts'
import type { RefusalCode } from '../../../shared/ledger/refusals.ts'
import {
  AGREEMENT,
  ALPHA,
  ANN,
  type Body,
  BO,
  BROKER,
  CO,
  commentOn,
  CY,
  DEE,
  draftHash,
  GAMMA,
  id,
  LOG,
  MAP,
  OZ,
  PARTIES,
  PROPOSAL,
  seatedTable,
  settings,
  type Table,
} from './table.ts'

const HEN = id('hen')
const CLAUSE = id('clause')
const SHELF = id('shelf')
const NEXT = id('next')
const GIL = id('gil')

// Ann speaks for alpha, Bo for beta and objects, Cy for gamma and opened the proposal; Dee contributes, Oz observes.
const PEOPLE = { broker: BROKER, 'co-broker': CO, ann: ANN, bo: BO, cy: CY, dee: DEE, oz: OZ } as const

const no = 'not-allowed'
const other = 'not-the-objector'
const author = 'not-the-author'
const opener = 'opener-takes-no-position'
type Cell = RefusalCode | null

const BROKERS: readonly Cell[] = [null, null, no, no, no, no, no]
const NOT_BELOW_REPRESENTATIVES: readonly Cell[] = [null, null, null, null, null, no, no]
const NOT_OBSERVERS: readonly Cell[] = [null, null, null, null, null, null, no]
const WHO_RUNS_IT: readonly Cell[] = [null, null, no, no, null, no, no]

/** Who may send which command when everything else about it is right: one column for each of `PEOPLE`. */
const RIGHTS: Record<CommandType, readonly Cell[]> = {
  'partnership.rename': BROKERS,
  'party.add': BROKERS,
  'party.change': BROKERS,
  'member.change': BROKERS,
  'document.rename': BROKERS,
  'document.archive': BROKERS,
  'document.restore': BROKERS,
  'stage.set': BROKERS,
  'artifact.mark': BROKERS,
  'question.set': BROKERS,
  'rating.agree': BROKERS,
  'rating.give': [no, no, null, null, null, null, no],
  'clause.move': NOT_BELOW_REPRESENTATIVES,
  'assent.give': [no, no, null, null, null, no, no],
  'proposal.open': NOT_BELOW_REPRESENTATIVES,
  'proposal.amend': WHO_RUNS_IT,
  'proposal.withdraw': [null, no, no, no, null, no, no],
  'proposal.close': WHO_RUNS_IT,
  'position.take': [no, no, null, null, opener, no, no],
  'position.confirm': [no, no, null, null, opener, no, no],
  'objection.test': BROKERS,
  'objection.refer': BROKERS,
  'objection.settle': [other, other, other, null, other, other, no],
  'comment.add': NOT_OBSERVERS,
  'comment.change': [author, author, null, author, author, author, no],
  'comment.erase': [null, null, null, author, author, author, no],
  'thread.resolve': NOT_OBSERVERS,
  'thread.reopen': NOT_OBSERVERS,
  'version.name': NOT_OBSERVERS,
  'history.retain': BROKERS,
}

/** A table where each command would go through, and its body. */
function ready(): { table: Table; bodies: Record<CommandType, Body> } {
  const table = seatedTable()
  table.seat(GIL, 'representative', GAMMA)
  table.clauses.set(CLAUSE, 'We meet.')
  table.stakeholders.add(HEN)
  const shelf = { kind: 'board', title: { words: 'Old' }, companionOf: null, template: null } as const
  table.tell({ type: 'document.created', document: SHELF, ...shelf })
  table.tell({ type: 'document.archived', document: SHELF })
  expect(table.open(CY)).toBeNull()
  for (const member of [ANN, GIL]) expect(table.take(member, 'consent', { provisional: true })).toBeNull()
  expect(table.take(BO, 'objection', { provisional: true })).toBeNull()
  const stands = draftHash(`Title of ${PROPOSAL}`, 'We do it.')
  table.drafts.set(PROPOSAL, { title: 'Amended', text: 'Otherwise.' })
  table.drafts.set(NEXT, { title: 'Next', text: 'Something.' })
  const hash = textHash('We meet.')
  const [objection = ''] = table.proposal().objections.keys()
  const named = { name: 'D', short: 'D', initials: 'D', sector: 'public', standing: 'partner' } as const
  const [thread, talked] = [id('talk'), id('talked')]
  for (const comment of [thread, talked]) table.comment(ANN, { comment })
  expect(table.act(ANN, { type: 'thread.resolve', document: AGREEMENT, thread: talked })).toBeNull()
  const said = { document: AGREEMENT, thread, comment: thread } as const
  const about = { proposal: PROPOSAL, objection, note: null }
  const bodies: Record<CommandType, Body> = {
    'partnership.rename': { type: 'partnership.rename', name: 'N', purpose: '' },
    'party.add': { type: 'party.add', party: id('delta'), ...named },
    'party.change': { type: 'party.change', party: ALPHA, ...named },
    'member.change': { type: 'member.change', member: OZ, role: 'observer', party: null, name: 'O' },
    'document.rename': { type: 'document.rename', document: MAP, title: 'T' },
    'document.archive': { type: 'document.archive', document: MAP },
    'document.restore': { type: 'document.restore', document: SHELF },
    'stage.set': { type: 'stage.set', stage: 'B', labels: 'steps', preset: 'full' },
    'artifact.mark': { type: 'artifact.mark', artifact: 'risk-log', standing: 'in-place', note: 'In the office.' },
    'question.set': { type: 'question.set', document: MAP, text: 'Who?' },
    'rating.give': { type: 'rating.give', document: MAP, stakeholder: HEN, values: { power: 10 }, note: null },
    'rating.agree': { type: 'rating.agree', document: MAP, stakeholder: HEN, values: { power: 10, interest: 1 } },
    'clause.move': { type: 'clause.move', document: AGREEMENT, clause: CLAUSE, state: 'discussed', hash },
    'assent.give': { type: 'assent.give', document: AGREEMENT, clause: CLAUSE, choice: 'assent', hash, reason: null },
    'proposal.open': {
      type: 'proposal.open',
      document: LOG,
      proposal: NEXT,
      textHash: draftHash('Next', 'Something.'),
      language: 'en',
      settings: settings(),
      electorate: [...PARTIES],
      owner: null,
      reviewOn: null,
      supersedes: null,
    },
    'proposal.amend': {
      type: 'proposal.amend',
      proposal: PROPOSAL,
      textHash: draftHash('Amended', 'Otherwise.'),
      change: 'c',
      integrates: [],
    },
    'proposal.withdraw': { type: 'proposal.withdraw', proposal: PROPOSAL, reason: null },
    'proposal.close': { type: 'proposal.close', proposal: PROPOSAL },
    'position.take': {
      type: 'position.take',
      proposal: PROPOSAL,
      textHash: stands,
      value: 'objection',
      reason: 'Too soon.',
      provisional: false,
      dueAt: null,
    },
    'position.confirm': { type: 'position.confirm', proposal: PROPOSAL },
    'objection.test': { type: 'objection.test', ...about },
    'objection.refer': { type: 'objection.refer', ...about },
    'objection.settle': { type: 'objection.settle', ...about, state: 'withdrawn' },
    'comment.add': commentOn({ about: CLAUSE }),
    'comment.change': { type: 'comment.change', ...said, words: 'Or so.', mentions: [] },
    'comment.erase': { type: 'comment.erase', ...said },
    'thread.resolve': { type: 'thread.resolve', document: AGREEMENT, thread },
    'thread.reopen': { type: 'thread.reopen', document: AGREEMENT, thread: talked },
    'version.name': { type: 'version.name', document: AGREEMENT, point: 3, name: 'V' },
    'history.retain': { type: 'history.retain', days: 30 },
  }
  return { table, bodies }
}

test('[LED-60] the table of rights names every command that there is', () => {
  const known = commandSchema.options.map(option => option.shape.type.value)
  expect(Object.keys(RIGHTS).sort()).toEqual([...known].sort())
})

test.each(
  Object.entries(RIGHTS).flatMap(([type, cells]) =>
    Object.entries(PEOPLE).map(([who, member], at) => [who, type as CommandType, cells[at]!, member] as const),
  ),
)('[LED-60] every role × command answers as the table of rights says: %s, %s → %s', (_who, type, expected, member) => {
  const { table, bodies } = ready()
  const before = table.entries.length
  expect(table.act(member, bodies[type])).toBe(expected)
  expect(table.entries.length > before).toBe(expected === null)
})

test('[LED-61] who opened a proposal does not settle an objection of their own party: an alternate does', () => {
  const table = seatedTable()
  table.seat(GIL, 'representative', GAMMA)
  table.open(CY)
  table.take(GIL, 'objection')
  const [objection = ''] = table.proposal().objections.keys()
  const settle: Body = { type: 'objection.settle', proposal: PROPOSAL, objection, state: 'withdrawn', note: null }
  expect(table.act(CY, settle)).toBe(opener)
  expect(table.proposal().objections.get(objection)?.state).toBe('raised')
  expect(table.act(GIL, settle)).toBeNull()
})

const parse = (body: object) => commandSchema.safeParse({ id: id('c'), ...body })

test('[LED-62] a command takes no time and no language tag that a calendar or a browser cannot show', () => {
  const body = { ...ready().bodies['proposal.open'] } as Extract<Body, { type: 'proposal.open' }>
  for (const language of ['en', 'ar', 'sr-Latn-RS', 'es-419', ''])
    expect(parse({ ...body, language }).success).toBe(true)
  for (const language of ['e\u0301', '\ud800', '\0', '<script>', 'en-', 'x-private', 'aa-b'])
    expect([language, parse({ ...body, language }).success]).toEqual([language, false])
  const late = 8_640_000_000_000_001
  expect(parse({ ...body, settings: settings({ closesAt: late }) }).success).toBe(false)
  expect(parse({ ...body, reviewOn: late }).success).toBe(false)
  const position = { ...ready().bodies['position.take'], provisional: true }
  expect(parse({ ...position, dueAt: 253_402_300_799_999 }).success).toBe(true)
  expect(parse({ ...position, dueAt: late }).success).toBe(false)
})

test('[LED-63] names are one visible line that steers no other text, and longer words keep lines but no control characters', () => {
  const rename = (name: string) => parse({ type: 'partnership.rename', name, purpose: 'p\0q\r\nr\u2028s\u0007\ud800' })
  for (const name of ['A\0B', 'A\ud800', '\u001b[31m', '\u200b\u200b', ' \n ', '\u202e'])
    expect([name, rename(name).success]).toEqual([name, false])
  const kept = (name: string) => (rename(name).data as { name: string }).name
  expect(kept(' Ann\n Broker ')).toBe('Ann Broker')
  expect(kept('Ann\u202Egnp\u2066')).toBe('Anngnp')
  expect(kept('e\u0301')).toBe('\u00e9')
  expect(kept('می\u200cخواهم 👩\u200d🌾 \u200fنهر')).toBe('می\u200cخواهم 👩\u200d🌾 \u200fنهر')
  expect((rename('A').data as { purpose: string }).purpose).toBe('pq\nr\ns\ufffd')
})
