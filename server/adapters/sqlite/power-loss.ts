import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import type { PowerLoss } from '../../ports.ts'
import type { Database } from './database.ts'

const MINUTE = 60_000

/** What the running kernel calls its start; where it has no name for it, the minute of it. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    // Not Linux. Clocks are set while a machine runs, so `sameBoot` allows a few minutes.
    return `minute:${Math.round((Date.now() - uptime() * 1000) / MINUTE)}`
  }
}

/** True unless the machine has started anew between the two. */
export function sameBoot(a: string, b: string): boolean {
  const [x, y] = [a, b].map(id => /^minute:(\d+)$/.exec(id)?.[1])
  return x !== undefined && y !== undefined ? Math.abs(Number(x) - Number(y)) <= 3 : a === b
}

/**
 * Notes under which start of the machine the database is open now. When it was left open under another one, what had been written
 * and not yet synced may be gone: that is a power loss at `now`.
 */
export function noteBoot(database: Database, boot: string, now: number): void {
  const before = read(database, 'boot')
  if (before !== null && read(database, 'closed') === null && !sameBoot(before, boot)) {
    write(database, 'losses', String((readPowerLoss(database)?.times ?? 0) + 1))
    write(database, 'lost-at', String(now))
  }
  write(database, 'boot', boot)
  database.run("DELETE FROM machine WHERE name = 'closed'")
}

/** Notes that the database is closed with everything in it: no start of the machine after this one means a loss. */
export function noteClean(database: Database): void {
  try {
    write(database, 'closed', 'yes')
  } catch {
    // A full disk: then the next start of another boot looks for what was lost, and finds nothing.
  }
}

/** The last power loss, if there was one. */
export function readPowerLoss(database: Database): PowerLoss | null {
  const [at, times] = [read(database, 'lost-at'), read(database, 'losses')]
  return at === null || times === null ? null : { at: Number(at), times: Number(times) }
}

function read(database: Database, name: string): string | null {
  const value = database.get('SELECT value FROM machine WHERE name = ?', name)?.value
  return value === undefined ? null : String(value)
}

function write(database: Database, name: string, value: string): void {
  database.run('INSERT OR REPLACE INTO machine (name, value) VALUES (?, ?)', name, value)
}
