/** How long nobody may touch a shared phone before it leaves, in milliseconds: as long as its session lives without a line. */
const LEAVE_AFTER = 30 * 60_000
/** How long before that it asks, in milliseconds. */
const ASK_BEFORE = 60_000

/** What watching needs of the world. Each answer of `onSign`, `onWake` and `after` ends it. */
export type IdleWorld = {
  now(): number
  after(ms: number, task: () => void): () => void
  /** Somebody touched or typed. */
  onSign(listener: () => void): () => void
  /** The page is in view again, maybe after a sleep in which no timer ran. */
  onWake(listener: () => void): () => void
}

/** What happens: asked whether somebody is here, somebody was, or nobody. `busy` puts leaving off while it holds. */
export type IdleEvents = { ask(): void; here(): void; leave(): void; busy(): boolean }

/** Leaves when nobody has touched or typed for half an hour, and asks a minute before. The answer stops watching. */
export function watchIdle(world: IdleWorld, events: IdleEvents): () => void {
  let last = world.now()
  let asked = false
  let cancel = (): void => {}
  const over = (): boolean => world.now() - last >= LEAVE_AFTER && !events.busy()
  const begin = (): void => {
    last = world.now()
    if (asked) events.here()
    asked = false
  }
  const look = (): void => {
    cancel()
    if (over()) {
      begin()
      events.leave()
    }
    const idle = world.now() - last
    if (idle >= LEAVE_AFTER - ASK_BEFORE && !asked) {
      asked = true
      events.ask()
    }
    const next = asked ? LEAVE_AFTER : LEAVE_AFTER - ASK_BEFORE
    cancel = world.after(next > idle ? next - idle : ASK_BEFORE, look)
  }
  look()
  // Whoever wakes a phone after its time need not be who sat there.
  const stopHearing = world.onSign(() => (over() ? look() : begin()))
  const stopWaking = world.onWake(look)
  return () => {
    cancel()
    stopHearing()
    stopWaking()
    if (asked) events.here()
  }
}
