import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MapRatings, Rating } from '../../../shared/ledger/state.ts'
import { engagementGap } from '../../../shared/stakeholders/engagement.ts'
import { findingsOf } from '../../../shared/stakeholders/findings.ts'
import { placeOf } from '../../../shared/stakeholders/place.ts'
import { affectedButUnheard, quadrantOf } from '../../../shared/stakeholders/quadrants.ts'
import { declinedOf, divergenceOf, median, middleOf, spreadOf, valuesOf } from '../../../shared/stakeholders/ratings.ts'

type Given = Record<string, Rating['values']>
const ratings = (given: Given) =>
  new Map(Object.entries(given).map(([party, values]) => [party, { party, member: 'm', values, note: null, at: 0 }]))
const mapRatings = (
  of: Record<string, Given>,
  agreed: Record<string, { power: number; interest: number; impact?: number }> = {},
): MapRatings => ({
  question: null,
  questionText: null,
  of: new Map(Object.entries(of).map(([id, given]) => [id, ratings(given)])),
  agreed: new Map(Object.entries(agreed)),
})
const tenth = fc.integer({ min: 0, max: 100 })

test.each([
  [50, 50, 'close-work'],
  [100, 100, 'close-work'],
  [50, 49, 'keep-satisfied'],
  [100, 0, 'keep-satisfied'],
  [49, 50, 'keep-informed'],
  [0, 100, 'keep-informed'],
  [49, 49, 'watch'],
  [0, 0, 'watch'],
] as const)(
  '[MAP-6] power %i and interest %i (tenths) lie in the quadrant %s, the cut belonging to the upper side',
  (power, interest, quadrant) => {
    expect(quadrantOf({ power, interest })).toBe(quadrant)
  },
)

test('[MAP-6] every place lies in exactly the quadrant that the two comparisons with the cut say', () => {
  fc.assert(
    fc.property(tenth, tenth, tenth, (power, interest, cut) => {
      const upper = power >= cut
      const right = interest >= cut
      const expected = upper ? (right ? 'close-work' : 'keep-satisfied') : right ? 'keep-informed' : 'watch'
      expect(quadrantOf({ power, interest }, cut)).toBe(expected)
    }),
  )
})

test('[MAP-7] affected but unheard means impact at the cut or above and power below it, and nothing while impact is unknown', () => {
  expect(affectedButUnheard({ power: 49, impact: 50 })).toBe(true)
  expect(affectedButUnheard({ power: 50, impact: 50 })).toBe(false)
  expect(affectedButUnheard({ power: 49, impact: 49 })).toBe(false)
  expect(affectedButUnheard({ power: 0, impact: null })).toBe(false)
})

test('[MAP-8] the middle is the median over parties, half-way for an even count, null for none', () => {
  expect(median([])).toBeNull()
  expect(median([70])).toBe(70)
  expect(median([20, 90])).toBe(55)
  expect(median([40, 60, 60, 70, 70, 80, 80, 90])).toBe(70)
  expect(
    middleOf(ratings({ wd: { power: 60 }, hb: { power: 90 }, fc: { power: 80 }, sc: { power: null } }), 'power'),
  ).toBe(80)
})

test('[MAP-8] a party that declines or has not said is no number: it neither counts nor pulls the middle', () => {
  const given = ratings({ wd: { power: 30 }, sc: { power: null }, kf: { interest: 10 } })
  expect(valuesOf(given, 'power')).toEqual([{ party: 'wd', value: 30 }])
  expect(declinedOf(given, 'power')).toEqual(['sc'])
  expect(middleOf(given, 'power')).toBe(30)
  expect(middleOf(given, 'impact')).toBeNull()
})

test('[MAP-8] the middle lies within the values and does not depend on who rated first', () => {
  fc.assert(
    fc.property(fc.array(tenth, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (values, noise) => {
      const shuffled = values.map(value => ({ value, key: noise.next().value as number })).sort((a, b) => a.key - b.key)
      const middle = median(values)!
      expect(median(shuffled.map(one => one.value))).toBe(middle)
      expect(values.filter(value => value <= middle).length * 2).toBeGreaterThanOrEqual(values.length)
      expect(values.filter(value => value >= middle).length * 2).toBeGreaterThanOrEqual(values.length)
    }),
  )
})

test('[MAP-9] divergence is the largest gap between two party values in any dimension, and says whose they are', () => {
  const gatekeepers = ratings({ wd: { power: 20 }, hb: { power: 40 }, fc: { power: 90 }, ih: { power: 30 } })
  expect(divergenceOf(gatekeepers)).toEqual({
    dimension: 'power',
    least: { party: 'wd', value: 20 },
    most: { party: 'fc', value: 90 },
    gap: 70,
  })
  const mining = ratings({ wd: { power: 40, interest: 20 }, fg: { power: 90, interest: 90 } })
  expect(divergenceOf(mining)?.dimension).toBe('interest')
  expect(spreadOf(mining, 'power')?.gap).toBe(50)
  expect(divergenceOf(ratings({ wd: { power: 20 } }))).toBeNull()
})

test('[MAP-9] divergence equals the brute-force maximum over every pair of parties', () => {
  const one = fc.record({ power: fc.option(tenth), interest: fc.option(tenth), impact: fc.option(tenth) })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), given => {
      const all = ratings(Object.fromEntries(given.map((values, at) => [`p${at}`, values])))
      let widest = -1
      for (const a of given)
        for (const b of given)
          for (const dimension of ['power', 'interest', 'impact'] as const) {
            const [x, y] = [a[dimension], b[dimension]]
            if (a !== b && x !== null && y !== null) widest = Math.max(widest, Math.abs(x - y))
          }
      expect(divergenceOf(all)?.gap ?? -1).toBe(widest)
    }),
  )
})

