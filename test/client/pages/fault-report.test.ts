import { expect, test } from 'vitest'
import { faultReport, isHarmless, isMissingPart } from '../../../client/pages/fault-report.ts'

const page = { path: '/p/abcdefghijklmnopqrst/d/bcdefghijklmnopqrstu/row1', agent: 'Browser 1', at: new Date(0) }

test('[ERR-1] what a person copies after a fault holds no words of people, no ids and no server name', () => {
  const fault = new TypeError('cannot read “Delta fishing households” of undefined')
  fault.stack = `TypeError: cannot read “Delta fishing households” of undefined
    at draw (https://trestle.example/assets/map-abc.js?code=quiet-heron:1:20)
    at https://trestle.example/assets/app-def.js:3:4`
  const report = faultReport(fault, page)
  expect(report).toBe(
    [
      'Trestle: TypeError',
      '1970-01-01T00:00:00.000Z',
      '/p/…/d/…/…',
      'Browser 1',
      'at draw (/assets/map-abc.js:1:20)',
      'at /assets/app-def.js:3:4',
    ].join('\n'),
  )
})

test('[ERR-2] a part that did not come is told from a fault, and what is no fault is not told at all', () => {
  expect(isMissingPart(new TypeError('Failed to fetch dynamically imported module: https://x/y.js'))).toBe(true)
  expect(isMissingPart(new TypeError('error loading dynamically imported module'))).toBe(true)
  expect(isMissingPart(new TypeError('x is undefined'))).toBe(false)
  expect([isHarmless(null), isHarmless(new DOMException('', 'AbortError')), isHarmless(new Error('x'))]).toEqual([
    true,
    true,
    false,
  ])
})
