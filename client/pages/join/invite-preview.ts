import type { Role } from '../../../shared/access/roles.ts'
import type { PartyView } from '../../ui/mark.ts'

/** What an invite leads to, before joining: `POST /api/invites/preview`. */
export type InvitePreview = {
  partnership: { id: string; name: string; purpose: string; host: string; brokerTitle: string }
  invitedBy: { name: string; role: Role } | null
  role: Role
  /** The party that the invite is bound to. */
  party: PartyView | null
  /** Parties to choose from; empty when bound. */
  parties: PartyView[]
  partyNeeded: boolean
  /** The seat that this browser has there already. */
  already: { member: string; name: string; role: Role } | null
}

/** Who opens the door: the secret of a link, or a code that was said aloud. */
export type InviteKey = { secret: string } | { code: string }
