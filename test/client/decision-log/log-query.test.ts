// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { logEntries } from '../../../client/kinds/decision-log/log-entries.ts'
import {
  ask,
  countBy,
  filtersOn,
  groupEntries,
  type LogQuery,
  readQuery,
  writeQuery,
} from '../../../client/kinds/decision-log/log-query.ts'
import { sampleSession } from './fake-session.ts'

const everything: LogQuery = { words: '', status: [], method: [], needs: [], party: null, tab: 'timeline' }
const table = await sampleSession('tolu')
const entries = logEntries(table.session, table.room, table.now)
const numbers = (query: Partial<LogQuery>) => ask(entries, { ...everything, ...query }).map(entry => entry.number)

test('[LOG-16] the log lists what is open first, then drafts, then what was decided, newest first', () => {
  expect(entries.map(entry => entry.number)).toEqual([6, null, 5, 3, 1])
  expect(groupEntries(entries).map(group => group.entries.length)[0]).toBe(1)
  expect(
    groupEntries(entries)
      .map(group => group.key)
      .slice(0, 2),
  ).toEqual(['open', 'draft'])
  const months = groupEntries(entries).slice(2)
  expect(
    months.every(group =>
      group.entries.every(entry => new Date(entry.date).getMonth() === new Date(Number(group.key)).getMonth()),
    ),
  ).toBe(true)
})

test('[LOG-17] the search finds words of the text, of the reasons, of a party’s name, and a number', () => {
  expect(numbers({ words: 'tap 7' })).toEqual([6])
  expect(numbers({ words: 'mornings belong' })).toEqual([3])
  expect(numbers({ words: 'HERDERS' })).toEqual([null])
  expect(numbers({ words: 'shared taps' })).toEqual([null, 5, 3, 1])
  expect(numbers({ words: '5' })).toContain(5)
  expect(numbers({ words: 'no such words' })).toEqual([])
})

test('[LOG-18] filters narrow by status, method, party and what waits for us; within one filter any choice will do', () => {
  expect(numbers({ status: ['adopted'] })).toEqual([5, 1])
  expect(numbers({ status: ['superseded', 'draft'] })).toEqual([null, 3])
  expect(numbers({ method: ['majority'] })).toEqual([3])
  expect(numbers({ needs: ['us'] })).toEqual([6])
  expect(numbers({ party: table.cast.parties.get('RW')! })).toEqual([null, 5, 3, 1])
  expect(numbers({ status: ['adopted'], words: 'swahili' })).toEqual([1])
})

test('[LOG-19] each option’s count is what choosing it would show, the other filters standing', () => {
  const query: LogQuery = { ...everything, method: ['consent'] }
  for (const status of ['open', 'adopted', 'superseded', 'draft', 'not_adopted']) {
    expect(countBy(entries, query, 'status', status)).toBe(
      ask(entries, { ...query, status: [status as 'open'] }).length,
    )
  }
  expect(countBy(entries, { ...query, status: ['open'] }, 'status', 'adopted')).toBe(2)
  expect(countBy(entries, everything, 'needs', 'us')).toBe(1)
})

test('[LOG-20] what is asked of the log is in the URL, reads back the same, and leaves others’ parameters alone', () => {
  const query: LogQuery = {
    words: 'tap 7 & salt',
    status: ['open', 'adopted'],
    method: ['consent'],
    needs: ['us'],
    party: table.cast.parties.get('FC')!,
    tab: 'table',
  }
  const search = writeQuery(query, '?view=outline')
  expect(readQuery(search)).toEqual(query)
  expect(new URLSearchParams(search).get('view')).toBe('outline')
  expect(writeQuery(everything, search)).toBe('?view=outline')
  expect(readQuery('?status=open,nonsense&method=dice&tab=cards')).toEqual({ ...everything, status: ['open'] })
  expect([filtersOn(everything), filtersOn(query)]).toEqual([0, 5])
})
