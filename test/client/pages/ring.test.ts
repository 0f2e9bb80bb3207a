// @vitest-environment jsdom
import { render } from 'lit'
import { expect, test } from 'vitest'
import { artifactsOf } from '../../../shared/cycle/in-place.ts'
import { ring } from '../../../client/pages/table/ring.ts'
import { BROKER, seatedTable } from '../../shared/ledger/table.ts'

const nothing = { stakeholders: [], clauses: [] }

function drawn(change: (table: ReturnType<typeof seatedTable>) => void = () => {}) {
  const table = seatedTable()
  change(table)
  const { stage, preset } = table.state.cycle
  const opened: string[] = []
  const place = document.createElement('div')
  const open = (one: { id: string }) => void opened.push(one.id)
  render(ring({ all: artifactsOf(table.state, nothing), stage, preset, open }), place)
  const count = (selector: string) => place.querySelectorAll(selector).length
  return { place, opened, count }
}

test('[CYC-11] the ring has one segment for each artifact: filled in place, dashed where it is missing, outlined later on', () => {
  const { count, place } = drawn(table => {
    table.act(BROKER, { type: 'artifact.mark', artifact: 'interests', standing: 'in-place', note: 'Shelf' })
    table.act(BROKER, { type: 'artifact.mark', artifact: 'risk-log', standing: 'in-place', note: 'Shelf' })
  })
  expect([count('.seg-full'), count('.seg-dashed'), count('.seg-outline'), count('.bar')]).toEqual([2, 4, 9, 1])
  expect(place.querySelector('svg')?.getAttribute('aria-label')).toContain('1 of 5 in place')
  expect(place.querySelector('svg')?.textContent).toContain('1 of 5 in place')
})

test('[CYC-12] at a later stage what was left behind is dashed too, and the short cycle has no segments at B and D', () => {
  const later = drawn(table => table.act(BROKER, { type: 'stage.set', stage: 'C', labels: 'steps', preset: 'full' }))
  expect([later.count('.seg-dashed'), later.count('.seg-outline')]).toEqual([12, 3])
  const short = drawn(table => table.act(BROKER, { type: 'stage.set', stage: 'C', labels: 'steps', preset: 'short' }))
  expect([short.count('.seg-dashed'), short.count('.seg-outline'), short.count('.seg-skipped')]).toEqual([8, 0, 2])
})

test('[CYC-13] the ring turns clockwise from twelve to the threshold at three in every direction of writing, and a segment opens its artifact', () => {
  document.documentElement.dir = 'rtl'
  const { place, opened } = drawn()
  document.documentElement.dir = 'ltr'
  const starts = [...place.querySelectorAll('.seg-dashed')].map(path =>
    path
      .getAttribute('d')!
      .match(/^M([\d.]+) ([\d.]+)/)!
      .slice(1)
      .map(Number),
  )
  for (const [x, y] of starts) expect(x! > 160 && y! < 160).toBe(true)
  expect(starts.map(([x]) => x)).toEqual(starts.map(([x]) => x).toSorted((a, b) => a! - b!))
  place.querySelector('.seg')!.dispatchEvent(new Event('click', { bubbles: true }))
  expect(opened).toEqual(['stakeholder-map'])
})
