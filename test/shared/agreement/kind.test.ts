import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { textHash } from '../../../shared/hash.ts'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { agreement } from '../../../shared/kinds/agreement/kind.ts'
import { addClause, clauseIsEmpty, clausesOf, clauseText, moveClause } from '../../../shared/kinds/agreement/model.ts'
import { isPreset, PRESETS, SECTIONS, sectionOf } from '../../../shared/kinds/agreement/sections.ts'
import { writeProse } from '../../../shared/model/prose.ts'

function seeded(template: string | null): Y.Doc {
  const doc = new Y.Doc()
  agreement.seed(doc, template)
  return doc
}

function copies(doc: Y.Doc): [Y.Doc, Y.Doc] {
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  for (const copy of [one, other]) Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return [one, other]
}

function merge(one: Y.Doc, other: Y.Doc): void {
  const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)]
  Y.applyUpdate(one, b)
  Y.applyUpdate(other, a)
}

const codes = (doc: Y.Doc) =>
  clausesOf(doc)
    .all()
    .map(row => row.code)
const idOf = (doc: Y.Doc, code: string) =>
  clausesOf(doc)
    .all()
    .find(row => row.code === code)!.id

test('[AGR-20] the presets hold the sections that domain.md names, in its order', () => {
  expect(SECTIONS).toHaveLength(38)
  expect(codes(seeded('letter-of-intent'))).toEqual(['W1', 'Y1', 'Y2', 'L1', 'L3'])
  expect(codes(seeded('charter'))).toEqual(['Y1', 'Y2', 'Y3', 'Y4', 'H2', 'I3', 'I5'])
  expect(codes(seeded('mou')).join(' ')).toBe(
    'W1 W2 W3 Y1 Y2 Y3 Y4 T1 T2 T3 T4 H1 H2 H3 H4 H5 H6 I2 I3 I4 I5 I6 I7 I8 L1 L2 L3',
  )
  expect(codes(seeded('full'))).toEqual(SECTIONS.map(section => section.code))
  expect(codes(seeded(null))).toEqual([])
  expect(codes(seeded('toString'))).toEqual([])
})

test('[AGR-20] every section has a heading and prompt questions, and every preset names known ones', () => {
  for (const section of SECTIONS) {
    expect(section.heading).not.toBe('')
    expect(section.prompt).toMatch(/\?|,/)
  }
  for (const code of Object.values(PRESETS).flat()) expect(sectionOf(code)?.code).toBe(code)
  expect(isPreset('mou') && !isPreset('nothing') && !isPreset(null)).toBe(true)
})

test('[AGR-21] a seeded clause is empty, unnamed and bound as its section is', () => {
  const doc = seeded('charter')
  const row = clausesOf(doc).get(idOf(doc, 'Y4'))

  expect(row).toMatchObject({ heading: '', binding: 'values', group: 'why', plainLine: '' })
  expect(clauseIsEmpty(doc, row!.id)).toBe(true)
})

test('[AGR-22] a clause hash speaks of heading, binding and words, not of place or plain-words line', () => {
  const doc = seeded('charter')
  const clauses = clausesOf(doc)
  const id = idOf(doc, 'H2')
  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'We decide by consent.' }])
  const settled = clauseHash(doc, id)

  moveClause(doc, id, 0)
  clauses.set(id, { plainLine: 'Everyone can live with it.', group: 'legal', settledText: 'x' })
  expect(clauseHash(doc, id)).toBe(settled)

  const changed = [
    () => clauses.set(id, { heading: 'How we decide' }),
    () => clauses.set(id, { binding: 'intent' }),
    () => writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'We decide by consent!' }]),
  ].map(change => {
    change()
    return clauseHash(doc, id)
  })
  expect(new Set([settled, ...changed]).size).toBe(4)
})

test('[AGR-22] a section without a typed heading hashes alike in every language, by its English one', () => {
  const doc = seeded('charter')
  const id = idOf(doc, 'I5')
  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'Sixty days.' }])

  expect(agreement.canonicalOf(doc, id)).toBe('## Leaving\n(binding)\n\nSixty days.')
  expect(clauseHash(doc, id)).toBe(textHash('## Leaving\n(binding)\n\nSixty days.'))
  expect(agreement.canonicalOf(doc, 'none')).toBeNull()
})

test('[AGR-23] one moves a clause while another types in it: both stay', () => {
  const doc = seeded('charter')
  const id = idOf(doc, 'I5')
  const [ana, bo] = copies(doc)

  moveClause(ana, id, 0)
  writeProse(clauseText(bo, id), [{ type: 'paragraph', text: 'Sixty days.' }])
  merge(ana, bo)

  expect(agreement.canonical(ana)).toBe(agreement.canonical(bo))
  expect(codes(ana)[0]).toBe('I5')
  expect(agreement.canonicalOf(ana, id)).toContain('Sixty days.')
})

test('[AGR-23] two people move and add clauses at once: every clause is there once, in one order for all', () => {
  const [ana, bo] = copies(seeded('charter'))

  moveClause(ana, idOf(ana, 'I5'), 1)
  addClause(ana, { heading: 'Rain' }, idOf(ana, 'Y1'))
  moveClause(bo, idOf(bo, 'I5'), 3)
  addClause(bo, { heading: 'Sun' }, idOf(bo, 'Y1'))
  merge(ana, bo)

  const ids = clausesOf(ana)
    .all()
    .map(row => row.id)
  expect(ids).toEqual(
    clausesOf(bo)
      .all()
      .map(row => row.id),
  )
  expect(new Set(ids).size).toBe(9)
})

test('[AGR-24] a deleted clause that comes back has its words still', () => {
  const doc = seeded('charter')
  const clauses = clausesOf(doc)
  const id = idOf(doc, 'Y1')
  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'Open taps all year.' }])
  const before = agreement.canonical(doc)
  const { id: _, ...fields } = clauses.get(id)!

  clauses.remove(id)
  expect(agreement.canonicalOf(doc, id)).toBeNull()
  clauses.add(fields, id)

  expect(agreement.canonical(doc)).toBe(before)
})

test('[AGR-25] the outline is the agreement line by line, numbered in order', () => {
  const doc = seeded('letter-of-intent')
  writeProse(clauseText(doc, idOf(doc, 'Y1')), [
    { type: 'paragraph', text: 'Open taps.' },
    { type: 'bullet_list', items: ['all year'] },
  ])

  expect(
    agreement
      .outline(doc)
      .slice(0, 4)
      .map(line => [line.depth, line.text]),
  ).toEqual([
    [0, '1 Parties and mission of each'],
    [0, '2 Shared vision and problem'],
    [1, 'Open taps.'],
    [1, 'all year'],
  ])
})

test('[AGR-26] rows that a stranger wrote never break the agreement', () => {
  const doc = seeded(null)
  doc.getMap('clauses').set(
    'odd',
    new Y.Map<unknown>([
      ['heading', 7],
      ['binding', 'iron'],
      ['order', 3],
    ]),
  )
  doc.getMap('clauses').set('no-row', 'text')

  expect(agreement.canonical(doc)).toBe('## \n(binding)')
  expect(agreement.outline(doc)).toEqual([{ id: 'odd', depth: 0, text: '1' }])
})
