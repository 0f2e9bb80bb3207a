import { expect, test } from 'vitest'
import type { Actor } from '../../../client/kinds/stakeholder-map/actor.ts'
import { mapSvg, type Picture } from '../../../client/kinds/stakeholder-map/map-svg.ts'

const party = { id: 'p', mark: 3, name: 'Water & <Sons>', short: 'Water & <Sons>', initials: 'WS' }
const actor = (at: number, more: Partial<Actor> = {}): Actor => ({
  id: `a${at}`,
  name: `Stakeholder ${at}`,
  label: `Stakeholder ${at}`,
  kind: 'organisation',
  party: null,
  value: [(at * 37) % 100, (at * 61) % 100],
  unheard: false,
  gap: [0, 0],
  ...more,
})
const picture = (actors: readonly Actor[], more: Partial<Picture> = {}): Picture => ({
  lens: 'grid',
  actors,
  parties: [party],
  mirrored: false,
  hues: new Map([[3, 'rgb(10 20 30)']]),
  words: {
    title: 'Map',
    question: 'Who decides?',
    foot: '1 June 2027',
    across: 'Interest',
    up: 'Power',
    quadrants: ['Satisfied', 'Close', 'Watch', 'Informed'],
    parties: 'Parties',
    shapes: { group: 'group', organisation: 'firm', institution: 'office', nature: 'river', unheard: 'not heard' },
  },
  ...more,
})

test('[LOK-14] a map as SVG says what its shapes and underlines mean', () => {
  const svg = mapSvg(picture([]))
  for (const words of ['group', 'firm', 'office', 'river']) expect(svg).toContain(`>${words}</text>`)
  expect(svg).toMatch(/text-decoration="underline">not heard</)
})

test('[OUT-6] a map as SVG shows names, axes, quadrants, parties, question and date on white, mirrored where the screen is', () => {
  const svg = mapSvg(picture([actor(1), actor(2, { party })]))
  for (const words of [
    'Stakeholder 1',
    'Interest →',
    'Power →',
    'Close',
    'Who decides?',
    '1 June 2027',
    'fill="white"',
    'rgb(10 20 30)',
  ])
    expect(svg).toContain(words)
  const mirrored = mapSvg(picture([actor(1)], { mirrored: true }))
  expect(mirrored).toContain('Interest ←')
  expect(mirrored).toContain('direction="rtl"')
})

test('[OUT-7] names that people typed stay names in the picture, and it is one whole XML document', () => {
  const nasty = `</text><script>alert(1)</script>\u0001"'&`
  const svg = mapSvg(picture([actor(1, { name: nasty, label: nasty })], { lens: 'free' }))
  expect(svg).not.toMatch(/<script|\p{Cc}(?<![\n])|<Sons>/u)
  expect(svg).toContain('&lt;/text&gt;')
  const opened = svg.match(/<(g|text|svg|title)[\s>]/g)?.length
  const closed = svg.match(/<\/(g|text|svg|title)>/g)?.length
  expect(opened).toBe(closed)
})

test('[OUT-8] a map of a thousand stakeholders is drawn in under a second', () => {
  const { user } = process.cpuUsage()
  const svg = mapSvg(picture(Array.from({ length: 1_000 }, (_, at) => actor(at))))
  expect((process.cpuUsage().user - user) / 1_000).toBeLessThan(1_000)
  expect(svg.match(/<g><title>/g)).toHaveLength(1_000)
})
