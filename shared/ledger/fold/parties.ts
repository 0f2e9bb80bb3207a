import type { Entry } from '../facts.ts'
import type { LedgerState, Party } from '../state.ts'
import type { FactOf } from './share.ts'

/** Parties in the order of their marks: dealt by lot, so a place in the row says nothing of who came first. */
export function foldParty(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'party.added' | 'party.changed'>,
): LedgerState {
  const known = state.parties.get(fact.party)
  if (!known && fact.type === 'party.changed') return state
  const party: Party = {
    id: fact.party,
    mark: fact.type === 'party.added' ? fact.mark : known!.mark,
    sector: fact.sector,
    standing: fact.standing,
    name: fact.name,
    short: fact.short,
    initials: fact.initials,
    joinedAt: known?.joinedAt ?? entry.at,
  }
  const parties = [...state.parties.values()].filter(other => other.id !== party.id)
  parties.push(party)
  parties.sort((a, b) => a.mark - b.mark || (a.id < b.id ? -1 : 1))
  return { ...state, parties: new Map(parties.map(one => [one.id, one])) }
}
