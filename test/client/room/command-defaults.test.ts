import { expect, test } from 'vitest'
import { asCommand } from '../../../client/room/command-defaults.ts'
import type { CommandBody } from '../../../client/room/types.ts'
import { newId } from '../../../shared/ids.ts'
import { commandSchema } from '../../../shared/ledger/commands.ts'

const a = newId()
const hash = 'a'.repeat(64)

/** Each command with as little as it may have, and with words that have spaces around them. */
const bodies: CommandBody[] = [
  { type: 'partnership.rename', name: ' Mirata ', purpose: '  ' },
  { type: 'party.add', party: a, name: ' X ', short: 'X', initials: 'X', sector: 'public' },
  { type: 'party.change', party: a, name: 'X', short: ' X', initials: 'X', sector: 'public', standing: 'associate' },
  { type: 'member.change', member: a, role: 'observer', party: null, name: ' Ana' },
  { type: 'document.rename', document: a, title: ' T ' },
  { type: 'document.archive', document: a },
  { type: 'document.restore', document: a },
  { type: 'stage.set', stage: 'B' },
  { type: 'artifact.mark', artifact: 'risk-log', standing: 'in-place', note: ' In the office. ' },
  { type: 'artifact.mark', artifact: 'risk-log', standing: 'missing' },
  { type: 'question.set', document: a, text: ' Who? ' },
  { type: 'rating.give', document: a, stakeholder: a, values: { power: 10 }, note: '  ' },
  { type: 'rating.give', document: a, stakeholder: a, values: { power: null, interest: 4 } },
  { type: 'rating.agree', document: a, stakeholder: a, values: null },
  { type: 'rating.agree', document: a, stakeholder: a, values: { power: 1, interest: 2 } },
  { type: 'clause.move', document: a, clause: a, state: 'settled', hash },
  { type: 'assent.give', document: a, clause: a, choice: 'assent', hash },
  { type: 'assent.give', document: a, clause: a, choice: 'objection', hash, reason: ' because ' },
  {
    type: 'proposal.open',
    document: a,
    proposal: a,
    textHash: hash,
    settings: { method: 'consent', closesAt: 5 },
    electorate: [a],
  },
  { type: 'proposal.amend', proposal: a, textHash: hash, change: ' c ' },
  { type: 'proposal.withdraw', proposal: a },
  { type: 'proposal.withdraw', proposal: a, reason: '' },
  { type: 'proposal.close', proposal: a },
  { type: 'position.take', proposal: a, textHash: hash, value: 'yes' },
  { type: 'position.take', proposal: a, textHash: hash, value: 'no', reason: undefined, provisional: true, dueAt: 9 },
  { type: 'position.confirm', proposal: a },
  { type: 'objection.test', proposal: a, objection: a },
  { type: 'objection.settle', proposal: a, objection: a, state: 'resolved', note: ' n ' },
  { type: 'objection.refer', proposal: a, objection: a, note: null },
  { type: 'comment.add', document: a, words: ' w ' },
  {
    type: 'comment.add',
    document: a,
    about: a,
    range: { from: { client: 1, clock: 2 }, to: { client: 1, clock: 3 } },
    quote: ' q ',
    words: 'w',
    mentions: [a],
  },
  { type: 'comment.add', document: a, about: a, quote: ' ', words: 'w' },
  { type: 'comment.change', document: a, thread: a, comment: a, words: ' w ' },
  { type: 'comment.erase', document: a, thread: a, comment: a },
  { type: 'thread.resolve', document: a, thread: a },
  { type: 'thread.reopen', document: a, thread: a },
  { type: 'version.name', document: a, point: 2, name: ' V ' },
  { type: 'history.retain', days: null },
]

test('[SAV-19] a command is judged here exactly as the server’s schema will read it', () => {
  for (const body of bodies) expect(asCommand(body, a), body.type).toEqual(commandSchema.parse({ ...body, id: a }))
})

test('[SAV-19] every command of the schema is covered', () => {
  const types = commandSchema.options.map(option => option.shape.type.value)
  expect([...new Set(bodies.map(body => body.type))].sort()).toEqual([...types].sort())
})
