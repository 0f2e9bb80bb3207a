import type { Fact, FactType } from '../facts.ts'
import type { LedgerState, Proposal } from '../state.ts'

/** The stored facts of some types. */
export type FactOf<Type extends FactType> = Extract<Fact, { type: Type }>

/** A copy of a map with one key set; keys that were there keep their place. */
export function withKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value)
}

/** A copy of a map without one key. */
export function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

/** The state with one proposal changed; unchanged when the ledger has no such proposal. */
export function changeProposal(state: LedgerState, id: string, change: (proposal: Proposal) => Proposal): LedgerState {
  const proposal = state.proposals.get(id)
  return proposal ? { ...state, proposals: withKey(state.proposals, id, change(proposal)) } : state
}
