import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableDiff, wordDiff } from '../../../shared/model/word-diff.ts'

test('[AGR-14] the difference names the words that went and the words that came', () => {
  expect(wordDiff('meets within fourteen days with those', 'meets within two moons with those')).toEqual([
    { type: 'same', text: 'meets within ' },
    { type: 'gone', text: 'fourteen' },
    { type: 'new', text: 'two' },
    { type: 'same', text: ' ' },
    { type: 'gone', text: 'days' },
    { type: 'new', text: 'moons' },
    { type: 'same', text: ' with those' },
  ])
})

test('[AGR-14] both texts can be read out of their difference', () => {
  const words = fc
    .array(fc.constantFrom('a', 'b', 'ماء', '🌊', ',', ' ', '\n\n'), { maxLength: 30 })
    .map(list => list.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = wordDiff(before, after)
      const read = (without: string) =>
        parts
          .filter(part => part.type !== without)
          .map(part => part.text)
          .join('')

      expect([read('new'), read('gone')]).toEqual([before, after])
    }),
    { numRuns: 500, seed: 9 },
  )
})

test('[LOG-10] only the words that changed are marked, and both versions can be read out', () => {
  expect(wordDiff('On six March nights no one pumps.', 'On four March nights no one pumps.')).toEqual([
    { type: 'same', text: 'On ' },
    { type: 'gone', text: 'six' },
    { type: 'new', text: 'four' },
    { type: 'same', text: ' March nights no one pumps.' },
  ])
  expect(wordDiff('same', 'same')).toEqual([{ type: 'same', text: 'same' }])
  expect(wordDiff('', 'new')).toEqual([{ type: 'new', text: 'new' }])
  expect(wordDiff('', '')).toEqual([])
})

test('[AGR-14] two very long texts are compared without stalling', () => {
  const before = Array.from({ length: 4000 }, (_, index) => `a${index}`).join(' ')
  const after = Array.from({ length: 4000 }, (_, index) => `b${index}`).join(' ')

  expect(wordDiff(before, after).map(part => part.type)).toEqual(['gone', 'new'])
})

test('[VER-15] a difference reads as people would tell it: words that follow each other went and came as one', () => {
  expect(readableDiff('meets within fourteen days with those', 'meets within two moons with those')).toEqual([
    { type: 'same', text: 'meets within ' },
    { type: 'gone', text: 'fourteen days' },
    { type: 'new', text: 'two moons' },
    { type: 'same', text: ' with those' },
  ])
  expect(readableDiff('One end', 'One end, and more')).toEqual([
    { type: 'same', text: 'One ' },
    { type: 'gone', text: 'end' },
    { type: 'new', text: 'end, and more' },
  ])
  const words = fc
    .array(fc.constantFrom('a', 'b', 'ماء', ',', ' ', '\n\n'), { maxLength: 30 })
    .map(list => list.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = readableDiff(before, after)
      const read = (without: string) => parts.flatMap(({ type, text }) => (type === without ? [] : [text])).join('')
      expect([read('new'), read('gone')]).toEqual([before, after])
    }),
    { numRuns: 500, seed: 9 },
  )
})
