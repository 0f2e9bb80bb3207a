// @vitest-environment jsdom
import { render, type TemplateResult } from 'lit'
import { expect, test } from 'vitest'
import { type PartyView, mark, partyTag, type Stance } from '../../../client/ui/mark.ts'

const STANCES: Stance[] = ['full', 'half', 'provisional', 'struck', 'reconfirm', 'not-yet', 'away']
const water: PartyView = { id: 'p', mark: 1, name: 'County Department of Water', short: 'Water', initials: 'WD' }

function drawn(template: TemplateResult): HTMLElement {
  const place = document.createElement('div')
  render(template, place)
  return place
}

test('[UI-2] twelve marks have twelve shapes, each with its hue', () => {
  const shapes = Array.from({ length: 12 }, (_, at) => drawn(mark({ ...water, mark: at + 1 })))

  expect(new Set(shapes.map(one => one.querySelector('path')!.getAttribute('d'))).size).toBe(12)
  expect(shapes.map(one => one.querySelector('svg')!.classList.contains(`p${shapes.indexOf(one) + 1}`))).not.toContain(
    false,
  )
})

test('[UI-2] a mark of a number nobody knows is still drawn', () => {
  expect(drawn(mark({ ...water, mark: 99 })).querySelector('path')).not.toBeNull()
})

test('[UI-3] each stance is drawn in its own way, whatever the hue', () => {
  const inner = STANCES.map(stance => drawn(mark(water, { stance })).querySelector('svg')!)
  const ways = inner.map(svg =>
    [...svg.querySelectorAll('path, text')].map(part => part.getAttribute('class') ?? part.tagName).join('+'),
  )

  expect(new Set(ways).size).toBe(STANCES.length)
})

test('[UI-3] initials stand in a mark that is full or away, in any script, and never outgrow it', () => {
  const size = (initials: string) =>
    Number.parseFloat(
      drawn(mark({ ...water, initials }))
        .querySelector('text')!
        .getAttribute('font-size')!,
    )

  expect(drawn(mark({ ...water, initials: 'مش' }, { stance: 'away' })).querySelector('text')!.textContent).toBe('مش')
  expect(drawn(mark(water, { stance: 'struck' })).querySelector('text')).toBeNull()
  expect(size('WDA')).toBeLessThan(size('WD'))
  expect(size('水部')).toBeLessThan(size('WD'))
})

test('[UI-4] a mark is named after its party, or hidden where the name stands beside it', () => {
  const named = drawn(mark(water)).querySelector('svg')!
  const said = drawn(mark(water, { label: 'Water: objects' })).querySelector('svg')!
  const hidden = drawn(mark(water, { decorative: true })).querySelector('svg')!

  expect([named.getAttribute('role'), named.getAttribute('aria-label')]).toEqual(['img', water.name])
  expect(said.getAttribute('aria-label')).toBe('Water: objects')
  expect([hidden.getAttribute('aria-hidden'), hidden.hasAttribute('aria-label')]).toEqual(['true', false])
})

test('[UI-4] a party’s name is isolated from the direction of the text around it', () => {
  expect(drawn(partyTag(water)).querySelector('bdi')!.textContent).toBe('Water')
})
