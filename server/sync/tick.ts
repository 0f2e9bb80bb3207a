import type { Clock } from '../ports.ts'
import { LIMITS } from './limits.ts'

/** When a room flushes: at once after a pause, then at most once per interval. */
export interface Tick {
  /** There is something to flush. */
  touch(): void
  /** Flushes now and cancels what was planned. */
  now(): void
  stop(): void
}

/** A tick with a leading edge: the first touch after a pause of `every()` ms flushes before `touch` returns. */
export function createTick(clock: Clock, every: () => number, flush: () => void): Tick {
  let last = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null
  const run = (): void => {
    cancel?.()
    cancel = null
    last = clock.now()
    flush()
  }
  return {
    touch() {
      if (cancel) return
      const interval = every()
      const wait = last + interval - clock.now()
      // A clock that was set back must not make the room wait for it.
      if (wait <= 0 || wait > interval) run()
      else cancel = clock.after(wait, run)
    },
    now: run,
    stop() {
      cancel?.()
      cancel = null
    },
  }
}

/**
 * Milliseconds between two flushes of a room: few readers are cheap to tell at once, and many are told together. While the whole
 * server delivers more than it can do easily (`perSecond`), less often.
 */
export function tickFor(sessions: number, perSecond: number): number {
  const calm = Math.max(LIMITS.tickLeast, Math.min(LIMITS.tick, Math.ceil(sessions / 4)))
  const busy = Math.max(0, Math.min(1, (perSecond - LIMITS.busyFrom) / (LIMITS.busyMost - LIMITS.busyFrom)))
  return Math.round(calm + busy * (LIMITS.tickMost - calm))
}

const WINDOW = 250

/** How many deliveries a second the server made in the last quarter of a second, from a counter that only grows. */
export function createLoad(clock: Clock, delivered: () => number): () => number {
  let at = clock.now()
  let count = delivered()
  let perSecond = 0
  return () => {
    const now = clock.now()
    if (now - at >= WINDOW || now < at) {
      perSecond = now > at ? ((delivered() - count) * 1000) / (now - at) : 0
      at = now
      count = delivered()
    }
    return perSecond
  }
}
