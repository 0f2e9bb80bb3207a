import type { Clock, DocumentLog, Lease, LogBatch } from '../../server/ports.ts'
import type { Chance } from './random.ts'

type Kept = { batch: LogBatch; n: number; written: boolean; synced: boolean }

/** What goes wrong: the process dies (`kill`: the operating system keeps what was written) or the power fails (only what was synced stays). */
export type Crash = 'kill' | 'power'

/** A log on a pretended disk that takes its time, and can lose what it had not yet done. */
export type CrashLog = {
  /** A way to the disk for one run of the server; dead after the next `crash`. */
  open(): DocumentLog
  crash(how: Crash): void
}

/** `slowest` is the longest that a sync takes, in milliseconds. */
export function createCrashLog(clock: Clock, chance: Chance, slowest = 25): CrashLog {
  let entries: Kept[] = []
  let snapshots = new Map<string, { upTo: number; bytes: Uint8Array }>()
  let run = { alive: true }
  let last = 0

  return {
    open() {
      const mine = run
      let reached = clock.now()
      const later = (ms: number, task: () => void): Promise<void> =>
        new Promise(resolve => {
          clock.after(ms, () => {
            if (!mine.alive) return
            task()
            resolve()
          })
        })
      return {
        append(batch) {
          if (!mine.alive) return { written: new Promise(() => {}), synced: new Promise(() => {}) }
          const kept: Kept = { batch: structuredClone(batch), n: ++last, written: false, synced: false }
          entries.push(kept)
          // One disk: what comes later is not done earlier.
          reached = Math.max(reached, clock.now() + chance.below(6))
          const written = later(reached - clock.now(), () => {
            kept.written = true
          })
          const synced = written.then(() =>
            later(1 + chance.below(slowest), () => {
              for (const entry of entries) if (entry.n <= kept.n) entry.synced = true
            }),
          )
          return { written, synced }
        },
        async load(document) {
          await later(chance.below(10), () => {})
          const snapshot = snapshots.get(document) ?? null
          const after = entries.filter(entry => entry.batch.document === document)
          const tail = after.filter(entry => entry.n > (snapshot?.upTo ?? 0))
          const leases = new Map<number, string>()
          for (const { batch } of after)
            for (const lease of batch.leases) if (!leases.has(lease.clientId)) leases.set(lease.clientId, lease.member)
          return {
            recovered: after.flatMap(({ batch }) => batch.recovered ?? []),
            snapshot: snapshot?.bytes ?? null,
            updates: tail.flatMap(({ batch }) => batch.updates.map(({ bytes }) => bytes)),
            leases: [...leases].map(([clientId, member]): Lease => ({ clientId, member })),
            upTo: tail.at(-1)?.n ?? snapshot?.upTo ?? 0,
          }
        },
        async compact(document, upTo, bytes) {
          await later(chance.below(10), () => {
            for (const entry of entries) if (entry.n <= upTo) entry.synced = entry.written = true
            snapshots = new Map(snapshots).set(document, { upTo, bytes: bytes.slice() })
          })
        },
      }
    },
    crash(how) {
      run.alive = false
      run = { alive: true }
      entries = entries.filter(entry => (how === 'kill' ? entry.written : entry.synced))
      // A store syncs what it finds when it is opened, before anybody is shown it.
      for (const entry of entries) entry.synced = true
    },
  }
}
