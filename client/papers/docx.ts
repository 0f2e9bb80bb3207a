import { Document, Footer, Header, Packer, PageNumber, Paragraph, type Table, TextRun, type ParagraphChild } from 'docx'
import type { Paper, PaperBlock, PaperClause } from '../../shared/paper/paper.ts'
import { isRtl } from '../../shared/paper/paper.ts'
import { STYLES } from '../../shared/paper/marks.ts'
import { DOCX_NUMBERING, docxStyles, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, styleId } from './docx-styles.ts'
import { type DocxContext, gridTable, runs, wordsOf } from './docx-words.ts'

/**
 * A paper as a Word file: real styles, headings, lists and tables, its clauses numbered by a numbering of their own, header,
 * and a footer with page x of y. Comes in a chunk of its own.
 */
export async function paperDocx(paper: Paper): Promise<ArrayBuffer> {
  const context: DocxContext = { rtl: paper.rtl, lists: 0 }
  const document = new Document({
    title: paper.title,
    subject: paper.running,
    creator: 'Trestle',
    lastModifiedBy: 'Trestle',
    styles: docxStyles(paper),
    numbering: DOCX_NUMBERING,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE_WIDTH, height: PAGE_HEIGHT },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        headers: { default: new Header({ children: [own(context, 'Header', paper.running)] }) },
        footers: { default: new Footer({ children: [own(context, 'Footer', paper.state), pageLine(context, paper)] }) },
        children: [
          own(context, 'Title', paper.title),
          ...paper.lines.map(line => own(context, styleId(STYLES.line), line)),
          ...paper.blocks.flatMap(block => blockOf(context, block)),
        ],
      },
    ],
  })
  return Packer.toArrayBuffer(document)
}

function blockOf(context: DocxContext, block: PaperBlock): (Paragraph | Table)[] {
  switch (block.type) {
    case 'part':
      return [own(context, styleId(STYLES.part), block.words, { pageBreakBefore: block.newPage ?? false })]
    case 'clause':
      return clauseOf(context, block)
    case 'line':
      return [own(context, styleId(STYLES.line), block.words)]
    case 'words':
      return wordsOf(context, block.blocks)
    case 'grid':
      return gridTable(context, block)
  }
}

function clauseOf(context: DocxContext, clause: PaperClause): (Paragraph | Table)[] {
  const heading = own(context, 'Heading1', clause.heading)
  const about = own(context, styleId(STYLES.about, clause.tag), clause.about)
  const plain = clause.plain && own(context, styleId(STYLES.plain), clause.plain.words, { label: clause.plain.label })
  return [heading, about, ...wordsOf(context, clause.words), ...(plain ? [plain] : [])]
}

/** A paragraph in one style; its direction is that of its own words, else the paper's. */
function own(
  context: DocxContext,
  style: string,
  words: string,
  { label = '', pageBreakBefore = false }: { label?: string; pageBreakBefore?: boolean } = {},
): Paragraph {
  const rtl = isRtl(words) ?? context.rtl
  const labelled: ParagraphChild[] = label ? runs(`${label} `, { strong: true }) : []
  return new Paragraph({ style, bidirectional: rtl, pageBreakBefore, children: [...labelled, ...runs(words, {})] })
}

/** "Page x of y", where the word processor puts the numbers. */
function pageLine({ rtl }: DocxContext, paper: Paper): Paragraph {
  const [at, of] = ['\u{e000}', '\u{e001}']
  const children = paper
    .page(at, of)
    .split(/([\u{e000}\u{e001}])/u)
    .map(piece => {
      const field = piece === at ? PageNumber.CURRENT : piece === of ? PageNumber.TOTAL_PAGES : null
      return new TextRun({ children: [field ?? piece], rightToLeft: rtl })
    })
  return new Paragraph({ style: 'Footer', bidirectional: rtl, children })
}
