/** Marks that a run of words may carry; `link` holds an address that `safeHref` allows. */
export type ProseMarks = { strong?: boolean; em?: boolean; link?: string | null }

/** Words under one set of marks, or a line break. */
export type ProseInline = { type: 'text'; text: string; marks: ProseMarks } | { type: 'break' }

/** A block as it reads: what the stored nodes mean, whatever stored them. */
export type ProseBlock =
  | { type: 'paragraph'; content: ProseInline[] }
  | { type: 'heading'; level: 1 | 2 | 3; content: ProseInline[] }
  | { type: 'bullet_list'; items: ProseBlock[][] }
  | { type: 'ordered_list'; items: ProseBlock[][] }
  | ProseTable

/** A table: rows of cells, each cell a text of its own; with `header`, the first row names the columns. */
export type ProseTable = { type: 'table'; header: boolean; rows: ProseBlock[][][] }

/** Columns that a table has at most; what stands in further cells of a row is read at the end of its last one. */
export const MOST_COLUMNS = 40

/** True when two runs carry the same marks. */
function sameMarks(a: ProseMarks, b: ProseMarks): boolean {
  return !!a.strong === !!b.strong && !!a.em === !!b.em && (a.link ?? null) === (b.link ?? null)
}

/**
 * Inline content as it looks: runs of the same marks joined, white space one blank wide and carrying only the marks that
 * the words on both its sides share, none at the ends or around a break. So the text says the same however it was typed.
 */
function tidyInline(content: readonly ProseInline[]): ProseInline[] {
  const pieces = content.flatMap(split)
  const tidy: ProseInline[] = []
  let gap = false
  for (const piece of pieces) {
    if (piece.type === 'text' && piece.text === ' ') {
      gap = true
      continue
    }
    if (piece.type === 'text') {
      if (gap) pushGap(tidy, piece.marks)
      push(tidy, piece.text, piece.marks)
    } else if (tidy.length > 0) tidy.push(piece)
    gap = false
  }
  while (tidy.at(-1)?.type === 'break') tidy.pop()
  return tidy
}

function split(inline: ProseInline): ProseInline[] {
  if (inline.type === 'break') return [inline]
  const words = inline.text.match(/\s+|\S+/gu) ?? []
  return words.map(word => ({ type: 'text', text: /^\s/u.test(word) ? ' ' : word, marks: inline.marks }))
}

function pushGap(tidy: ProseInline[], next: ProseMarks): void {
  const last = tidy.at(-1)
  if (last?.type !== 'text') return
  const link = last.marks.link ?? null
  const strong = !!last.marks.strong && !!next.strong
  const em = !!last.marks.em && !!next.em
  push(tidy, ' ', { strong, em, link: link === (next.link ?? null) ? link : null })
}

function push(tidy: ProseInline[], text: string, marks: ProseMarks): void {
  const last = tidy.at(-1)
  if (last?.type === 'text' && sameMarks(last.marks, marks)) last.text += text
  else tidy.push({ type: 'text', text, marks: { ...marks } })
}

/**
 * Blocks as they look: inline content tidied; blocks, items, lists and tables without any words left out; tables with as
 * many cells in each row.
 */
export function tidyBlocks(blocks: readonly ProseBlock[]): ProseBlock[] {
  return blocks.flatMap((block): ProseBlock[] => {
    if (block.type === 'table') return tidyTable(block)
    if ('items' in block) {
      const items = block.items.map(tidyBlocks).filter(item => item.length > 0)
      return items.length > 0 ? [{ ...block, items }] : []
    }
    const content = tidyInline(block.content)
    return content.length > 0 ? [{ ...block, content }] : []
  })
}

/** The words of some blocks, one line for each block and break: no markup. Cells of a table are lines too. */
export function blockLines(blocks: readonly ProseBlock[]): string[] {
  return blocks.flatMap(block => {
    if (block.type === 'table') return block.rows.flatMap(row => row.flatMap(blockLines))
    if ('items' in block) return block.items.flatMap(blockLines)
    return [block.content.map(inline => (inline.type === 'break' ? '\n' : inline.text)).join('')]
  })
}

function tidyTable({ header, rows }: ProseTable): ProseBlock[] {
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...rows.map(row => row.length)))
  const square = rows
    .filter(row => row.length > 0)
    .map(row => {
      const cells = row.slice(0, width).map(cell => tidyBlocks(cellBlocks(cell)))
      const rest = row.slice(width).flatMap(cell => tidyBlocks(cellBlocks(cell)))
      if (rest.length > 0) cells.push([...(cells.pop() ?? []), ...rest])
      while (cells.length < width) cells.push([])
      return cells
    })
  const worded = (row: readonly ProseBlock[][] | undefined) => row?.some(cell => cell.length > 0) ?? false
  // A first row without words names no column.
  return square.some(worded) ? [{ type: 'table', header: header && worded(square[0]), rows: square }] : []
}

/** What a cell may hold: paragraphs and lists of them. A heading there reads as a paragraph, a table as its cells' words. */
function cellBlocks(blocks: readonly ProseBlock[]): ProseBlock[] {
  return blocks.flatMap((block): ProseBlock[] => {
    if (block.type === 'heading') return [{ type: 'paragraph', content: block.content }]
    if (block.type === 'table') return block.rows.flatMap(row => row.flatMap(cellBlocks))
    return 'items' in block ? [{ ...block, items: block.items.map(cellBlocks) }] : [block]
  })
}
