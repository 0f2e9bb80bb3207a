import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeWords } from '../../../shared/model/merge-words.ts'

test('[MAP-60] two people change one text in different places: both changes stand', () => {
  const base = 'Compliance without court cases'
  expect(mergeWords(base, 'Full compliance without court cases', 'Compliance without long court cases')).toBe(
    'Full compliance without long court cases',
  )
  expect(mergeWords(base, `${base}, says Nassor`, `First: ${base}`)).toBe(`First: ${base}, says Nassor`)
  expect(mergeWords('', 'From the rep', 'From the broker')).toContain('From the broker')
  expect(mergeWords('', 'From the rep', 'From the broker')).toContain('From the rep')
})

test('[MAP-60] two people change the same words: what either typed is there', () => {
  expect(mergeWords('Three kiosks', 'Four kiosks', 'Five kiosks')).toBe('Five Four kiosks')
  expect(mergeWords('Three kiosks', '', 'Three kiosks 🌊')).toBe(' 🌊')
})

test('[MAP-60] whoever changed nothing changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (base, other) => {
      expect(mergeWords(base, base, other)).toBe(other)
      expect(mergeWords(base, other, base)).toBe(other)
      expect(mergeWords(base, other, other)).toBe(other)
    }),
  )
})

test('[MAP-60] what two people append to one text is all there, in one order', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (base, mine, theirs) => {
      const merged = mergeWords(base, base + mine, base + theirs)
      if (mine !== theirs)
        expect([...merged].length).toBeGreaterThanOrEqual(
          [...base].length + Math.max([...mine].length, [...theirs].length),
        )
    }),
  )
})
