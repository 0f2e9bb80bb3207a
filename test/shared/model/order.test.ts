import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderBetween, orderKeys } from '../../../shared/model/order.ts'
import { type Ordered, orderWrites } from '../../../shared/model/reorder.ts'

const listed = (rows: readonly Ordered[]) =>
  [...rows].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1)).map(row => row.id)

function moved(rows: readonly Ordered[], id: string, index: number): string[] {
  const writes = orderWrites(rows, id, index)
  return listed(rows.map(row => ({ ...row, order: writes.get(row.id) ?? row.order })))
}

test('[AGR-12] a key between two neighbours sorts between them, at the ends too', () => {
  const [a, b] = orderKeys(null, null, 2) as [string, string]

  expect(orderBetween(a, b) > a && orderBetween(a, b) < b).toBe(true)
  expect(orderBetween(null, a) < a).toBe(true)
  expect(orderBetween(b, null) > b).toBe(true)
})

test('[AGR-12] unreadable keys count as no neighbour', () => {
  expect(orderBetween('!!', '??')).toMatch(/^[a-zA-Z]/)
  expect(orderKeys('!!', null, 3)).toHaveLength(3)
})

test('[AGR-13] moving a row writes one key of one row', () => {
  const rows = orderKeys(null, null, 5).map((order, index) => ({ id: `r${index}`, order }))

  expect([...orderWrites(rows, 'r4', 1).keys()]).toEqual(['r4'])
  expect(moved(rows, 'r4', 1)).toEqual(['r0', 'r4', 'r1', 'r2', 'r3'])
})

test('[AGR-13] a row lands where it was put, also among rows whose keys are shared, missing or unreadable', () => {
  const key = fc.constantFrom('', 'a0', 'a1', 'a1V', '!!', 'zz')
  const list = fc.array(key, { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(list, fc.nat(5), fc.nat(6), (keys, which, index) => {
      const rows = keys.map((order, at) => ({ id: `r${at}`, order }))
      const id = `r${which % rows.length}`
      const others = listed(rows).filter(other => other !== id)
      const sorted = listed(rows).map(one => rows.find(row => row.id === one)!)

      expect(moved(sorted, id, index)).toEqual([...others.slice(0, index), id, ...others.slice(index)])
    }),
    { numRuns: 500, seed: 5 },
  )
})
