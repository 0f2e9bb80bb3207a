// @vitest-environment jsdom
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bringIn, CLAUSE_MAX, takeBack, tooLong } from '../../../client/kinds/agreement/bring-in.ts'
import { canonicalAgreement } from '../../../shared/kinds/agreement/canonical.ts'
import { addClause, clausesOf } from '../../../shared/kinds/agreement/model.ts'
import type { FoundClause } from '../../../shared/paper/split.ts'
import { fakeRoom } from './fakes.ts'

const found = (heading: string, words = 'Water for all.', over: Partial<FoundClause> = {}): FoundClause => ({
  heading,
  before: false,
  tag: '',
  plain: '',
  words: [{ type: 'paragraph', content: [{ type: 'text', text: words, marks: {} }] }],
  length: words.length,
  ...over,
})

test('[DOC-16] clauses come at the end in one step of undo, and what was there is as it was', () => {
  const doc = new Y.Doc()
  const room = fakeRoom(doc)
  addClause(doc, { heading: 'First' })
  const before = canonicalAgreement(doc)

  bringIn(room, [found('Money', 'Fair.', { tag: 'values', plain: 'Fair shares.' }), found('Shared objectives')])

  expect(canonicalAgreement(doc)).toBe(
    `${before}\n\n## Money\n(values)\n\nFair.\n\n> Fair shares.\n\n## Shared objectives\n(intent)\n\nWater for all.`,
  )
  expect(clausesOf(doc).all().at(-1)?.code).toBe('Y2')
  room.undo.undo()
  expect(canonicalAgreement(doc)).toBe(before)
})

test('[DOC-16] they can be taken back after others have gone on, and nothing else goes', () => {
  const doc = new Y.Doc()
  const room = fakeRoom(doc)
  const ids = bringIn(room, [found('Money')])
  addClause(doc, { heading: 'Later' })

  takeBack(room, ids)

  expect(
    clausesOf(doc)
      .all()
      .map(row => row.heading),
  ).toEqual(['Later'])
})

test('[DOC-16] what is too long is said: words keep a clause out, a heading is cut and kept whole below', () => {
  const doc = new Y.Doc()
  const heading = 'x'.repeat(300)

  expect(tooLong(found('a', 'a', { length: CLAUSE_MAX + 1 })).words).toBe(true)
  expect(tooLong(found(heading)).heading).toBe(true)
  bringIn(fakeRoom(doc), [found(heading)])
  expect(canonicalAgreement(doc)).toContain(`\n\n${heading}\n\nWater for all.`)
})
