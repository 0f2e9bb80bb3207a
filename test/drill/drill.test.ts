import { expect, test } from 'vitest'
import { drillStorm } from './storm.ts'
import { drillTorn } from './torn.ts'

// Small versions; `npm run drill -- <name>` runs them in full, and docs/reliability.md says what came of it.

test('[DRL-1] a disk whose power failed at any of two dozen places opens again with everything that was called saved', {
  timeout: 180_000,
}, async () => {
  const { figures, problems } = await drillTorn({ cuts: 24, seed: 5 })
  expect(problems).toEqual([])
  expect(figures['half a checkpoint']).toBeGreaterThan(2)
  expect(figures['a WAL begun anew']).toBeGreaterThan(2)
})

test('[DRL-2] sixty clients of a large board who lose their lines at once are all synced again within ten seconds', {
  timeout: 120_000,
}, async () => {
  const { figures, problems } = await drillStorm({ clients: 60 })
  // Memory is the full drill's matter: a young process grows by itself.
  expect(problems.filter(problem => !problem.includes('memory'))).toEqual([])
  expect(figures.clients).toBe(60)
})
