import { existsSync, readFileSync, rmSync } from 'node:fs'

/** A turn of the server's loop of more than 50 ms: how long, how much of it the thread worked, and how much of that was collecting. */
type Stall = { wall: number; worked: number; collected: number }
type Watched = { p50: number; p999: number; max: number; stalls: Stall[] }

const LONG = 50

/**
 * What the server's loop went through in some stretches of a run, in milliseconds. Of the stalls over 50 ms `own` are those in which the
 * server's own code worked that long, `collecting` those that collecting garbage makes so long, and `machine` those in which the
 * thread did not run.
 */
export type LoopReport = {
  p50: number
  p999: number
  max: number
  own: number
  collecting: number
  machine: number
  longestOwn: number
}

/** Nothing watched so far. */
export const noLoop = (): LoopReport => ({
  p50: 0,
  p999: 0,
  max: 0,
  own: 0,
  collecting: 0,
  machine: 0,
  longestOwn: 0,
})

/** Asks the server of process `pid` what it went through since the last time, and adds it to `report`. */
export async function readLoop(pid: number, path: string, report: LoopReport): Promise<void> {
  rmSync(path, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (const deadline = Date.now() + 10_000; !existsSync(path); ) {
    if (Date.now() > deadline) throw new Error('the server did not say how its loop went')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  const { p50, p999, max, stalls } = JSON.parse(readFileSync(path, 'utf8')) as Watched
  report.p50 = Math.max(report.p50, round(p50))
  report.p999 = Math.max(report.p999, round(p999))
  report.max = Math.max(report.max, round(max))
  for (const { worked, collected } of stalls) {
    const own = worked - collected
    if (own > LONG) report.own++
    else if (worked > LONG || collected > LONG) report.collecting++
    else report.machine++
    report.longestOwn = Math.max(report.longestOwn, round(own))
  }
}

const round = (ms: number): number => Math.round(ms * 10) / 10
