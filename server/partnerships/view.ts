import { type Boundary, mayRead, mayWrite, type Role, type Sector } from '../../shared/access/roles.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol.ts'
import type { Identity } from '../ports.ts'
import type { LedgerService, Seat, SyncService } from '../services.ts'

/** A partnership as one member may see it, words resolved. */
export type PartnershipView = {
  id: string
  name: string
  purpose: string
  host: string
  brokerTitle: string
  start: string
  createdAt: number
  parties: {
    id: string
    name: string
    short: string
    initials: string
    mark: number
    sector: Sector
    standing: 'partner' | 'associate'
  }[]
  /** `language` and `timeZone`: how each wants to be written to, null while unknown. */
  members: {
    id: string
    name: string
    role: Role
    partyId: string | null
    language: string | null
    timeZone: string | null
  }[]
  documents: {
    id: string
    kind: KindId
    title: string
    boundary: Boundary
    companionOf: string | null
    archived: boolean
    writable: boolean
  }[]
  ledgers: { boundary: Boundary; document: string; texts: string }[]
  me: { id: string; role: Role; partyId: string | null; name: string }
  /** Ids of members who are connected now. */
  present: string[]
  protocol: number
}

/** What `seat` may see of a partnership; null when its creation never finished. */
export async function viewPartnership(
  parts: { store: Identity; ledger: LedgerService; sync: SyncService },
  partnership: string,
  state: LedgerState,
  seat: Seat,
): Promise<PartnershipView | null> {
  const about = state.partnership
  if (!about) return null
  const words = (commitment: Commitment | null) => parts.ledger.words(partnership, commitment)
  const members = [...state.members.values()].filter(member => member.leftAt === null)
  const documents = [...state.documents.values()].filter(document => mayRead(seat, document.boundary))
  const settings = new Map((await parts.store.memberSettings(partnership)).map(row => [row.member, row]))
  const connected = new Set(parts.sync.present(partnership))
  return {
    id: partnership,
    name: await words(about.name),
    purpose: await words(about.purpose),
    host: await words(about.host),
    brokerTitle: await words(about.brokerTitle),
    start: about.start,
    createdAt: about.createdAt,
    parties: await Promise.all(
      [...state.parties.values()].map(async party => ({
        id: party.id,
        name: await words(party.name),
        short: await words(party.short),
        initials: await words(party.initials),
        mark: party.mark,
        sector: party.sector,
        standing: party.standing,
      })),
    ),
    members: await Promise.all(
      members.map(async ({ id, role, party, name }) => ({
        id,
        name: await words(name),
        role,
        partyId: party,
        language: settings.get(id)?.language ?? null,
        timeZone: settings.get(id)?.timeZone ?? null,
      })),
    ),
    documents: await Promise.all(
      documents.map(async ({ id, kind, title, boundary, companionOf, archived }) => ({
        id,
        kind,
        title: await words(title),
        boundary,
        companionOf,
        archived,
        writable: !archived && mayWrite(seat, boundary),
      })),
    ),
    ledgers: await viewLedgers(parts.store, partnership, seat),
    me: viewMe(seat),
    present: members.map(member => member.id).filter(id => connected.has(id)),
    protocol: PROTOCOL_VERSION,
  }
}

/** Who `seat` is. */
export function viewMe({ member, role, party, name }: Seat): PartnershipView['me'] {
  return { id: member, role, partyId: party, name }
}

/** The ledgers that `seat` may see, and where their words are. */
export async function viewLedgers(
  store: Identity,
  partnership: string,
  seat: Seat,
): Promise<PartnershipView['ledgers']> {
  const rows = (await store.documents(partnership)).filter(row => mayRead(seat, row.boundary))
  return rows
    .filter(row => row.role === 'ledger')
    .flatMap(row => {
      const texts = rows.find(other => other.role === 'texts' && other.boundary === row.boundary)
      return texts ? [{ boundary: row.boundary, document: row.id, texts: texts.id }] : []
    })
}
