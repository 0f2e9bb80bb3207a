// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { counted, type Noun } from '../../../client/i18n/counts.ts'
import { getLocale, setAppLocale, startLocale } from '../../../client/i18n/localize.ts'
import { TrElement } from '../../../client/ui/element.ts'

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other']
const NOUNS: Noun[] = [
  'party',
  'person',
  'stakeholder',
  'clause',
  'change',
  'decision',
  'proposal',
  'objection',
  'note',
  'row',
  'error',
  'rating',
  'day',
  'use',
  'position',
  'canvas',
]

// Arabic that names its own form, so that the test sees which of the six was asked for.
vi.mock('../../../client/i18n/locales/ar.ts', () => ({
  templates: Object.fromEntries(
    ['party', 'canvas'].flatMap(noun =>
      ['zero', 'one', 'two', 'few', 'many', 'other'].map(form => [`count.${noun}.${form}`, `${noun} ${form} {n}`]),
    ),
  ),
}))

beforeEach(async () => {
  localStorage.clear()
  await setAppLocale('en')
})

test('[I18N-1] a count takes the plural form of the language, in English one of two', () => {
  for (const noun of NOUNS) {
    expect(counted(noun, 1)).toMatch(/^1 /)
    expect(counted(noun, 8)).toMatch(/^8 /)
    expect(counted(noun, 1).slice(2)).not.toBe(counted(noun, 8).slice(2))
  }
  expect(counted('party', 1200)).toBe('1,200 parties')
  expect(counted('person', 2)).toBe('2 people')
})

test('[I18N-1] Arabic has all six forms', async () => {
  await setAppLocale('ar')
  const forms = [0, 1, 2, 5, 11, 100].map(n => counted('party', n).split(' ')[1])
  expect(forms).toEqual(FORMS)
})

test('[I18N-2] switching the language sets it on the page with its direction and keeps it on this device', async () => {
  await setAppLocale('ar')
  expect([document.documentElement.lang, document.documentElement.dir, getLocale()]).toEqual(['ar', 'rtl', 'ar'])

  await setAppLocale('en')
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['en', 'ltr'])

  localStorage.setItem('trestle-language', 'ar')
  await startLocale()
  expect(document.documentElement.lang).toBe('ar')
})

test('[I18N-2] a first visit starts in the first of the browser’s languages that Trestle speaks', async () => {
  localStorage.clear()
  const languages = vi.spyOn(navigator, 'languages', 'get')
  languages.mockReturnValue(['sw-KE', 'ar-EG', 'en-GB'])
  await startLocale()
  expect(document.documentElement.dir).toBe('rtl')

  languages.mockReturnValue(['sw-KE'])
  await startLocale()
  expect(document.documentElement.lang).toBe('en')
  languages.mockRestore()
})

test('[I18N-3] what is on the screen is said again in the new language at once, in its digits', async () => {
  class Counting extends TrElement {
    protected override render() {
      return counted('party', 8)
    }
  }
  customElements.define('x-counting', Counting)
  const element = document.createElement('x-counting') as Counting
  document.body.append(element)
  await element.updateComplete
  expect(element.textContent).toBe('8 parties')

  await setAppLocale('ar')
  await element.updateComplete
  expect(element.textContent).toMatch(/^party few /)
  expect(element.textContent).toContain(new Intl.NumberFormat('ar-u-nu-arab').format(8))
})
