import { expect, test } from 'vitest'
import { playFuzz } from './play.ts'

test('[GRD-44] fifteen hundred hostile frames over real sockets: the server lives and answers each, and an honest client’s words stay', {
  timeout: 120_000,
}, async () => {
  // Other suites run beside this one, so times mean nothing here; `npm run fuzz` is strict.
  const report = await playFuzz({ frames: 1_500, round: 1_500, seed: 7, quiet: 30, strict: false })
  expect(report.problems).toEqual([])
  expect(report.frames).toBe(1_500)
  expect(report.answers.saved).toBeGreaterThan(20)
  expect(Object.keys(report.answers).length).toBeGreaterThan(8)
})
