import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { memoryLimits, noLimits } from './access/limits.ts'
import { LiveSockets } from './access/live-sockets.ts'
import { Previews } from './access/previews.ts'
import { Tickets } from './access/tickets.ts'
import { certificateFolder, keepCertificate, openCertificate } from './open-certificate.ts'
import { createArchivist } from './adapters/archive-worker.ts'
import { createCompactionWorker } from './adapters/compaction-worker.ts'
import { createHistorian } from './adapters/history-worker.ts'
import { createPinoLog } from './adapters/pino-log.ts'
import { createSliceWorker } from './adapters/slice-worker.ts'
import { openSqliteStore } from './adapters/sqlite/sqlite-store.ts'
import { systemClock } from './adapters/system-clock.ts'
import { createApp } from './app.ts'
import { readConfig, unknownVariables } from './config.ts'
import { HELP, readFlags } from './flags.ts'
import { listen } from './http/listen.ts'
import { createMetrics } from './http/metrics.ts'
import { createHistory } from './history/history-service.ts'
import { createKeeper } from './history/keeper.ts'
import type { ServerState, Services } from './http/services.ts'
import { FURNISHINGS } from './partnerships/furnish.ts'
import { addressesOf } from './reach/addresses.ts'
import { greeting } from './reach/greeting.ts'
import { reachOf } from './reach/reach.ts'
import { wireServices } from './wire-services.ts'

const DRAIN_MS = 5_000

const flags = readFlags(process.argv.slice(2))
if (!flags.ok) fail([flags.refusal])
if (flags.value.help) {
  console.log(HELP)
  process.exit(0)
}
const read = readConfig({ ...process.env, ...flags.value.env })
if (!read.ok) fail(read.refusal.map(({ message }) => message))
const config = read.value
const log = createPinoLog(config.logLevel)
for (const name of unknownVariables(process.env))
  log.warn({ variable: name }, 'this variable is unknown and has no effect')
if (config.limits === 'off') {
  log.warn(
    {},
    'TRESTLE_LIMITS is off: no rate limits and no cap on client ids. For load tests only, never on a net that others reach.',
  )
}

const clock = systemClock
const store = await openSqliteStore(config.data).catch(error =>
  fail([`The data in ${config.data} cannot be opened: ${reasonOf(error)}`]),
)
const compaction = createCompactionWorker()
const slices = createSliceWorker(clock)
const powerLoss = await store.powerLoss()
if (powerLoss)
  log.info({ ...powerLoss }, 'the machine went down without Trestle being stopped: see docs/reliability.md')
const { ledger, sync, syncMetrics } = wireServices({
  store,
  clock,
  log,
  limits: config.limits,
  compactor: compaction.compact,
  slicer: slices.slice,
  powerLoss,
})
const historian = createHistorian(clock)
const keeper = createKeeper({ store, historian, compactor: compaction.compact, sync, ledger, clock, log })
const live = new LiveSockets({ store, clock }, log)
const tls = await openCertificate(config, clock).catch(error => fail([reasonOf(error)]))
const addresses = () => addressesOf(config.host, networkInterfaces(), hostname())
const state: ServerState = { phase: 'starting' }
const services: Services = {
  config,
  store,
  ledger,
  sync,
  archivist: createArchivist(clock),
  history: createHistory({ store, historian, sync, ledger }),
  keeper,
  clock,
  log,
  live,
  state,
  limits: config.limits === 'off' ? noLimits() : memoryLimits(),
  tickets: new Tickets(clock),
  previews: new Previews(clock, live),
  metrics: createMetrics({ sync: syncMetrics, sockets: () => live.size, process: true }),
  reach: () => reachOf({ host: config.host, port: server.port, https: config.https.type, addresses: addresses() }),
  furnishings: FURNISHINGS,
}
await ledger.start()
keeper.start()
const app = createApp(services, join(import.meta.dirname, '../dist/client'))
const server = await listen(app, { ...config, tls }).catch(error => fail([unheard(error)]))
state.phase = 'ready'
log.info({ url: server.url, data: config.data }, 'ready')
const terminal = process.stdout.isTTY
const welcome = greeting({
  url: server.url,
  publicUrl: config.publicUrl,
  reach: services.reach(),
  certificate: tls && { ...tls, kept: certificateFolder(config.data) },
  qr: terminal ? 'colour' : flags.value.lan ? 'plain' : 'none',
})
for (const line of welcome) console.log(line)
if (tls) keepCertificate({ config, clock, log, first: tls, renew: server.renew })

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1)
    stopping = true
    void stop(signal)
  })
}

/** Stops taking requests, lets what was begun end, puts everything on disk and closes sockets with 1012. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping')
  state.phase = 'draining'
  setTimeout(() => {
    log.error({}, 'not everything stopped in time')
    process.exit(1)
  }, DRAIN_MS).unref()
  const closed = server.close()
  ledger.stop()
  keeper.stop()
  await sync.drain()
  await Promise.all([compaction.close(), historian.close(), slices.close(), server.endSockets()])
  live.stop()
  await closed
  await store.flush()
  await store.close()
  log.info({}, 'stopped')
  process.exit(0)
}

function unheard(error: unknown): string {
  const code = (error as { code?: string }).code
  const where = `${config.host}:${config.port}`
  if (code === 'EADDRINUSE')
    return `PORT is ${config.port}, but another program already listens on ${where}. Stop it, or set PORT to a free port.`
  if (code === 'EACCES')
    return `PORT is ${config.port}, but this user may not listen on ${where}. Set PORT to 1024 or above.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is ${config.host}, but this machine has no such address.`
  return `Trestle cannot listen on ${where}: ${reasonOf(error)}`
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function fail(reasons: string[]): never {
  for (const reason of reasons) console.error(reason)
  process.exit(1)
}
