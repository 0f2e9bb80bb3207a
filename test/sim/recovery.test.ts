import { expect, test } from 'vitest'
import { playSeed } from './world.ts'

const SEEDS = 40

test(`[GRD-47] ${SEEDS} seeded runs in which the power fails in the middle: nobody is refused, and what anybody was shown is there again`, {
  timeout: 120_000,
}, async () => {
  let crashes = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const report = await playSeed(seed, 120, true)
    expect(report.problems, `seed ${seed}`).toEqual([])
    crashes += report.crashes
  }
  expect(crashes).toBeGreaterThan(SEEDS * 3)
})
