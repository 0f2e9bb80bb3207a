import type { LedgerState } from '../ledger/state.ts'
import { csvFile } from './csv-cell.ts'
import type { WordsOf } from './decision-record.ts'

/** Who sits at the table, as a CSV file: parties, then people with their role, party and the days they came and went. */
export function rosterCsv(ledger: LedgerState, words: WordsOf): string {
  const day = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString().slice(0, 10))
  const partyName = (id: string | null) => (id === null ? '' : words(ledger.parties.get(id)?.name))
  const parties = [...ledger.parties.values()].map(party => [
    'party',
    words(party.name),
    words(party.short),
    party.sector,
    party.standing,
    '',
    day(party.joinedAt),
    '',
  ])
  const people = [...ledger.members.values()].map(member => [
    'person',
    words(member.name),
    '',
    '',
    member.role,
    partyName(member.party),
    day(member.joinedAt),
    day(member.leftAt),
  ])
  return csvFile([
    ['what', 'name', 'short name', 'sector', 'standing or role', 'party', 'since', 'left'],
    ...parties,
    ...people,
  ])
}
