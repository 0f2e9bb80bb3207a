import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { flag, numberOrNull, oneOf, place, Table, text } from '../../../shared/model/table.ts'

const shape = {
  name: text(10),
  sector: oneOf('public', 'business'),
  weight: numberOrNull(0, 10),
  at: place(),
  done: flag(),
  order: text(),
}

const tableOf = (doc = new Y.Doc()) => new Table(doc, 'rows', shape)

test('[AGR-10] whatever is stored in a row, reading it answers defaults and never throws', () => {
  const doc = new Y.Doc()
  const table = tableOf(doc)
  const row = new Y.Map<unknown>([
    ['name', 12],
    ['sector', 'pirates'],
    ['weight', Number.POSITIVE_INFINITY],
    ['at', [1, 'x']],
    ['done', 'yes'],
  ])
  doc.getMap('rows').set('a', row)
  doc.getMap('rows').set('b', 'not a row')

  expect(table.all()).toEqual([{ id: 'a', name: '', sector: 'public', weight: null, at: null, done: false, order: '' }])
  expect(table.get('b')).toBeNull()
  expect(table.get('none')).toBeNull()
})

test('[AGR-10] values are read within their bounds', () => {
  const table = tableOf()
  const id = table.add({ name: 'a name too long', weight: 99, at: [0.5, -3] })

  expect(table.get(id)).toMatchObject({ name: 'a name too', weight: 10, at: [0.5, -3] })
})

test('[AGR-11] rows list alike on every copy: by order key, then by id', () => {
  const table = tableOf()
  table.add({ order: 'a1' }, 'z')
  table.add({ order: 'a0' }, 'y')
  table.add({ order: 'a1' }, 'x')
  table.add({}, 'w')

  expect(table.all().map(row => row.id)).toEqual(['w', 'y', 'x', 'z'])
})

test('[AGR-11] setting an unchanged value writes nothing, and setting a row that is gone says so', () => {
  const doc = new Y.Doc()
  const table = tableOf(doc)
  const id = table.add({ name: 'Kiosks', at: [1, 2] })
  let updates = 0
  doc.on('update', () => {
    updates += 1
  })

  expect(table.set(id, { name: 'Kiosks', at: [1, 2] })).toBe(true)
  table.remove('none')
  expect(updates).toBe(0)
  table.remove(id)
  expect(table.set(id, { name: 'x' })).toBe(false)
})
