import type * as Y from 'yjs'
import { canonicalJson } from '../../canonical.ts'
import type { CanvasKind, OutlineLine } from '../kind.ts'
import { canonicalProposal, draftOf } from './draft.ts'
import { type ProposalRow, proposalsOf, PROPOSALS } from './model.ts'

/** The decision log's canvas: proposals in draft. What was opened, said and decided is in the ledger, never here. */
export const decisionLog: CanvasKind = {
  id: 'decision-log',
  version: 1,
  roots: [
    { name: PROPOSALS, type: 'map' },
    { prefix: 'proposal:', type: 'xml' },
  ],
  templates: [],
  // A log starts empty: its first draft is made by the people at the table.
  seed() {},
  canonical: doc =>
    proposalsOf(doc)
      .all()
      .map(row => `${settingsLine(row)}\n${wordsOf(doc, row.id)}`)
      .join('\n\n'),
  canonicalOf(doc, row) {
    const draft = draftOf(doc, row)
    return draft && canonicalProposal(draft.title, draft.text)
  },
  outline: doc =>
    proposalsOf(doc)
      .all()
      .flatMap(row => outlineOf(doc, row)),
}

function wordsOf(doc: Y.Doc, row: string): string {
  const draft = draftOf(doc, row)
  return draft ? canonicalProposal(draft.title, draft.text) : ''
}

function outlineOf(doc: Y.Doc, row: ProposalRow): OutlineLine[] {
  const draft = draftOf(doc, row.id)
  const lines = (draft?.text ?? '').split('\n').filter(line => line.trim() !== '')
  return [
    { id: row.id, depth: 0, text: draft?.title ?? '' },
    ...lines.map(line => ({ id: null, depth: 1, text: line })),
  ]
}

/** Settings as canonical JSON; numbers a stranger stored with fractions are rounded so that every copy says the same. */
function settingsLine(row: ProposalRow): string {
  const whole = (value: number | null) => (value === null ? null : Math.round(value))
  return canonicalJson({
    id: row.id.toWellFormed().normalize('NFC'),
    method: row.method,
    electorate: row.electorate === null ? null : [...row.electorate],
    required: [...row.required],
    quorum: whole(row.quorum),
    threshold: whole(row.threshold),
    closesAt: whole(row.closesAt),
    reasonsOnDissent: row.reasonsOnDissent,
    reversible: row.reversible,
    owner: row.owner,
    reviewOn: whole(row.reviewOn),
    supersedes: row.supersedes,
  })
}
