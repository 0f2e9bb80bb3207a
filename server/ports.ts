import type { Boundary, Role } from '../shared/access/roles.ts'
import type { RowChange } from '../shared/history/compare.ts'
import type { Moment } from '../shared/history/moments.ts'
import type { Write } from '../shared/history/restore.ts'
import type { PartId } from '../shared/history/rows.ts'
import type { Stretch } from '../shared/history/stretches.ts'
import type { Entry, TextRow } from '../shared/ledger/facts.ts'
import type { KindId } from '../shared/kinds/kind.ts'
import type { Result } from '../shared/result.ts'

/** The time. Injected everywhere, so that tests never sleep. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `task` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, task: () => void): () => void
}

/** Structured log; never given secrets or people's words. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/** A client id that is leased to a member within one document: only they may add structs under it. */
export type Lease = { clientId: number; member: string }

/** Structs under another's id that the member `via` brought back after a power loss: `length` clocks from `clock` on. */
export type Recovered = { clientId: number; clock: number; length: number; via: string }

/**
 * What a room adds to a document's log in one tick: V1 updates in order, and the leases they rest on. `author` is per update, but
 * for what is `recovered`, which is its id's and not the member's who brought it.
 */
export type LogBatch = {
  document: string
  updates: { bytes: Uint8Array; member: string | null; at: number }[]
  leases: Lease[]
  recovered?: Recovered[]
}

/** When the machine last went down without the server being stopped, in milliseconds since 1970, and how often it has. */
export type PowerLoss = { at: number; times: number }

/** Two promises of one append: the bytes are with the operating system (survive `kill -9`); the bytes are on disk. */
export type Appended = { written: Promise<void>; synced: Promise<void> }

/** What is read off a snapshot without loading it: its state vector, and an update of all its deletions and no struct. */
export type SnapshotEdge = { vector: Uint8Array; deletes: Uint8Array }

/** A document as it is loaded: apply `snapshot`, then `updates` in order. `upTo` is the number of the last update. */
export type StoredDocument = {
  snapshot: Uint8Array | null
  /** Null where the snapshot was kept without. */
  edge?: SnapshotEdge | null
  updates: Uint8Array[]
  leases: Lease[]
  recovered?: Recovered[]
  upTo: number
}

/** The durable log of every canvas. */
export interface DocumentLog {
  load(document: string): Promise<StoredDocument>
  append(batch: LogBatch): Appended
  /** Replaces everything up to `upTo` by `snapshot`; what came after stays. The replaced updates stay in the `HistoryLog`. */
  compact(document: string, upTo: number, snapshot: Uint8Array, edge?: SnapshotEdge): Promise<void>
}

/** One past update of a canvas: who wrote it, and when (milliseconds since 1970). */
export type HistoryUpdate = { bytes: Uint8Array; member: string | null; at: number }

/** A stretch of a canvas's past: its updates `first` to `last`, counted from 1, as the store's adapters pack them. */
export type HistoryChunk = Stretch & { bytes: Uint8Array }

/**
 * A canvas's past without its bytes. `base` is the earliest point whose state is kept, 0 where nothing was forgotten;
 * `compacted` the last point that a compaction has moved into the past.
 */
export type HistoryOutline = { base: number; compacted: number; stretches: Stretch[] }

/** What past states are worked out from: a state that is kept (null: the empty canvas at point 0), then every update after it. */
export type StoredHistory = { base: { point: number; bytes: Uint8Array } | null; chunks: HistoryChunk[] }

/** The past of every canvas: each update with its author and time, kept beyond compaction until it is pruned. */
export interface HistoryLog {
  historyOutline(document: string): Promise<HistoryOutline>
  /** From the last state that is kept at or before the point `from`, up to and with the stretch that holds `upTo`. */
  history(document: string, from: number, upTo: number): Promise<StoredHistory>
  /**
   * Forgets everything up to `upTo`, which must be the last of a stretch that was compacted already; `base` is the state then.
   * What only the forgotten updates held is overwritten in storage. With `states` no later state is kept either: then every
   * word that is not in the base or in a later update is gone.
   */
  pruneHistory(document: string, upTo: number, base: Uint8Array, states?: 'forget-states'): Promise<void>
}

/** Answer of `appendFacts`: on disk; another writer took the seq (re-read and decide again); the command was answered before. */
export type FactsAppended = { type: 'appended' } | { type: 'seq-taken' } | { type: 'command-known'; seq: number }

/** Words of one boundary that are to go. */
export type Erased = { boundary: Boundary; commitment: string }

/** Append-only streams of entries, `UNIQUE(partnership, stream, seq)` and `UNIQUE(partnership, command, index)`. */
export interface LedgerRows {
  /**
   * All-or-nothing, across streams; resolves when synced to disk. The words of `erased` go in the same act: nobody reads them
   * again, and their rows keep their place. Commitments that are not there or erased already change nothing.
   */
  appendFacts(
    partnership: string,
    entries: Entry[],
    texts: { boundary: Boundary; row: TextRow }[],
    erased?: Erased[],
  ): Promise<FactsAppended>
  /** Entries of one stream with `seq > after`, in order, at most `limit`. */
  entries(partnership: string, stream: Boundary, after: number, limit: number): Promise<Entry[]>
  /** Texts of one boundary in the order of their writing, from the `after`-th on, at most `limit`. Erased rows come as null and keep their place. */
  texts(partnership: string, stream: Boundary, after: number, limit?: number): Promise<(TextRow | null)[]>
  streams(partnership: string): Promise<Boundary[]>
  /** The highest seq that a command produced in any stream, or null. */
  seqOfCommand(partnership: string, command: string): Promise<number | null>
}

