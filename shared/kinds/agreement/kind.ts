import type * as Y from 'yjs'
import { proseText } from '../../model/prose.ts'
import type { CanvasKind, OutlineLine } from '../kind.ts'
import { canonicalAgreement, canonicalClause } from './canonical.ts'
import { addClause, canonicalHeading, CLAUSES, type ClauseRow, clausesOf, clauseText } from './model.ts'
import { isPreset, PRESETS } from './sections.ts'

/**
 * A partnering agreement: clauses in order, each with its own rich text under a stable id, so that reordering never
 * collides with typing. Clause states and assents are facts of the ledger, never of the canvas.
 */
export const agreement: CanvasKind = {
  id: 'agreement',
  version: 1,
  roots: [
    { name: CLAUSES, type: 'map' },
    { prefix: 'clause:', type: 'xml' },
  ],
  templates: Object.keys(PRESETS),
  seed(doc, template) {
    const codes = isPreset(template) ? PRESETS[template] : []
    doc.transact(() => {
      for (const code of codes) addClause(doc, { code })
    })
  },
  canonical: canonicalAgreement,
  canonicalOf: canonicalClause,
  outline: doc =>
    clausesOf(doc)
      .all()
      .flatMap((row, index) => outlineOf(doc, row, index + 1)),
}

function outlineOf(doc: Y.Doc, row: ClauseRow, number: number): OutlineLine[] {
  const lines = proseText(clauseText(doc, row.id))
    .split('\n')
    .filter(line => line.trim() !== '')
  return [
    { id: row.id, depth: 0, text: `${number} ${canonicalHeading(row)}`.trim() },
    ...lines.map(line => ({ id: null, depth: 1, text: line })),
  ]
}
