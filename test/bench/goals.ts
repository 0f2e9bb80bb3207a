import { compaction } from './loads/compaction.ts'
import { cursors } from './loads/cursors.ts'
import { fanOut } from './loads/fan-out.ts'
import { flood } from './loads/flood.ts'
import { hostile } from './loads/hostile.ts'
import { idleRooms } from './loads/idle.ts'
import { joinStorm } from './loads/join.ts'
import { killAnyMoment } from './loads/kill.ts'
import { lightRooms } from './loads/light.ts'
import { coldRestart } from './loads/restart.ts'
import { workshop } from './loads/workshop.ts'
import type { Sample } from './sample.ts'
import type { ServerName } from './servers.ts'

/** One figure to reach: what is asked, what was found, and whether that is enough; null when it was not measured. */
export type Check = { goal: string; found: string; met: boolean | null }

/** Figures of every server that was measured, by name; of one that was not, none. */
export type Found = (server: ServerName) => Sample

/** One of the goals G1–G11: how it is measured, on which servers, and what is asked of the figures. */
export type Goal = {
  id: string
  title: string
  /** The load in a sentence. */
  load: string
  servers: readonly ServerName[]
  measure: (server: ServerName) => Promise<Sample>
  /** Figures of the table: a sample's name, the column's words, digits after the point. */
  columns: readonly [name: string, words: string, digits: number][]
  checks: (found: Found) => Check[]
}

const DELIVERY: Goal['columns'] = [
  ['us', 'µs CPU a delivery', 2],
  ['p50', 'p50 ms', 1],
  ['p99', 'p99 ms', 1],
  ['perSecond', 'deliveries/s', 0],
  ['delivered', 'share delivered', 2],
]

const figure = (value: number | undefined, digits = 2): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)

/** At most so much. */
const most = (goal: string, value: number | undefined, limit: number, unit: string): Check => ({
  goal,
  found: `${figure(value)} ${unit}`.trim(),
  met: value === undefined || Number.isNaN(value) ? null : value <= limit,
})

/** Ours is so many times less than theirs. */
const below = (whom: string, ours: number | undefined, theirs: number | undefined, times: number): Check => {
  const ratio = (theirs ?? Number.NaN) / (ours ?? Number.NaN)
  return {
    goal: `≥ ${times}× below ${whom}`,
    found: `${figure(ratio, 1)}×`,
    met: Number.isNaN(ratio) ? null : ratio >= times,
  }
}

/** Ours is at most so many times theirs. */
const within = (whom: string, ours: number | undefined, theirs: number | undefined, times: number): Check => {
  const ratio = (ours ?? Number.NaN) / (theirs ?? Number.NaN)
  return { goal: `≤ ${times}× ${whom}`, found: `${figure(ratio)}×`, met: Number.isNaN(ratio) ? null : ratio <= times }
}

