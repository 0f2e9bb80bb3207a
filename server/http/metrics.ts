import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { SyncMetrics } from '../sync/metrics.ts'

/** What the server counts, as Prometheus text. */
export type Metrics = {
  registry: Registry
  /** Counts one answered request. `route` is the pattern, never the path: ids do not belong in metrics. */
  answered(method: string, route: string, status: number, seconds: number): void
  /** Counts one refusal by its code. */
  refused(code: string): void
  /** Counts one closed socket by its close code. */
  closed(code: number): void
}

/** A registry of its own: process figures, HTTP, sockets, and the rooms' figures when `sync` is given. */
export function createMetrics(
  options: { sync?: SyncMetrics; sockets?: () => number; process?: boolean } = {},
): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (options.process) collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'trestle_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'trestle_http_request_seconds',
    help: 'Time to an answer',
    labelNames: ['route'],
    registers,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  })
  const refusals = new Counter({
    name: 'trestle_refusals_total',
    help: 'Requests refused, by code',
    labelNames: ['code'],
    registers,
  })
  const closes = new Counter({
    name: 'trestle_socket_closes_total',
    help: 'Sockets closed, by close code',
    labelNames: ['code'],
    registers,
  })
  const sockets = options.sockets
  if (sockets) gauge(registry, 'trestle_sockets', 'Open sockets', sockets)
  if (options.sync) publishSync(registry, options.sync)
  return {
    registry,
    answered(method, route, status, seconds) {
      requests.inc({ method, route, status })
      durations.observe({ route }, seconds)
    },
    refused: code => refusals.inc({ code }),
    closed: code => closes.inc({ code }),
  }
}

const GAUGES: readonly string[] = ['rooms', 'sessions']

function publishSync(registry: Registry, sync: SyncMetrics): void {
  for (const [name, value] of Object.entries(sync)) {
    if (typeof value !== 'number') continue
    const read = () => sync[name as 'updates']
    if (GAUGES.includes(name)) gauge(registry, `trestle_sync_${snake(name)}`, `Rooms: ${name} now`, read)
    else counter(registry, `trestle_sync_${snake(name)}_total`, `Rooms: ${name}`, () => [{ labels: {}, value: read() }])
  }
  counter(
    registry,
    'trestle_guard_refusals_total',
    'Updates that the guard refused, by code',
    () => Object.entries(sync.refusals).map(([code, value]) => ({ labels: { code }, value })),
    ['code'],
  )
  const { ackLatency } = sync
  counter(
    registry,
    'trestle_sync_ack_milliseconds_bucket_total',
    'Flushes by the milliseconds until they were on disk (upper bounds, not cumulative)',
    () => ackLatency.counts.map((value, at) => ({ labels: { le: String(ackLatency.buckets[at] ?? 'more') }, value })),
    ['le'],
  )
  counter(
    registry,
    'trestle_sync_ack_milliseconds_sum_total',
    'Milliseconds until flushes were on disk, added up',
    () => [{ labels: {}, value: ackLatency.sum }],
  )
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}

// The rooms count by themselves: the figures are read when they are asked for.
function counter(
  registry: Registry,
  name: string,
  help: string,
  read: () => { labels: Record<string, string>; value: number }[],
  labelNames: string[] = [],
): void {
  new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset()
      for (const { labels, value } of read()) this.inc(labels, value)
    },
  })
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
