import type { ProseTable } from './prose-blocks.ts'

/** The line between the first row and the others. */
const RULE = /^\|(?: --- \|)+$/

/** A piece of a row: an escaped character, the end of a cell, a break inside it, or anything else. */
const PIECE = /\\[\s\S]|\||<br\/?>|[\s\S]/gu

/**
 * A table as lines of Markdown. Cells are one line each: a line of theirs ends with `<br>`, a line break within a paragraph
 * with `<br/>`, and `|` and `<` have a backslash before them. Without a header the first line is one of empty cells.
 */
export function tableText({ header, rows }: ProseTable, textOf: (cell: ProseTable['rows'][number][number]) => string) {
  const width = rows[0]?.length ?? 0
  const lines = rows.map(row => rowText(row.map(cell => cellText(textOf(cell)))))
  const first = header ? [] : [rowText(Array.from({ length: width }, () => ''))]
  const [head = '', ...body] = [...first, ...lines]
  return [head, `|${' --- |'.repeat(width)}`, ...body].join('\n')
}

/** True when a table begins at this line: a row and, right below, the rule. No paragraph has such two lines. */
export function startsTable(lines: readonly string[], at: number): boolean {
  return isRow(lines[at]) && RULE.test(lines[at + 1] ?? '')
}

/** The rows of the table that begins at this line, each cell as the text it was made of, and where the table ends. */
export function tableRows(lines: readonly string[], from: number): { header: boolean; rows: string[][]; next: number } {
  let next = from + 2
  while (isRow(lines[next])) next += 1
  const [head = [], ...body] = [lines[from]!, ...lines.slice(from + 2, next)].map(cellsOf)
  const header = head.some(cell => cell !== '')
  return { header, rows: header ? [head, ...body] : body, next }
}

function isRow(line: string | undefined): boolean {
  return line !== undefined && line.length > 1 && line.startsWith('|') && line.endsWith('|')
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function cellText(text: string): string {
  return text.replace(/\\([\s\S])|[\n|<]/gu, (piece, escaped: string | undefined) => {
    if (escaped === '\n') return '<br/>'
    if (escaped !== undefined) return piece
    return piece === '\n' ? '<br>' : `\\${piece}`
  })
}

function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  for (const [piece] of line.slice(1).matchAll(PIECE)) {
    if (piece === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += piece === '<br/>' ? '\\\n' : piece === '<br>' ? '\n' : piece
  }
  return cells
}
