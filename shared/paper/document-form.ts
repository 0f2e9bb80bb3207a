import { type ProseBlock, type ProseInline, tidyBlocks } from '../model/prose-blocks.ts'

/**
 * Words in the form that a word processor's file keeps: a heading inside a list item is a paragraph there, and a table inside
 * one stands below its list, and characters that XML has no place for are gone. All else is as `tidyBlocks` has it.
 */
export function documentForm(blocks: readonly ProseBlock[]): ProseBlock[] {
  const clean = tidyBlocks(blocks.map(printableBlock))
  return tidyBlocks(clean.flatMap(block => ('items' in block ? listForm(block) : [block])))
}

/** Words without the control characters that XML has no place for, not even escaped. */
export function printable(words: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out.
  return words.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
}

function printableBlock(block: ProseBlock): ProseBlock {
  if (block.type === 'table')
    return { ...block, rows: block.rows.map(row => row.map(cell => cell.map(printableBlock))) }
  if ('items' in block) return { ...block, items: block.items.map(item => item.map(printableBlock)) }
  const inline = (one: ProseInline) => (one.type === 'text' ? { ...one, text: printable(one.text) } : one)
  return { ...block, content: block.content.map(inline) }
}

function listForm(list: Extract<ProseBlock, { items: ProseBlock[][] }>): ProseBlock[] {
  const tables: ProseBlock[] = []
  const items = list.items.map(item => itemForm(item, tables))
  return [{ ...list, items }, ...tables]
}

function itemForm(item: readonly ProseBlock[], tables: ProseBlock[]): ProseBlock[] {
  return item.flatMap((block): ProseBlock[] => {
    if (block.type === 'heading') return [{ type: 'paragraph', content: block.content }]
    if (block.type === 'table') {
      tables.push(block)
      return []
    }
    return 'items' in block ? [{ ...block, items: block.items.map(inner => itemForm(inner, tables)) }] : [block]
  })
}
