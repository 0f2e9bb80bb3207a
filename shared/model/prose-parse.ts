import type { ProseBlock, ProseInline, ProseMarks } from './prose-blocks.ts'
import { safeHref } from './prose-href.ts'
import { startsTable, tableRows } from './prose-table.ts'

const ITEM = /^(- |\d+\. )/

/**
 * The blocks of a text that `proseMarkdown` made: frozen words (a proposal's, a sealed version's) can be shown as they
 * looked. Any other text reads as best it can, most of it as paragraphs; nothing is ever lost or thrown. `below` as it was given
 * to `proseMarkdown`.
 */
export function parseMarkdown(text: string, below = 0): ProseBlock[] {
  return parseBlocks(text.split('\n'), below)
}

function parseBlocks(lines: readonly string[], below: number): ProseBlock[] {
  const blocks: ProseBlock[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at]!
    if (line.trim() === '') {
      at += 1
      continue
    }
    if (ITEM.test(line)) {
      const list = parseList(lines, at, below)
      blocks.push(list.block)
      at = list.next
      continue
    }
    const heading = headingOf(line, below)
    if (heading) {
      let { words } = heading
      at += 1
      // A heading with line breaks in it goes on as long as its lines end with a backslash.
      while (at < lines.length && endsInBreak(words)) {
        words += `\n${lines[at]!}`
        at += 1
      }
      blocks.push({ type: 'heading', level: heading.level, content: parseInline(words) })
      continue
    }
    if (startsTable(lines, at)) {
      const { header, rows, next } = tableRows(lines, at)
      blocks.push({ type: 'table', header, rows: rows.map(row => row.map(cell => parseMarkdown(cell, below))) })
      at = next
      continue
    }
    const from = at
    while (at < lines.length && lines[at]!.trim() !== '') at += 1
    blocks.push({ type: 'paragraph', content: parseInline(lines.slice(from, at).join('\n')) })
  }
  return blocks
}

function parseList(lines: readonly string[], from: number, below: number): { block: ProseBlock; next: number } {
  const ordered = !lines[from]!.startsWith('- ')
  const items: ProseBlock[][] = []
  let at = from
  while (at < lines.length) {
    const marker = ITEM.exec(lines[at]!)?.[1]
    if (!marker || (marker !== '- ') !== ordered || (ordered && marker !== `${items.length + 1}. `)) break
    const indent = ' '.repeat(marker.length)
    const inner = [lines[at]!.slice(marker.length)]
    at += 1
    while (at < lines.length && belongs(lines, at, indent)) {
      inner.push(lines[at]!.slice(indent.length))
      at += 1
    }
    items.push(parseBlocks(inner, below))
  }
  return { block: { type: ordered ? 'ordered_list' : 'bullet_list', items }, next: at }
}

/** An indented line, or a blank one that an indented one follows, is still part of the item. */
function belongs(lines: readonly string[], at: number, indent: string): boolean {
  if (lines[at]!.startsWith(indent)) return true
  return lines[at] === '' && !!lines[at + 1]?.startsWith(indent)
}

function endsInBreak(line: string): boolean {
  return (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1
}

function headingOf(line: string, below: number): { level: 1 | 2 | 3; words: string } | null {
  const [, hashes = '', words = ''] = /^(#{1,6}) (.*)$/.exec(line) ?? []
  const level = hashes.length - below
  return level === 1 || level === 2 || level === 3 ? { level, words } : null
}

function parseInline(text: string): ProseInline[] {
  const out: ProseInline[] = []
  const marks: ProseMarks = {}
  const token = /\\\n|\\([\s\S]|$)|\*\*|_|\[|\]\(((?:[^\\()\n]|\\.)*)\)|[^\\*_[\]]+|[\s\S]/gu
  let link: number | null = null
  for (const match of text.matchAll(token)) {
    const part = match[0]
    if (part === '\\\n') out.push({ type: 'break' })
    else if (part === '**') marks.strong = !marks.strong
    else if (part === '_') marks.em = !marks.em
    else if (part === '[') link = out.length
    else if (match[2] !== undefined && link !== null) {
      const href = safeHref(match[2].replace(/\\(.)/g, '$1'))
      for (const inline of out.slice(link)) if (inline.type === 'text') inline.marks.link = href
      link = null
    } else push(out, match[1] ?? part, { strong: !!marks.strong, em: !!marks.em, link: null })
  }
  return out
}

function push(out: ProseInline[], text: string, marks: ProseMarks): void {
  if (text !== '') out.push({ type: 'text', text: text.replace(/\n/g, ' '), marks: { ...marks } })
}
