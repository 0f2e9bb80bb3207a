import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paperDocx } from '../../../client/papers/docx.ts'
import { readDocx } from '../../../client/papers/read-docx.ts'
import { proseMarkdown } from '../../../shared/model/prose-markdown.ts'
import { documentForm } from '../../../shared/paper/document-form.ts'
import { readOwnMarkdown } from '../../../shared/paper/own-markdown.ts'
import { paperMarkdown } from '../../../shared/paper/paper-markdown.ts'
import { type FoundClause, likelyLevel, splitClauses } from '../../../shared/paper/split.ts'
import type { IncomingBlock } from '../../../shared/paper/incoming.ts'
import { anyProse } from '../../shared/model/prose-arbitrary.ts'
import { CLAUSES, samplePaper } from './sample-paper.ts'

const prose = anyProse('ab é*_[]()\\#-.1ش|<>/&`"\u0001', ['https://a.org/x_(y)?a=b&c=d|e', 'mailto:a@b.org'])

async function throughWord(clauses: typeof CLAUSES): Promise<FoundClause[]> {
  const read = await readDocx(new Uint8Array(await paperDocx(samplePaper(clauses))))
  if (!read.ok) throw new Error(read.refusal)
  return splitClauses(read.value.blocks, 1)
}

function throughMarkdown(clauses: typeof CLAUSES): FoundClause[] {
  return splitClauses(readOwnMarkdown(paperMarkdown(samplePaper(clauses))) as IncomingBlock[], 1)
}

const told = (
  clauses: readonly {
    heading: string
    tag: string
    plain?: string
    words: FoundClause['words'] | (typeof CLAUSES)[number]['words']
  }[],
) => clauses.map(({ heading, tag, plain = '', words }) => ({ heading, tag, plain, words: proseMarkdown(words) }))

test('[DOC-1] an agreement that went out as a Word file comes in again with the same clauses', async () => {
  expect(told(await throughWord(CLAUSES))).toEqual(told(CLAUSES))
})

test('[DOC-2] an agreement that went out as Markdown comes in again with the same clauses', () => {
  expect(told(throughMarkdown(CLAUSES))).toEqual(told(CLAUSES))
})

test('[DOC-1] any words go out as a Word file and come in again the same', async () => {
  await fc.assert(
    fc.asyncProperty(prose, async words => {
      const [back] = await throughWord([{ heading: 'Any', tag: 'intent', words }])

      expect(proseMarkdown(back?.words ?? [])).toBe(proseMarkdown(documentForm(words)))
    }),
    { numRuns: 80, seed: 5 },
  )
}, 60_000)

test('[DOC-2] any words go out as Markdown and come in again the same', () => {
  fc.assert(
    fc.property(prose, words => {
      const [back] = throughMarkdown([{ heading: 'Any', tag: 'intent', words }])

      expect(proseMarkdown(back?.words ?? [])).toBe(proseMarkdown(words))
    }),
    { numRuns: 1000, seed: 6 },
  )
})

test('[DOC-3] the clause level is found by itself, also below a title', () => {
  expect(likelyLevel([{ type: 'heading', level: 1, content: [] }])).toBe(1)
  expect(likelyLevel([1, 2, 3, 2].map(level => ({ type: 'heading' as const, level, content: [] })))).toBe(2)
})
