import { type Actor, isBroker } from '../../shared/access/roles.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { SyncService } from '../services.ts'
import { type InviteParts, recordedBy, revokeInvitesOf } from './invites.ts'

/** Why somebody stays at the table. */
export type RemovalRefusal = 'not-allowed' | 'no-such-member' | 'last-broker'

/**
 * Ends a membership, at once: recorded, every session's hold on it dropped, tokens and invites of theirs revoked, sockets
 * closed. Anybody may leave; brokers may remove anyone, co-brokers anyone but brokers. The last broker stays.
 */
export async function removeMember(
  parts: InviteParts & { sync: SyncService },
  partnership: string,
  actor: Actor,
  member: string,
): Promise<Result<null, RemovalRefusal>> {
  const { store, ledger, sync, clock } = parts
  const state = await ledger.state(partnership)
  const info = state.members.get(member)
  if (!info || info.leftAt !== null) return refuse('no-such-member')
  const own = actor.member === member
  if (!own && !(actor.role === 'broker' || (isBroker(actor.role) && info.role !== 'broker')))
    return refuse('not-allowed')
  const brokers = [...state.members.values()].filter(other => other.role === 'broker' && other.leftAt === null)
  if (info.role === 'broker' && brokers.length === 1) return refuse('last-broker')

  const fact = { type: 'member.left', member, how: own ? 'left' : 'removed' } as const
  await ledger.record(partnership, [{ boundary: 'partnership', fact }], recordedBy(actor))
  sync.revoke(partnership, member)
  await store.dropMember(partnership, member)
  for (const token of await store.tokens(partnership)) {
    if (token.member === member && token.revokedAt === null) await store.revokeToken(token.id, clock.now())
  }
  await revokeInvitesOf(parts, partnership, state, member)
  return accept(null)
}
