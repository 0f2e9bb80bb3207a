import type { DocumentRow, Identity, InviteRow, MemberSettings, RecoveryRow, SessionRow, TokenRow } from '../ports.ts'

/** Sessions, invites, tokens and documents in memory. Rows are copied on the way in and out. */
export function memoryIdentity(): Identity {
  const partnerships = new Map<string, number>()
  const documents = new Map<string, DocumentRow>()
  const sessions = new Map<string, SessionRow>()
  const invites = new Map<string, InviteRow>()
  const tokens = new Map<string, TokenRow>()
  const recoveries = new Map<string, RecoveryRow>()
  const settings = new Map<string, MemberSettings>()
  const copy = <Row>(row: Row | undefined): Row | null => (row === undefined ? null : structuredClone(row))
  const add = <Row>(rows: Map<string, Row>, id: string, row: Row): void => {
    if (rows.has(id)) throw new Error(`a row with this key exists: ${id.slice(0, 6)}…`)
    rows.set(id, structuredClone(row))
  }
  return {
    addPartnership: async (id, createdAt) => add(partnerships, id, createdAt),
    hasPartnership: async id => partnerships.has(id),
    partnerships: async () => [...partnerships.keys()],
    addDocument: async row => add(documents, row.id, row),
    document: async id => copy(documents.get(id)),
    documents: async partnership =>
      [...documents.values()].filter(row => row.partnership === partnership).map(row => ({ ...row })),
    addSession: async row => add(sessions, row.id, { ...row, memberships: [] }),
    sessionBySecret: async hash => copy([...sessions.values()].find(row => row.secretHash === hash)),
    addMembership: async (session, partnership, member, home = null, lentAs = null) => {
      const row = sessions.get(session)
      if (!row) throw new Error('no such session')
      const others = row.memberships.filter(one => one.partnership !== partnership)
      row.memberships = [...others, { partnership, member, home, lentAs }]
    },
    dropMember: async (partnership, member) => {
      for (const row of sessions.values()) {
        row.memberships = row.memberships
          .filter(one => one.partnership !== partnership || (one.home ?? one.member) !== member)
          .map(one =>
            one.partnership === partnership && one.member === member && one.home !== null
              ? { ...one, member: one.home, home: null }
              : one,
          )
      }
    },
    touchSession: async (id, at) => {
      const row = sessions.get(id)
      if (row) row.lastSeenAt = at
    },
    dropSession: async id => void sessions.delete(id),
    addInvite: async row => add(invites, row.id, row),
    invite: async id => copy(invites.get(id)),
    inviteBySecret: async hash => copy([...invites.values()].find(row => row.secretHash === hash)),
    inviteByCode: async hash => copy([...invites.values()].find(row => row.codeHash === hash)),
    invites: async partnership =>
      [...invites.values()].filter(row => row.partnership === partnership).map(row => ({ ...row })),
    useInvite: async (id, now) => {
      const row = invites.get(id)
      if (!row || row.revokedAt !== null || row.expiresAt <= now || row.uses >= row.maxUses) return false
      row.uses += 1
      return true
    },
    revokeInvite: async (id, at) => {
      const row = invites.get(id)
      if (row) row.revokedAt ??= at
    },
    addToken: async row => add(tokens, row.id, row),
    tokenByHash: async hash => copy([...tokens.values()].find(row => row.tokenHash === hash)),
    tokens: async partnership =>
      [...tokens.values()].filter(row => row.partnership === partnership).map(row => structuredClone(row)),
    revokeToken: async (id, at) => {
      const row = tokens.get(id)
      if (row) row.revokedAt ??= at
    },
    addRecovery: async row => add(recoveries, row.secretHash, row),
    recovery: async secretHash => copy(recoveries.get(secretHash)),
    replaceRecoveries: async (partnership, member, at) => {
      for (const row of recoveries.values()) {
        if (row.partnership === partnership && row.member === member && row.usedAt === null) row.replacedAt ??= at
      }
    },
    redeemRecovery: async (secretHash, at) => {
      const row = recoveries.get(secretHash)
      if (!row || row.usedAt !== null || row.replacedAt !== null || row.expiresAt <= at) return null
      row.usedAt = at
      return { ...row }
    },
    setMemberSettings: async row => void settings.set(`${row.partnership} ${row.member}`, { ...row }),
    memberSettings: async partnership =>
      [...settings.values()].filter(row => row.partnership === partnership).map(row => ({ ...row })),
    eraseMemberSettings: async (partnership, member) => void settings.delete(`${partnership} ${member}`),
  }
}