/** What a document id stands for. `ledger` and `texts` are written by the server alone. */
export type DocumentRow = {
  id: string
  partnership: string
  boundary: Boundary
  role: 'canvas' | 'ledger' | 'texts'
  kind: KindId | null
}

/**
 * Whose seat a session has in a partnership. `home`: whose it is, while they sit in another's seat of the sample. `lentAs`:
 * the member's role when somebody else made the way back that it came by, or null.
 */
export type Membership = { partnership: string; member: string; home: string | null; lentAs: Role | null }

/** A browser session: one cookie, many memberships. Secrets are stored as SHA-256 hex. */
export type SessionRow = {
  id: string
  secretHash: string
  createdAt: number
  lastSeenAt: number
  /** A phone that several people use: the session is short, and no device is remembered. */
  shared: boolean
  memberships: Membership[]
}

/** An invite; `lobby` is kept for later. A broker is never made by one. */
export type InviteRow = {
  id: string
  partnership: string
  secretHash: string
  codeHash: string
  role: Exclude<Role, 'broker'>
  party: string | null
  expiresAt: number
  maxUses: number
  uses: number
  lobby: boolean
  revokedAt: number | null
  createdBy: string
  createdAt: number
}

/** An API token for tools; acts as `member` with no more than `scopes`. `lentAs` as of the session that made it. */
export type TokenRow = {
  id: string
  tokenHash: string
  partnership: string
  member: string
  scopes: string[]
  lentAs: Role | null
  expiresAt: number | null
  revokedAt: number | null
}

/**
 * A recovery link: one use, rotates. `issuedBy` is the member who made it for somebody else, or null. `lentAs`: the role of
 * its member when somebody else made it, or the link by which it came about.
 */
export type RecoveryRow = {
  secretHash: string
  partnership: string
  member: string
  issuedBy: string | null
  lentAs: Role | null
  createdAt: number
  expiresAt: number
  usedAt: number | null
  /** When a newer link took its place. */
  replacedAt: number | null
}

/** In which language and time zone a member wants to be written to. Erasable, and in no ledger. */
export type MemberSettings = { partnership: string; member: string; language: string; timeZone: string; at: number }

/** An entry as it is stored: its canonical JSON and what is indexed of it. */
export type ReadyEntry = { stream: Boundary; seq: number; command: string; index: number; line: string }

/** A whole partnership that nobody has seen yet: rows of its documents, the first state of each canvas, ledgers and words. */
export type WholePartnership = {
  partnership: string
  createdAt: number
  documents: { row: DocumentRow; state: Uint8Array | null }[]
  entries: ReadyEntry[]
  texts: { boundary: Boundary; row: TextRow }[]
}

/** What the interface shows of an export before it is brought in. Words are as the export gives them. */
export type ImportPreview = {
  name: string
  purpose: string
  /** Milliseconds since 1970. */
  exportedAt: number
  digest: string
  parties: { id: string; name: string; short: string; initials: string; mark: number }[]
  people: number
  canvases: { kind: KindId; title: string; boundary: Boundary }[]
  decided: number
  open: number
  /** Whether the brokers' own ledger and canvases are in it. */
  brokersPart: boolean
}

/** Why an export is not brought in. `subject` is the verifier's own reason, `detail` its sentence in English. */
export type ImportRefusal = {
  code:
    | 'export-unreadable'
    | 'export-too-big'
    | 'export-foreign'
    | 'export-newer'
    | 'export-tampered'
    | 'export-slow'
    | 'import-busy'
  subject?: string
  detail?: string
}

/** Who brings an export in, and the few words that the new partnership needs beyond it, in their language. */
export type ImportWish = { brokerName: string; companionTitle: string; closedReason: string; now: number }

/** A partnership read from an export, ready to be stored, and the member who is its broker. */
export type ImportRead = { preview: ImportPreview; whole: WholePartnership; broker: string }

/** The same on its way to the store. `packed` is the whole as `packWhole` packs it, since it is too much to unpack in between. */
export type ImportMade = {
  preview: ImportPreview
  partnership: string
  broker: string
  packed: Uint8Array<ArrayBuffer>
}

/** Everything of a partnership that one asker may see, ready to be packed. */
export type PackGiven = {
  partnership: string
  name: string
  exportedAt: number
  streams: readonly { boundary: Boundary; entries: readonly Entry[]; texts: readonly (TextRow | null)[] }[]
  documents: readonly {
    id: string
    kind: KindId
    kindVersion: number
    title: string
    boundary: Boundary
    state: Uint8Array
    text: string
  }[]
}

