import { expect, test } from 'vitest'
import { memoryStorage } from '../../../client/sync/storage.ts'
import { ReadMarks } from '../../../client/talk/read-marks.ts'
import { openComments, threadViews } from '../../../client/talk/thread-views.ts'
import { CANVAS, said, talkSession, threadOf } from './fakes.ts'

const NONE = { waiting: [] }

test('[COM-13] a thread is new until this device has seen its last word by somebody else', () => {
  const storage = memoryStorage()
  const session = talkSession([threadOf([said('a', 'bo', 10), said('b', 'ann', 20)])])
  const marks = new ReadMarks(session, storage)
  const view = () => threadViews({ session, outbox: NONE, marks }, CANVAS)[0]!
  expect(view().unread).toBe(true)
  marks.see('a', 20)
  expect(view().unread).toBe(false)
  expect(new ReadMarks(session, storage).seen('a')).toBe(20)
  marks.see('a', 10)
  expect(marks.seen('a')).toBe(20)
  const mine = talkSession([threadOf([said('a', 'ann', 10)])])
  expect(threadViews({ session: mine, outbox: NONE, marks: { seen: () => 0 } }, CANVAS)[0]?.unread).toBe(false)
})

test('[COM-14] threads are read by row, in the order in which they began, with what waits at their end', () => {
  const threads = [
    threadOf([said('a', 'bo', 10)]),
    threadOf([said('b', 'bo', 11)], { about: null }),
    threadOf([said('c', 'bo', 12)]),
  ]
  const session = talkSession(threads)
  const body = { type: 'comment.add', document: CANVAS, words: 'Wait' } as const
  const outbox = {
    waiting: [
      { id: 'x', at: 20, body: { ...body, thread: 'a' }, problem: null },
      { id: 'y', at: 21, body: { ...body, about: 'row' }, problem: 'no-such-row' },
      { id: 'z', at: 22, body: { ...body, document: 'other' }, problem: null },
    ],
  }
  const reader = { session, outbox, marks: { seen: () => 0 } }
  const ids = (about?: string | null) =>
    threadViews(reader, CANVAS, about).map(one => one.comments.map(comment => comment.id))
  expect(ids('row')).toEqual([['a', 'x'], ['c'], ['y']])
  expect(ids(null)).toEqual([['b']])
  expect(ids()).toEqual([['a', 'x'], ['b'], ['c'], ['y']])
  expect(threadViews(reader, CANVAS, 'row').at(-1)?.comments[0]).toMatchObject({
    waiting: true,
    problem: 'no-such-row',
  })
})

test('[COM-14] comments are counted in open threads, erased ones not', () => {
  const gone = said('d', 'bo', 13, { erased: { by: 'bo', at: 14 } })
  const session = talkSession([
    threadOf([said('a', 'bo', 10), gone]),
    threadOf([said('b', 'bo', 11)], { about: 'other' }),
    threadOf([said('c', 'bo', 12)], { resolved: { by: 'bo', at: 13 } }),
  ])
  expect(openComments(session, CANVAS)).toBe(2)
  expect(openComments(session, CANVAS, 'row')).toBe(1)
})
