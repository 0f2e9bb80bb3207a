import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addClause, clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { agreement } from '../../../shared/kinds/agreement/kind.ts'
import { addCard, cardsOf } from '../../../shared/kinds/board/model.ts'
import { board } from '../../../shared/kinds/board/kind.ts'
import { canonicalProse, type ProseDraft, writeProse } from '../../../shared/model/prose.ts'
import { compareRows } from '../../../shared/history/compare.ts'
import { nodesOf } from '../../../shared/history/prose-nodes.ts'
import { writeNodes } from '../../../shared/history/write-prose-nodes.ts'
import { applyWrites, restoreWrites, rowState, type Write } from '../../../shared/history/restore.ts'
import { rowsOf } from '../../../shared/history/rows.ts'

const copy = (doc: Y.Doc): Y.Doc => {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}
const words = (doc: Y.Doc, clause: string): string => canonicalProse(clauseText(doc, clause))
const paragraphs = (...texts: string[]): ProseDraft[] => texts.map(text => ({ type: 'paragraph', text }))
const whole = (doc: Y.Doc, past: Y.Doc): ReturnType<typeof applyWrites> =>
  applyWrites(doc, agreement, restoreWrites(past, agreement, null))

/** An agreement of two clauses, and the same after people worked on it. */
function agreements() {
  const past = new Y.Doc()
  const [kept, gone] = [addClause(past, { heading: 'Scope' }), addClause(past, { heading: 'Money' })]
  writeProse(clauseText(past, kept), paragraphs('One.', 'Two.', 'Three.'))
  writeProse(clauseText(past, gone), [{ type: 'heading', level: 2, text: 'Sums', marks: { strong: true } }])
  const now = copy(past)
  clausesOf(now).remove(gone)
  const added = addClause(now, { heading: 'Risks' })
  clausesOf(now).set(kept, { heading: 'Reach' })
  writeProse(clauseText(now, kept), paragraphs('One.', 'Two and a half.', 'Three.'))
  return { past, now, kept, gone, added }
}

test('[HIS-1] comparing two states tells what came, what changed field by field and word by word, and what went', () => {
  const { past, now, kept, gone, added } = agreements()
  const changes = compareRows(rowsOf(past, agreement), rowsOf(now, agreement))
  expect(changes.map(({ id, type, label }) => [id, type, label])).toEqual([
    [kept, 'changed', '1 Reach'],
    [added, 'added', '2 Risks'],
    [gone, 'removed', '2 Money'],
  ])
  const changed = changes.find(({ id }) => id === kept)!
  expect(changed.fields).toEqual([{ name: 'heading', before: 'Scope', after: 'Reach', by: null }])
  expect(changed.prose).toMatchObject({ before: 'One.\n\nTwo.\n\nThree.', after: 'One.\n\nTwo and a half.\n\nThree.' })
  expect(changes.find(({ id }) => id === gone)?.prose?.before).toContain('Sums')
  expect(compareRows(rowsOf(now, agreement), rowsOf(copy(now), agreement))).toEqual([])
})

test('[HIS-2] restoring the whole brings back what went, takes out what came later and writes nothing that stands already', () => {
  const { past, now } = agreements()
  whole(now, past)
  expect(agreement.canonical(now)).toBe(agreement.canonical(past))
  const before = Y.encodeStateVector(now)
  expect(whole(now, past)).toEqual({ done: [], left: [] })
  expect(Y.encodeStateVector(now)).toEqual(before)
})

test('[HIS-2] restoring chosen parts leaves every other part as it is', () => {
  const { past, now, kept, gone, added } = agreements()
  const { done } = applyWrites(now, agreement, restoreWrites(past, agreement, [{ root: 'clauses', id: gone }]))
  expect(done).toEqual([{ root: 'clauses', id: gone }])
  expect(clausesOf(now).get(gone)?.heading).toBe('Money')
  expect(words(now, gone)).toBe(words(past, gone))
  expect(clausesOf(now).get(kept)?.heading).toBe('Reach')
  expect(clausesOf(now).get(added)).not.toBeNull()
})

test('[HIS-3] a restored text keeps the very paragraphs that are alike, so that what others type there stays', () => {
  const { past, now, kept } = agreements()
  const other = copy(now)
  applyWrites(now, agreement, restoreWrites(past, agreement, [{ root: 'clauses', id: kept }]))
  const last = clauseText(other, kept).get(2) as Y.XmlElement
  ;(last.get(0) as Y.XmlText).insert(6, ' And four.')
  Y.applyUpdate(now, Y.encodeStateAsUpdate(other))
  expect(words(now, kept)).toBe('One.\n\nTwo.\n\nThree. And four.')
})

test('[HIS-3] every node of a rich text comes back as it was: marks, levels, lists, tables and breaks', () => {
  const past = new Y.Doc()
  const fragment = past.getXmlFragment('clause:a')
  writeProse(fragment, [
    { type: 'heading', level: 3, text: 'Head', marks: { em: true } },
    { type: 'paragraph', text: 'One\ntwo', marks: { link: 'https://example.org/' } },
    { type: 'ordered_list', items: ['a', 'b'] },
    { type: 'table', header: true, rows: [['x'], ['y']] },
  ])
  const now = new Y.Doc()
  expect(writeNodes(now.getXmlFragment('clause:a'), nodesOf(fragment))).toBe(true)
  expect(nodesOf(now.getXmlFragment('clause:a'))).toEqual(nodesOf(fragment))
  expect(canonicalProse(now.getXmlFragment('clause:a'))).toBe(canonicalProse(fragment))
  expect(writeNodes(now.getXmlFragment('clause:a'), nodesOf(fragment))).toBe(false)
})

test('[HIS-4] a write that expects something leaves a part that says something else by now', () => {
  const doc = new Y.Doc()
  const [moved, touched] = [addCard(doc, 'a'), addCard(doc, 'b')]
  const back = (id: string): Write => ({ root: 'cards', id, type: 'field', name: 'at', to: [0, 0], expect: [9, 9] })
  cardsOf(doc).set(moved, { at: [9, 9] })
  cardsOf(doc).set(touched, { at: [5, 5] })
  const answer = applyWrites(doc, board, [back(moved), back(touched)])
  expect(answer).toEqual({ done: [{ root: 'cards', id: moved }], left: [{ root: 'cards', id: touched }] })
  expect([cardsOf(doc).get(moved)?.at, cardsOf(doc).get(touched)?.at]).toEqual([
    [0, 0],
    [5, 5],
  ])
  const added = rowState(doc, board, { root: 'cards', id: moved })
  const remove: Write = { root: 'cards', id: moved, type: 'row', to: { fields: null, prose: null }, expect: added }
  cardsOf(doc).set(moved, { text: 'mine' })
  expect(applyWrites(doc, board, [remove]).left).toEqual([{ root: 'cards', id: moved }])
  expect(cardsOf(doc).get(moved)).not.toBeNull()
})
