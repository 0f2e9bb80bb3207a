import type * as Y from 'yjs'
import type { Awareness } from 'y-protocols/awareness'
import type { Actor, Boundary, Role } from '../../shared/access/roles.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { CommandInput } from '../../shared/ledger/commands.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import type { Refusal } from '../../shared/ledger/refusals.ts'
import type { DocumentInfo, LedgerState } from '../../shared/ledger/state.ts'
import type { PresenceState } from '../../shared/protocol.ts'
import type { Result } from '../../shared/result.ts'

/** Something that tells when it changed. The answer of `subscribe` unsubscribes. */
export interface Watchable {
  subscribe(listener: () => void): () => void
}

/**
 * What the saved indicator says, from acknowledged state alone. Counts are edits made here that the server has not confirmed.
 * `kept: false` while offline: this browser cannot keep them (a private window), so closing the tab would lose them.
 * `writing`: it is still writing them down, so closing the tab at this very moment might.
 */
export type SavedState =
  | { type: 'loading' }
  | { type: 'saved'; at: number }
  | { type: 'saving'; count: number }
  | { type: 'offline'; since: number; count: number; kept?: false; writing?: true }
  | { type: 'not-saved'; code: string; count: number }

/** A command without its id, which `execute` gives it. */
export type CommandBody = CommandInput extends infer One ? (One extends CommandInput ? Omit<One, 'id'> : never) : never

/** Why a command did not become a fact: a refusal by rule, or no answer from the server (`offline`). */
export type CommandFailure = Refusal | { code: 'offline' } | { code: 'signed-out' }

/** Someone present in a room; `self` marks this browser's own entry. */
export type PersonHere = PresenceState & { clientId: number; self: boolean }

/** One partnership as this browser sees it: who I am, what the ledger says, what I may do. */
export interface PartnershipSession extends Watchable {
  readonly id: string
  readonly me: Actor & { name: string }
  /** In a sample that one began: whose seat is one's own while one sits in another's, else null. */
  readonly home?: string | null
  /** Members in whose seats this browser may sit; none outside such a sample. */
  readonly seats?: readonly string[]
  /** True once the ledger has been loaded (from this device or from the server). */
  readonly ready: boolean
  /** True while the ledger's own line to the server is up. */
  readonly online: boolean
  readonly ledger: LedgerState
  /** The ledger as it stood at a time, in milliseconds since 1970. */
  ledgerAt?(at: number): LedgerState
  /** The words behind a commitment; '' while unknown, erased or null. */
  words(commitment: Commitment | null | undefined): string
  /** Would this command be accepted now? The same rules as the server's; null when it would, else why not. */
  wouldRefuse(command: CommandBody): Refusal | null
  /** Sends a command; a failed send is retried by the caller with the same `commandId`. */
  execute(command: CommandBody, commandId?: string): Promise<Result<{ seq: number }, CommandFailure>>
  /** Opens (or shares) the room of a canvas; each `open` needs one `close` on the room. */
  open(document: string): CanvasRoom
  /** The narrower half of a canvas that I may see, if any. */
  companionOf(document: string): DocumentInfo | undefined
  /** Members present anywhere in the partnership's open rooms that I see. */
  readonly present: ReadonlySet<string>
  close(): void
}

/** One canvas that is open in this browser. */
export interface CanvasRoom extends Watchable {
  readonly document: string
  readonly kind: KindId
  readonly boundary: Boundary
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** False for observers, and until this device has once synced the document. */
  readonly canEdit: boolean
  /** Whether content (from this device or the server) has been loaded. */
  readonly loaded: boolean
  readonly saved: SavedState
  readonly people: readonly PersonHere[]
  /** Undoes one's own acts only. Edits by `transact` are tracked; server and remote edits never are. */
  readonly undo: Y.UndoManager
  /** Makes one undo step of `change`. */
  transact(change: () => void): void
  /** Sets fields of my presence (`at`, `drag`, `cursor`); identity is the server's. */
  show(fields: Partial<Omit<PresenceState, 'user'>>): void
  close(): void
}

/** Properties that a canvas kind's element receives from the page. */
export interface KindElement extends HTMLElement {
  session: PartnershipSession
  room: CanvasRoom
  /** `canvas` or its outline twin. */
  view: 'canvas' | 'outline'
  /** The row that the URL names (a stakeholder, clause or proposal), or null. */
  row: string | null
}

/** What the client needs to know of a canvas kind before its code is loaded. */
export type ClientKind = {
  id: KindId
  /** Custom element name; its class implements `KindElement`. */
  tag: string
  load(): Promise<unknown>
  /** What its element fetches only when somebody writes, for those who fetch ahead. */
  more?(): Promise<unknown>
  /** Plain name of the kind in the person's language. */
  title(): string
  /** The view that phones start with: the outline unless the canvas itself is a list that fits them. */
  onPhones?: 'canvas'
}

/** Roles in plain words are in `client/ui/words.ts`. */
export type { Role }
