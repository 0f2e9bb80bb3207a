import { expect, test } from 'vitest'
import { createLoad, createTick, tickFor } from '../../../server/sync/tick.ts'
import { handClock } from './helpers.ts'

test('[SYN-43] the first edit after a pause leaves at once, then a room of few flushes every 4 ms and a full one every 16', () => {
  expect([0, 1, 5, 16, 30, 40, 64, 500].map(sessions => tickFor(sessions, 0))).toEqual([4, 4, 4, 4, 8, 10, 16, 16])
  for (const [sessions, wait] of [
    [5, 4],
    [64, 16],
  ] as const) {
    const clock = handClock()
    let flushes = 0
    const tick = createTick(
      clock,
      () => tickFor(sessions, 0),
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

test('[ENG-7] while the whole server is near its limit, flushes are stretched to 33 ms', () => {
  const clock = handClock()
  let delivered = 0
  const load = createLoad(clock, () => delivered)
  const at = (perSecond: number): number => {
    for (let ms = 0; ms < 500; ms += 10) {
      clock.pass(10)
      delivered += perSecond / 100
      load()
    }
    return load()
  }
  expect(tickFor(200, at(100_000))).toBe(16)
  expect(tickFor(200, at(250_000))).toBeGreaterThan(20)
  expect(tickFor(200, at(400_000))).toBe(33)
  expect(tickFor(2, at(900_000))).toBe(33)
  expect(tickFor(2, at(0))).toBe(4)
})
