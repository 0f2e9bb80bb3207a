import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ProseBlock, tidyBlocks } from '../../../shared/model/prose-blocks.ts'
import { proseMarkdown } from '../../../shared/model/prose-markdown.ts'
import { parseMarkdown } from '../../../shared/model/prose-parse.ts'
import { anyProse } from './prose-arbitrary.ts'

const blocks = anyProse('ab é*_[]()\\#-.1ش|<>/r\n', ['https://a.org/x_(y)', 'mailto:a@b.org'])

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
