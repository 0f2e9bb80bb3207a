import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchFirstVisit } from './first-visit.ts'
import { type Goal, goalsFor } from './goals.ts'
import { pageOf, type Result, writePage } from './page.ts'
import { medians, type Sample } from './sample.ts'
import { installPeers, peerVersions, type ServerName } from './servers.ts'
import { benchStore } from './store.ts'

// npm run bench -- [--only G2,G3] [--times 3] [--seconds 3] [--servers trestle,relay] [--write], or first-visit [--runs 5], or store.
// One JSON line for each measurement, then the tables; --write puts them into docs/benchmarks.md, --from takes them from what an
// earlier run printed. Ratios within one run are what counts.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    servers: { type: 'string' },
    times: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    from: { type: 'string' },
  },
})
const seconds = Number(values.seconds)

type Line = { goal: string; round: number; server: ServerName; sample: Sample }

if (positionals[0] === 'first-visit') {
  // On the build that is there: first at once, then by somebody who takes five seconds over the form.
  for (const typing of [0, 5_000])
    console.log(JSON.stringify({ typing, ...(await benchFirstVisit(Number(values.runs), typing)) }))
  process.exit(0)
}
if (positionals[0] === 'store') {
  console.log(JSON.stringify(await benchStore(seconds)))
  process.exit(0)
}

await installPeers()
const wanted = values.only?.toUpperCase().split(',')
const servers = values.servers?.split(',')
const goals = goalsFor(seconds)
  .filter(({ id }) => !wanted || wanted.includes(id))
  .map(goal => ({ ...goal, servers: goal.servers.filter(server => !servers || servers.includes(server)) }))
const started = performance.now()
const lines = values.from ? linesOf(values.from) : await measureAll()
const minutes = (performance.now() - started) / 60_000
const results = goals.map(goal => resultOf(goal, lines))

const version = (name: string): string =>
  (JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
const peers = Object.entries(peerVersions()).map(([name, number]) => `${name} ${number}`)
const intro = [
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores, everything on loopback, load generator and servers on the same cores;`,
  `Node ${process.versions.node}, ws ${version('ws')}; ${peers.join(', ')}. ${rounds() === 1 ? 'One round' : `Medians of ${rounds()} rounds`} of ${seconds} s, the servers in turn${values.from ? '.' : ';'}`,
  values.from ? '' : `${minutes.toFixed(0)} minutes for all; load average at the end ${loadavg()[0]!.toFixed(1)}.`,
].join(' ')
if (values.write) writePage(intro, results)
console.log(`\n${pageOf(intro, results)}`)
process.exit(0)

/** Measures the servers in turn, round by round, so that a busy moment of the machine does not hit one of them or one goal alone. */
async function measureAll(): Promise<Line[]> {
  const measured: Line[] = []
  for (let round = 1; round <= Number(values.times); round++) {
    for (const goal of goals) {
      for (const server of goal.servers) {
        try {
          const line = { goal: goal.id, round, server, sample: rounded(await goal.measure(server)) }
          measured.push(line)
          console.log(JSON.stringify(line))
        } catch (error) {
          console.log(JSON.stringify({ goal: goal.id, round, server, failed: String(error) }))
        }
      }
    }
  }
  return measured
}

function resultOf(goal: Goal, measured: readonly Line[]): Result {
  const samples = (server: ServerName): Sample[] =>
    measured.filter(line => line.goal === goal.id && line.server === server).map(({ sample }) => sample)
  const found = new Map(goal.servers.map(server => [server, medians(samples(server))]))
  return { goal, found, checks: goal.checks(server => found.get(server) ?? {}) }
}

/** What an earlier run printed. */
function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('{"goal"') && line.includes('"sample"'))
    .map(line => JSON.parse(line) as Line)
}

function rounds(): number {
  return Math.max(0, ...lines.map(({ round }) => round))
}

function rounded(sample: Sample): Sample {
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, Number(value.toPrecision(4))]))
}
