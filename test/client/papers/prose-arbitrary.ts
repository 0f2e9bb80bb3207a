import fc from 'fast-check'
import type { ProseBlock } from '../../../shared/model/prose-blocks.ts'

const words = fc.string({ unit: fc.constantFrom(...'ab é*_[]()\\#-.1ش|<>/&`"\u0001'), maxLength: 12 })
const link = fc.constantFrom(null, null, 'https://a.org/x_(y)?a=b&c=d|e', 'mailto:a@b.org')
const run = fc.record({
  type: fc.constant('text' as const),
  text: words,
  marks: fc.record({ strong: fc.boolean(), em: fc.boolean(), link }),
})
const content = fc.array(fc.oneof({ weight: 5, arbitrary: run }, fc.constant({ type: 'break' as const })), {
  maxLength: 4,
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

/** Any words that a clause can hold. */
export const anyProse = fc.array(block, { maxLength: 4 })
