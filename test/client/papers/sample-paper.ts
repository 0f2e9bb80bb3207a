import type { Paper, PaperBlock } from '../../../shared/paper/paper.ts'
import type { ProseBlock } from '../../../shared/model/prose-blocks.ts'

const text = (words: string): ProseBlock => ({
  type: 'paragraph',
  content: [{ type: 'text', text: words, marks: {} }],
})

/** A paper of clauses with everything that a clause can hold, between parts of the tool's own. */
export function samplePaper(
  clauses: readonly { heading: string; tag: string; plain?: string; words: readonly ProseBlock[] }[],
): Paper {
  return {
    title: 'Mirata Basin Compact',
    language: 'en',
    rtl: false,
    running: 'Mirata Basin Partnership',
    state: 'Draft: 1 of 3 clauses settled',
    page: (at, of) => `Page ${at} of ${of}`,
    lines: ['Draft: 1 of 3 clauses settled', 'Saved Tuesday 24 November, 23:00 Coordinated Universal Time'],
    blocks: [
      { type: 'part', words: 'Parties' },
      { type: 'grid', head: ['Party', 'Sector'], rows: [['Ministry of Water', 'Government']] },
      ...clauses.map(
        (clause): PaperBlock => ({
          type: 'clause',
          heading: clause.heading,
          tag: clause.tag,
          about: 'Binding – Settled at the table',
          words: clause.words,
          plain: clause.plain ? { label: 'In plain words:', words: clause.plain } : null,
        }),
      ),
      { type: 'part', words: 'Where each party stands' },
      { type: 'grid', head: ['Clause', 'Ministry'], rows: [['1', 'assents']] },
      { type: 'part', words: 'Signed for the parties' },
      { type: 'grid', head: ['Party', 'Signature'], rows: [['Ministry of Water', '']], tall: true },
      { type: 'line', words: 'Fingerprint: abc' },
    ],
  }
}

/** Three clauses with marks, lists, a table, a link and Arabic words. */
export const CLAUSES: Parameters<typeof samplePaper>[0] = [
  {
    heading: 'Night | water & taps',
    tag: 'binding',
    plain: 'Nobody pumps at night in March.',
    words: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'No pump ', marks: {} },
          { type: 'text', text: 'runs', marks: { strong: true } },
          { type: 'text', text: ' at ', marks: {} },
          { type: 'text', text: 'night', marks: { em: true, link: 'https://example.org/a_(b)' } },
          { type: 'break' },
          { type: 'text', text: 'in March.', marks: {} },
        ],
      },
      { type: 'heading', level: 1, content: [{ type: 'text', text: 'Who opens the gates', marks: {} }] },
      {
        type: 'ordered_list',
        items: [
          [text('One')],
          [text('Two'), text('more of two'), { type: 'bullet_list', items: [[text('a')], [text('b')]] }],
        ],
      },
      { type: 'ordered_list', items: [[text('anew')]] },
    ],
  },
  {
    heading: 'المياه للجميع',
    tag: 'values',
    words: [
      text('نتفق على أن المياه حق للجميع, and on both banks.'),
      {
        type: 'table',
        header: true,
        rows: [
          [[text('Party')], [text('Brings')]],
          [[text('Ministry')], [text('gates'), { type: 'bullet_list', items: [[text('two')], [text('three')]] }]],
        ],
      },
      { type: 'table', header: false, rows: [[[text('x')], []]] },
    ],
  },
  { heading: '2 banks, one river', tag: 'intent', words: [] },
]
