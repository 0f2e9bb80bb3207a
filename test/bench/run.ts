import { parseArgs } from 'node:util'
import { benchFanOut } from './fan-out.ts'
import { benchFirstVisit } from './first-visit.ts'
import { benchStore } from './store.ts'

// npm run bench -- [--seconds 3], or first-visit [--runs 5]: one JSON line for each measurement, then the ratios. Ratios within one run are what counts.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '3' }, runs: { type: 'string', default: '5' } },
})
const seconds = Number(values.seconds)
const say = <T extends Record<string, number | string>>(result: T): T => {
  console.log(JSON.stringify(result))
  return result
}

if (positionals[0] === 'first-visit') {
  // On the build that is there: first at once, then by somebody who takes five seconds over the form.
  for (const typing of [0, 5_000]) say({ typing, ...(await benchFirstVisit(Number(values.runs), typing)) })
  process.exit(0)
}

say(await benchStore(seconds))
const rows: { load: string; trestle: Record<string, number | string>; relay: Record<string, number | string> }[] = []
for (const { load, clients, writers, hertz } of [
  { load: 'light room: 5 people, 1 writes', clients: 5, writers: 1, hertz: 10 },
  { load: 'workshop: 50 people, 10 write', clients: 50, writers: 10, hertz: 10 },
  { load: 'plenary: 50 people, 50 write', clients: 50, writers: 50, hertz: 10 },
]) {
  const relay = say(await benchFanOut({ peer: 'relay', clients, writers, hertz, seconds }))
  const trestle = say(await benchFanOut({ peer: 'trestle', clients, writers, hertz, seconds }))
  rows.push({ load, trestle, relay })
}

console.log(
  '\n| load | Trestle p50 / p99 ms | raw ws relay p50 / p99 ms | Trestle µs a delivery | relay µs a delivery | CPU ratio |\n|---|---|---|---|---|---|',
)
for (const { load, trestle, relay } of rows) {
  const ratio = Math.round((Number(trestle.usPerDelivery) / Number(relay.usPerDelivery)) * 100) / 100
  console.log(
    `| ${load} | ${trestle.p50} / ${trestle.p99} | ${relay.p50} / ${relay.p99} | ${trestle.usPerDelivery} | ${relay.usPerDelivery} | ${ratio} |`,
  )
}
process.exit(0)
