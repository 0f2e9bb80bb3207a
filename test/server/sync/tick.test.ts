import { expect, test } from 'vitest'
import { createTick, tickFor } from '../../../server/sync/tick.ts'
import { handClock } from './helpers.ts'

test('[SYN-43] the first edit after a pause leaves at once, then a room of few flushes every 4 ms and a full one every 10', () => {
  expect([0, 1, 5, 16, 30, 40, 50, 500].map(tickFor)).toEqual([4, 4, 4, 4, 8, 10, 10, 10])
  for (const [sessions, wait] of [
    [5, 4],
    [50, 10],
  ] as const) {
    const clock = handClock()
    let flushes = 0
    const tick = createTick(
      clock,
      () => tickFor(sessions),
      () => flushes++,
    )
    tick.touch()
    expect(flushes).toBe(1)
    tick.touch()
    clock.pass(wait - 1)
    expect(flushes).toBe(1)
    clock.pass(1)
    expect(flushes).toBe(2)
    clock.pass(wait)
    tick.touch()
    expect(flushes).toBe(3)
  }
})
