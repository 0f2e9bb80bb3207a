import type { Role } from '../../../shared/access/roles.ts'
import type { DocumentRow, InviteRow, MemberSettings, RecoveryRow, SessionRow, TokenRow } from '../../ports.ts'
import type { Database, Row } from './database.ts'

const documentOf = (row: Row): DocumentRow => ({
  id: String(row.id),
  partnership: String(row.partnership),
  boundary: row.boundary as DocumentRow['boundary'],
  role: row.role as DocumentRow['role'],
  kind: row.kind as DocumentRow['kind'],
})

const inviteOf = (row: Row): InviteRow => ({
  id: String(row.id),
  partnership: String(row.partnership),
  secretHash: String(row.secret_hash),
  codeHash: String(row.code_hash),
  role: row.role as InviteRow['role'],
  party: row.party as string | null,
  expiresAt: Number(row.expires_at),
  maxUses: Number(row.max_uses),
  uses: Number(row.uses),
  lobby: row.lobby === 1,
  revokedAt: row.revoked_at as number | null,
  createdBy: String(row.created_by),
  createdAt: Number(row.created_at),
})

const tokenOf = (row: Row): TokenRow => ({
  id: String(row.id),
  tokenHash: String(row.token_hash),
  partnership: String(row.partnership),
  member: String(row.member),
  scopes: JSON.parse(String(row.scopes)) as string[],
  lentAs: row.lent_as as Role | null,
  expiresAt: row.expires_at as number | null,
  revokedAt: row.revoked_at as number | null,
})

const recoveryOf = (row: Row): RecoveryRow => ({
  secretHash: String(row.secret_hash),
  partnership: String(row.partnership),
  member: String(row.member),
  issuedBy: row.issued_by as string | null,
  lentAs: row.lent_as as Role | null,
  createdAt: Number(row.created_at),
  expiresAt: Number(row.expires_at),
  usedAt: row.used_at as number | null,
  replacedAt: row.replaced_at as number | null,
})

const settingsOf = (row: Row): MemberSettings => ({
  partnership: String(row.partnership),
  member: String(row.member),
  language: String(row.language),
  timeZone: String(row.time_zone),
  at: Number(row.at),
})

const maybe = <T>(row: Row | undefined, of: (row: Row) => T): T | null => (row ? of(row) : null)

/** Questions about identity; each runs on the one connection. */
export const identityReads = {
  hasPartnership: (db: Database, id: string) => db.get('SELECT 1 FROM partnerships WHERE id = ?', id) !== undefined,
  partnerships: (db: Database) =>
    db.all('SELECT id FROM partnerships ORDER BY created_at, id').map(row => String(row.id)),
  document: (db: Database, id: string) => maybe(db.get('SELECT * FROM documents WHERE id = ?', id), documentOf),
  documents: (db: Database, partnership: string) =>
    db.all('SELECT * FROM documents WHERE partnership = ? ORDER BY rowid', partnership).map(documentOf),
  sessionBySecret: (db: Database, hash: string): SessionRow | null => {
    const row = db.get('SELECT * FROM sessions WHERE secret_hash = ?', hash)
    if (!row) return null
    const memberships = db.all(
      'SELECT partnership, member, home, lent_as FROM memberships WHERE session = ? ORDER BY rowid',
      row.id as string,
    )
    return {
      id: String(row.id),
      secretHash: String(row.secret_hash),
      createdAt: Number(row.created_at),
      lastSeenAt: Number(row.last_seen_at),
      shared: row.shared === 1,
      memberships: memberships.map(({ partnership, member, home, lent_as }) => ({
        partnership: String(partnership),
        member: String(member),
        home: home as string | null,
        lentAs: lent_as as Role | null,
      })),
    }
  },
  invite: (db: Database, id: string) => maybe(db.get('SELECT * FROM invites WHERE id = ?', id), inviteOf),
  inviteBySecret: (db: Database, hash: string) =>
    maybe(db.get('SELECT * FROM invites WHERE secret_hash = ?', hash), inviteOf),
  inviteByCode: (db: Database, hash: string) =>
    maybe(db.get('SELECT * FROM invites WHERE code_hash = ?', hash), inviteOf),
  invites: (db: Database, partnership: string) =>
    db.all('SELECT * FROM invites WHERE partnership = ? ORDER BY rowid', partnership).map(inviteOf),
  tokenByHash: (db: Database, hash: string) =>
    maybe(db.get('SELECT * FROM tokens WHERE token_hash = ?', hash), tokenOf),
  tokens: (db: Database, partnership: string) =>
    db.all('SELECT * FROM tokens WHERE partnership = ? ORDER BY rowid', partnership).map(tokenOf),
  recovery: (db: Database, hash: string) =>
    maybe(db.get('SELECT * FROM recoveries WHERE secret_hash = ?', hash), recoveryOf),
  memberSettings: (db: Database, partnership: string) =>
    db.all('SELECT * FROM member_settings WHERE partnership = ? ORDER BY rowid', partnership).map(settingsOf),
}

