import { type ProseBlock, type ProseInline, type ProseMarks, tidyBlocks } from './prose-blocks.ts'
import { tableText } from './prose-table.ts'

/**
 * The one text of some blocks, as Markdown: `#` headings, `-` and `1.` lists, `|` tables, `**strong**`, `_em_`,
 * `[words](address)`, a backslash before a line break and before any character that would otherwise mean markup. NFC; no two readings that
 * look different share a text, and `parseMarkdown` reads it back.
 */
export function proseMarkdown(blocks: readonly ProseBlock[]): string {
  return blocksText(tidyBlocks(blocks)).toWellFormed().normalize('NFC')
}

function blocksText(blocks: readonly ProseBlock[]): string {
  return blocks.map(blockText).join('\n\n')
}

function blockText(block: ProseBlock): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.content)
    case 'heading':
      return `${'#'.repeat(block.level)} ${inlineText(block.content)}`
    case 'bullet_list':
      return block.items.map(item => itemText('- ', item)).join('\n')
    case 'ordered_list':
      return block.items.map((item, index) => itemText(`${index + 1}. `, item)).join('\n')
    case 'table':
      return tableText(block, blocksText)
  }
}

function itemText(marker: string, item: readonly ProseBlock[]): string {
  const indent = ' '.repeat(marker.length)
  return marker + blocksText(item).replace(/\n(?!\n|$)/g, `\n${indent}`)
}

function inlineText(content: readonly ProseInline[]): string {
  let text = ''
  let open: ProseMarks = {}
  let lineStart = true
  for (const inline of content) {
    if (inline.type === 'break') {
      text += `${turn(open, {})}\\\n`
      open = {}
      lineStart = true
      continue
    }
    text += turn(open, inline.marks)
    text += lineStart && !marked(inline.marks) ? escapeStart(escapeMarks(inline.text)) : escapeMarks(inline.text)
    open = inline.marks
    lineStart = false
  }
  return text + turn(open, {})
}

/** Closes what ends and opens what begins: em inside strong inside link. */
function turn(from: ProseMarks, to: ProseMarks): string {
  const relink = (from.link ?? null) !== (to.link ?? null)
  const restrong = relink || !!from.strong !== !!to.strong
  const reem = restrong || !!from.em !== !!to.em
  let text = ''
  if (reem && from.em) text += '_'
  if (restrong && from.strong) text += '**'
  if (relink && from.link) text += `](${from.link.replace(/[\\()]/g, '\\$&')})`
  if (relink && to.link) text += '['
  if (restrong && to.strong) text += '**'
  if (reem && to.em) text += '_'
  return text
}

function marked(marks: ProseMarks): boolean {
  return !!marks.strong || !!marks.em || !!marks.link
}

function escapeMarks(text: string): string {
  return text.replace(/[\\*_[\]]/g, '\\$&')
}

function escapeStart(text: string): string {
  return text.replace(/^(#{1,3}|-)(?=\s|$)/u, '\\$1').replace(/^(\d+)\.(?=\s|$)/u, '$1\\.')
}
