import {
  ExternalHyperlink,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import {
  blockLines,
  type ProseBlock,
  type ProseInline,
  type ProseMarks,
  type ProseTable,
} from '../../shared/model/prose-blocks.ts'
import { documentForm, printable } from '../../shared/paper/document-form.ts'
import { isRtl, type PaperGrid, RTL } from '../../shared/paper/paper.ts'
import { STYLES } from '../../shared/paper/marks.ts'
import { BULLETS, NUMBERS, RULE, styleId, TEXT_WIDTH } from './docx-styles.ts'

/** What the words of one file share: their page's direction, and how many lists have begun. */
export type DocxContext = { rtl: boolean; lists: number }

/** The deepest level of lists that a word processor keeps. */
const DEEPEST = 8

/** People's words: headings from level 2, real lists and tables, links. */
export function wordsOf(context: DocxContext, blocks: readonly ProseBlock[]): (Paragraph | Table)[] {
  return blocksOf(context, documentForm(blocks), 0)
}

/** A table of plain words, with its first row repeated on each page. */
export function gridTable(context: DocxContext, { head, rows, tall }: PaperGrid): (Paragraph | Table)[] {
  const cell = (words: string, header: boolean) => [
    new Paragraph({
      style: styleId(STYLES.line),
      spacing: { after: 0 },
      bidirectional: isRtl(words) ?? context.rtl,
      children: runs(words, header ? { strong: true } : {}),
    }),
  ]
  const table = tableOf(context, head.length, [
    { header: true, cells: head.map(words => cell(words, true)) },
    ...rows.map(row => ({ header: false, cells: row.map(words => cell(words, false)), tall: tall ?? false })),
  ])
  return [table, gap(0)]
}

/** Runs of words under one set of marks, cut where the script's direction turns: each side has its own font. */
export function runs(words: string, marks: ProseMarks, style?: string): TextRun[] {
  return pieces(printable(words)).map(
    ({ text, rtl }) =>
      new TextRun({
        text,
        rightToLeft: rtl,
        ...(marks.strong && { bold: true }),
        ...(marks.em && { italics: true }),
        ...(style && { style }),
      }),
  )
}

function blocksOf(context: DocxContext, blocks: readonly ProseBlock[], level: number): (Paragraph | Table)[] {
  return blocks.flatMap((block, index): (Paragraph | Table)[] => {
    switch (block.type) {
      case 'paragraph':
        return [paragraph(context, block.content, {})]
      case 'heading':
        return [paragraph(context, block.content, { style: `Heading${block.level + 1}` })]
      case 'table':
        return [tableWords(context, block), gap(0)]
      default: {
        // Two lists that follow each other would run on as one.
        const follows = blocks[index - 1]?.type === block.type
        return [...(follows ? [gap(level)] : []), ...listOf(context, block, level)]
      }
    }
  })
}

function listOf(
  context: DocxContext,
  list: ProseBlock & { type: 'bullet_list' | 'ordered_list' },
  level: number,
): (Paragraph | Table)[] {
  context.lists += 1
  const numbering = {
    reference: list.type === 'ordered_list' ? NUMBERS : BULLETS,
    level: Math.min(level, DEEPEST),
    instance: context.lists,
  }
  return list.items.flatMap(item => {
    const [first, ...rest] = item
    const leads = first?.type === 'paragraph'
    const lead = paragraph(context, leads ? first.content : [], { numbering })
    return [
      lead,
      ...(leads ? rest : item).flatMap((block, index) =>
        inItem(context, block, (leads ? rest : item)[index - 1], level),
      ),
    ]
  })
}

function inItem(
  context: DocxContext,
  block: ProseBlock,
  before: ProseBlock | undefined,
  level: number,
): (Paragraph | Table)[] {
  if (block.type === 'paragraph')
    return [paragraph(context, block.content, { style: styleId(STYLES.more, String(Math.min(level, DEEPEST))) })]
  const follows = before?.type === block.type
  return [...(follows ? [gap(level + 1)] : []), ...blocksOf(context, [block], level + 1)]
}

function paragraph(
  context: DocxContext,
  content: readonly ProseInline[],
  options: { style?: string; numbering?: { reference: string; level: number; instance: number } },
): Paragraph {
  const words = content.map(inline => (inline.type === 'text' ? inline.text : ' ')).join('')
  return new Paragraph({ ...options, bidirectional: isRtl(words) ?? context.rtl, children: inlines(content) })
}

function inlines(content: readonly ProseInline[]): ParagraphChild[] {
  return content.flatMap((inline): ParagraphChild[] => {
    if (inline.type === 'break') return [new TextRun({ break: 1 })]
    const { link } = inline.marks
    if (!link) return runs(inline.text, inline.marks)
    return [new ExternalHyperlink({ link: printable(link), children: runs(inline.text, inline.marks, 'Hyperlink') })]
  })
}

type Row = { header: boolean; cells: (Paragraph | Table)[][]; tall?: boolean }

function tableWords(context: DocxContext, { header, rows }: ProseTable): Table {
  const lines = rows.map((row, index) => ({
    header: header && index === 0,
    cells: row.map(cell => (cell.length > 0 ? blocksOf(context, cell, 0) : [new Paragraph({})])),
  }))
  return tableOf(context, rows[0]?.length ?? 1, lines, isRtl(blockLines([{ type: 'table', header, rows }]).join(' ')))
}

function tableOf(context: DocxContext, columns: number, rows: readonly Row[], rtl: boolean | null = null): Table {
  const width = Math.floor(TEXT_WIDTH / columns)
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => width),
    layout: TableLayoutType.FIXED,
    visuallyRightToLeft: rtl ?? context.rtl,
    borders: { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    rows: rows.map(
      row =>
        new TableRow({
          ...(row.header && { tableHeader: true }),
          cantSplit: true,
          ...(row.tall && { height: { value: 800, rule: 'atLeast' as const } }),
          children: row.cells.map(
            children =>
              new TableCell({
                children,
                width: { size: width, type: WidthType.DXA },
                ...(row.header && { shading: { fill: 'EEEEEE', type: 'clear' as const, color: 'auto' } }),
              }),
          ),
        }),
    ),
  })
}

/** An empty line that keeps what follows from running on with what stands before. */
function gap(level: number): Paragraph {
  return new Paragraph({ style: styleId(STYLES.gap, String(Math.min(level, DEEPEST))) })
}

function pieces(words: string): { text: string; rtl: boolean }[] {
  const found: { text: string; rtl: boolean }[] = []
  for (const [text] of words.matchAll(/[^\p{L}]*\p{L}?/gu)) {
    if (text === '') continue
    const letter = /\p{L}/u.exec(text)?.[0]
    const last = found.at(-1)
    const rtl = letter === undefined ? (last?.rtl ?? false) : RTL.test(letter)
    if (last?.rtl === rtl) last.text += text
    else found.push({ text, rtl })
  }
  return found
}
