import type * as Y from 'yjs'

/** The shared type that a root of a canvas has. */
export type RootType = 'map' | 'xml'

/** A root that a canvas may hold: by exact `name`, or by `prefix` for one root per row (`clause:` + row id). */
export type RootSpec = { name: string; type: RootType } | { prefix: string; type: RootType }

/** One line of a canvas's linear twin: what a screen reader, a phone, print and Markdown export show. */
export type OutlineLine = { id: string | null; depth: number; text: string }

/** Names of the canvas kinds of the contract. */
export type KindId = 'stakeholder-map' | 'agreement' | 'decision-log' | 'agenda' | 'board'

/** What the server and the client both need to know of a canvas kind. Reading never throws: any writer may store anything. */
export interface CanvasKind {
  readonly id: KindId
  readonly version: number
  /** The only roots that a document of this kind may have; the guard refuses structs in any other. */
  readonly roots: readonly RootSpec[]
  /** Names of the kind's own that `seed` takes as `template`. */
  readonly templates: readonly string[]
  /** Fills a new document on the server, once. `template` is one of `templates`, or null for its plain start. */
  seed(doc: Y.Doc, template: string | null): void
  /** Deterministic text of the whole canvas: what is hashed, exported and compared. */
  canonical(doc: Y.Doc): string
  /** Deterministic text of one row (a clause, a proposal): what a command's hash speaks of. Null when there is no such row. */
  canonicalOf(doc: Y.Doc, row: string): string | null
  /** The canvas as lines in reading order. */
  outline(doc: Y.Doc): OutlineLine[]
}
