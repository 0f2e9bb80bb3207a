import { type Actor, isBroker, type Role } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { actorNow } from '../../shared/ledger/actor-now.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Clock, Identity, InviteRow } from '../ports.ts'
import type { LedgerService } from '../services.ts'
import { newInviteCode, normalCode } from './invite-code.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

const DAY = 86_400_000

/** Days until an invite lapses when none are given. */
const INVITE_DAYS = 14
/** Uses of an invite when none are given: a workshop. */
export const INVITE_USES = 50

/** Roles that an invite can give: a broker is never made by a link. */
export type InviteRole = InviteRow['role']

/** Why an invite is not made. */
export type InviteRefusal = 'not-allowed' | 'no-such-party' | 'party-required'

/** Why an invite opens nothing. */
export type ClosedInvite = 'invite-unknown' | 'invite-revoked' | 'invite-expired' | 'invite-used-up'

/** The parts that invites need. */
export type InviteParts = { store: Identity; ledger: LedgerService; clock: Clock }

/**
 * May this member invite others to be `role` for `party`? Brokers and co-brokers: everyone but a broker.
 * Representatives: contributors and observers of their own party.
 */
function mayInvite(actor: Actor, role: InviteRole, party: string | null): boolean {
  if (isBroker(actor.role)) return true
  const below = role === 'contributor' || role === 'observer'
  return actor.role === 'representative' && below && party !== null && party === actor.party
}

/** May whoever made an invite still make it? An invite is worth no more than the word of the one who gave it. */
export function makerMayStill(state: LedgerState, invite: Pick<InviteRow, 'createdBy' | 'role' | 'party'>): boolean {
  const maker = actorNow(state, invite.createdBy)
  return maker !== null && mayInvite(maker, invite.role, invite.party)
}

/** True for roles that speak or work for a party: such a member has one. */
export function needsParty(role: Role): boolean {
  return role === 'representative' || role === 'contributor'
}

/** Makes an invite and records it in the brokers' stream. The secret and the code are known only now. */
export async function createInvite(
  { store, ledger, clock }: InviteParts,
  partnership: string,
  actor: Actor,
  wish: { role: InviteRole; party: string | null; maxUses: number; lastsMs: number },
): Promise<Result<{ row: InviteRow; secret: string; code: string }, InviteRefusal>> {
  const state = await ledger.state(partnership)
  // A representative's link is bound to their party even when they do not say so.
  const party = wish.party ?? (actor.role === 'representative' ? actor.party : null)
  if (!mayInvite(actor, wish.role, party)) return refuse('not-allowed')
  if (party !== null && !state.parties.has(party)) return refuse('no-such-party')

  const secret = newSecret()
  const code = newInviteCode()
  const now = clock.now()
  const row: InviteRow = {
    id: newId(),
    partnership,
    secretHash: hashSecret('invite', secret),
    codeHash: hashSecret('invite-code', code),
    role: wish.role,
    party,
    expiresAt: now + wish.lastsMs,
    maxUses: wish.maxUses,
    uses: 0,
    lobby: false,
    revokedAt: null,
    createdBy: actor.member,
    createdAt: now,
  }
  const fact = {
    type: 'invite.created',
    invite: row.id,
    role: row.role,
    party,
    expiresAt: row.expiresAt,
    maxUses: row.maxUses,
  } as const
  // Stored first: whoever is removed meanwhile either finds it there to be revoked or comes before the fact, which then refuses.
  await store.addInvite(row)
  const told = await ledger.recordByRule<InviteRefusal>(
    partnership,
    now => (makerMayStill(now, row) ? accept([{ boundary: 'broker', fact }]) : refuse('not-allowed')),
    recordedBy(actor),
  )
  if (told.ok) return accept({ row, secret, code })
  await store.revokeInvite(row.id, clock.now())
  return told
}

/** Days as milliseconds; `INVITE_DAYS` when no hours are given. */
export function inviteLasts(hours: number | undefined): number {
  return hours === undefined ? INVITE_DAYS * DAY : hours * 3_600_000
}

/** Finds the invite behind a secret or a typed code. A refusal says why it is closed. */
export async function findInvite(
  { store, clock }: Pick<InviteParts, 'store' | 'clock'>,
  by: { secret: string } | { code: string },
): Promise<Result<InviteRow, ClosedInvite>> {
  const row =
    'secret' in by
      ? isSecret(by.secret) && (await store.inviteBySecret(hashSecret('invite', by.secret)))
      : await store.inviteByCode(hashSecret('invite-code', normalCode(by.code)))
  if (!row) return refuse('invite-unknown')
  const closed = whyClosed(row, clock.now())
  return closed ? refuse(closed) : accept(row)
}

/** Why an invite opens nothing at `now`; null while it does. */
export function whyClosed(row: InviteRow, now: number): Exclude<ClosedInvite, 'invite-unknown'> | null {
  if (row.revokedAt !== null) return 'invite-revoked'
  if (row.expiresAt <= now) return 'invite-expired'
  return row.uses >= row.maxUses ? 'invite-used-up' : null
}

/** Revokes at once. Allowed to brokers and to whoever made it; twice is the same as once. */
export async function revokeInvite(
  { store, ledger, clock }: InviteParts,
  partnership: string,
  actor: Actor,
  id: string,
): Promise<Result<null, 'not-allowed' | 'no-such-invite'>> {
  const row = await store.invite(id)
  if (!row || row.partnership !== partnership) return refuse('no-such-invite')
  if (!isBroker(actor.role) && row.createdBy !== actor.member) return refuse('not-allowed')
  if (row.revokedAt !== null) return accept(null)
  await store.revokeInvite(id, clock.now())
  await ledger.record(
    partnership,
    [{ boundary: 'broker', fact: { type: 'invite.revoked', invite: id } }],
    recordedBy(actor),
  )
  return accept(null)
}

/** Revokes what a member had made and may not make any more: nobody joins by the word of someone who is gone or stepped back. */
export async function revokeInvitesOf(parts: InviteParts, partnership: string, member: string): Promise<void> {
  const state = await parts.ledger.state(partnership)
  const info = state.members.get(member)
  for (const row of await parts.store.invites(partnership)) {
    if (row.createdBy !== member || row.revokedAt !== null || makerMayStill(state, row)) continue
    await revokeInvite(
      parts,
      partnership,
      { member, role: info?.role ?? 'observer', party: info?.party ?? null },
      row.id,
    )
  }
}

/** An actor as `LedgerService.record` takes it. */
export function recordedBy(actor: Actor): { actor: string; role: Role; party: string | null } {
  return { actor: actor.member, role: actor.role, party: actor.party }
}
