import type { Entry } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import { type FactOf, withKey, withoutKey } from './share.ts'

/** Where the partnership is in its cycle, and what its brokers say of things that are kept elsewhere. */
export function foldCycle(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'stage.set' | 'artifact.marked'>,
): LedgerState {
  const { cycle } = state
  const { at, actor: by } = entry
  if (fact.type === 'stage.set') {
    const { stage, labels, preset } = fact
    return { ...state, cycle: { ...cycle, stage, labels, preset, at, by } }
  }
  const { artifact, standing, note } = fact
  const marked =
    standing === 'missing'
      ? withoutKey(cycle.marked, artifact)
      : withKey(cycle.marked, artifact, { standing, note, at, by })
  return { ...state, cycle: { ...cycle, marked } }
}
