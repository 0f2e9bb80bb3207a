import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Loaded into the server that is attacked. SIGUSR2 writes what its loop went through since the last signal to FUZZ_LOOP.
const EVERY = 10
const STALL = 50
const target = process.env.FUZZ_LOOP

if (isMainThread && target) {
  const delay = monitorEventLoopDelay({ resolution: EVERY })
  delay.enable()
  let stalls = []
  let [at, cpu] = [performance.now(), process.threadCpuUsage()]
  const look = () => {
    const [now, used] = [performance.now(), process.threadCpuUsage()]
    const worked = (used.user + used.system - cpu.user - cpu.system) / 1000
    if (now - at - EVERY > STALL) stalls.push({ from: at, to: now, worked, collected: 0 })
    at = now
    cpu = used
    setTimeout(look, EVERY).unref()
  }
  look()
  // What was collected is told only after the turn of the loop in which it was.
  const collections = new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries())
      for (const stall of stalls)
        if (startTime < stall.to && startTime + duration > stall.from) stall.collected += duration
  })
  collections.observe({ entryTypes: ['gc'] })
  process.on('SIGUSR2', () =>
    setTimeout(() => {
      const summary = {
        p50: delay.percentile(50) / 1e6,
        p999: delay.percentile(99.9) / 1e6,
        max: delay.max / 1e6,
        stalls: stalls.map(({ from, to, worked, collected }) => ({ wall: to - from - EVERY, worked, collected })),
      }
      writeFileSync(`${target}.new`, JSON.stringify(summary))
      renameSync(`${target}.new`, target)
      delay.reset()
      stalls = []
    }, 50),
  )
}
