import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ProseBlock, tidyBlocks } from '../../../shared/model/prose-blocks.ts'
import { proseMarkdown } from '../../../shared/model/prose-markdown.ts'
import { parseMarkdown } from '../../../shared/model/prose-parse.ts'

const words = fc.string({ unit: fc.constantFrom(...'ab é*_[]()\\#-.1ش|<>/r\n'), maxLength: 12 })
const link = fc.constantFrom(null, null, 'https://a.org/x_(y)', 'mailto:a@b.org')
const run = fc.record({
  type: fc.constant('text' as const),
  text: words,
  marks: fc.record({ strong: fc.boolean(), em: fc.boolean(), link }),
})
const content = fc.array(fc.oneof({ weight: 5, arbitrary: run }, fc.constant({ type: 'break' as const })), {
  maxLength: 5,
})
const { block } = fc.letrec<{ block: ProseBlock }>(tie => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph' as const), content }),
    fc.record({
      type: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      content,
    }),
    fc.record({
      type: fc.constantFrom('bullet_list' as const, 'ordered_list' as const),
      items: fc.array(fc.array(tie('block'), { maxLength: 3 }), { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('table' as const),
      header: fc.boolean(),
      rows: fc.array(fc.array(fc.array(tie('block'), { maxLength: 2 }), { maxLength: 3 }), { maxLength: 3 }),
    }),
  ),
}))
const blocks = fc.array(block, { maxLength: 4 })

test('[AGR-8] frozen words read back as the blocks they were made of', () => {
  fc.assert(
    fc.property(blocks, some => {
      const text = proseMarkdown(some)

      expect(proseMarkdown(parseMarkdown(text))).toBe(text)
    }),
    { numRuns: 2000, seed: 7 },
  )
})

test('[AGR-3] texts that look different never share a canonical text', () => {
  fc.assert(
    fc.property(blocks, some => {
      const tidy = tidyBlocks(some)

      expect(normal(tidyBlocks(parseMarkdown(proseMarkdown(tidy))))).toEqual(normal(tidy))
    }),
    { numRuns: 2000, seed: 11 },
  )
})

test('[AGR-8] any text at all reads as something', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
      expect(Array.isArray(parseMarkdown(text))).toBe(true)
    }),
    { numRuns: 500, seed: 3 },
  )
})

function normal(some: readonly ProseBlock[]): unknown {
  return JSON.parse(
    JSON.stringify(some, (key, value: unknown) =>
      key === 'marks'
        ? {
            strong: !!(value as { strong?: boolean }).strong,
            em: !!(value as { em?: boolean }).em,
            link: (value as { link?: string }).link ?? null,
          }
        : typeof value === 'string'
          ? value.normalize('NFC')
          : value,
    ),
  )
}
