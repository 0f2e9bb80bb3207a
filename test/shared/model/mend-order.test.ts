import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { mendOrder } from '../../../shared/model/mend-order.ts'
import { chanceFrom } from '../../sim/random.ts'
import { randomEdit, undoFor, view } from '../../sim/random-edit.ts'

const words = (doc: Y.Doc): Y.XmlText => (doc.getXmlFragment('clause:a').get(0) as Y.XmlElement).get(0) as Y.XmlText
const give = (from: Y.Doc, to: Y.Doc): void => Y.applyUpdate(to, Y.encodeStateAsUpdate(from), 'server')

/** One takes out words and brings them back while another types there; then the first deletes the paragraph and undoes that. */
function broughtBack(mended: boolean, ids: [number, number], taken: string): { first: Y.Doc; second: Y.Doc } {
  const [first, second] = [new Y.Doc(), new Y.Doc()]
  if (mended) mendOrder(first)
  first.clientID = ids[0]
  second.clientID = ids[1]
  const fragment = first.getXmlFragment('clause:a')
  const undo = new Y.UndoManager([fragment], { captureTimeout: 0 })
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(`a${taken}`)])
  fragment.insert(0, [paragraph])
  give(first, second)
  words(first).delete(1, taken.length)
  undo.undo()
  words(second).insert(1, 'xyz')
  give(second, first)
  give(first, second)
  fragment.delete(0, 1)
  undo.undo()
  give(first, second)
  return { first, second }
}

test('[GRD-41] who brings a paragraph back that was typed in twice sees the same words as everybody else', () => {
  const alone = broughtBack(false, [5_000, 9_000], 'b')
  // Yjs by itself: this is what the mending is for.
  expect(view(alone.first)).not.toBe(view(alone.second))
  for (const ids of [[5_000, 9_000] as const, [9_000, 5_000] as const]) {
    for (const taken of ['b', 'bcd']) {
      const { first, second } = broughtBack(true, [...ids], taken)
      const fresh = new Y.Doc()
      give(first, fresh)
      expect(view(second)).toBe(view(first))
      expect(view(fresh)).toBe(view(first))
      expect(words(first).toString()).toHaveLength(4 + taken.length)
    }
  }
})

test('[GRD-42] mending changes nothing of what an edit shows, in twenty thousand edits, and names true neighbours only', {
  timeout: 60_000,
}, () => {
  for (let seed = 1; seed <= 100; seed++) {
    const chance = chanceFrom(seed)
    const other = new Y.Doc()
    other.clientID = 7_000
    const doc = new Y.Doc()
    mendOrder(doc)
    doc.clientID = 6_000
    const undo = undoFor(doc)
    for (let step = 0; step < 200; step++) {
      if (chance.odds(0.3)) randomEdit(other, chance, null)
      else randomEdit(doc, chance, undo)
      if (chance.odds(0.2)) give(other, doc)
      if (chance.odds(0.2)) give(doc, other)
    }
    give(other, doc)
    give(doc, other)
    const fresh = new Y.Doc()
    give(doc, fresh)
    expect(view(other), `seed ${seed}`).toBe(view(doc))
    expect(view(fresh), `seed ${seed}`).toBe(view(doc))
  }
})
