import type { Clock } from '../ports.ts'

/** Frames and bytes that one member may send to one document. A workshop's liveliest person, on three devices, stays far below. */
export const RATE = {
  framesPerSecond: 250,
  frameBurst: 1_500,
  bytesPerSecond: 1024 * 1024,
  byteBurst: 24 * 1024 * 1024,
  pause: 1_000,
  pauses: 15,
} as const

/** After so long without a line a member's buckets are full again, in milliseconds. */
const FORGOTTEN = 60_000
/** How many members' buckets are kept before those that are full are let go. */
const KEPT = 500

/** What to do after a frame: go on, stop reading for a while, or give up on a flood that went on after slowing. */
export type RateAnswer = 'go' | 'pause' | 'flood'

/** What one line is charged to. `leave` when the line is gone. */
export interface Rate {
  take(bytes: number): RateAnswer
  leave(): void
}

type Buckets = { take(bytes: number): RateAnswer; lines: number; at: number }

/** The buckets of every member in every document: whoever is ended and comes back finds them as they left them. */
export class Rates {
  readonly #clock: Clock
  readonly #kept = new Map<string, Buckets>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A line of `member` in `document` opens. */
  open(document: string, member: string): Rate {
    const key = `${document} ${member}`
    if (this.#kept.size >= KEPT) this.#sweep()
    const buckets = this.#kept.get(key) ?? createBuckets(this.#clock)
    this.#kept.set(key, buckets)
    buckets.lines++
    return {
      take: bytes => buckets.take(bytes),
      leave: () => {
        buckets.lines--
        buckets.at = this.#clock.now()
      },
    }
  }

  #sweep(): void {
    const now = this.#clock.now()
    for (const [key, { lines, at }] of this.#kept) if (lines === 0 && now - at > FORGOTTEN) this.#kept.delete(key)
  }
}

/** Two token buckets. Too fast at first slows the reader down; only a flood that goes on is ended. */
function createBuckets(clock: Clock): Buckets {
  let frames: number = RATE.frameBurst
  let bytes: number = RATE.byteBurst
  let at = clock.now()
  let pauses = 0
  let pausedAt = Number.NEGATIVE_INFINITY
  return {
    lines: 0,
    at,
    take(size) {
      const now = clock.now()
      const seconds = Math.max(0, now - at) / 1000
      at = now
      frames = Math.min(RATE.frameBurst, frames + seconds * RATE.framesPerSecond) - 1
      bytes = Math.min(RATE.byteBurst, bytes + seconds * RATE.bytesPerSecond) - size
      if (frames > RATE.frameBurst / 2 && bytes > RATE.byteBurst / 2) pauses = 0
      if (frames >= 0 && bytes >= 0) return 'go'
      // What had been read before the pause took hold is part of the same one, unless it is as much again as is allowed at all.
      if (frames < -RATE.frameBurst || bytes < -RATE.byteBurst) return 'flood'
      if (now - pausedAt >= RATE.pause) {
        pausedAt = now
        pauses++
      }
      return pauses > RATE.pauses ? 'flood' : 'pause'
    },
  }
}
