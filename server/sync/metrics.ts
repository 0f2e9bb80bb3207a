/** Plain numbers of the rooms; the HTTP layer publishes them. Counters only grow, gauges are now. */
export type SyncMetrics = {
  updates: number
  updateBytes: number
  deliveries: number
  presence: number
  presenceDropped: number
  joins: number
  loads: number
  compactions: number
  rebuilds: number
  storeFailures: number
  dryRuns: number
  recovered: number
  slowReaders: number
  paused: number
  /** By guard code. */
  refusals: Record<string, number>
  /** Gauges. */
  rooms: number
  sessions: number
  /** Milliseconds from a flush to the disk's answer: counts per bucket, sum and count. */
  ackLatency: { buckets: readonly number[]; counts: number[]; sum: number; count: number }
}

const BUCKETS = [1, 2, 5, 10, 20, 50, 100, 250, 500, 1000, 2500] as const

/** All zero. */
export function createSyncMetrics(): SyncMetrics {
  return {
    updates: 0,
    updateBytes: 0,
    deliveries: 0,
    presence: 0,
    presenceDropped: 0,
    joins: 0,
    loads: 0,
    compactions: 0,
    rebuilds: 0,
    storeFailures: 0,
    dryRuns: 0,
    recovered: 0,
    slowReaders: 0,
    paused: 0,
    refusals: {},
    rooms: 0,
    sessions: 0,
    ackLatency: { buckets: BUCKETS, counts: new Array<number>(BUCKETS.length + 1).fill(0), sum: 0, count: 0 },
  }
}

/** Counts one refusal under its code. */
export function countRefusal(metrics: SyncMetrics, code: string): void {
  metrics.refusals[code] = (metrics.refusals[code] ?? 0) + 1
}

/** Counts one acknowledgement that took `ms`. */
export function countAck(metrics: SyncMetrics, ms: number): void {
  const { buckets, counts } = metrics.ackLatency
  const at = buckets.findIndex(limit => ms <= limit)
  const bucket = at === -1 ? buckets.length : at
  counts[bucket] = (counts[bucket] ?? 0) + 1
  metrics.ackLatency.sum += ms
  metrics.ackLatency.count += 1
}
