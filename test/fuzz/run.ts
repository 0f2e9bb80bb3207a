import { parseArgs } from 'node:util'
import { playFuzz } from './play.ts'

// npm run fuzz -- --frames 20000 --seed 1
const { values } = parseArgs({
  options: { frames: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
})
const report = await playFuzz({ frames: Number(values.frames), seed: Number(values.seed) })
console.log(JSON.stringify(report))
process.exitCode = report.problems.length > 0 ? 1 : 0
