/**
 * What `decide()` needs of the canvases, given by whoever asks: the client from its copy, the server from its own frozen one.
 * Every answer may be null: there is no such row.
 */
export type DecideContext = {
  /** Milliseconds since 1970. */
  now: number
  /** Hash and words of a proposal's draft as this side sees it (`textHash(kind.canonicalOf(doc, row))`). */
  draft(document: string, proposal: string): { hash: string; title: string; text: string } | null
  /** Hash of a clause as this side sees it, and whether it has any words. */
  clause(document: string, clause: string): { hash: string; empty: boolean } | null
  /** Whether a map holds this stakeholder. */
  stakeholder(document: string, stakeholder: string): boolean
  /** Whether a canvas holds this row: a clause, a stakeholder, a note, a draft. */
  row(document: string, row: string): boolean
  /** A fresh id for a fact that needs one (an objection, a question). */
  newId(): string
  /** Deals one of the free marks (1–12) by lot; hues are never given in order of arrival. */
  dealMark(free: readonly number[]): number
}
