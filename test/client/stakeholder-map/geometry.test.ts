import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fitted,
  type Plot,
  type Point,
  panned,
  placeIn,
  revealed,
  stepped,
  type Viewport,
  valueAt,
  zoomed,
} from '../../../client/kinds/stakeholder-map/geometry.ts'
import { convexHull, haloPath } from '../../../client/kinds/stakeholder-map/halo.ts'
import {
  apart,
  boxOfLabel,
  type Labelled,
  labelWidth,
  placeLabels,
} from '../../../client/kinds/stakeholder-map/labels.ts'
import { withRow } from '../../../client/kinds/stakeholder-map/map-place.ts'
import { nearestInDirection } from '../../../client/kinds/stakeholder-map/nearest.ts'

const plot = (lens: 'grid' | 'free', mirrored = false): Plot => ({ lens, width: 800, height: 600, mirrored })
const home: Viewport = { offset: [0, 0], zoom: 1 }
const value = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([x, y]): Point => [x * 5, y * 5])

test('[MAP-21] a drop on the grid stands for the half point under it, whatever the zoom, the pan and the reading direction', () => {
  fc.assert(
    fc.property(
      value,
      fc.boolean(),
      fc.double({ min: 1, max: 4, noNaN: true }),
      fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })),
      (at, mirrored, zoom, offset) => {
        const where = plot('grid', mirrored)
        const [x, y] = placeIn(where, at, zoom)
        expect(valueAt(where, [x + offset[0], y + offset[1]], { offset, zoom })).toEqual(at)
      },
    ),
  )
})

test('[MAP-21] a drop beside the grid is kept within 0 to 10', () => {
  expect(valueAt(plot('grid'), [-50, -50], home)).toEqual([0, 100])
  expect(valueAt(plot('grid'), [900, 900], home)).toEqual([100, 0])
  expect(valueAt(plot('grid'), [402, 300], home)).toEqual([50, 50])
})

test('[MAP-22] a keyboard step is half a point, with Shift a whole one, and goes the way that it is seen', () => {
  expect(stepped(plot('grid'), [50, 50], 1, 0, false)).toEqual([55, 50])
  expect(stepped(plot('grid'), [50, 50], 0, -1, true)).toEqual([50, 60])
  expect(stepped(plot('grid', true), [50, 50], 1, 0, false)).toEqual([45, 50])
  expect(stepped(plot('grid'), [100, 0], 1, 1, true)).toEqual([100, 0])
  expect(stepped(plot('free'), [0, 0], -1, 1, false)).toEqual([-20, 20])
})

test('[MAP-23] zooming keeps the point under the pointer where it is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 600 })),
      (factor, about) => {
        const before: Viewport = { offset: [30, -40], zoom: 1 }
        const after = zoomed(plot('free'), before, factor, about)
        const under = (view: Viewport) => [
          (about[0] - view.offset[0]) / view.zoom,
          (about[1] - view.offset[1]) / view.zoom,
        ]
        expect(under(after)[0]).toBeCloseTo(under(before)[0]!, 6)
        expect(under(after)[1]).toBeCloseTo(under(before)[1]!, 6)
      },
    ),
  )
})

test('[MAP-23] the grid cannot be pushed off its axes, and the free canvas fits all cards', () => {
  expect(panned(plot('grid'), home, 300, -300)).toEqual({ offset: [0, 0], zoom: 1 })
  expect(panned(plot('grid'), { offset: [0, 0], zoom: 2 }, -9999, 100).offset).toEqual([-800, 0])
  const view = fitted(plot('free'), [
    [0, 0],
    [4000, 3000],
  ])
  for (const at of [
    [0, 0],
    [4000, 3000],
  ] as const) {
    const [x, y] = placeIn(plot('free'), at, view.zoom)
    expect(x + view.offset[0]).toBeGreaterThanOrEqual(0)
    expect(x + view.offset[0]).toBeLessThanOrEqual(800)
    expect(y + view.offset[1]).toBeGreaterThanOrEqual(0)
    expect(y + view.offset[1]).toBeLessThanOrEqual(600)
  }
  expect(revealed(plot('free'), home, [2000, 100]).offset).toEqual([760 - 2000, 0])
  expect(revealed(plot('free'), home, [100, 100]).offset).toEqual([0, 0])
})

