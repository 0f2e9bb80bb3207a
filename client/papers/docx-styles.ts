import {
  AlignmentType,
  BorderStyle,
  type ILevelsOptions,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LevelSuffix,
} from 'docx'
import { STYLES } from '../../shared/paper/marks.ts'
import type { Paper } from '../../shared/paper/paper.ts'

/** Width of A4 in twips (twentieths of a point). */
export const PAGE_WIDTH = 11_906
/** Its height in twips. */
export const PAGE_HEIGHT = 16_838
/** Margins of 2.5 cm, in twips. */
export const MARGIN = 1417
/** Width between the margins, in twips. */
export const TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

/** Name of the numbering of clauses. */
export const CLAUSES = 'clauses'
/** Name of the numbering of people's numbered lists. */
export const NUMBERS = 'numbers'
/** Name of the numbering of their bulleted lists. */
export const BULLETS = 'bullets'

/** The line around tables. */
export const RULE = { style: BorderStyle.SINGLE, size: 4, color: '999999' } as const

// Every word processor has these or a face of the same measures; the second is for scripts like Arabic.
const SERIF = { ascii: 'Cambria', hAnsi: 'Cambria', cs: 'Times New Roman', eastAsia: 'Cambria' }
const SANS = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Arial', eastAsia: 'Calibri' }
const MUTED = '555555'

/** The id of a style with this name; `kind` is its last word. */
export function styleId(name: string, kind = ''): string {
  return `${name} ${kind}`.replace(/[^a-z0-9]+(.?)/gi, (_match, letter: string) => letter.toUpperCase())
}

/** Styles of a paper: a book serif for the partners' words, a sans for the tool's, black on white. */
export function docxStyles(paper: Paper): IStylesOptions {
  const language = { value: paper.rtl ? 'en-GB' : paper.language, bidirectional: paper.rtl ? paper.language : 'ar-SA' }
  const size = (points: number) => ({ size: points * 2, sizeComplexScript: points * 2 })
  const heading = (points: number, before: number, italics = false) => ({
    run: { ...size(points), font: SERIF, bold: true, boldComplexScript: true, italics, color: '000000' },
    paragraph: { spacing: { before, after: 100 }, keepNext: true, keepLines: true },
  })
  const small = (name: string, kind = '', keepNext = false) => ({
    id: styleId(name, kind),
    name: `${name} ${kind}`.trim(),
    basedOn: 'Normal',
    next: 'Normal',
    run: { ...size(9.5), font: SANS, color: MUTED },
    paragraph: { spacing: { after: 80, line: 260 }, keepNext },
  })
  const tags = [...new Set(paper.blocks.flatMap(block => (block.type === 'clause' ? [block.tag] : [])))]
  const levels = Array.from({ length: 10 }, (_, level) => level)
  return {
    default: {
      document: {
        run: { ...size(11), font: SERIF, language },
        paragraph: { spacing: { after: 140, line: 300 } },
      },
      title: { ...heading(24, 0), paragraph: { spacing: { after: 160 }, keepNext: true } },
      heading1: {
        ...heading(14, 360),
        paragraph: { ...heading(14, 360).paragraph, numbering: { reference: CLAUSES, level: 0 } },
      },
      heading2: heading(12.5, 240),
      heading3: heading(11.5, 200),
      heading4: heading(11, 200, true),
      hyperlink: { run: { color: '1F4E79', underline: { type: 'single' } } },
    },
    paragraphStyles: [
      {
        ...heading(14, 360),
        id: styleId(STYLES.part),
        name: STYLES.part,
        basedOn: 'Normal',
        next: 'Normal',
        paragraph: { ...heading(14, 360).paragraph, outlineLevel: 0 },
      },
      small(STYLES.line),
      ...tags.map(tag => small(STYLES.about, tag, true)),
      {
        ...small('Header'),
        id: 'Header',
        name: 'header',
        paragraph: { alignment: AlignmentType.START, spacing: { after: 0 } },
      },
      {
        ...small('Footer'),
        id: 'Footer',
        name: 'footer',
        paragraph: { alignment: AlignmentType.START, spacing: { after: 0 } },
      },
      {
        ...small(STYLES.plain),
        run: { ...size(10.5), font: SERIF, italics: true },
        paragraph: {
          spacing: { before: 60, after: 160 },
          indent: { start: 300, end: 300 },
          border: { left: { style: BorderStyle.SINGLE, size: 12, color: '999999', space: 8 } },
        },
      },
      ...levels.map(level => ({
        id: styleId(STYLES.gap, String(level)),
        name: `${STYLES.gap} ${level}`,
        basedOn: 'Normal',
        run: size(4),
        paragraph: { spacing: { before: 0, after: 0, line: 120 } },
      })),
      ...levels.map(level => ({
        id: styleId(STYLES.more, String(level)),
        name: `${STYLES.more} ${level}`,
        basedOn: 'Normal',
        paragraph: { indent: { start: 400 * (level + 1) } },
      })),
    ],
  }
}

/** Numberings: clauses run through the file, lists begin anew each time. */
export const DOCX_NUMBERING: INumberingOptions = {
  config: [
    {
      reference: CLAUSES,
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1.',
          alignment: AlignmentType.START,
          suffix: LevelSuffix.SPACE,
          style: { paragraph: { indent: { start: 0, hanging: 0 } } },
        },
      ],
    },
    {
      reference: NUMBERS,
      levels: levels(level => ({
        format: [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN][level % 3]!,
        text: `%${level + 1}.`,
      })),
    },
    {
      reference: BULLETS,
      levels: levels(level => ({ format: LevelFormat.BULLET, text: ['•', '◦', '▪'][level % 3]! })),
    },
  ],
}

function levels(of: (level: number) => Pick<ILevelsOptions, 'format' | 'text'>): ILevelsOptions[] {
  return Array.from({ length: 9 }, (_, level) => ({
    level,
    ...of(level),
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { start: 400 * (level + 1), hanging: 340 } } },
  }))
}
