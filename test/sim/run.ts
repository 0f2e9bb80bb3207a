import { parseArgs } from 'node:util'
import { playSeed } from './world.ts'

// npm run sim -- --seeds 1000 [--from 1] [--steps 150]
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '150' },
  },
})
const [seeds, from, steps] = [Number(values.seeds), Number(values.from), Number(values.steps)]
const started = performance.now()
const totals = { seeds: 0, edits: 0, crashes: 0, drops: 0, failed: [] as number[] }
for (let seed = from; seed < from + seeds; seed++) {
  const report = await playSeed(seed, steps)
  totals.seeds++
  totals.edits += report.edits
  totals.crashes += report.crashes
  totals.drops += report.drops
  if (report.problems.length > 0) {
    totals.failed.push(seed)
    console.error(JSON.stringify(report))
  }
}
console.log(JSON.stringify({ ...totals, seconds: Math.round((performance.now() - started) / 100) / 10 }))
process.exitCode = totals.failed.length > 0 ? 1 : 0