test('[MAP-10] a place is the agreed point where one is set, else the middles, and null while not yet rated', () => {
  const given = { wd: { power: 60, interest: 40, impact: 90 }, hb: { power: 90, interest: 50 } }
  expect(placeOf(mapRatings({ a: given }), 'a')).toEqual({ power: 75, interest: 45, impact: 90, by: 'middle' })
  expect(placeOf(mapRatings({ a: given }, { a: { power: 10, interest: 20 } }), 'a')).toEqual({
    power: 10,
    interest: 20,
    impact: 90,
    by: 'agreed',
  })
  expect(placeOf(mapRatings({}, { a: { power: 10, interest: 20, impact: 30 } }), 'a')?.impact).toBe(30)
  expect(placeOf(mapRatings({ a: { wd: { power: 60 } } }), 'a')).toBeNull()
  expect(placeOf(undefined, 'a')).toBeNull()
})

const row = (id: string, now = '', wanted = '') =>
  ({ id, name: id.toUpperCase(), engagementNow: now, engagementWanted: wanted }) as Parameters<
    typeof findingsOf
  >[0][number]

test('[MAP-11] the engagement gap is wanted minus now on unaware 0 to leading 4, and nothing while one is not said', () => {
  expect(engagementGap(row('a', 'unaware', 'leading'))).toBe(4)
  expect(engagementGap(row('a', 'leading', 'supportive'))).toBe(-1)
  expect(engagementGap(row('a', 'neutral', 'neutral'))).toBe(0)
  expect(engagementGap(row('a', '', 'neutral'))).toBeNull()
})

test('[MAP-12] findings list the affected but unheard by impact, the differently seen by gap, and each place once', () => {
  const rows = [
    row('herders', 'unaware', 'supportive'),
    row('gardens'),
    row('mill'),
    row('press'),
    row('clerk'),
    row('new'),
  ]
  const findings = findingsOf(
    rows,
    mapRatings(
      {
        press: { wd: { power: 20, interest: 10 }, fc: { power: 90, interest: 10 } },
        clerk: { wd: { power: 10, interest: 10 }, fc: { power: 49, interest: 10 } },
      },
      {
        herders: { power: 20, interest: 80, impact: 80 },
        gardens: { power: 10, interest: 80, impact: 90 },
        mill: { power: 90, interest: 90, impact: 90 },
      },
    ),
  )
  expect(findings.unheard.map(one => one.id)).toEqual(['gardens', 'herders'])
  expect(findings.differing.map(one => one.id)).toEqual(['press'])
  expect(findings.quadrants['close-work'].map(one => one.id)).toEqual(['mill'])
  expect(findings.quadrants['keep-informed'].map(one => one.id)).toEqual(['gardens', 'herders'])
  expect(findings.gaps.map(one => one.id)).toEqual(['herders'])
  expect(findings.unrated.map(one => one.id)).toEqual(['new'])
})

test('[MAP-12] the same rows in any order give the same findings, and nobody is lost or listed twice', () => {
  const point = fc.record({ power: tenth, interest: tenth, impact: tenth })
  fc.assert(
    fc.property(fc.array(fc.option(point), { maxLength: 20 }), points => {
      const rows = points.map((_, at) => row(`s${at}`))
      const agreed = Object.fromEntries(points.flatMap((value, at) => (value ? [[`s${at}`, value]] : [])))
      const forth = findingsOf(rows, mapRatings({}, agreed))
      expect(findingsOf([...rows].reverse(), mapRatings({}, agreed))).toEqual(forth)
      const listed = [...Object.values(forth.quadrants).flat(), ...forth.unrated].map(one => one.id)
      expect(listed.sort()).toEqual(rows.map(one => one.id).sort())
    }),
  )
})
