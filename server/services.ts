import type * as Y from 'yjs'
import type { Actor, Role } from '../shared/access/roles.ts'
import type { FactDraft } from '../shared/ledger/facts.ts'
import type { Command } from '../shared/ledger/commands.ts'
import type { Refusal } from '../shared/ledger/refusals.ts'
import type { LedgerState } from '../shared/ledger/state.ts'
import type { Result } from '../shared/result.ts'
import type { DocumentRow } from './ports.ts'

/**
 * Who sits behind a socket, as the roster knows them now; the server stamps this onto their presence. `unseen` is somebody
 * who looks from a seat that nobody holds: they show no presence and count as nobody.
 */
export type Seat = Actor & { name: string; mark: number | null; initials: string; unseen?: true }

/** Why the guard refuses an update: a stable code for metrics, the frame's answer and the close code. */
export type GuardRefusal = {
  code:
    | 'bad-message'
    | 'too-large'
    | 'read-only'
    | 'not-leased'
    | 'too-many-ids'
    | 'clock-gap'
    | 'unknown-parent'
    | 'bad-origin'
    | 'bad-content'
    | 'unknown-root'
    | 'bad-delete'
    | 'document-full'
    | 'bytes-differ'
    | 'recovered-differs'
    | 'apply-failed'
  close: number
}

/** A transport-free WebSocket: what a room needs of a socket. `send` takes one frame that holds exactly one y-message. */
export interface Wire {
  send(frame: Uint8Array): void
  close(code: number, reason: string): void
  /** Bytes not yet taken by the network. */
  readonly buffered: number
}

/** One connected client of a room. */
export interface RoomSession {
  /** Feeds one frame; refusals close the wire by themselves. */
  receive(frame: Uint8Array): void
  /**
   * True when a presence message of so many bytes may be an echo of what this session was shown and has not echoed yet; each is one
   * such message less. Stock clients echo everything, and are not to be charged for it.
   */
  takesEcho(bytes: number): boolean
  /** The wire is gone. */
  leave(): void
}

/** The rooms: canvases that people edit and the projected ledger documents that they read. */
export interface SyncService {
  /**
   * Joins a client. Sends step 1 only to those who may write; answers step 1 only after the document is loaded. With
   * `presence: false` it is sent nobody's presence.
   */
  join(
    document: DocumentRow,
    seat: Seat,
    options: { wire: Wire; canWrite: boolean; ext: boolean; presence?: boolean },
  ): Promise<RoomSession>
  /** Reads a canvas under the server's own eyes, all that was received included; the doc must not be kept or changed. */
  read<T>(document: string, reader: (doc: Y.Doc) => T): Promise<T>
  /** Applies one V1 update as `seat` through the same guard; resolves when it is on disk. */
  update(document: DocumentRow, seat: Seat, bytes: Uint8Array): Promise<Result<null, GuardRefusal>>
  /**
   * The server's own edit (seeding, import), under the server's client id; resolves when it is on disk. A restore is one on
   * behalf of `member`: the history tells it as theirs.
   */
  edit(document: DocumentRow, change: (doc: Y.Doc) => void, member?: string | null): Promise<void>
  /** Closes every socket of this member with 4403 and takes no frame of theirs after. */
  revoke(partnership: string, member: string): void
  /** Re-stamps presence and write access after a change of name, role or party. */
  reseat(partnership: string, member: string, seat: Seat, canWrite: (row: DocumentRow) => boolean): void
  /** Who is connected to any document of the partnership now: member ids. */
  present(partnership: string): string[]
  /** Stops accepting, flushes, closes every socket with 1012. */
  drain(): Promise<void>
}

/** Who acts, as an entry says it; `at` and `command` are the clock's and fresh when left out. */
export type RecordedBy = {
  actor: string | null
  role: Role | null
  party: string | null
  at?: number
  command?: string
}

/** The ledgers: rules on commands, appends facts, projects them into read-only documents. */
export interface LedgerService {
  /** Everything that all streams of a partnership say (the server's own view; never sent as it is). */
  state(partnership: string): Promise<LedgerState>
  /** The words behind a commitment, or '' when erased or unknown. */
  words(partnership: string, commitment: string | null): Promise<string>
  /** Rules on a person's command; the answer comes when its facts are on disk and projected. */
  execute(partnership: string, actor: Actor, command: Command): Promise<Result<{ seq: number }, Refusal>>
  /**
   * Records what the server itself rules (creation, joining, invites, documents, the sample): no `decide()`, same append.
   * `at` back-dates an entry and is for the sample alone. Resolves when on disk and projected.
   */
  record(partnership: string, drafts: FactDraft[], by: RecordedBy): Promise<{ seq: number }>
  /**
   * As `record`, but what to record is worked out on what the streams say when its turn comes: a check that was made before
   * may be out of date by then. Nothing is recorded when `rule` refuses; it may run again after a lost race.
   */
  recordByRule<Reason>(
    partnership: string,
    rule: (state: LedgerState) => Result<FactDraft[], Reason>,
    by: RecordedBy,
  ): Promise<Result<{ seq: number }, Reason>>
  /** The projected document of role `ledger` or `texts`, built from the rows; kept up to date while the caller holds it. */
  project(row: DocumentRow): Promise<Y.Doc>
  /** Calls back with each update appended to a projected document, after it is on disk. The answer unsubscribes. */
  onProjected(listener: (document: string, update: Uint8Array) => void): () => void
  /** Closes by rule what is due, and arms the clock for the next; called once at start. */
  start(): Promise<void>
  stop(): void
}
