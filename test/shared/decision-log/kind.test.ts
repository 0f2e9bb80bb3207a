import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { textHash } from '../../../shared/hash.ts'
import { canonicalProposal, draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { decisionLog } from '../../../shared/kinds/decision-log/kind.ts'
import { proposalFragment, proposalsOf, TITLE_MAX } from '../../../shared/kinds/decision-log/model.ts'
import { MAX_TITLE } from '../../../shared/ledger/words.ts'
import { writeProse } from '../../../shared/model/prose.ts'

function logWith(title: string, ...paragraphs: string[]): [Y.Doc, string] {
  const doc = new Y.Doc()
  const row = proposalsOf(doc).add({ title })
  writeProse(
    doc.getXmlFragment(proposalFragment(row)),
    paragraphs.map(text => ({ type: 'paragraph', text })),
  )
  return [doc, row]
}

test('[LOG-1] what a proposal’s hash speaks of is its title on one line, an empty line, and its words', () => {
  const [doc, row] = logWith('  Meet on\nTuesdays ', 'After two.', 'In turn.')
  expect(decisionLog.canonicalOf(doc, row)).toBe('Meet on Tuesdays\n\nAfter two.\n\nIn turn.')
  expect(draftOf(doc, row)).toEqual({
    hash: textHash('Meet on Tuesdays\n\nAfter two.\n\nIn turn.'),
    title: 'Meet on Tuesdays',
    text: 'After two.\n\nIn turn.',
  })
  expect(decisionLog.canonicalOf(doc, 'nothing')).toBeNull()
})

test('[LOG-1] one character changed in the title or in the text is another hash', () => {
  const [doc, row] = logWith('Meet', 'After two.')
  const before = draftOf(doc, row)!.hash
  proposalsOf(doc).set(row, { title: 'Meat' })
  const retitled = draftOf(doc, row)!.hash
  writeProse(doc.getXmlFragment(proposalFragment(row)), [{ type: 'paragraph', text: 'After two!' }])
  expect(new Set([before, retitled, draftOf(doc, row)!.hash]).size).toBe(3)
})

test('[LOG-1] words cannot move between title and text without changing the hash', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (titleA, textA, titleB, textB) => {
      const same = canonicalProposal(titleA, textA) === canonicalProposal(titleB, textB)
      const tidy = (title: string) => canonicalProposal(title, '')
      fc.pre(textA.trim() !== '' && !textA.startsWith('\n'))
      expect(same).toBe(tidy(titleA) === tidy(titleB) && textA.normalize('NFC') === textB.normalize('NFC'))
    }),
  )
})

test('[LOG-1] two copies that converged freeze the same words', () => {
  const [doc, row] = logWith('Meet', 'After two.')
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  proposalsOf(doc).set(row, { title: 'Meet in turn' })
  proposalsOf(other).set(row, { method: 'majority' })
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  expect(draftOf(doc, row)).toEqual(draftOf(other, row))
  expect(decisionLog.canonical(doc)).toBe(decisionLog.canonical(other))
})

test('[LOG-2] settings are no part of the words that positions are bound to, yet part of the log’s own canonical text', () => {
  const [doc, row] = logWith('Meet', 'After two.')
  const [words, whole] = [decisionLog.canonicalOf(doc, row), decisionLog.canonical(doc)]
  proposalsOf(doc).set(row, { quorum: 75 })
  expect(decisionLog.canonicalOf(doc, row)).toBe(words)
  expect(decisionLog.canonical(doc)).not.toBe(whole)
})

test('[LOG-3] whatever a stranger stores, the log reads, and its canonical text is made without a throw', () => {
  const doc = new Y.Doc()
  const root = doc.getMap('proposals')
  const strange = new Y.Map<unknown>()
  root.set('e\u0301 not an id', strange)
  root.set('plain', 'text')
  for (const [key, value] of Object.entries({
    title: { a: 1 },
    method: 'dice',
    electorate: 'all',
    required: [1, null],
    quorum: 33.3,
    threshold: Number.NaN,
    closesAt: -1.5,
    reasonsOnDissent: 'no',
    owner: 7,
    order: [],
  })) {
    strange.set(key, value as never)
  }
  const [row] = proposalsOf(doc).all()
  expect(row).toMatchObject({
    title: '',
    method: 'consent',
    electorate: null,
    required: [],
    threshold: null,
    closesAt: 0,
    reasonsOnDissent: true,
    owner: null,
  })
  expect(decisionLog.canonical(doc)).toContain('"quorum":33')
  expect(decisionLog.outline(doc)).toEqual([{ id: row!.id, depth: 0, text: '' }])
})

test('[LOG-4] the outline is each draft’s sentence with its words below, in the drafts’ order', () => {
  const [doc, row] = logWith('Meet', 'After two.', 'In turn.')
  proposalsOf(doc).set(row, { order: 'a1' })
  proposalsOf(doc).add({ title: 'First', order: 'a0' })
  expect(decisionLog.outline(doc).map(line => [line.depth, line.text])).toEqual([
    [0, 'First'],
    [0, 'Meet'],
    [1, 'After two.'],
    [1, 'In turn.'],
  ])
})

test('[LOG-1] a title that a draft can hold is one that the ledger takes', () => {
  expect(TITLE_MAX).toBe(MAX_TITLE)
  const [doc, row] = logWith('x'.repeat(TITLE_MAX + 50), 'After two.')
  expect(draftOf(doc, row)!.title).toHaveLength(TITLE_MAX)
})