test('[MAP-22] an arrow goes to the nearest stakeholder that way, and nowhere when nobody is there', () => {
  const spots = [
    { id: 'right', at: [50, 5] },
    { id: 'far right', at: [200, 0] },
    { id: 'up', at: [-3, -40] },
    { id: 'corner', at: [30, 200] },
  ] as const
  expect(nearestInDirection([0, 0], [1, 0], spots)?.id).toBe('right')
  expect(nearestInDirection([50, 5], [1, 0], spots)?.id).toBe('far right')
  expect(nearestInDirection([0, 0], [0, -1], spots)?.id).toBe('up')
  expect(nearestInDirection([0, 0], [0, 1], spots)?.id).toBe('corner')
  expect(nearestInDirection([200, 0], [1, 0], spots)).toBeNull()
})

test('[MAP-24] labels cover no mark and no other label and stay on the plot; the affected but unheard go first', () => {
  const mark = fc.record({
    x: fc.integer({ min: 0, max: 800 }),
    y: fc.integer({ min: 0, max: 600 }),
    name: fc.string({ minLength: 1, maxLength: 30 }),
    priority: fc.integer({ min: 0, max: 2 }),
  })
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), given => {
      const marks: Labelled[] = given.map((one, at) => ({
        id: `m${at}`,
        at: [one.x, one.y],
        half: 8,
        width: labelWidth(one.name, 13),
        height: 19,
        priority: one.priority,
      }))
      const sides = placeLabels(marks, { width: 800, height: 600 })
      const boxes = marks.flatMap(one => (sides.has(one.id) ? [boxOfLabel(one, sides.get(one.id)!)] : []))
      const solid = [
        ...boxes,
        ...marks.map(({ at: [x, y] }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 })),
      ]
      boxes.forEach((box, at) => {
        expect(box.left >= 0 && box.right <= 800 && box.top >= 0 && box.bottom <= 600).toBe(true)
        const met = solid.filter(
          (other, index) =>
            index !== at &&
            box.left < other.right &&
            other.left < box.right &&
            box.top < other.bottom &&
            other.top < box.bottom,
        )
        // A mark may lie under its own place only: labels stand beside their own mark.
        expect(met).toEqual([])
      })
    }),
  )
})

test('[MAP-24] where two labels want the same room the one of higher priority gets it, and the selected one always shows', () => {
  // Room for one label between the two marks, and none beside them.
  const mark = (id: string, x: number, priority: number): Labelled => ({
    id,
    at: [x, 10],
    half: 8,
    width: 60,
    height: 19,
    priority,
  })
  const plot = { width: 100, height: 20 }
  expect([...placeLabels([mark('a', 8, 0), mark('b', 92, 2)], plot)]).toEqual([['b', 'start']])
  expect([...placeLabels([mark('a', 8, 2), mark('b', 92, 0)], plot)]).toEqual([['a', 'end']])
  expect(placeLabels([mark('a', 8, 0), mark('b', 92, 2)], plot, new Set(['a'])).has('a')).toBe(true)
})

test('[MAP-24] stakeholders on one spot are set side by side so that each can be reached', () => {
  const spots = apart(Array.from({ length: 9 }, () => ({ at: [100, 100] as const, half: 8 })))
  for (const [index, one] of spots.entries())
    for (const other of spots.slice(index + 1))
      expect(Math.hypot(one.at[0] - other.at[0], one.at[1] - other.at[1])).toBeGreaterThan(12)
})

test('[MAP-25] the halo goes around every party’s point', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), {
        minLength: 3,
        maxLength: 12,
      }),
      points => {
        const hull = convexHull(points)
        for (const [x, y] of points) {
          const outside =
            hull.length >= 3 &&
            hull.some(([ax, ay], at) => {
              const [bx, by] = hull[(at + 1) % hull.length]!
              return (bx - ax) * (y - ay) - (by - ay) * (x - ax) < 0
            })
          expect(outside).toBe(false)
        }
      },
    ),
  )
  expect(haloPath([], 10)).toBe('')
  expect(haloPath([[1, 1]], 10)).toMatch(/^M.*Z$/)
})

test('[MAP-26] the address names the selected stakeholder and forgets it again', () => {
  expect(withRow('/p/a/d/b', 'c')).toBe('/p/a/d/b/c')
  expect(withRow('/p/a/d/b/c', null)).toBe('/p/a/d/b')
  expect(withRow('/gallery', 'c')).toBe('/gallery')
})
