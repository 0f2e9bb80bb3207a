import { expect, test } from 'vitest'
import { playSeeds } from './play-seeds.ts'

// Two files, so that two cores share the three hundred seeds.

test('[SIM-1] in whole worlds 1 to 150 nothing saved or shown is lost, the ledger verifies, and Saved never lied', {
  timeout: 400_000,
}, async () => {
  const { counts, failures } = await playSeeds(1, 150)
  expect(failures).toEqual([])
  expect(counts.kills).toBeGreaterThan(150)
  expect(counts['power failures']).toBeGreaterThan(150)
  expect(counts['offline for two hours']).toBeGreaterThan(5)
  expect(counts['hostile visits']).toBeGreaterThan(50)
  expect(counts.compactions).toBeGreaterThan(10)
  expect(counts.refused).toBeGreaterThan(2)
})
