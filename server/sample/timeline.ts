import type { FactDraft } from '../../shared/ledger/facts.ts'
import type { DecisionKey } from './decisions.ts'
import type { PersonKey } from './people.ts'

/** One day in milliseconds. */
export const DAY = 86_400_000

/** Days before its creation on which the sample's story begins. */
export const FIRST_DAY = -75

/** Facts of one act of one person on one day; or the closing of a proposal by rule, computed when its turn comes. */
export type Act = { day: number; by: PersonKey | null } & ({ facts: FactDraft['fact'][] } | { close: DecisionKey })

/** An act with its time: milliseconds since 1970. */
export type TimedAct = Act & { at: number }

/**
 * Acts in the order they happened: by day, and within a day in the order given, a minute apart and always before `now`.
 * So the entries' times never run backwards.
 */
export function inOrder(acts: readonly Act[], now: number): TimedAct[] {
  const sorted = acts.map((act, index) => ({ act, index })).sort((a, b) => a.act.day - b.act.day || a.index - b.index)
  let day = Number.NEGATIVE_INFINITY
  let minute = 0
  return sorted.map(({ act }) => {
    minute = act.day === day ? minute + 1 : 0
    day = act.day
    return { ...act, at: dayAt(now, act.day) + minute * 60_000 }
  })
}

/** When a day of the story starts: `day` days from `now`, less half a day so that all its acts lie in the past. */
export function dayAt(now: number, day: number): number {
  return now + day * DAY - DAY / 2
}
