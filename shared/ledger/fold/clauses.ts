import type { Entry } from '../facts.ts'
import type { ClauseRecord, LedgerState } from '../state.ts'
import { type FactOf, withKey } from './share.ts'

/** Clause states and assents, each with the hash it was declared for. A clause nobody moved yet is drafting. */
export function foldClause(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'clause.moved' | 'assent.given'>,
): LedgerState {
  const clauses = state.clauses.get(fact.document) ?? new Map<string, ClauseRecord>()
  const known = clauses.get(fact.clause)
  return {
    ...state,
    clauses: withKey(state.clauses, fact.document, withKey(clauses, fact.clause, recordAfter(known, entry, fact))),
  }
}

function recordAfter(
  known: ClauseRecord | undefined,
  entry: Entry,
  fact: FactOf<'clause.moved' | 'assent.given'>,
): ClauseRecord {
  const { at, actor } = entry
  if (fact.type === 'clause.moved') {
    return { state: fact.state, hash: fact.hash, at, by: actor, assents: known?.assents ?? new Map() }
  }
  const { party, choice, hash, reason } = fact
  const record: ClauseRecord = known ?? { state: 'drafting', hash, at, by: actor, assents: new Map() }
  return { ...record, assents: withKey(record.assents, party, { choice, hash, reason, member: actor ?? '', at }) }
}
