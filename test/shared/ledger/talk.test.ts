import { expect, test } from 'vitest'
import { commandSchema } from '../../../shared/ledger/commands.ts'
import { wordsErasedBy } from '../../../shared/ledger/erasures.ts'
import {
  AGREEMENT,
  ALPHA,
  ANN,
  BO,
  BROKER,
  BROKER_LOG,
  CO,
  commentOn,
  CY,
  DEE,
  id,
  LOG,
  MAP,
  OZ,
  PROPOSAL,
  seatedTable,
  type Table,
} from './table.ts'

const CLAUSE = id('clause')
const THREAD = id('thread')
const ANSWER = id('answer')
const RANGE = { from: { client: 7, clock: 3 }, to: { client: 7, clock: 9 } }

const threadOf = (table: Table, thread = THREAD) => table.state.threads.get(AGREEMENT)?.get(thread)
const wordsOf = (table: Table, commitment: string | undefined) =>
  table.texts.find(({ row }) => row.commitment === commitment)?.row.words

/** A table with a clause and Ann's thread on some of its words, which Bo answered. */
function talked(): Table {
  const table = seatedTable()
  table.clauses.set(CLAUSE, 'We meet on Mondays.')
  expect(table.comment(ANN, { comment: THREAD, about: CLAUSE, range: RANGE, quote: 'on Mondays' })).toBeNull()
  expect(table.comment(BO, { comment: ANSWER, thread: THREAD, words: 'Fridays.' })).toBeNull()
  return table
}

test('[COM-1] a comment begins a thread under its own id, and an answer joins it at the end', () => {
  const table = talked()
  const thread = threadOf(table)
  expect(thread).toMatchObject({ id: THREAD, about: CLAUSE, range: RANGE, resolved: null })
  expect(thread?.comments.map(({ id, member, party }) => [id, member, party])).toEqual([
    [THREAD, ANN, ALPHA],
    [ANSWER, BO, id('beta')],
  ])
  expect(wordsOf(table, thread?.quote ?? '')).toBe('on Mondays')
  expect(table.comment(BO, { thread: id('nothread') })).toBe('no-such-thread')
  expect(table.comment(BO, { thread: THREAD, about: CLAUSE })).toBe('invalid')
  expect(table.comment(BO, { thread: THREAD, document: MAP })).toBe('no-such-thread')
})

test('[COM-2] a comment is about a row that is there, an opened proposal or the whole canvas; letters name a row', () => {
  const table = talked()
  expect(table.comment(ANN)).toBeNull()
  expect(table.comment(ANN, { about: id('gone') })).toBe('no-such-row')
  expect(table.comment(ANN, { range: RANGE, quote: 'q' })).toBe('invalid')
  expect(table.comment(ANN, { about: CLAUSE, range: RANGE })).toBe('invalid')
  expect(table.comment(ANN, { about: CLAUSE, quote: 'q' })).toBe('invalid')
  expect(table.comment(ANN, { document: id('nowhere') })).toBe('no-such-document')
  expect(table.open(CY)).toBeNull()
  table.drafts.delete(PROPOSAL)
  expect(table.comment(ANN, { document: LOG, about: PROPOSAL })).toBeNull()
  table.tell({ type: 'document.archived', document: AGREEMENT })
  expect(table.comment(ANN)).toBe('document-archived')
})

test('[COM-3] only its author changes a comment, and what it said before can still be read', () => {
  const table = talked()
  const change = {
    type: 'comment.change',
    document: AGREEMENT,
    thread: THREAD,
    words: 'Or so.',
    mentions: [] as string[],
  } as const
  expect(table.act(BROKER, { ...change, comment: THREAD })).toBe('not-the-author')
  expect(table.act(ANN, { ...change, comment: ANSWER })).toBe('not-the-author')
  expect(table.act(ANN, { ...change, comment: id('gone') })).toBe('no-such-comment')
  expect(table.act(ANN, { ...change, comment: THREAD })).toBeNull()
  const versions = threadOf(table)?.comments[0]?.versions ?? []
  expect(versions.map(one => wordsOf(table, one.words))).toEqual(['Is it so?', 'Or so.'])
})

