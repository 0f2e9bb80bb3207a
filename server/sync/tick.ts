import type { Clock } from '../ports.ts'

/** When a room flushes: at once after a pause, then at most once per interval. */
export interface Tick {
  /** There is something to flush. */
  touch(): void
  /** Flushes now and cancels what was planned. */
  now(): void
  stop(): void
}

/** A tick with a leading edge: the first touch after a pause of `interval` ms flushes before `touch` returns. */
export function createTick(clock: Clock, interval: number, flush: () => void): Tick {
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
