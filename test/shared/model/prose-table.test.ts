import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { textHash } from '../../../shared/hash.ts'
import { MOST_COLUMNS, type ProseBlock, tidyBlocks } from '../../../shared/model/prose-blocks.ts'
import { canonicalProse, type ProseDraft, proseText, writeProse } from '../../../shared/model/prose.ts'
import { proseMarkdown } from '../../../shared/model/prose-markdown.ts'
import { parseMarkdown } from '../../../shared/model/prose-parse.ts'
import { readProse } from '../../../shared/model/prose-read.ts'
import { OLD } from './old-words.ts'

function prose(...blocks: ProseDraft[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('clause:a')
  writeProse(fragment, blocks)
  return fragment
}

function node(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.insert(0, children)
  return element
}

const cell = (words: string) => node('table_cell', node('paragraph', new Y.XmlText(words)))

function tableIn(...rows: (Y.XmlElement | Y.XmlText)[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('clause:a')
  fragment.insert(0, [node('table', ...rows)])
  return fragment
}

test.each(OLD)('[TAB-1] words written before there were tables keep their hash: $hash', ({ hash, blocks }) => {
  expect(textHash(canonicalProse(prose(...blocks)))).toBe(hash)
})

test('[TAB-2] a table has one Markdown text, whatever its cells hold', () => {
  const fragment = prose({
    type: 'table',
    header: true,
    rows: [
      ['Party', 'Brings'],
      ['Ministry | Water', 'gates\nand <keys>'],
      [
        '',
        [
          { type: 'paragraph', text: 'boats', marks: { strong: true } },
          { type: 'bullet_list', items: ['two', 'three'] },
        ],
      ],
    ],
  })

  expect(canonicalProse(fragment)).toBe(
    '| Party | Brings |\n| --- | --- |\n| Ministry \\| Water | gates<br/>and \\<keys> |\n|  | **boats**<br><br>- two<br>- three |',
  )
  expect(proseText(fragment)).toBe('Party\nBrings\nMinistry | Water\ngates\nand <keys>\n\nboats\ntwo\nthree')
  expect(proseMarkdown(parseMarkdown(canonicalProse(fragment)))).toBe(canonicalProse(fragment))
})

test('[TAB-2] whether the first row names the columns is part of the text; an empty first row names none', () => {
  const rows = [['a'], ['b']]
  const [named, plain] = [true, false].map(header => canonicalProse(prose({ type: 'table', header, rows })))

  expect(named).toBe('| a |\n| --- |\n| b |')
  expect(plain).toBe('|  |\n| --- |\n| a |\n| b |')
  expect(canonicalProse(prose({ type: 'table', header: true, rows: [[''], ['b']] }))).toBe(
    canonicalProse(prose({ type: 'table', header: false, rows: [[''], ['b']] })),
  )
})

test('[TAB-3] lines that look like a table are never one', () => {
  const looks = prose({ type: 'paragraph', text: '| a |\n| --- |\n| b |' })

  expect(parseMarkdown(canonicalProse(looks)).map(block => block.type)).toEqual(['paragraph'])
})

test('[TAB-4] a table without words is no words; empty rows and columns of a worded one stay', () => {
  const rows = [
    ['', ''],
    ['', ''],
  ]
  expect(canonicalProse(prose({ type: 'table', header: true, rows }))).toBe('')
  expect(
    canonicalProse(
      prose({
        type: 'table',
        header: true,
        rows: [
          ['Name', ''],
          ['', ''],
        ],
      }),
    ),
  ).toBe('| Name |  |\n| --- | --- |\n|  |  |')
})

test('[TAB-5] a table that any writer left uneven, loose or nested reads as an even one; nothing is lost or thrown', () => {
  const deep = node('table_cell', node('table', node('table_row', cell('inner'))))
  const fragment = tableIn(
    node('table_row', cell('a'), cell('b'), cell('c')),
    node('table_row', node('heading', new Y.XmlText('no cell'))),
    node('table_row'),
    node('paragraph', new Y.XmlText('no row')),
    new Y.XmlText('loose'),
    node('table_row', deep, node('table_cell')),
  )

  expect(canonicalProse(fragment)).toBe(
    '|  |  |  |\n| --- | --- | --- |\n| a | b | c |\n| no cell |  |  |\n| no row |  |  |\n| loose |  |  |\n| inner |  |  |',
  )
})

test('[TAB-5] cells beyond the widest table read at the end of the last one', () => {
  const many = Array.from({ length: MOST_COLUMNS + 2 }, (_, index) => cell(`n${index}`))
  const [table] = tidyBlocks(readProse(tableIn(node('table_row', ...many)))) as [ProseBlock & { type: 'table' }]

  expect(table.rows[0]).toHaveLength(MOST_COLUMNS)
  expect(table.rows[0]?.at(-1)).toHaveLength(3)
})

test('[TAB-6] two who change one table at once converge, and both read one text', () => {
  const [ana, bo] = [new Y.Doc(), new Y.Doc()]
  writeProse(ana.getXmlFragment('clause:a'), [
    {
      type: 'table',
      header: true,
      rows: [
        ['Party', 'Brings'],
        ['Ministry', 'gates'],
      ],
    },
  ])
  Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana))
  const table = (doc: Y.Doc) => doc.getXmlFragment('clause:a').get(0) as Y.XmlElement

  table(ana).insert(2, [node('table_row', cell('Fishers'), cell('boats'))])
  for (const row of table(bo).toArray() as Y.XmlElement[]) row.insert(2, [cell('when')])
  const [fromAna, fromBo] = [Y.encodeStateAsUpdate(ana), Y.encodeStateAsUpdate(bo)]
  Y.applyUpdate(ana, fromBo)
  Y.applyUpdate(bo, fromAna)

  const read = [ana, bo].map(doc => canonicalProse(doc.getXmlFragment('clause:a')))
  expect(read[0]).toBe(read[1])
  expect(read[0]).toBe(
    '| Party | Brings | when |\n| --- | --- | --- |\n| Ministry | gates | when |\n| Fishers | boats |  |',
  )
})
