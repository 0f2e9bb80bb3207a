import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId } from '../../../shared/ids.ts'
import { stakeholderMap } from '../../../shared/kinds/stakeholder-map/kind.ts'
import { companionsOf, setCompanion, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'

function merge(a: Y.Doc, b: Y.Doc) {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}

test('[MAP-1] whatever a stranger stores in a row, the map reads it without throwing and in the right shape', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.double()),
    fc.object({ maxDepth: 1 }),
  )
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('name', 'kind', 'sector', 'at', 'party', 'consentToBeListed', 'relation'),
        anything,
      ),
      stored => {
        const doc = new Y.Doc()
        const row = new Y.Map<unknown>()
        for (const [field, value] of Object.entries(stored)) row.set(field, value)
        doc.getMap('stakeholders').set('x', row)
        const read = stakeholdersOf(doc).get('x')!
        expect(typeof read.name).toBe('string')
        expect(['organisation', 'individual', 'group', 'institution', 'nature']).toContain(read.kind)
        expect(read.at === null || (read.at.length === 2 && read.at.every(Number.isFinite))).toBe(true)
        expect(typeof stakeholderMap.canonical(doc)).toBe('string')
        expect(stakeholderMap.outline(doc)[0]!.id).toBe('x')
      },
    ),
  )
})

test('[MAP-2] two people move a card at once: it lands where one of them put it', () => {
  const [ana, bo] = [new Y.Doc(), new Y.Doc()]
  stakeholdersOf(ana).add({ name: 'City council', at: [0, 0] }, 'c1')
  merge(ana, bo)
  stakeholdersOf(ana).set('c1', { at: [10, 10] })
  stakeholdersOf(bo).set('c1', { at: [99, 99] })
  merge(ana, bo)
  expect(stakeholdersOf(ana).get('c1')).toEqual(stakeholdersOf(bo).get('c1'))
  expect([
    [10, 10],
    [99, 99],
  ]).toContainEqual(stakeholdersOf(ana).get('c1')!.at)
})

test('[MAP-3] the canonical text does not depend on the order of edits, and says every field that was given', () => {
  const one = new Y.Doc()
  const other = new Y.Doc()
  const [a, b] = [newId(), newId()]
  stakeholdersOf(one).add({ name: 'Mothers’ union', stake: 'Hours spent\nfetching water', at: [1.5, -2] }, a)
  stakeholdersOf(one).add({ name: 'River police', kind: 'institution' }, b)
  stakeholdersOf(other).add({ kind: 'institution', name: 'x' }, b)
  stakeholdersOf(other).add({ at: [1.5, -2], name: 'Mothers’ union', stake: 'Hours spent\nfetching water' }, a)
  stakeholdersOf(other).set(b, { name: 'River police' })
  expect(stakeholderMap.canonical(one)).toBe(stakeholderMap.canonical(other))
  expect(stakeholderMap.canonicalOf(one, a)).toBe(
    `stakeholder "${a}"\nname: "Mothers’ union"\nstake: "Hours spent\\nfetching water"\nat: [1.5,-2]`,
  )
  expect(stakeholderMap.canonicalOf(one, newId())).toBeNull()
})

test('[MAP-3] every change of a field changes the canonical text', () => {
  const doc = new Y.Doc()
  const id = stakeholdersOf(doc).add({ name: 'A' })
  const seen = new Set([stakeholderMap.canonical(doc)])
  for (const change of [
    { kind: 'group' },
    { sector: 'media' },
    { consentToBeListed: true },
    { at: [0, 0] },
    { party: newId() },
  ] as const) {
    stakeholdersOf(doc).set(id, change as never)
    seen.add(stakeholderMap.canonical(doc))
  }
  expect(seen.size).toBe(6)
})

test('[MAP-4] contact and sensitivities stand in the companion under the same id, never in the map', () => {
  const [map, companion] = [new Y.Doc(), new Y.Doc()]
  const id = stakeholdersOf(map).add({ name: 'Sand harvesters', ...({ contact: 'leak' } as object) })
  setCompanion(companion, id, { sensitivities: 'Part of it is unlicensed' })
  setCompanion(companion, id, { contact: 'at dusk' })
  expect(companionsOf(companion).get(id)).toEqual({ id, contact: 'at dusk', sensitivities: 'Part of it is unlicensed' })
  expect(stakeholderMap.canonical(map)).not.toContain('leak')
  expect(stakeholderMap.canonical(companion)).toContain('at dusk')
})

test('[MAP-3] the outline lists stakeholders by name with their words below', () => {
  const doc = new Y.Doc()
  stakeholdersOf(doc).add({ name: 'B', stake: 'Votes' }, 'b')
  stakeholdersOf(doc).add({ name: 'A' }, 'z')
  expect(stakeholderMap.outline(doc).map(line => [line.depth, line.text])).toEqual([
    [0, 'A'],
    [0, 'B'],
    [1, 'Votes'],
  ])
})

test('[MAP-5] a new map is empty and has only the roots that the guard knows', () => {
  const doc = new Y.Doc()
  stakeholderMap.seed(doc, null)
  expect(stakeholdersOf(doc).all()).toEqual([])
  expect(stakeholderMap.roots).toEqual([
    { name: 'stakeholders', type: 'map' },
    { name: 'links', type: 'map' },
  ])
})
