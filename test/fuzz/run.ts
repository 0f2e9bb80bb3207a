import { parseArgs } from 'node:util'
import { playFuzz } from './play.ts'

// npm run fuzz [-- --frames 1000000 --seed 1 --minutes 120 --lanes 24]
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '120' },
    lanes: { type: 'string', default: '24' },
  },
})
const wish = Number(values.frames)
const report = await playFuzz({
  frames: wish,
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  lanes: Number(values.lanes),
  say: line => console.error(line),
})
console.log(JSON.stringify(report))
const { frames, attackedLoop, quietLoop, quiet, attacked, problems } = report
const short = frames < wish ? ` of ${wish}, out of time` : ''
console.log(
  `fuzz: ${frames} frames${short}, ${problems.length} problems; saved p50 ${quiet.p50} ms quiet, ${attacked.p50} ms attacked; stalls > 50 ms: ` +
    `${attackedLoop.own} of the server's own, ${attackedLoop.collecting} collecting garbage, ${attackedLoop.machine} not running (quiet: ${quietLoop.own}, ${quietLoop.collecting}, ${quietLoop.machine})`,
)
process.exitCode = problems.length > 0 ? 1 : 0
