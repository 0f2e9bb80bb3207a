import type * as Y from 'yjs'
import { textHash } from '../../hash.ts'
import { oneLine } from '../../model/one-line.ts'
import { canonicalProse } from '../../model/prose.ts'
import { canonicalHeading, type ClauseRow, clausesOf, clauseText } from './model.ts'

/**
 * The deterministic text of one clause, what its hash speaks of: heading, how far it binds, words. Its place in the order
 * and its plain-words line are no part of what parties assent to. Null when there is no such clause.
 */
export function canonicalClause(doc: Y.Doc, clause: string): string | null {
  const row = clausesOf(doc).get(clause)
  return row && clauseLines(doc, row)
}

/** Hash of a clause as this copy reads it, or null. This is what `clause.move` and `assent.give` send. */
export function clauseHash(doc: Y.Doc, clause: string): string | null {
  const words = canonicalClause(doc, clause)
  return words === null ? null : textHash(words)
}

/** The whole agreement in order, plain-words lines included. */
export function canonicalAgreement(doc: Y.Doc): string {
  return clausesOf(doc)
    .all()
    .map(row => {
      const plain = oneLine(row.plainLine)
      return clauseLines(doc, row) + (plain ? `\n\n> ${plain}` : '')
    })
    .join('\n\n')
}

function clauseLines(doc: Y.Doc, row: ClauseRow): string {
  return `## ${canonicalHeading(row)}\n(${row.binding})\n\n${canonicalProse(clauseText(doc, row.id))}`.trimEnd()
}
