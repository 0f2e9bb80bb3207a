import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Chance, chanceFrom } from '../../sim/random.ts'
import { newEffort } from '../../../shared/history/effort.ts'
import { nodesOf } from '../../../shared/history/prose-nodes.ts'
import { writeNodes } from '../../../shared/history/write-prose-nodes.ts'
import { type ProseDraft, proseText, writeProse } from '../../../shared/model/prose.ts'

const copy = (doc: Y.Doc): Y.Doc => {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}
const bodyOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('clause:a')
const textAt = (doc: Y.Doc, at: number): Y.XmlText => (bodyOf(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText
const written = (...texts: string[]): Y.Doc => {
  const doc = new Y.Doc()
  writeProse(
    bodyOf(doc),
    texts.map((text): ProseDraft => ({ type: 'paragraph', text })),
  )
  return doc
}

test('[HIS-19] only the words that differ are written: carets, marks and what others type in the same paragraph stay', () => {
  const then = nodesOf(bodyOf(written('The gate opens at dawn and closes at night, every day.')))
  const now = written('The gate opens at noon and closes at night, every day.')
  const other = copy(now)
  const caret = Y.createRelativePositionFromTypeIndex(textAt(now, 0), 'The gate opens at noon and closes'.length)
  textAt(other, 0).format('The gate opens at noon and closes at '.length, 'night'.length, { strong: {} })
  textAt(other, 0).insert(4, 'north ')
  writeNodes(bodyOf(now), then)
  const place = Y.createAbsolutePositionFromRelativePosition(caret, now)
  expect(place?.index).toBe('The gate opens at dawn and closes'.length)
  Y.applyUpdate(now, Y.encodeStateAsUpdate(other))
  expect(textAt(now, 0).toDelta()).toEqual([
    { insert: 'The north gate opens at dawn and closes at ' },
    { insert: 'night', attributes: { strong: {} } },
    { insert: ', every day.' },
  ])
})

test('[HIS-19] marks are set and taken away over the same letters, and an edit is not more than what differs', () => {
  const past = written('Every party speaks once.', 'Then all decide.')
  textAt(past, 0).format(6, 5, { strong: {} })
  const now = copy(past)
  textAt(now, 0).format(6, 5, { strong: null })
  textAt(now, 0).format(0, 5, { em: {} })
  textAt(now, 1).insert(0, 'And ')
  const ids = [textAt(now, 0), textAt(now, 1)]
  let bytes = 0
  now.on('update', (update: Uint8Array) => {
    bytes += update.length
  })
  now.transact(() => writeNodes(bodyOf(now), nodesOf(bodyOf(past))))
  expect(nodesOf(bodyOf(now))).toEqual(nodesOf(bodyOf(past)))
  expect([textAt(now, 0), textAt(now, 1)]).toEqual(ids)
  expect(bytes).toBeLessThan(160)
})

test('[HIS-19] a paragraph that stands elsewhere among others keeps being the same one when they come back or go', () => {
  const now = written('The first thing to say.', 'What we share, and why.', 'The last thing to say.')
  const past = written('A beginning.', 'What we share, and how.', 'An end that is quite another.', 'And one more.')
  const kept = textAt(now, 1)
  writeNodes(bodyOf(now), nodesOf(bodyOf(past)))
  expect(proseText(bodyOf(now))).toBe(proseText(bodyOf(past)))
  expect(textAt(now, 1)).toBe(kept)
})

test('[HIS-19] whatever a text was and is, it comes back node for node, and twice writes nothing', () => {
  const chance = chanceFrom(11)
  for (let round = 0; round < 300; round++) {
    const [past, now] = [new Y.Doc(), new Y.Doc()]
    const sources = [scribbled(chance), scribbled(chance)] as const
    writeProse(bodyOf(past), sources[0])
    // Half of them began as the same text, as two states of one canvas do.
    writeProse(bodyOf(now), round % 2 ? sources[1] : sources[0].map((draft, at) => (at % 3 ? draft : sources[1][0]!)))
    for (const doc of [past, now]) styled(bodyOf(doc), chance)
    const wanted = nodesOf(bodyOf(past))
    writeNodes(bodyOf(now), wanted)
    expect([round, nodesOf(bodyOf(now))]).toEqual([round, wanted])
    expect(writeNodes(bodyOf(now), wanted)).toBe(false)
  }
})

test('[HIS-19] a text that was made to be hard to compare is written anew instead, and holds nobody up', () => {
  const [past, now] = [new Y.Doc(), new Y.Doc()]
  const long = (sign: string, at: number): ProseDraft => {
    return {
      type: 'paragraph',
      text: Array.from({ length: 1_500 }, (_, n) => `${n % 3 ? sign : 'x'}${at}-${n}`).join(' '),
    }
  }
  writeProse(
    bodyOf(past),
    Array.from({ length: 60 }, (_, at) => long('a', at)),
  )
  writeProse(
    bodyOf(now),
    Array.from({ length: 60 }, (_, at) => long('b', at)),
  )
  const wanted = nodesOf(bodyOf(past))
  const effort = newEffort()
  writeNodes(bodyOf(now), wanted, effort)
  expect(nodesOf(bodyOf(now))).toEqual(wanted)
  expect(effort.left).toBeGreaterThanOrEqual(0)
})

/** A text of a few blocks out of few words, so that much is alike. */
function scribbled(chance: Chance): ProseDraft[] {
  const { pick } = chance
  const say = (): string =>
    Array.from({ length: chance.below(9) }, () => pick(['gate', 'herd', 'salt', 'بوابة', '🐑', 'rain,'])).join(' ')
  return Array.from({ length: 1 + chance.below(6) }, (): ProseDraft => {
    const what = chance.next()
    if (what < 0.6) return { type: 'paragraph', text: say() }
    if (what < 0.7) return { type: 'heading', level: pick([2, 3]), text: say() }
    if (what < 0.9) return { type: pick(['bullet_list', 'ordered_list']), items: [say(), say()] }
    return { type: 'table', header: chance.odds(0.5), rows: [[say()], [say()]] }
  })
}

/** Sets marks here and there in every text. */
function styled(parent: Y.XmlFragment, chance: Chance): void {
  for (const node of parent.toArray()) {
    if (node instanceof Y.XmlElement) styled(node, chance)
    else if (node instanceof Y.XmlText && node.length > 3) {
      const at = chance.below(node.length - 2)
      const length = 1 + chance.below(node.length - at - 1)
      node.format(
        at,
        length,
        chance.odds(0.5) ? { strong: {} } : { link: { href: `https://example.org/${chance.below(3)}` } },
      )
    }
  }
}
