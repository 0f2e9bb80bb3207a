import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { board } from '../../../shared/kinds/board/kind.ts'
import { addCard, cardsOf, moveCard } from '../../../shared/kinds/board/model.ts'

const texts = (doc: Y.Doc) =>
  cardsOf(doc)
    .all()
    .map(card => card.text)

test('[BRD-1] notes are listed in the order people gave them', () => {
  const doc = new Y.Doc()
  board.seed(doc, null)
  addCard(doc, 'Gate')
  const salt = addCard(doc, 'Salt')
  addCard(doc, 'Before both', 0)

  moveCard(doc, salt, 1)

  expect(texts(doc)).toEqual(['Before both', 'Salt', 'Gate'])
  expect(board.canonical(doc)).toBe('- Before both\n- Salt\n- Gate')
  expect(board.outline(doc).map(line => line.text)).toEqual(['Before both', 'Salt', 'Gate'])
  expect(board.canonicalOf(doc, salt)).toBe('Salt')
  expect(board.canonicalOf(doc, 'none')).toBeNull()
})

test('[BRD-2] cards that tools write without an order or with odd values are listed and can be moved among', () => {
  const doc = new Y.Doc()
  const cards = doc.getMap('cards')
  for (const id of ['c', 'a', 'b'])
    cards.set(
      id,
      new Y.Map<unknown>([
        ['text', id],
        ['at', [1, 2]],
      ]),
    )
  cards.set(
    'odd',
    new Y.Map<unknown>([
      ['text', { deep: true }],
      ['at', 'here'],
    ]),
  )
  cards.set('not-a-card', 5)

  expect(texts(doc)).toEqual(['a', 'b', 'c', ''])
  moveCard(doc, 'c', 0)
  addCard(doc, 'last')

  expect(texts(doc)).toEqual(['c', 'a', 'b', '', 'last'])
  expect(cardsOf(doc).get('a')?.at).toEqual([1, 2])
})

test('[BRD-3] two people write, move and delete notes at once: both see the same list, nothing is lost', () => {
  const start = new Y.Doc()
  const [one, two] = [addCard(start, 'one'), addCard(start, 'two')]
  const [ana, bo] = [new Y.Doc(), new Y.Doc()]
  for (const copy of [ana, bo]) Y.applyUpdate(copy, Y.encodeStateAsUpdate(start))

  moveCard(ana, two, 0)
  addCard(ana, 'from Ana')
  cardsOf(bo).set(two, { text: 'two, said better' })
  addCard(bo, 'from Bo')
  cardsOf(bo).remove(one)
  const [a, b] = [Y.encodeStateAsUpdate(ana), Y.encodeStateAsUpdate(bo)]
  Y.applyUpdate(ana, b)
  Y.applyUpdate(bo, a)

  expect(texts(ana)).toEqual(texts(bo))
  expect([...texts(ana)].sort()).toEqual(['from Ana', 'from Bo', 'two, said better'])
})
