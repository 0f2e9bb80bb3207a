/** One forward-only step of the schema. */
export type Migration = { version: number; name: string; sql: string }

/** Every step so far, in order. A published step is never changed; a new need is a new step. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'first-table',
    sql: `
CREATE TABLE updates (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  member TEXT,
  at INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX updates_by_document ON updates (document, n);
CREATE TABLE snapshots (
  document TEXT PRIMARY KEY,
  up_to INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE leases (
  document TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (document, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
  partnership TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  command TEXT NOT NULL,
  idx INTEGER NOT NULL,
  bytes TEXT NOT NULL,
  UNIQUE (partnership, stream, seq),
  UNIQUE (partnership, command, idx)
) STRICT;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'ledger entries never change'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;

CREATE TABLE texts (
  partnership TEXT NOT NULL,
  stream TEXT NOT NULL,
  n INTEGER NOT NULL,
  commitment TEXT NOT NULL,
  salt TEXT,
  words TEXT,
  UNIQUE (partnership, stream, n)
) STRICT;
CREATE TRIGGER texts_only_erased BEFORE UPDATE ON texts WHEN NEW.words IS NOT NULL OR NEW.commitment <> OLD.commitment
  BEGIN SELECT RAISE(ABORT, 'words are erased, never changed'); END;
CREATE TRIGGER texts_keep_their_place BEFORE DELETE ON texts BEGIN SELECT RAISE(ABORT, 'erased words keep their place'); END;

CREATE TABLE partnerships (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  partnership TEXT NOT NULL,
  boundary TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('canvas', 'ledger', 'texts')),
  kind TEXT
) STRICT;
CREATE INDEX documents_by_partnership ON documents (partnership);
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE memberships (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  partnership TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (session, partnership)
) STRICT;
CREATE INDEX memberships_by_member ON memberships (partnership, member);
CREATE TABLE invites (
  id TEXT PRIMARY KEY,
  partnership TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role <> 'broker'),
  party TEXT,
  expires_at INTEGER NOT NULL,
  max_uses INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  lobby INTEGER NOT NULL,
  revoked_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invites_by_partnership ON invites (partnership);
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  partnership TEXT NOT NULL,
  member TEXT NOT NULL,
  scopes TEXT NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_by_partnership ON tokens (partnership);
CREATE TABLE recoveries (
  secret_hash TEXT PRIMARY KEY,
  partnership TEXT NOT NULL,
  member TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;`,
  },
  {
    version: 2,
    name: 'ways-back',
    sql: `
ALTER TABLE recoveries ADD COLUMN issued_by TEXT;
ALTER TABLE recoveries ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 253402300799999;
ALTER TABLE recoveries ADD COLUMN replaced_at INTEGER;
CREATE INDEX recoveries_by_member ON recoveries (partnership, member);
ALTER TABLE sessions ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
CREATE TABLE member_settings (
  partnership TEXT NOT NULL,
  member TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (partnership, member)
) STRICT;`,
  },
  {
    version: 3,
    name: 'seats-of-the-sample',
    sql: 'ALTER TABLE memberships ADD COLUMN home TEXT;',
  },
  {
    version: 4,
    name: 'lent-ways-back',
    sql: `
ALTER TABLE memberships ADD COLUMN lent_as TEXT;
ALTER TABLE tokens ADD COLUMN lent_as TEXT;
ALTER TABLE recoveries ADD COLUMN lent_as TEXT;`,
  },
  {
    version: 5,
    name: 'journal',
    sql: `
CREATE TABLE journal (one INTEGER PRIMARY KEY CHECK (one = 1), absorbed INTEGER NOT NULL) STRICT;
INSERT INTO journal (one, absorbed) VALUES (1, 0);`,
  },
  {
    version: 6,
    name: 'history',
    sql: `
CREATE TABLE history (
  document TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  authors TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document, first)
) STRICT;
CREATE TABLE history_bases (document TEXT PRIMARY KEY, point INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
INSERT INTO history_bases (document, point, bytes) SELECT document, 0, bytes FROM snapshots;`,
  },
  {
    version: 7,
    name: 'history keyframes',
    sql: `
CREATE TABLE history_keyframes (
  document TEXT NOT NULL,
  point INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document, point)
) STRICT;`,
  },
  {
    version: 8,
    name: 'power-losses',
    sql: `
CREATE TABLE recovered (
  document TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  length INTEGER NOT NULL,
  via TEXT NOT NULL,
  PRIMARY KEY (document, client_id, clock)
) STRICT, WITHOUT ROWID;
CREATE TABLE machine (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  },
  {
    version: 9,
    name: 'snapshot-edges',
    sql: `
ALTER TABLE snapshots ADD COLUMN vector BLOB;
ALTER TABLE snapshots ADD COLUMN deletes BLOB;`,
  },
]
