import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How many acts in how many seconds. A workshop shares one address: per-address limits are generous, per-member ones strict. */
export type Rule = { points: number; seconds: number }

/** The limits of `TRESTLE_LIMITS=standard`; each is counted by the key that is named. */
const RULES = {
  /** Any request, by address. */
  request: { points: 6000, seconds: 60 },
  /** Partnerships started, by address. */
  create: { points: 60, seconds: 3600 },
  /** Exports shown before they are brought in, by address: each is read whole. */
  look: { points: 60, seconds: 600 },
  /** Wrong invite codes, by address: against guessing. Links have 256 bits. */
  guess: { points: 40, seconds: 600 },
  /** Wrong ones by session, where there is one. */
  guessBySession: { points: 10, seconds: 600 },
  /** Recovery links looked at or redeemed, by address. */
  recover: { points: 120, seconds: 600 },
  /** Changes over HTTP, by member. */
  change: { points: 600, seconds: 60 },
  /** Comments written or changed, by member: people type, floods do not. */
  talk: { points: 40, seconds: 60 },
  /** Bulk updates, by member. */
  update: { points: 120, seconds: 60 },
  /** Looks into the past of a canvas, by member: each reads all of it up to there. */
  history: { points: 240, seconds: 60 },
  /** Exports, by member: each reads everything. */
  export: { points: 20, seconds: 600 },
  /** Sockets opened, by member. */
  socket: { points: 300, seconds: 60 },
  /** Sockets refused, by address. */
  refusedSocket: { points: 600, seconds: 60 },
  /** Answers of the venue check, by address: a room behind one address makes about ten for each phone. */
  venue: { points: 1200, seconds: 60 },
  /** Its blocks of bytes and its sockets, by address. */
  venueLoad: { points: 240, seconds: 60 },
} as const satisfies Record<string, Rule>

/** The name of a limit. */
export type LimitName = keyof typeof RULES

/** Counts acts; answers 0 when there is room, else the seconds to wait. */
export interface Limits {
  /** Counts one act. */
  take(name: LimitName, key: string): Promise<number>
  /** Looks without counting: for limits on failures alone. */
  wait(name: LimitName, key: string): Promise<number>
}

/** Limits in memory. `rules` replaces some of the standard ones, for tests. */
export function memoryLimits(rules: Partial<Record<LimitName, Rule>> = {}): Limits {
  const limiters = Object.fromEntries(
    Object.entries({ ...RULES, ...rules }).map(([name, rule]) => [
      name,
      new RateLimiterMemory({ points: rule.points, duration: rule.seconds }),
    ]),
  ) as Record<LimitName, RateLimiterMemory>
  return {
    async take(name, key) {
      try {
        await limiters[name].consume(key)
        return 0
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return seconds(refused)
        throw refused
      }
    },
    async wait(name, key) {
      const now = await limiters[name].get(key)
      return now !== null && now.consumedPoints >= limiters[name].points ? seconds(now) : 0
    },
  }
}

/** No limits at all: `TRESTLE_LIMITS=off`, for load tests. */
export function noLimits(): Limits {
  return { take: async () => 0, wait: async () => 0 }
}

function seconds(refused: RateLimiterRes): number {
  return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
}
