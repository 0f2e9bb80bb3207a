import type { Member, LedgerState } from '../../shared/ledger/state.ts'
import type { LedgerService, Seat } from '../services.ts'

/** The seat of a member as the roster has it now, with words resolved; null when there is none or the member has left. */
export async function seatOf(ledger: LedgerService, partnership: string, member: string): Promise<Seat | null> {
  const state = await ledger.state(partnership)
  const info = state.members.get(member)
  return info && info.leftAt === null ? seatFrom(ledger, partnership, state, info) : null
}

/** The seat of a member that `state` lists. Without a party the initials are the person's own. */
export async function seatFrom(
  ledger: LedgerService,
  partnership: string,
  state: LedgerState,
  info: Member,
): Promise<Seat> {
  const party = info.party === null ? undefined : state.parties.get(info.party)
  const name = await ledger.words(partnership, info.name)
  const initials = party ? await ledger.words(partnership, party.initials) : initialsOf(name)
  return { member: info.id, role: info.role, party: info.party, name, mark: party?.mark ?? null, initials }
}

/** First letters of the first and last word (`maximum` 2), or of the first three; whole characters of any script. */
export function initialsOf(name: string, maximum = 2): string {
  const words = name
    .normalize('NFC')
    .split(/[\s–-]+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
  const chosen = maximum === 2 && words.length > 2 ? [words[0]!, words.at(-1)!] : words.slice(0, maximum)
  const letters = chosen.map(word => [...word].find(character => /[\p{L}\p{N}]/u.test(character)) ?? '')
  return [...letters.join('').toUpperCase()].slice(0, 3).join('') || '?'
}
