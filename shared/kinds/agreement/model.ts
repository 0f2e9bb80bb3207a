import type * as Y from 'yjs'
import { newId } from '../../ids.ts'
import { oneLine } from '../../model/one-line.ts'
import { proseIsEmpty } from '../../model/prose.ts'
import { orderWrites } from '../../model/reorder.ts'
import { oneOf, type Row, Table, text } from '../../model/table.ts'
import { GROUPS, sectionOf } from './sections.ts'

/** Root Y.Map that holds the clauses, keyed by clause id. */
export const CLAUSES = 'clauses'

/** A heading's longest text in characters. */
export const HEADING_MAX = 200

/** The plain-words line's longest text in characters. */
export const PLAIN_LINE_MAX = 1000

/**
 * Fields of a clause. `code` names the section it began as ('Y1'), or ''. `heading` is what people typed; '' means the
 * section's own heading, in each reader's language. The words of the clause are its own rich text, `clauseFragment(id)`.
 */
const clauseShape = {
  code: text(8),
  heading: text(HEADING_MAX),
  plainLine: text(PLAIN_LINE_MAX),
  binding: oneOf('binding', 'intent', 'values'),
  group: oneOf(...GROUPS),
  order: text(200),
  /** A copy of the words it was settled with, for showing the difference; counts only while its hash is the recorded one. */
  settledText: text(40_000),
}

/** A clause as it reads. */
export type ClauseRow = Row<typeof clauseShape>

/** The clauses of an agreement, in order. */
export function clausesOf(doc: Y.Doc): Table<typeof clauseShape> {
  return new Table(doc, CLAUSES, clauseShape)
}

/** Name of the rich text of one clause. */
export function clauseFragment(clause: string): string {
  return `clause:${clause}`
}

/** The rich text of one clause. */
export function clauseText(doc: Y.Doc, clause: string): Y.XmlFragment {
  return doc.getXmlFragment(clauseFragment(clause))
}

/** True when nobody has written a word into the clause: its derived state *empty*. */
export function clauseIsEmpty(doc: Y.Doc, clause: string): boolean {
  return proseIsEmpty(clauseText(doc, clause))
}

/** The clause's heading in the text that is agreed to: as typed, else its section's English one; one line, NFC. */
export function canonicalHeading(row: ClauseRow): string {
  return oneLine(row.heading) || sectionOf(row.code)?.heading || oneLine(row.code)
}

/** Adds a clause after the clause `after` (null: at the end) and answers its id. Fields left out come from its section. */
export function addClause(
  doc: Y.Doc,
  fields: Partial<Omit<ClauseRow, 'id' | 'order'>>,
  after: string | null = null,
  id: string = newId(),
): string {
  const clauses = clausesOf(doc)
  const section = sectionOf(fields.code ?? '')
  const own = section ? { binding: section.binding, group: section.group } : {}
  const rows = clauses.all()
  const at = after === null ? -1 : rows.findIndex(row => row.id === after)
  clauses.add({ ...own, ...fields }, id)
  writeOrder(doc, orderWrites(rows, id, at < 0 ? rows.length : at + 1))
  return id
}

/** Moves a clause to place `index` (from 0) among the others: one write of one value, whatever people are typing. */
export function moveClause(doc: Y.Doc, clause: string, index: number): void {
  writeOrder(doc, orderWrites(clausesOf(doc).all(), clause, index))
}

function writeOrder(doc: Y.Doc, writes: ReadonlyMap<string, string>): void {
  const clauses = clausesOf(doc)
  for (const [id, order] of writes) clauses.set(id, { order })
}
