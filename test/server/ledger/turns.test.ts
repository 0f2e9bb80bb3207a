import { afterEach, expect, test, vi } from 'vitest'
import { inTurns } from '../../../server/ledger/turns.ts'

afterEach(() => vi.restoreAllMocks())

test('[RED-13] long work on one ledger leaves the loop to others every few milliseconds, and keeps its order', async () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const heard: (number | 'others')[] = []
  const others = (): void => {
    heard.push('others')
    if (heard.length < 1_000) setImmediate(others)
  }
  setImmediate(others)
  await inTurns(
    Array.from({ length: 96 }, (_, at) => at),
    slice => {
      now += 6
      heard.push(...slice)
    },
  )
  const work = heard.filter(one => one !== 'others')
  expect(work).toEqual(Array.from({ length: 96 }, (_, at) => at))
  const longest = heard
    .slice(0, heard.lastIndexOf(95) + 1)
    .join(' ')
    .split(/(?:others ?)+/)
    .map(run => run.trim().split(' ').filter(Boolean).length)
  // Two slices of 6 ms are more than a turn; so nothing runs on for longer.
  expect(Math.max(...longest)).toBe(32)
})
