import type { Entry } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import { type FactOf, withKey } from './share.ts'

/** Members and the invites that brought them. Who left stays listed, so that their acts keep a name. */
export function foldMember(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<
    | 'member.joined'
    | 'member.changed'
    | 'member.left'
    | 'recovery.issued'
    | 'recovery.used'
    | 'invite.created'
    | 'invite.used'
    | 'invite.revoked'
  >,
): LedgerState {
  switch (fact.type) {
    case 'member.joined': {
      const { member: id, role, party, name } = fact
      const joinedAt = state.members.get(id)?.joinedAt ?? entry.at
      return { ...state, members: withKey(state.members, id, { id, role, party, name, joinedAt, leftAt: null }) }
    }
    case 'member.changed': {
      const known = state.members.get(fact.member)
      if (!known) return state
      const { role, party, name } = fact
      return { ...state, members: withKey(state.members, known.id, { ...known, role, party, name }) }
    }
    case 'member.left': {
      const known = state.members.get(fact.member)
      return known ? { ...state, members: withKey(state.members, known.id, { ...known, leftAt: entry.at }) } : state
    }
    case 'recovery.issued': {
      const { member, by } = fact
      return { ...state, waysBack: withKey(state.waysBack, member, { by, issuedAt: entry.at, usedAt: null }) }
    }
    case 'recovery.used': {
      const made = state.waysBack.get(fact.member)
      return made ? { ...state, waysBack: withKey(state.waysBack, fact.member, { ...made, usedAt: entry.at }) } : state
    }
    case 'invite.created': {
      const { type: _, invite: id, ...rest } = fact
      return { ...state, invites: withKey(state.invites, id, { ...rest, id, revoked: false }) }
    }
    case 'invite.used':
      // Uses are counted outside the ledger; the entry says who came by which invite.
      return { ...state, invited: new Set(state.invited).add(fact.member) }
    case 'invite.revoked': {
      const known = state.invites.get(fact.invite)
      return known ? { ...state, invites: withKey(state.invites, known.id, { ...known, revoked: true }) } : state
    }
  }
}
