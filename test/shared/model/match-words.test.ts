import { expect, test } from 'vitest'
import { foldWords } from '../../../shared/model/fold-words.ts'
import { fitness, wanted } from '../../../shared/model/match-words.ts'

const fits = (typed: string, words: string) => fitness(wanted(typed), foldWords(words))

test('[KEY-1] a search sees through accents, case and other scripts’ digits', () => {
  expect(fits('sao tome', 'São Tomé fishers')).toBeGreaterThan(0)
  expect(fits('AGUA', 'agua, ÁGUA y suelo')).toBeGreaterThan(0)
  expect(fits('clause ٨', 'Clause 8')).toBeGreaterThan(0)
  expect(fits('#6', '6 Night pumping')).toBeGreaterThan(0)
  expect(fits('strasse', 'Straße 4')).toBeGreaterThan(0)
  expect(fits('night', 'Day market')).toBe(0)
})

test('[KEY-2] a search in Arabic sees through alef, hamza, teh marbuta, yeh, tashkeel and tatweel', () => {
  expect(fits('الاداره', 'الإدارة العامة')).toBeGreaterThan(0)
  expect(fits('احمد', 'أَحْمَد')).toBeGreaterThan(0)
  expect(fits('مسوول', 'مسؤول')).toBeGreaterThan(0)
  expect(fits('مستشفي', 'مستشفى')).toBeGreaterThan(0)
  expect(fits('ماء', 'مـــاء')).toBeGreaterThan(0)
  expect(fits('قران', 'قرآن')).toBeGreaterThan(0)
})

test('[KEY-3] the start of a word counts more than its middle, and that more than scattered letters', () => {
  const [start, middle, scattered] = [
    fits('port', 'Port authority'),
    fits('port', 'Transport union'),
    fits('prt', 'Port authority'),
  ]
  expect(start).toBeGreaterThan(middle)
  expect(middle).toBeGreaterThan(scattered)
  expect(scattered).toBeGreaterThan(0)
  expect(fits('fishers port', 'Port authority')).toBe(0)
  expect(fits('prt', 'Police, river unit, and the tax office')).toBe(0)
})
