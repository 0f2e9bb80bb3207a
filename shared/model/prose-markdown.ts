import { type ProseBlock, type ProseInline, type ProseMarks, tidyBlocks } from './prose-blocks.ts'
import { tableText } from './prose-table.ts'

/**
 * The one text of some blocks, as Markdown: `#` headings, `-` and `1.` lists, `|` tables, `**strong**`, `_em_`,
 * `[words](address)`, a backslash before a line break and before any character that would otherwise mean markup. NFC; no two readings that
 * look different share a text, and `parseMarkdown` reads it back. `below` (0 to 3) puts headings that many levels further down,
 * for words that stand under a heading of their own in a file, and escapes what any other reader of Markdown would take for
 * markup; such a text is for reading and `parseMarkdown`, never for hashing.
 */
export function proseMarkdown(blocks: readonly ProseBlock[], below = 0): string {
  return blocksText(tidyBlocks(blocks), below).toWellFormed().normalize('NFC')
}

function blocksText(blocks: readonly ProseBlock[], below: number): string {
  return blocks.map(block => blockText(block, below)).join('\n\n')
}

function blockText(block: ProseBlock, below: number): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.content, below)
    case 'heading':
      return `${'#'.repeat(block.level + below)} ${inlineText(block.content, below)}`
    case 'bullet_list':
      return block.items.map(item => itemText('- ', item, below)).join('\n')
    case 'ordered_list':
      return block.items.map((item, index) => itemText(`${index + 1}. `, item, below)).join('\n')
    case 'table':
      return tableText(block, cell => blocksText(cell, below))
  }
}

function itemText(marker: string, item: readonly ProseBlock[], below: number): string {
  const indent = ' '.repeat(marker.length)
  return marker + blocksText(item, below).replace(/\n(?!\n|$)/g, `\n${indent}`)
}

function inlineText(content: readonly ProseInline[], below: number): string {
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
    const words = escapeMarks(inline.text, below)
    text += lineStart && !marked(inline.marks) ? escapeStart(words, below) : words
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

function escapeMarks(text: string, below: number): string {
  return text.replace(below > 0 ? /[\\*_[\]<&`~|]/g : /[\\*_[\]]/g, '\\$&')
}

function escapeStart(text: string, below: number): string {
  if (below > 0) return text.replace(/^(#{1,6}(?=\s|$)|[-+>=])/u, '\\$1').replace(/^(\d+)([.)])/u, '$1\\$2')
  return text.replace(/^(#{1,3}|-)(?=\s|$)/u, '\\$1').replace(/^(\d+)\.(?=\s|$)/u, '$1\\.')
}
