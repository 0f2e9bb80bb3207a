import { expect, test } from 'vitest'
import { loadFonts } from '../../../client/ui/fonts.ts'

test('[OFF-32] a face that the line does not bring is no fault, and is asked for again the next time', async () => {
  let asked = 0
  let line = false
  const faces = {
    latin: () => {
      asked++
      return [line ? Promise.resolve() : Promise.reject(new Error('Unable to preload CSS'))]
    },
  }

  await loadFonts('en', false, faces)
  line = true
  await loadFonts('en', false, faces)
  await loadFonts('en', false, faces)

  expect(asked).toBe(2)
})
