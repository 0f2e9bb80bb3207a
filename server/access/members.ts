import { type Actor, isBroker } from '../../shared/access/roles.ts'
import { isLastBroker } from '../../shared/ledger/decide/members.ts'
import { actorNow } from '../../shared/ledger/actor-now.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
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
  const fact = { type: 'member.left', member, how: actor.member === member ? 'left' : 'removed' } as const
  // Two brokers who remove each other at once must not leave the table without one: ruled on in the ledger's own order.
  const done = await ledger.recordByRule(
    partnership,
    state => {
      const why = whyStays(state, actor.member, member)
      return why ? refuse(why) : accept([{ boundary: 'partnership', fact }])
    },
    recordedBy(actor),
  )
  if (!done.ok) return done
  sync.revoke(partnership, member)
  await store.dropMember(partnership, member)
  await store.eraseMemberSettings(partnership, member)
  for (const token of await store.tokens(partnership)) {
    if (token.member === member && token.revokedAt === null) await store.revokeToken(token.id, clock.now())
  }
  await revokeInvitesOf(parts, partnership, member)
  return accept(null)
}

function whyStays(state: LedgerState, by: string, member: string): RemovalRefusal | null {
  const info = actorNow(state, member)
  const actor = actorNow(state, by)
  if (!info) return 'no-such-member'
  if (!actor) return 'not-allowed'
  if (by !== member && !(actor.role === 'broker' || (isBroker(actor.role) && info.role !== 'broker')))
    return 'not-allowed'
  return info.role === 'broker' && isLastBroker(state, member) ? 'last-broker' : null
}
