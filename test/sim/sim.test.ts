import { expect, test } from 'vitest'
import { playSeed } from './world.ts'

const SEEDS = 200

test(`[SYN-7] ${SEEDS} seeded runs of drops, delays, kills and restarts: everybody ends with what a fresh load shows, nothing shown or saved is lost`, {
  timeout: 120_000,
}, async () => {
  const totals = { edits: 0, crashes: 0, drops: 0 }
  for (let seed = 1; seed <= SEEDS; seed++) {
    const report = await playSeed(seed)
    expect(report.problems, `seed ${seed}`).toEqual([])
    totals.edits += report.edits
    totals.crashes += report.crashes
    totals.drops += report.drops
  }
  expect(totals.edits).toBeGreaterThan(SEEDS * 80)
  expect(totals.crashes).toBeGreaterThan(SEEDS)
})
