import { readdirSync, readFileSync } from 'node:fs'
import { pause } from './pump.ts'

/** CPU seconds that a process has used so far, all its threads, to the nanosecond. Reads /proc: Linux only. */
export function cpuSeconds(pid: number): number {
  let sum = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0])
    } catch {
      // A thread may end while the list is read.
    }
  }
  return sum / 1e9
}

/** Megabytes that a server under measurement keeps: after its garbage was collected. Not a number when it is gone. */
export async function keptMegabytes(pid: number): Promise<number> {
  for (let round = 0; round < 3 && isAlive(pid); round++) {
    process.kill(pid, 'SIGUSR2')
    await pause(150)
  }
  return isAlive(pid) ? residentMegabytes(pid) : Number.NaN
}

/** Megabytes of memory that a process holds now. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024
}

/** True while a process is there and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return false
  }
}
