import type * as Y from 'yjs'
import type { CanvasKind } from '../kind.ts'
import { oneLine } from '../../model/one-line.ts'
import { CARDS, cardsOf } from './model.ts'

/** A board: notes in a list for now, each with room for a place. */
export const board: CanvasKind = {
  id: 'board',
  version: 1,
  roots: [{ name: CARDS, type: 'map' }],
  templates: [],
  // A board starts empty: its first note is written by the people at the table.
  seed() {},
  canonical: doc => linesOf(doc).join('\n'),
  canonicalOf(doc, row) {
    const card = cardsOf(doc).get(row)
    return card && oneLine(card.text)
  },
  outline: doc =>
    cardsOf(doc)
      .all()
      .map(card => ({ id: card.id, depth: 0, text: oneLine(card.text) })),
}

function linesOf(doc: Y.Doc): string[] {
  return cardsOf(doc)
    .all()
    .map(card => `- ${oneLine(card.text)}`)
}
