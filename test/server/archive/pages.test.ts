import { expect, test } from 'vitest'
import { fromPages, toPages } from '../../../server/adapters/pages.ts'

test('[RED-20] what is taken out goes to its thread in pages, with the loop free after each', async () => {
  const rows = Array.from({ length: 1_000 }, (_, at) => (at % 7 === 0 ? null : { at, words: 'سلام' }))
  let turns = 0
  let going = true
  const others = (): void => {
    turns += 1
    if (going) setImmediate(others)
  }
  setImmediate(others)
  const pages = await toPages(rows)
  going = false
  expect(pages).toHaveLength(5)
  expect(turns).toBeGreaterThanOrEqual(5)
  expect(fromPages(pages)).toEqual(rows)
})
