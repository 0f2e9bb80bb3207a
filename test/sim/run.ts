import { parseArgs } from 'node:util'
import { playWhole } from './play-whole.ts'
import { playSeed } from './world.ts'

// npm run sim -- [--seeds 300] [--from 1] [--steps 120] [--world whole | rooms | power]
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '120' },
    world: { type: 'string', default: 'whole' },
  },
})
const [seeds, from, steps] = [Number(values.seeds), Number(values.from), Number(values.steps)]

/** What happened in one run, by name, and what was broken. */
type Played = { counts: Record<string, number>; problems: string[] }

async function rooms(seed: number, losesPower: boolean): Promise<Played> {
  const { edits, crashes, drops, problems } = await playSeed(seed, steps, losesPower)
  return { counts: { edits, crashes, drops }, problems }
}

const WORLDS: Record<string, (seed: number) => Promise<Played>> = {
  whole: seed => playWhole(seed, steps),
  rooms: seed => rooms(seed, false),
  power: seed => rooms(seed, true),
}

const play = WORLDS[values.world]
if (!play) {
  console.error(`Which world? One of ${Object.keys(WORLDS).join(', ')}.`)
  process.exit(2)
}
const started = performance.now()
const totals: Record<string, number> = {}
const failed: number[] = []
for (let seed = from; seed < from + seeds; seed++) {
  const { counts, problems } = await play(seed)
  for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count
  if (problems.length === 0) continue
  failed.push(seed)
  console.error(JSON.stringify({ seed, problems }))
}
const seconds = Math.round((performance.now() - started) / 100) / 10
console.log(JSON.stringify({ world: values.world, seeds, steps, ...totals, failed, seconds }))
process.exitCode = failed.length > 0 ? 1 : 0