/** Packs and reads exports off the thread that serves people. */
export interface Archivist {
  /** The zip of an export, readable copies included. Gathered only when its turn comes; refused when too many wait. */
  pack(gather: () => Promise<PackGiven>): Promise<Result<Uint8Array, { code: 'export-busy' }>>
  /** Reads and verifies an export; with `wish` null only to show what is in it. Bounded in size, memory and time. */
  read(zip: Uint8Array, wish: null): Promise<Result<ImportPreview, ImportRefusal>>
  read(zip: Uint8Array, wish: ImportWish): Promise<Result<ImportMade, ImportRefusal>>
}

/** What is asked of a canvas's past. */
export type Study =
  | { type: 'state'; point: number }
  /** Rich texts that held words at the point though their row was gone. */
  | { type: 'leftovers'; point: number }
  /** The state at the point without leftovers that nobody has touched since. */
  | { type: 'base'; point: number }
  | { type: 'moments'; moments: { from: number; point: number }[] }
  | { type: 'compare'; from: number; to: number }
  | { type: 'restore'; point: number; parts: readonly PartId[] | null }
  /** `after` null: what the member did last. */
  | { type: 'put-back'; member: string; after: number | null; upTo: number | null }

/** What each study answers. A state is a Yjs update (V1); a put-back is null where the member did nothing. */
type StudyAnswers = {
  state: Uint8Array
  leftovers: string[]
  base: { state: Uint8Array; emptied: string[] }
  moments: Pick<Moment, 'parts' | 'more'>[]
  compare: RowChange[]
  restore: Write[]
  'put-back': { writes: Write[]; left: PartId[]; window: { after: number; upTo: number } } | null
}

/** The answer to one type of study. */
export type StudyAnswer<Type extends Study['type']> = StudyAnswers[Type]

/** Reads the past of canvases off the thread that serves people; refuses when too many wait. */
export interface Historian {
  study<S extends Study>(
    kind: KindId,
    stored: StoredHistory,
    study: S,
  ): Promise<Result<StudyAnswer<S['type']>, { code: 'history-busy' }>>
}

/** Everything about access that is not a fact: secrets' hashes, sessions, counts. */
export interface Identity {
  addPartnership(id: string, createdAt: number): Promise<void>
  hasPartnership(id: string): Promise<boolean>
  partnerships(): Promise<string[]>
  addDocument(row: DocumentRow): Promise<void>
  document(id: string): Promise<DocumentRow | null>
  documents(partnership: string): Promise<DocumentRow[]>
  addSession(row: Omit<SessionRow, 'memberships'>): Promise<void>
  sessionBySecret(secretHash: string): Promise<SessionRow | null>
  /** Ties a seat to a session, in the place of the one it had in this partnership. */
  addMembership(
    session: string,
    partnership: string,
    member: string,
    home?: string | null,
    lentAs?: Role | null,
  ): Promise<void>
  /** Ends every session's membership of this member; whoever only sat in their seat is back in their own. */
  dropMember(partnership: string, member: string): Promise<void>
  touchSession(id: string, at: number): Promise<void>
  dropSession(id: string): Promise<void>
  addInvite(row: InviteRow): Promise<void>
  invite(id: string): Promise<InviteRow | null>
  inviteBySecret(hash: string): Promise<InviteRow | null>
  inviteByCode(hash: string): Promise<InviteRow | null>
  invites(partnership: string): Promise<InviteRow[]>
  /** Counts one use; false when it is used up, expired or revoked at `now`. */
  useInvite(id: string, now: number): Promise<boolean>
  revokeInvite(id: string, at: number): Promise<void>
  addToken(row: TokenRow): Promise<void>
  tokenByHash(hash: string): Promise<TokenRow | null>
  tokens(partnership: string): Promise<TokenRow[]>
  revokeToken(id: string, at: number): Promise<void>
  addRecovery(row: RecoveryRow): Promise<void>
  recovery(secretHash: string): Promise<RecoveryRow | null>
  /** No link of this member that was made so far works any more. */
  replaceRecoveries(partnership: string, member: string, at: number): Promise<void>
  /** Marks it used and answers it; null when unknown, used, replaced or expired at `at`. */
  redeemRecovery(secretHash: string, at: number): Promise<RecoveryRow | null>
  /** Keeps a member's settings in place of those from before. */
  setMemberSettings(row: MemberSettings): Promise<void>
  memberSettings(partnership: string): Promise<MemberSettings[]>
  eraseMemberSettings(partnership: string, member: string): Promise<void>
}

/** The whole of storage; one contract suite (`test/contract/store.ts`) over memory and SQLite. */
export interface Store extends DocumentLog, HistoryLog, LedgerRows, Identity {
  /** Adds a `WholePartnership` as `packWhole` packs it, all or nothing; resolves when it is on disk. The bytes are given away. */
  addWhole(packed: Uint8Array<ArrayBuffer>): Promise<void>
  /** The last time that something written may not have reached the disk; null when there was none. */
  powerLoss(): Promise<PowerLoss | null>
  /** Answers when everything given before is on disk. */
  flush(): Promise<void>
  close(): Promise<void>
}
