import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CommandBody, CommandFailure } from '../../../client/room/types.ts'
import { memoryStorage } from '../../../client/sync/storage.ts'
import { type CommentBody, Outbox } from '../../../client/talk/outbox.ts'
import { accept, type Result, refuse } from '../../../shared/result.ts'
import { CANVAS, said, talkSession, threadOf } from './fakes.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const comment = (words: string, thread: string | null = null): CommentBody => ({
  type: 'comment.add',
  document: CANVAS,
  words,
  thread,
})

/** A server that answers as told, and what it was sent. */
function line(answer: () => Result<{ seq: number }, CommandFailure>) {
  const sent: { words: string; id: string }[] = []
  const execute = async (body: CommandBody, id = '') => {
    sent.push({ words: (body as CommentBody).words, id })
    return answer()
  }
  return { sent, execute }
}

const OFFLINE = refuse({ code: 'offline' } as const)

test('[COM-11] comments written without a line survive the tab and go out in their order, under their ids, when it is back', async () => {
  let answer: Result<{ seq: number }, CommandFailure> = OFFLINE
  const server = line(() => answer)
  const storage = memoryStorage()
  const session = talkSession([], { execute: server.execute, online: false })
  const outbox = new Outbox(session, storage)
  const first = outbox.add(comment('One'))
  await vi.advanceTimersByTimeAsync(0)
  const second = outbox.add(comment('Two', first))
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.waiting.map(one => one.body.words)).toEqual(['One', 'Two'])
  expect(new Set(server.sent.map(one => one.words))).toEqual(new Set(['One']))
  outbox.close()
  const again = new Outbox(session, storage)
  await vi.advanceTimersByTimeAsync(0)
  expect(again.waiting.map(one => one.id)).toEqual([first, second])
  server.sent.length = 0
  answer = accept({ seq: 1 })
  Object.assign(session, { online: true })
  session.tell()
  await vi.advanceTimersByTimeAsync(0)
  expect(server.sent).toEqual([
    { words: 'One', id: first },
    { words: 'Two', id: second },
  ])
  expect(again.waiting).toEqual([])
  expect(storage.keys('trestle/outbox')).toEqual([])
})

test('[COM-11] without a word that the line is back it is tried again after a while', async () => {
  let answer: Result<{ seq: number }, CommandFailure> = OFFLINE
  const server = line(() => answer)
  const outbox = new Outbox(talkSession([], { execute: server.execute }), memoryStorage())
  outbox.add(comment('One'))
  await vi.advanceTimersByTimeAsync(4_000)
  expect(server.sent).toHaveLength(1)
  answer = refuse({ code: 'too-many-requests' } as unknown as CommandFailure)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(server.sent).toHaveLength(2)
  answer = accept({ seq: 1 })
  await vi.advanceTimersByTimeAsync(29_000)
  expect(server.sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(outbox.waiting).toEqual([])
})

test('[COM-12] a refused comment stays with its words and the reason, holds nothing up, and can be sent again or taken back', async () => {
  const answers = [refuse({ code: 'no-such-row' } as const), accept({ seq: 1 }), accept({ seq: 2 })]
  const server = line(() => answers.shift()!)
  const outbox = new Outbox(talkSession([], { execute: server.execute }), memoryStorage())
  const [first] = [outbox.add(comment('One')), outbox.add(comment('Two'))]
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.waiting).toMatchObject([{ id: first, problem: 'no-such-row', body: { words: 'One' } }])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.sent).toHaveLength(2)
  outbox.again(first!)
  await vi.advanceTimersByTimeAsync(0)
  expect(server.sent.at(-1)).toEqual({ words: 'One', id: first })
  expect(outbox.waiting).toEqual([])
})

test('[COM-12] what waits can be taken back, and is not sent', async () => {
  const server = line(() => OFFLINE)
  const storage = memoryStorage()
  const outbox = new Outbox(talkSession([], { execute: server.execute, online: false }), storage)
  outbox.add(comment('One'))
  const second = outbox.add(comment('Two'))
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.takeBack(second)?.body.words).toBe('Two')
  expect(outbox.takeBack(second)).toBeNull()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(server.sent.every(one => one.words === 'One')).toBe(true)
})

test('[COM-11] a comment whose answer was lost is shown once: as the fact that it is', async () => {
  const server = line(() => OFFLINE)
  const storage = memoryStorage()
  const session = talkSession([], { execute: server.execute })
  const outbox = new Outbox(session, storage)
  const id = outbox.add(comment('One'))
  await vi.advanceTimersByTimeAsync(0)
  session.setLedger({ threads: new Map([[CANVAS, new Map([[id, threadOf([said(id, 'ann', 1)])]])]]) })
  expect(outbox.waiting).toEqual([])
})

test('[COM-11] what another tab wrote, and what nobody can read, does no harm', async () => {
  const server = line(() => OFFLINE)
  const storage = memoryStorage()
  const session = talkSession([], { execute: server.execute, online: false })
  const key = 'trestle/outbox/ann/partnership'
  storage.set(key, '{"not": "a list"}')
  const [here, there] = [new Outbox(session, storage), new Outbox(session, storage)]
  here.add(comment('One'))
  there.add(comment('Two'))
  expect(here.waiting.map(one => one.body.words)).toEqual(['One', 'Two'])
  storage.set(key, '[1, null, {"id": "x"}]')
  expect(here.waiting).toEqual([])
  await vi.advanceTimersByTimeAsync(0)
})
