import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from '../../../client/kinds/decision-log/word-diff.ts'

const side = (before: string, after: string, gone: 'added' | 'removed') =>
  wordDiff(before, after)
    .filter(part => part.type !== gone)
    .map(part => part.text)
    .join('')

test('[LOG-10] the difference between two versions gives back both of them, whatever they say', () => {
  const text = fc
    .array(fc.constantFrom('no', 'one', 'pumps', ' ', '\n\n', 'March', 'مارس', '🌊', ','))
    .map(words => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(side(before, after, 'added')).toBe(before)
      expect(side(before, after, 'removed')).toBe(after)
    }),
  )
})

test('[LOG-10] only the words that changed are marked', () => {
  expect(wordDiff('On six March nights no one pumps.', 'On four March nights no one pumps.')).toEqual([
    { type: 'same', text: 'On ' },
    { type: 'removed', text: 'six' },
    { type: 'added', text: 'four' },
    { type: 'same', text: ' March nights no one pumps.' },
  ])
  expect(wordDiff('same', 'same')).toEqual([{ type: 'same', text: 'same' }])
  expect(wordDiff('', 'new')).toEqual([{ type: 'added', text: 'new' }])
})

test('[LOG-10] texts too long to compare word by word are shown whole, old and new', () => {
  const [before, after] = ['a '.repeat(2000), 'b '.repeat(2000)]
  expect(wordDiff(before, after).map(part => part.type)).toEqual(['removed', 'added'])
  expect(wordDiff(before, before).map(part => part.type)).toEqual(['same'])
})
