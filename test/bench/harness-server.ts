import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { memoryLimits, noLimits } from '../../server/access/limits.ts'
import { LiveSockets } from '../../server/access/live-sockets.ts'
import { Previews } from '../../server/access/previews.ts'
import { hashSecret } from '../../server/access/secrets.ts'
import { Tickets } from '../../server/access/tickets.ts'
import { createArchivist } from '../../server/adapters/archive-worker.ts'
import { createCompactionWorker } from '../../server/adapters/compaction-worker.ts'
import { createHistorian } from '../../server/adapters/history-worker.ts'
import { createPinoLog } from '../../server/adapters/pino-log.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { systemClock } from '../../server/adapters/system-clock.ts'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { createHistory } from '../../server/history/history-service.ts'
import { createKeeper } from '../../server/history/keeper.ts'
import { listen } from '../../server/http/listen.ts'
import { createMetrics } from '../../server/http/metrics.ts'
import { createPartnership } from '../../server/partnerships/create.ts'
import { FURNISHINGS } from '../../server/partnerships/furnish.ts'
import { reachOf } from '../../server/reach/reach.ts'
import { wireServices } from '../../server/wire-services.ts'
import { newId } from '../../shared/ids.ts'
import { benchToken } from './bench-token.ts'
import { openRooms } from './named-rooms.ts'

// Trestle as a load harness drives it: HOST, PORT and DATA_DIR, any room name is a board, one member by one API token
// (`authorization: Bearer` and BENCH_TOKEN, or the one of bench-token.ts). All of the product is there: routes, admission, guard,
// SQLite. TRESTLE_LIMITS is off unless set. With SEED a file of one Yjs update is sent to new rooms whose names begin with
// SEED_ROOMS (`join-` or `restart`) through `POST /api/documents/:id/updates`, since no socket takes as much at once.
const { HOST = '127.0.0.1', PORT = '0', DATA_DIR, SEED, TRESTLE_LIMITS = 'off' } = process.env
if (HOST !== '127.0.0.1') throw new Error('the harness server has a known token: it only listens on 127.0.0.1')
const read = readConfig({
  HOST,
  PORT,
  TRESTLE_DATA: DATA_DIR ?? mkdtempSync(join(tmpdir(), 'trestle-harness-')),
  TRESTLE_LIMITS,
  TRESTLE_LOG: 'error',
})
if (!read.ok) throw new Error(read.refusal.map(({ message }) => message).join(' '))
const config = read.value
const log = createPinoLog(config.logLevel)
const clock = systemClock
const token = process.env.BENCH_TOKEN ?? benchToken

const rooms = openRooms(await openSqliteStore(config.data), SEED ? { file: SEED, send } : null)
const { store } = rooms
const compaction = createCompactionWorker()
const { ledger, sync, syncMetrics } = wireServices({
  store,
  clock,
  log,
  limits: config.limits,
  compactor: compaction.compact,
})
await ledger.start()
rooms.sitDown((await store.partnerships())[0] ?? (await begin()))

const live = new LiveSockets({ store, clock }, log)
const historian = createHistorian(clock)
const app = createApp({
  config,
  store,
  ledger,
  sync,
  archivist: createArchivist(clock),
  history: createHistory({ store, historian, sync, ledger }),
  keeper: createKeeper({ store, historian, compactor: compaction.compact, sync, ledger, clock, log }),
  clock,
  log,
  live,
  state: { phase: 'ready' },
  limits: config.limits === 'off' ? noLimits() : memoryLimits(),
  tickets: new Tickets(clock),
  previews: new Previews(clock, live),
  metrics: createMetrics({ sync: syncMetrics, sockets: () => live.size, process: true }),
  reach: () => reachOf({ host: config.host, port: server.port, https: 'off', addresses: [] }),
  furnishings: FURNISHINGS,
})
Object.assign(app, { getPath: rooms.pathOf })
const server = await listen(app, config)

// Asked by the bench: how long this loop was held up since it was asked last, in milliseconds. Watching wakes the loop each
// millisecond, so nobody watches before the first question.
const stalls = monitorEventLoopDelay({ resolution: 1 })
process.on('message', () => {
  process.send?.({ stallP99: stalls.percentile(99) / 1e6, stallMost: stalls.max / 1e6 })
  stalls.reset()
  stalls.enable()
})
process.once('SIGTERM', () => void stop())

async function begin(): Promise<string> {
  const { partnership, member } = await createPartnership(
    { store, ledger, sync, clock },
    {
      name: 'Bench',
      purpose: 'Bench',
      host: 'Bench',
      brokerName: 'Bench',
      brokerTitle: 'Broker',
      titles: { map: 'Map', companion: 'Companion', agreement: 'Agreement', log: 'Log', board: 'Board' },
      question: 'Who?',
    },
    FURNISHINGS[0]!,
  )
  await store.addToken({
    id: newId(),
    tokenHash: hashSecret('token', token),
    partnership,
    member,
    scopes: ['write'],
    lentAs: null,
    expiresAt: null,
    revokedAt: null,
  })
  return partnership
}

async function send(room: string, update: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(`${server.url}/api/documents/${room}/updates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: update,
  })
  if (!answer.ok) throw new Error(`the seed was refused: ${await answer.text()}`)
}

async function stop(): Promise<void> {
  const closed = server.close()
  ledger.stop()
  await sync.drain()
  await compaction.close()
  await server.endSockets()
  live.stop()
  await closed
  await store.close()
  process.exit(0)
}
