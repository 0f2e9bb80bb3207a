/**
 * How much comparing of words one restore may take, in pairs of words: about a tenth of a second. What is left to compare when
 * it is used up is written anew, so that no text that somebody made for it holds up the others.
 */
export type Effort = { left: number }

const PAIRS = 8_000_000

/** The effort of one restore. */
export function newEffort(): Effort {
  return { left: PAIRS }
}

/** Takes that much of the effort; false, and takes nothing, when as much is not left. */
export function spend(effort: Effort, pairs: number): boolean {
  if (pairs > effort.left) return false
  effort.left -= pairs
  return true
}
