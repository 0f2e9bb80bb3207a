import type { Clock } from '../ports.ts'

/** Frames and bytes that one socket may send. A workshop's liveliest person stays far below. */
export const RATE = {
  framesPerSecond: 250,
  frameBurst: 1_500,
  bytesPerSecond: 1024 * 1024,
  byteBurst: 24 * 1024 * 1024,
  pause: 1_000,
  pauses: 15,
} as const

/** What to do after a frame: go on, stop reading for a while, or give up on a flood that went on after slowing. */
export type RateAnswer = 'go' | 'pause' | 'flood'

/** Two token buckets. Too fast at first slows the reader down; only a flood that goes on is ended. */
export function createRate(clock: Clock): { take: (bytes: number) => RateAnswer } {
  let frames: number = RATE.frameBurst
  let bytes: number = RATE.byteBurst
  let at = clock.now()
  let pauses = 0
  return {
    take(size) {
      const now = clock.now()
      const seconds = Math.max(0, now - at) / 1000
      at = now
      frames = Math.min(RATE.frameBurst, frames + seconds * RATE.framesPerSecond) - 1
      bytes = Math.min(RATE.byteBurst, bytes + seconds * RATE.bytesPerSecond) - size
      if (frames > RATE.frameBurst / 2 && bytes > RATE.byteBurst / 2) pauses = 0
      if (frames >= 0 && bytes >= 0) return 'go'
      pauses++
      return pauses > RATE.pauses ? 'flood' : 'pause'
    },
  }
}
