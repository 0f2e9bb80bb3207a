import { expect, test } from 'vitest'
import { type Quiet, quietLine } from '../../../client/sync/quiet-line.ts'

/** A page of which something is `opening` until a time, while bytes come in at these times; looks are taken by hand. */
function page(options: { opensUntil: number; bytes: readonly number[]; kept?: boolean }) {
  let now = 0
  let next: (() => void) | null = null
  const parts: Quiet = {
    now: () => now,
    moved: () => options.bytes.filter(at => at <= now).at(-1) ?? 0,
    opening: () => now < options.opensUntil,
    kept: () => options.kept ?? false,
    later: look => {
      next = look
    },
  }
  return async (until: number): Promise<number | null> => {
    let stoodAt: number | null = null
    void quietLine(parts).then(() => {
      stoodAt = now
    })
    for (; now <= until; now += 50) {
      next?.()
      await Promise.resolve()
      if (stoodAt !== null) return stoodAt
    }
    return null
  }
}

test('[OFF-30] faces and the worker wait until the page stands and its line has been quiet, but not for ever', async () => {
  expect(await page({ opensUntil: 0, bytes: [200, 600, 1_000] })(5_000)).toBe(1_500)
  expect(await page({ opensUntil: 3_000, bytes: [200] })(5_000)).toBe(3_000)
  expect(await page({ opensUntil: 0, bytes: [200], kept: true })(5_000)).toBe(100)
  const busy = Array.from({ length: 1_000 }, (_, at) => at * 50)
  expect(await page({ opensUntil: 0, bytes: busy })(11_000)).toBe(null)
  expect(await page({ opensUntil: 0, bytes: busy })(13_000)).toBe(12_000)
})
