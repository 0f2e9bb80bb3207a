import { msg } from '@lit/localize'
import { isBroker } from '../../shared/access/roles.ts'
import type { DocumentInfo, Party } from '../../shared/ledger/state.ts'
import type { PartnershipSession } from '../room/types.ts'
import type { PartyView } from '../ui/mark.ts'

type Reader = Pick<PartnershipSession, 'ledger' | 'words'>

/** A party as it is shown, words resolved. An id that the ledger does not know (yet) reads as a nameless party. */
export function partyView(session: Reader, party: string): PartyView {
  const known = session.ledger.parties.get(party)
  if (known) return viewOf(session, known)
  return { id: party, mark: 1, name: msg('Unknown party'), short: msg('Unknown party'), initials: '?' }
}

/** Every party at the table in the table's one stable order. */
export function parties(session: Reader): PartyView[] {
  return [...session.ledger.parties.values()].map(party => viewOf(session, party))
}

/** A member's name, also after they left; a plain word where the name was erased or is not known. */
export function memberName(session: Reader, member: string): string {
  const known = session.ledger.members.get(member)
  return session.words(known?.name) || msg('Someone')
}

/** A canvas's title as the ledger has it. */
export function documentTitle(session: Reader, info: Pick<DocumentInfo, 'title'>): string {
  return session.words(info.title) || msg('Untitled')
}

/** The canvases of the partnership that a page lists: no companions, archived ones only when asked for; oldest first. */
export function documents(session: Reader, options: { archived?: boolean } = {}): DocumentInfo[] {
  return [...session.ledger.documents.values()]
    .filter(info => info.companionOf === null && info.archived === (options.archived ?? false))
    .sort((a, b) => a.createdAt - b.createdAt)
}

/** The party that this browser's member speaks for, or null (brokers, contributors and observers without one). */
export function myParty(session: Reader & Pick<PartnershipSession, 'me'>): PartyView | null {
  return session.me.party === null ? null : partyView(session, session.me.party)
}

/** True when this browser's member runs the partnering process (broker or co-broker). */
export function iAmBroker(session: Pick<PartnershipSession, 'me'>): boolean {
  return isBroker(session.me.role)
}

/** The partnership's name and purpose as the ledger has them; '' while unknown. */
export function partnershipWords(session: Reader): {
  name: string
  purpose: string
  host: string
  brokerTitle: string
} {
  const about = session.ledger.partnership
  return {
    name: session.words(about?.name),
    purpose: session.words(about?.purpose),
    host: session.words(about?.host),
    brokerTitle: session.words(about?.brokerTitle),
  }
}

function viewOf(session: Reader, party: Party): PartyView {
  const name = session.words(party.name) || msg('Unknown party')
  return {
    id: party.id,
    mark: party.mark,
    name,
    short: session.words(party.short) || name,
    initials: session.words(party.initials) || [...name].slice(0, 2).join(''),
  }
}
