// @vitest-environment jsdom
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Moment } from '../../../shared/history/moments.ts'
import { addClause } from '../../../shared/kinds/agreement/model.ts'
import { byDay } from '../../../client/pages/history/moment-words.ts'
import { partTitle } from '../../../client/pages/history/part-titles.ts'
import { type HistoryPlace, placeAddress, readPlace } from '../../../client/pages/history/place-in-history.ts'
import { pageKey, routeOf } from '../../../client/pages/routes.ts'
import { path } from '../../../client/room/navigate.ts'

const [P, D] = ['abcdefghijklmnopqrst', 'bcdefghijklmnopqrstu']

test('[VER-1] a history has its own address, and every place in it is the same page and reads back', () => {
  const base = path.history(P, D)
  const route = (address: string) => routeOf(new URL(address, 'http://trestle.test'), false)
  const places: HistoryPlace[] = [
    { at: null, against: null, show: 'canvas' },
    { at: 12, against: null, show: 'canvas' },
    { at: 12, against: null, show: 'changes' },
    { at: 12, against: 0, show: 'changes' },
  ]
  for (const place of places) {
    const address = placeAddress(base, place)
    expect(route(address)).toEqual({ page: 'history', partnership: P, document: D })
    expect(pageKey(route(address))).toBe(pageKey(route(base)))
    expect(readPlace(new URL(address, 'http://trestle.test').search)).toEqual(place)
  }
  expect(pageKey(route(base))).not.toBe(pageKey(route(path.canvas(P, D))))
  expect(readPlace('?at=-1&with=x&show=y')).toEqual({ at: null, against: null, show: 'canvas' })
})

test('[VER-2] moments stand by the day on which they ended, in their order', () => {
  const hour = 3_600_000
  const now = new Date('2026-11-25T12:00').getTime()
  const moment = (point: number, endedAt: number): Moment => ({
    point,
    from: point - 1,
    startedAt: endedAt,
    endedAt,
    authors: [],
    parts: [],
    more: 0,
  })
  const days = byDay([moment(4, now - hour), moment(3, now - 2 * hour), moment(2, now - 26 * hour)], now)
  expect(days.map(({ day, moments }) => [day, moments.map(one => one.point)])).toEqual([
    ['today', [4, 3]],
    ['yesterday', [2]],
  ])
})

test('[VER-2] a part is called as it reads now, else as it read then, else as its history kept it', () => {
  const [now, then] = [new Y.Doc(), new Y.Doc()]
  const id = addClause(then, { heading: 'How we meet' })
  const part = { root: 'clauses', id, label: '1 How we gather' }
  expect(partTitle('agreement', [now, then], part)).toBe('How we meet')
  expect(partTitle('agreement', [now], part)).toBe('1 How we gather')
  addClause(now, { heading: 'How we gather now' }, null, id)
  expect(partTitle('agreement', [now, then], part)).toBe('How we gather now')
  expect(partTitle('agreement', [], { ...part, label: 'x'.repeat(200) })).toHaveLength(80)
})