test('[COM-4] its author or a broker erases a comment: all its words go and its quote, that it was there stays', () => {
  const table = talked()
  const erase = { type: 'comment.erase', document: AGREEMENT, thread: THREAD } as const
  const before = table.state
  expect(table.act(BO, { ...erase, comment: THREAD })).toBe('not-the-author')
  expect(table.act(BO, { ...erase, comment: ANSWER })).toBeNull()
  expect(table.act(CO, { ...erase, comment: THREAD })).toBeNull()
  expect(table.act(ANN, { ...erase, comment: THREAD })).toBe('comment-erased')
  const change = {
    type: 'comment.change',
    document: AGREEMENT,
    thread: THREAD,
    words: 'w',
    mentions: [] as string[],
  } as const
  expect(table.act(ANN, { ...change, comment: THREAD })).toBe('comment-erased')
  expect(threadOf(table)?.comments.map(one => one.erased?.by)).toEqual([CO, BO])
  const fact = table.entries.at(-1)!.fact
  const gone = wordsErasedBy(before, fact).map(commitment => wordsOf(table, commitment))
  expect(gone).toEqual(['Is it so?', 'on Mondays'])
})

test('[COM-5] whoever may write resolves a thread and takes it up again, and an answer opens it again', () => {
  const table = talked()
  const [resolve, reopen] = (['thread.resolve', 'thread.reopen'] as const).map(type => ({
    type,
    document: AGREEMENT,
    thread: THREAD,
  })) as [{ type: 'thread.resolve' } & Of, { type: 'thread.reopen' } & Of]
  expect(table.act(DEE, reopen)).toBe('nothing-changed')
  expect(table.act(DEE, resolve)).toBeNull()
  expect(threadOf(table)?.resolved).toEqual({ by: DEE, at: table.now })
  expect(table.act(ANN, resolve)).toBe('nothing-changed')
  expect(table.act(BO, reopen)).toBeNull()
  expect(threadOf(table)?.resolved).toBeNull()
  table.act(ANN, resolve)
  expect(table.comment(BO, { thread: THREAD })).toBeNull()
  expect(threadOf(table)?.resolved).toBeNull()
  expect(table.act(OZ, resolve)).toBe('not-allowed')
})

type Of = { document: string; thread: string }

test('[MEN-1] a comment turns to members and parties who are there and see the canvas, and to nobody else', () => {
  const table = talked()
  expect(table.comment(ANN, { comment: id('men'), mentions: [BO, ALPHA] })).toBeNull()
  expect(threadOf(table, id('men'))?.comments[0]?.mentions).toEqual([BO, ALPHA])
  expect(table.comment(ANN, { mentions: [id('nobody')] })).toBe('no-such-member')
  table.tell({ type: 'member.left', member: CY, how: 'left' })
  expect(table.comment(ANN, { mentions: [CY] })).toBe('no-such-member')
  for (const mentioned of [ANN, ALPHA])
    expect(table.comment(BROKER, { document: BROKER_LOG, mentions: [mentioned] })).toBe('mention-outside')
  expect(table.comment(BROKER, { document: BROKER_LOG, mentions: [CO] })).toBeNull()
  const change = { type: 'comment.change', document: AGREEMENT, thread: THREAD, comment: THREAD, words: 'w' } as const
  expect(table.act(ANN, { ...change, mentions: [id('nobody')] })).toBe('no-such-member')
})

test('[COM-7] a comment has words, at most 2,000 characters of them, and turns to twenty at most', () => {
  const parse = (change: object) => commandSchema.safeParse({ id: id('c'), ...commentOn(), ...change }).success
  expect(parse({ words: 'w'.repeat(2000), mentions: Array.from({ length: 20 }, () => ANN) })).toBe(true)
  expect(parse({ words: 'w'.repeat(2001) })).toBe(false)
  expect(parse({ words: ' \n ' })).toBe(false)
  expect(parse({ mentions: Array.from({ length: 21 }, () => ANN) })).toBe(false)
  expect(parse({ about: CLAUSE, range: { from: { client: -1, clock: 0 }, to: RANGE.to }, quote: 'q' })).toBe(false)
  expect(parse({ about: CLAUSE, range: RANGE, quote: 'q'.repeat(501) })).toBe(false)
  const table = talked()
  expect(table.comment(ANN, { words: 'w'.repeat(2001) })).toBe('too-long')
})

test('[COM-8] what is said on a canvas of the brokers does not exist for those outside', () => {
  const table = talked()
  expect(table.comment(BROKER, { document: BROKER_LOG, comment: id('walled') })).toBeNull()
  expect(table.entries.at(-1)?.stream).toBe('broker')
  expect(table.comment(ANN, { document: BROKER_LOG, thread: id('walled') })).toBe('no-such-document')
  const at = { document: BROKER_LOG, thread: id('walled') }
  expect(table.act(ANN, { type: 'thread.resolve', ...at })).toBe('no-such-document')
  expect(table.act(ANN, { type: 'comment.erase', ...at, comment: id('walled') })).toBe('no-such-document')
})
