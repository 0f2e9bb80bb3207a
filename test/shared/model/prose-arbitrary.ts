import fc from 'fast-check'
import type { ProseBlock } from '../../../shared/model/prose-blocks.ts'

/** Any blocks that a clause can hold, of these characters and links. */
export function anyProse(characters: string, links: readonly string[]): fc.Arbitrary<ProseBlock[]> {
  const run = fc.record({
    type: fc.constant('text' as const),
    text: fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 }),
    marks: fc.record({
      strong: fc.boolean(),
      em: fc.boolean(),
      link: fc.constantFrom(null, null, ...links),
    }),
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
  return fc.array(block, { maxLength: 4 })
}
