// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import type { InlineFieldElement } from '../../../client/kinds/stakeholder-map/inline-field.ts'
import '../../../client/kinds/stakeholder-map/inline-field.ts'

afterEach(() => document.body.replaceChildren())

async function field(value: string, multiline: boolean) {
  const element = document.createElement('tr-inline-field') as InlineFieldElement
  const committed: string[] = []
  Object.assign(element, { label: 'Interests', value, multiline })
  element.addEventListener('commit', event => committed.push((event as CustomEvent<string>).detail))
  document.body.append(element)
  await element.updateComplete
  const box = element.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')!
  const type = (words: string) => {
    box.value = words
    box.dispatchEvent(new Event('input'))
  }
  return { element, box, committed, type }
}

test('[MAP-61] what another writes into a field while one types there is kept beside one’s own words', async () => {
  const { element, box, committed, type } = await field('Water', true)
  type('Water in March')
  element.value = 'Fresh Water'
  await element.updateComplete
  expect(box.value).toBe('Water in March')
  box.dispatchEvent(new Event('blur'))

  expect(committed).toEqual(['Fresh Water in March'])
})

test('[MAP-61] a field of one line takes the last words given, and Escape gives none', async () => {
  const { element, box, committed, type } = await field('Tap', false)
  type('Tap 7')
  element.value = 'Tap eight'
  await element.updateComplete
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  expect(committed).toEqual(['Tap 7'])

  type('Tap 9')
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  await element.updateComplete
  box.dispatchEvent(new Event('blur'))
  expect(committed).toEqual(['Tap 7'])
})
