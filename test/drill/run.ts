import { parseArgs } from 'node:util'
import { drillFull } from './full.ts'
import { drillHostile } from './hostile.ts'
import { drillKill } from './kill.ts'
import { type DrillReport, summaryLine } from './report.ts'
import { drillSlow } from './slow.ts'
import { drillSoak } from './soak.ts'
import { drillStorm } from './storm.ts'
import { drillTorn } from './torn.ts'

// npm run drill -- <name> [--rounds 500] [--seed 1] [--minutes 60] [--clients 500]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    clients: { type: 'string', default: '500' },
  },
})
const rounds = (usual: number): number => Number(values.rounds ?? usual)
const minutes = (usual: number): number => Number(values.minutes ?? usual)
const seed = Number(values.seed)

const DRILLS: Record<string, () => Promise<DrillReport>> = {
  kill: () => drillKill({ rounds: rounds(500), seed, minutes: minutes(Number.POSITIVE_INFINITY) }),
  torn: () => drillTorn({ cuts: rounds(1_000), seed }),
  full: () => drillFull({ rounds: rounds(3) }),
  slow: () => drillSlow({ seconds: 5 }),
  storm: () => drillStorm({ clients: Number(values.clients) }),
  hostile: () => drillHostile({ seconds: 6 }),
  soak: () => drillSoak({ minutes: minutes(60), seed }),
}

const drill = DRILLS[positionals[0] ?? '']
if (!drill) {
  console.error(`Which drill? One of ${Object.keys(DRILLS).join(', ')}.`)
  process.exit(2)
}
const report = await drill()
console.log(JSON.stringify(report))
console.log(summaryLine(report))
process.exit(report.problems.length > 0 ? 1 : 0)
