import { expect, test } from 'vitest'
import { builtChunks, firstVisit, overBudget } from './built.ts'

test('[VEN-7] the venue check is at most 45 kB of script, like the page that joins', () => {
  expect(overBudget('The venue check', firstVisit(builtChunks(), 'client/pages/venue/venue-page.ts'), 45_000)).toBe(
    null,
  )
})
