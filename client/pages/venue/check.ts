/** What the venue check looks at, in the order in which it is shown. */
export const CHECKS = [
  'server',
  'socket',
  'secure',
  'worker',
  'storage',
  'signatures',
  'locks',
  'share',
  'clipboard',
  'clock',
  'screen',
  'space',
  'browser',
] as const

/** One of them. */
export type CheckId = (typeof CHECKS)[number]

/**
 * Why something is not here: plain http takes it away, the certificate is not trusted, the server did not answer, or this
 * browser does not have it (or keeps it closed, as in a private window).
 */
export type Why = 'plain-http' | 'certificate' | 'line' | 'browser'

/**
 * What was found: it works (`figures` are what was measured, in the order that the words name them), it works but needs a
 * look, or it is not here.
 */
export type Outcome =
  | { state: 'works'; figures: (number | string)[] }
  | { state: 'care'; figures: (number | string)[] }
  | { state: 'missing'; why: Why }

/** Answers what was found; never rejects. */
export type Check = () => Promise<Outcome>

/** It works, as measured. */
export function works(...figures: (number | string)[]): Outcome {
  return { state: 'works', figures }
}

/** It works, but whoever runs the meeting should look at it. */
export function care(...figures: (number | string)[]): Outcome {
  return { state: 'care', figures }
}

/** It is not here. */
export function missing(why: Why): Outcome {
  return { state: 'missing', why }
}

/** What stands between this person and the table, by what was found so far. */
export type Verdict = 'checking' | 'all' | 'some' | 'none'

/** `none` when the server or the live line cannot be reached; `some` when anything else is missing or needs care. */
export function verdictOf(found: ReadonlyMap<CheckId, Outcome>): Verdict {
  if (found.get('server')?.state === 'missing' || found.get('socket')?.state === 'missing') return 'none'
  if (CHECKS.some(id => !found.has(id))) return 'checking'
  return CHECKS.every(id => found.get(id)?.state === 'works') ? 'all' : 'some'
}
