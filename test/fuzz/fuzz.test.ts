import { expect, test } from 'vitest'
import { playFuzz } from './play.ts'

test('[GRD-44] fifteen hundred hostile frames over real sockets: the server lives, an honest client is not held up, and its words stay', {
  timeout: 60_000,
}, async () => {
  // Other suites run beside this one, so only a real stall counts here; `npm run fuzz` is strict.
  const report = await playFuzz({ frames: 1_500, seed: 7, quiet: 30, well: 1_000 })
  expect(report.problems).toEqual([])
  expect(report.answers.saved).toBeGreaterThan(20)
  expect(Object.keys(report.answers).length).toBeGreaterThan(8)
})
