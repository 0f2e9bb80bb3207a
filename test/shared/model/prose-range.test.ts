import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeProse } from '../../../shared/model/prose.ts'
import { lettersIn, rangeOf, spanOf, wordsIn } from '../../../shared/model/prose-range.ts'

/** A text of two paragraphs, and the first one's letters. */
function text() {
  const doc = new Y.Doc()
  const words = doc.getXmlFragment('words')
  writeProse(words, [
    { type: 'paragraph', text: 'We meet on Mondays at noon.' },
    { type: 'bullet_list', items: ['With bread,', 'with salt.'] },
  ])
  const first = () => (words.get(0) as Y.XmlElement).get(0) as Y.XmlText
  /** The letters of `quote` as they stand. */
  const mark = (quote: string) => {
    const plain = first().toJSON()
    const from = lettersIn(plain.slice(0, plain.indexOf(quote)))
    return rangeOf(words, { from, to: from + lettersIn(quote) })!
  }
  const now = (range: ReturnType<typeof mark>, quote: string) => {
    const span = spanOf(words, range, quote)
    return span && wordsIn(words, span)
  }
  return { doc, words, first, mark, now }
}

test('[COM-9] a comment on words follows them while others write around and between them', () => {
  const { words, first, mark, now } = text()
  const range = mark('on Mondays')
  first().insert(0, 'Every week ')
  first().insert(first().toJSON().indexOf('Mondays'), 'rainy ')
  words.insert(0, [new Y.XmlElement('paragraph')])
  expect(now(range, 'on Mondays')).toBe('on rainy Mondays')
})

test('[COM-9] marks are not letters, and words in several blocks are quoted with a blank between', () => {
  const { words, first, mark, now } = text()
  const range = mark('Mondays')
  first().format(3, 10, { strong: {} })
  expect(now(range, 'Mondays')).toBe('Mondays')
  expect(wordsIn(words, { from: lettersIn('We meet on Mondays at'), to: 1000 })).toBe('noon. With bread, with salt.')
})

test('[COM-9] of words that are half gone the rest is meant; of words that are gone nothing is', () => {
  const { first, mark, now } = text()
  const range = mark('on Mondays')
  const at = first().toJSON().indexOf('on Mondays')
  first().delete(at, 3)
  expect(now(range, 'on Mondays')).toBe('Mondays')
  first().delete(at, 'Mondays'.length)
  expect(now(range, 'on Mondays')).toBeNull()
})

test('[COM-9] words that were moved, and so are new letters, are found again where they stand once', () => {
  const { words, first, mark, now } = text()
  const range = mark('on Mondays')
  const paragraph = words.get(0) as Y.XmlElement
  paragraph.delete(0, 1)
  const other = new Y.XmlText('Always on  Mondays.')
  paragraph.insert(0, [other])
  expect(now(range, 'on Mondays')).toBe('on  Mondays')
  first().insert(0, 'Not on Mondays. ')
  expect(now(range, 'on Mondays')).toBeNull()
})

test('[COM-9] letters that a stranger made up are nowhere, and nothing throws', () => {
  const { words } = text()
  const letter = fc.record({
    client: fc.oneof(fc.constant(words.doc!.clientID), fc.nat()),
    clock: fc.oneof(fc.nat(80), fc.maxSafeNat()),
  })
  fc.assert(
    fc.property(letter, letter, fc.string(), (from, to, quote) => {
      const span = spanOf(words, { from, to }, quote)
      if (span) expect(span.from).toBeLessThan(span.to)
    }),
    { numRuns: 300 },
  )
  expect(rangeOf(words, { from: 5, to: 5 })).toBeNull()
  expect(rangeOf(new Y.Doc().getXmlFragment('none'), { from: 0, to: 9 })).toBeNull()
})
