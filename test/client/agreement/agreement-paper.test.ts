// @vitest-environment jsdom
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { agreementPaper } from '../../../client/kinds/agreement/agreement-paper.ts'
import { ClauseReader } from '../../../client/kinds/agreement/clause-reader.ts'
import { clauseViews } from '../../../client/kinds/agreement/clause-view.ts'
import { textHash } from '../../../shared/hash.ts'
import { canonicalAgreement, clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { addClause, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { paperMarkdown } from '../../../shared/paper/paper-markdown.ts'
import { fakeRecord, fakeRoom, fakeSession } from './fakes.ts'

test('[DOC-4] the paper says who is bound, where each party stands and why, has lines to sign, and names its text', () => {
  const doc = new Y.Doc()
  const clause = addClause(doc, { heading: 'Night water', plainLine: 'No pumps at night.' })
  writeProse(clauseText(doc, clause), [{ type: 'paragraph', text: 'No pump runs at night.' }])
  addClause(doc, { heading: 'Money' })
  const hash = clauseHash(doc, clause) ?? ''
  const session = fakeSession(['ana', 'bo', 'cy~'], {
    [clause]: fakeRecord('settled', hash, {
      ana: { choice: 'assent', hash },
      bo: { choice: 'reservation', hash, reason: 'Not in export week.' },
    }),
  })
  const room = fakeRoom(doc)

  const paper = agreementPaper(session, room, clauseViews(session, room, new ClauseReader(doc)), 0)
  const text = paperMarkdown(paper)

  expect(paper.state).toBe('Draft. Clauses settled at the table: 1 of 2')
  expect(text).toContain('| name of ana | Public body |\n| name of bo | Public body |')
  expect(text).not.toContain('name of cy')
  expect(text).toContain('## 1. Night water\n\n_Binding – Settled at the table_\n\nNo pump runs at night.')
  expect(text).toContain('| 1\\. Night water | assents | assents with a reservation |')
  expect(text).toContain('Not in export week.')
  expect(text).toContain(
    '| Party | Name and capacity | Date | Signature |\n| --- | --- | --- | --- |\n| name of ana |  |  |  |',
  )
  expect(text).toContain(textHash(canonicalAgreement(doc)))
})

test('[DOC-4] with many parties, those who say the same of a clause are named together', () => {
  const doc = new Y.Doc()
  const clause = addClause(doc, { heading: 'Night water' })
  writeProse(clauseText(doc, clause), [{ type: 'paragraph', text: 'No pump runs at night.' }])
  const hash = clauseHash(doc, clause) ?? ''
  const session = fakeSession(['a', 'b', 'c', 'd', 'e', 'f'], {
    [clause]: fakeRecord('discussed', hash, {
      a: { choice: 'assent', hash },
      c: { choice: 'assent', hash },
      d: { choice: 'objection', hash },
    }),
  })
  const room = fakeRoom(doc)

  const text = paperMarkdown(agreementPaper(session, room, clauseViews(session, room, new ClauseReader(doc)), 0))

  expect(text.replace(/[\u2068\u2069]/g, '')).toContain('| assents: a and c. not yet: b, e, and f. objects: d. |')
})