/** Changes of identity; each is a whole of its own. */
export const identityWrites = {
  addPartnership: (db: Database, id: string, createdAt: number) =>
    void db.run('INSERT INTO partnerships VALUES (?, ?)', id, createdAt),
  addDocument: (db: Database, row: DocumentRow) =>
    void db.run(
      'INSERT INTO documents VALUES (?, ?, ?, ?, ?)',
      row.id,
      row.partnership,
      row.boundary,
      row.role,
      row.kind,
    ),
  addSession: (db: Database, row: Omit<SessionRow, 'memberships'>) =>
    void db.run(
      'INSERT INTO sessions (id, secret_hash, created_at, last_seen_at, shared) VALUES (?, ?, ?, ?, ?)',
      row.id,
      row.secretHash,
      row.createdAt,
      row.lastSeenAt,
      row.shared ? 1 : 0,
    ),
  addMembership: (
    db: Database,
    session: string,
    partnership: string,
    member: string,
    home: string | null = null,
    lentAs: Role | null = null,
  ) =>
    void db.run(
      'INSERT OR REPLACE INTO memberships (session, partnership, member, home, lent_as) VALUES (?, ?, ?, ?, ?)',
      session,
      partnership,
      member,
      home,
      lentAs,
    ),
  dropMember: (db: Database, partnership: string, member: string) => {
    db.run('DELETE FROM memberships WHERE partnership = ? AND coalesce(home, member) = ?', partnership, member)
    db.run(
      'UPDATE memberships SET member = home, home = NULL WHERE partnership = ? AND member = ?',
      partnership,
      member,
    )
  },
  touchSession: (db: Database, id: string, at: number) =>
    void db.run('UPDATE sessions SET last_seen_at = ? WHERE id = ?', at, id),
  dropSession: (db: Database, id: string) => void db.run('DELETE FROM sessions WHERE id = ?', id),
  addInvite: (db: Database, row: InviteRow) =>
    void db.run(
      'INSERT INTO invites VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row.id,
      row.partnership,
      row.secretHash,
      row.codeHash,
      row.role,
      row.party,
      row.expiresAt,
      row.maxUses,
      row.uses,
      row.lobby ? 1 : 0,
      row.revokedAt,
      row.createdBy,
      row.createdAt,
    ),
  useInvite: (db: Database, id: string, now: number) =>
    db.run(
      'UPDATE invites SET uses = uses + 1 WHERE id = ? AND revoked_at IS NULL AND expires_at > ? AND uses < max_uses',
      id,
      now,
    ) === 1,
  revokeInvite: (db: Database, id: string, at: number) =>
    void db.run('UPDATE invites SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', at, id),
  addToken: (db: Database, row: TokenRow) =>
    void db.run(
      'INSERT INTO tokens (id, token_hash, partnership, member, scopes, expires_at, revoked_at, lent_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      row.id,
      row.tokenHash,
      row.partnership,
      row.member,
      JSON.stringify(row.scopes),
      row.expiresAt,
      row.revokedAt,
      row.lentAs,
    ),
  revokeToken: (db: Database, id: string, at: number) =>
    void db.run('UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', at, id),
  addRecovery: (db: Database, row: RecoveryRow) =>
    void db.run(
      'INSERT INTO recoveries (secret_hash, partnership, member, created_at, used_at, issued_by, expires_at, replaced_at, lent_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row.secretHash,
      row.partnership,
      row.member,
      row.createdAt,
      row.usedAt,
      row.issuedBy,
      row.expiresAt,
      row.replacedAt,
      row.lentAs,
    ),
  replaceRecoveries: (db: Database, partnership: string, member: string, at: number) =>
    void db.run(
      'UPDATE recoveries SET replaced_at = ? WHERE partnership = ? AND member = ? AND used_at IS NULL AND replaced_at IS NULL',
      at,
      partnership,
      member,
    ),
  redeemRecovery: (db: Database, secretHash: string, at: number): RecoveryRow | null => {
    const taken = db.run(
      'UPDATE recoveries SET used_at = ? WHERE secret_hash = ? AND used_at IS NULL AND replaced_at IS NULL AND expires_at > ?',
      at,
      secretHash,
      at,
    )
    return taken === 1 ? recoveryOf(db.get('SELECT * FROM recoveries WHERE secret_hash = ?', secretHash)!) : null
  },
  setMemberSettings: (db: Database, row: MemberSettings) =>
    void db.run(
      'INSERT OR REPLACE INTO member_settings (partnership, member, language, time_zone, at) VALUES (?, ?, ?, ?, ?)',
      row.partnership,
      row.member,
      row.language,
      row.timeZone,
      row.at,
    ),
  eraseMemberSettings: (db: Database, partnership: string, member: string) =>
    void db.run('DELETE FROM member_settings WHERE partnership = ? AND member = ?', partnership, member),
}
