import type { Entry } from '../facts.ts'
import type { LedgerState, VersionName } from '../state.ts'
import { type FactOf, withKey, withoutKey } from './share.ts'

const NONE: ReadonlyMap<number, VersionName> = new Map()

/** Names of points, and how long the past is kept. That somebody restored something is told and changes nothing here. */
export function foldHistory(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'version.named' | 'history.retained'>,
): LedgerState {
  const { at, actor: by } = entry
  if (fact.type === 'history.retained') return { ...state, retention: { days: fact.days, at, by } }
  const { document, point, name } = fact
  const before = state.versions.get(document) ?? NONE
  const versions = name === null ? withoutKey(before, point) : withKey(before, point, { name, at, by })
  return { ...state, versions: withKey(state.versions, document, versions) }
}