/** All goals of the server, in order. `seconds`: how long each open or closed loop runs. */
export const goalsFor = (seconds: number): readonly Goal[] => [
  {
    id: 'G1',
    title: 'Cursors',
    load: '200 people in one room, each moves a cursor ten times a second',
    servers: ['trestle', 'hocuspocus', 'hocuspocus-16', 'y-websocket-server', 'coalescing'],
    measure: server => cursors(server, { people: 200, writers: 200, hertz: 10, seconds }),
    columns: DELIVERY,
    checks: of => [
      below('Hocuspocus', of('trestle').us, of('hocuspocus').us, 7),
      within('the coalescing relay', of('trestle').us, of('coalescing').us, 1.15),
      most('p99 ≤ 40 ms', of('trestle').p99, 40, 'ms'),
    ],
  },
  {
    id: 'G2',
    title: 'Fan-out',
    load: '200 people in one room, 20 of them edit ten times a second',
    servers: ['trestle', 'hocuspocus', 'hocuspocus-16', 'y-websocket-server', 'relay', 'coalescing'],
    measure: server => fanOut(server, { people: 200, writers: 20, hertz: 10, seconds }),
    columns: DELIVERY,
    checks: of => [
      below('Hocuspocus', of('trestle').us, of('hocuspocus').us, 4),
      below('Hocuspocus with `flushDelay=16`', of('trestle').us, of('hocuspocus-16').us, 1.6),
      within('the coalescing relay', of('trestle').us, of('coalescing').us, 1.25),
      most('p50 ≤ 11 ms', of('trestle').p50, 11, 'ms'),
      most('p99 ≤ 18 ms', of('trestle').p99, 18, 'ms'),
    ],
  },
  {
    id: 'G3',
    title: 'Light rooms',
    load: 'rooms of 2, 5 and 10 people, each of whom edits four times a second',
    servers: ['trestle', 'hocuspocus', 'y-websocket-server', 'relay'],
    measure: server => lightRooms(server, seconds),
    columns: [2, 5, 10].flatMap((people): [string, string, number][] => [
      [`p50 of ${people}`, `p50 of ${people}, ms`, 2],
      [`p99 of ${people}`, `p99 of ${people}, ms`, 2],
    ]),
    checks: of =>
      [2, 5, 10].map(people => ({
        ...within('a raw ws relay', of('trestle')[`p50 of ${people}`], of('relay')[`p50 of ${people}`], 1.2),
        goal: `${people} people: p50 ≤ 1.2× a raw ws relay`,
      })),
  },
  {
    id: 'G4',
    title: 'Saturation',
    load: '50 people in one room, ten of them keep 32 edits each on their way',
    servers: ['trestle', 'hocuspocus', 'y-websocket-server', 'coalescing'],
    measure: server => flood(server, { clients: 50, inFlight: 32, seconds }),
    columns: [
      ['us', 'µs CPU a delivery', 2],
      ['perSecond', 'deliveries/s', 0],
      ['perCore', 'deliveries/s a core', 0],
      ['p50', 'p50 ms', 1],
      ['p99', 'p99 ms', 1],
      ['generatorUs', 'µs of the load generator', 2],
    ],
    checks: of => [
      below('Hocuspocus', of('trestle').us, of('hocuspocus').us, 4),
      below('y-websocket-server', of('trestle').us, of('y-websocket-server').us, 30),
      {
        goal: '≥ 1.5 M deliveries/s on one core',
        found: `${figure((of('trestle').perCore ?? Number.NaN) / 1e6)} M/s`,
        met: of('trestle').perCore === undefined ? null : of('trestle').perCore! >= 1.5e6,
      },
    ],
  },
  {
    id: 'G5',
    title: 'Joining at once',
    load: '100 people open a 0.9 MB board at once',
    servers: ['trestle', 'hocuspocus', 'y-websocket-server'],
    measure: server => joinStorm(server, 100),
    columns: [
      ['seconds', 's until the last has all', 2],
      ['cpuMs', 'ms CPU for each', 2],
      ['whole', 'share who got all', 2],
    ],
    checks: of =>
      (['hocuspocus', 'y-websocket-server'] as const).flatMap(peer => [
        { ...below(peer, of('trestle').seconds, of(peer).seconds, 12), goal: `≥ 12× faster than ${peer}` },
        { ...below(peer, of('trestle').cpuMs, of(peer).cpuMs, 40), goal: `≥ 40× less CPU than ${peer}` },
      ]),
  },
  {
    id: 'G6',
    title: 'Cold restart',
    load: 'the server stops and starts; the first who comes opens a 0.9 MB board',
    servers: ['trestle', 'hocuspocus', 'y-websocket'],
    measure: coldRestart,
    columns: [
      ['ms', 'ms from the first packet to the whole board', 1],
      ['warm', 'ms to the next one', 1],
      ['boot', 'ms to listen', 0],
      ['empty', 'first sync empty', 0],
    ],
    checks: of => [
      most('≤ 12 ms', of('trestle').ms, 12, 'ms'),
      {
        goal: 'never an empty first sync',
        found: of('trestle').empty === 0 ? 'never' : of('trestle').empty === undefined ? '–' : 'empty',
        met: of('trestle').empty === undefined ? null : of('trestle').empty === 0,
      },
    ],
  },
  {
    id: 'G7',
    title: 'SIGKILL at any moment',
    load: '20 people, 400 edits a second, killed and started again',
    servers: ['trestle', 'hocuspocus', 'y-websocket'],
    measure: server => killAnyMoment(server, Math.min(seconds, 2.5)),
    columns: [
      ['lost', 'edits lost', 0],
      ['promised', 'of (acknowledged, or shown a second before)', 0],
      ['ackP50', 'acknowledged p50 ms', 1],
      ['ackP99', 'p99 ms', 1],
      ['stallP99', 'loop stall p99 ms', 1],
      ['stallMost', 'longest ms', 1],
    ],
    checks: of => [
      most('0 acknowledged lost', of('trestle').lost, 0, ''),
      most('acknowledgement p50 ≤ 5 ms', of('trestle').ackP50, 5, 'ms'),
      most('loop stall ≤ 5 ms (p99)', of('trestle').stallP99, 5, 'ms'),
    ],
  },
  {
    id: 'G8',
    title: 'Memory',
    load: '500 rooms, two people in each who sit still',
    servers: ['trestle', 'hocuspocus', 'y-websocket-server', 'relay'],
    measure: server => idleRooms(server, 500),
    columns: [
      ['quiet', 'KB a room', 0],
      ['written', 'KB right after a card was made', 0],
    ],
    checks: of => [most('≤ 45 KB', of('trestle').quiet, 45, 'KB')],
  },
  {
    id: 'G9',
    title: 'Compaction',
    load: '10,000 interleaved moves of 20 people into one snapshot',
    servers: ['trestle'],
    measure: compaction,
    columns: [
      ['ms', 'ms in the worker, warm', 1],
      ['first', 'ms with starting it', 1],
      ['stall', 'stall of the asking thread p99 ms', 1],
      ['kilobytes', 'kB', 1],
      ['merge', 'Y.mergeUpdates ms', 0],
      ['mergedKilobytes', 'its kB', 1],
    ],
    checks: of => [most('≤ 35 ms, off the rooms’ thread', of('trestle').ms, 35, 'ms')],
  },
  {
    id: 'G10',
    title: 'A hostile client',
    load: 'twelve malformed messages, a reader who stops reading while 32 MB go by, 50,000 invented cursors',
    servers: ['trestle', 'hocuspocus', 'y-websocket-server'],
    measure: hostile,
    columns: [
      ['deaths', 'died of', 0],
      ['slowMb', 'MB kept for a slow reader', 0],
      ['inventedMb', 'MB for invented cursors', 0],
    ],
    checks: of => [
      most('no death', of('trestle').deaths, 0, ''),
      most('≤ 10 MB for a slow reader', of('trestle').slowMb, 10, 'MB'),
      most('≤ 10 MB for invented cursors', of('trestle').inventedMb, 10, 'MB'),
    ],
  },
  {
    id: 'G11',
    title: 'A large workshop',
    load: '500 people in one room, each moves a cursor twice a second and edits every other second',
    servers: ['trestle'],
    measure: server => workshop(server, 500, seconds * 2),
    columns: [
      ['p50', 'edits p50 ms', 1],
      ['p95', 'p95 ms', 1],
      ['p99', 'p99 ms', 1],
      ['delivered', 'share delivered', 2],
      ['perSecond', 'deliveries/s', 0],
      ['cores', 'cores of the server', 2],
      ['generatorCores', 'of the load generator', 2],
      ['megabytes', 'MB', 0],
      ['lost', 'lines lost', 0],
    ],
    checks: of => [
      most('500 people, p95 ≤ 100 ms', of('trestle').p95, 100, 'ms'),
      most('no line lost', of('trestle').lost, 0, ''),
    ],
  },
]
