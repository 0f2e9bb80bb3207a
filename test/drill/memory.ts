import { readFileSync } from 'node:fs'

/** Megabytes of memory that a process holds now, as Linux counts them; 0 where that cannot be read. */
export function memoryOf(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes ?? 0) / 102.4) / 10
  } catch {
    return 0
  }
}

/** Watches a process; `stop` answers the most that it held. */
export function watchMemory(pid: number): { stop(): number } {
  let most = memoryOf(pid)
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(pid))
  }, 25)
  return {
    stop() {
      clearInterval(timer)
      return most
    },
  }
}
