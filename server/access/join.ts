import type { Role } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { SessionRow } from '../ports.ts'
import { type ClosedInvite, findInvite, type InviteParts, makerMayStill, needsParty, whyClosed } from './invites.ts'
import { sitterIn } from './lent.ts'

/** Why somebody cannot join. */
export type JoinRefusal = ClosedInvite | 'party-required' | 'no-such-party' | 'party-fixed'

/** A place at the table: new, or the one that this browser already had. */
export type Joined = { partnership: string; member: string; role: Role; isNew: boolean }

/**
 * Takes a seat by an invite and records it. A browser that already sits at this table keeps its seat, and no use is
 * counted. The membership is not yet tied to a session: the caller does that.
 */
export async function join(
  parts: InviteParts,
  by: { secret: string } | { code: string },
  person: { name: string; party: string | null; session: SessionRow | null },
): Promise<Result<Joined, JoinRefusal>> {
  const found = await findInvite(parts, by)
  if (!found.ok) return found
  const invite = found.value
  const { partnership, role } = invite
  const state = await parts.ledger.state(partnership)

  const principal = person.session && ({ type: 'session', credential: '', session: person.session } as const)
  const seated = principal && sitterIn(state, principal, partnership)
  if (seated) return accept({ partnership, member: seated.id, role: seated.role, isNew: false })

  if (!makerMayStill(state, invite)) return refuse('invite-revoked')
  if (invite.party !== null && person.party !== null && person.party !== invite.party) return refuse('party-fixed')
  const party = invite.party ?? person.party
  if (party === null && needsParty(role)) return refuse('party-required')
  if (party !== null && !state.parties.has(party)) return refuse('no-such-party')

  if (!(await parts.store.useInvite(invite.id, parts.clock.now()))) {
    // Somebody else took the last use, or it was revoked, since it was read.
    const now = await parts.store.invite(invite.id)
    return refuse((now && whyClosed(now, parts.clock.now())) ?? 'invite-used-up')
  }
  const member = newId()
  const fact = { type: 'member.joined', member, role, party, name: { words: person.name } } as const
  // Which invite it was is the brokers' to know: invites stand in their stream.
  const used = { type: 'invite.used', invite: invite.id, member } as const
  const told = await parts.ledger.recordByRule<JoinRefusal>(
    partnership,
    now =>
      makerMayStill(now, invite)
        ? accept([
            { boundary: 'partnership', fact },
            { boundary: 'broker', fact: used },
          ])
        : refuse('invite-revoked'),
    { actor: member, role, party },
  )
  if (!told.ok) return told
  return accept({ partnership, member, role, isNew: true })
}
