import * as Y from 'yjs'
import { blockLines, type ProseInline, type ProseMarks } from './prose-blocks.ts'
import { safeHref } from './prose-href.ts'
import { proseMarkdown } from './prose-markdown.ts'
import { readProse } from './prose-read.ts'

/** A block to write: whole-text `marks`, or `content` for a mixture; list items and cells are lines or blocks of their own. */
export type ProseDraft =
  | { type: 'paragraph'; text: string; marks?: ProseMarks }
  | { type: 'paragraph'; content: readonly ProseInline[] }
  | { type: 'heading'; level?: 1 | 2 | 3; text: string; marks?: ProseMarks }
  | { type: 'heading'; level?: 1 | 2 | 3; content: readonly ProseInline[] }
  | { type: 'bullet_list'; items: readonly (string | readonly ProseDraft[])[] }
  | { type: 'ordered_list'; items: readonly (string | readonly ProseDraft[])[] }
  | { type: 'table'; header: boolean; rows: readonly (readonly (string | readonly ProseDraft[])[])[] }

/**
 * The deterministic text of a rich text: Markdown, NFC. Copies that converged read alike, and so do texts that look alike,
 * however they were typed: split runs, order of marks, spare white space and empty paragraphs make no difference.
 */
export function canonicalProse(fragment: Y.XmlFragment): string {
  return proseMarkdown(readProse(fragment))
}

/** The words alone: one line for each block and break, no markup. */
export function proseText(fragment: Y.XmlFragment): string {
  return blockLines(readProse(fragment)).join('\n').toWellFormed().normalize('NFC').trim()
}

/** True when nobody has written a word yet. */
export function proseIsEmpty(fragment: Y.XmlFragment): boolean {
  return proseText(fragment) === ''
}

/** Replaces what a rich text holds. For seeding and import: people type through the editor. */
export function writeProse(fragment: Y.XmlFragment, blocks: readonly ProseDraft[]): void {
  if (fragment.length > 0) fragment.delete(0, fragment.length)
  fragment.insert(
    0,
    blocks.map(block => elementOf(block)),
  )
}

function elementOf(block: ProseDraft): Y.XmlElement {
  const element = new Y.XmlElement(block.type)
  if ('items' in block) {
    element.insert(
      0,
      block.items.map(item => holder('list_item', item)),
    )
    return element
  }
  if (block.type === 'table') {
    const rows = block.rows.map((cells, index) => {
      const row = new Y.XmlElement('table_row')
      const kind = block.header && index === 0 ? 'table_header' : 'table_cell'
      row.insert(
        0,
        cells.map(cell => holder(kind, cell)),
      )
      return row
    })
    element.insert(0, rows)
    return element
  }
  // y-prosemirror stores the level as a number, which Yjs allows although its type says string.
  if (block.type === 'heading') element.setAttribute('level', (block.level ?? 1) as unknown as string)
  element.insert(0, inlineNodes('content' in block ? block.content : plain(block.text, block.marks)))
  return element
}

/** A list item or a cell, which the editor needs at least one paragraph in. */
function holder(name: string, words: string | readonly ProseDraft[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  const drafts: readonly ProseDraft[] = typeof words === 'string' ? [{ type: 'paragraph', text: words }] : words
  const first = drafts[0]?.type === 'paragraph' ? [] : [new Y.XmlElement('paragraph')]
  element.insert(0, [...first, ...drafts.map(elementOf)])
  return element
}

function plain(text: string, marks: ProseMarks = {}): ProseInline[] {
  return text.split('\n').flatMap((line, index): ProseInline[] => {
    const run: ProseInline = { type: 'text', text: line, marks }
    return index > 0 ? [{ type: 'break' }, run] : [run]
  })
}

function inlineNodes(content: readonly ProseInline[]): (Y.XmlText | Y.XmlElement)[] {
  const nodes: (Y.XmlText | Y.XmlElement)[] = []
  let runs: { insert: string; attributes: Record<string, object> }[] = []
  const flush = () => {
    if (runs.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(runs)
    nodes.push(text)
    runs = []
  }
  for (const inline of content) {
    if (inline.type === 'break') {
      flush()
      nodes.push(new Y.XmlElement('hard_break'))
    } else if (inline.text !== '') runs.push({ insert: inline.text, attributes: attributesOf(inline.marks) })
  }
  flush()
  return nodes
}

function attributesOf(marks: ProseMarks): Record<string, object> {
  const href = safeHref(marks.link)
  return { ...(marks.strong && { strong: {} }), ...(marks.em && { em: {} }), ...(href && { link: { href } }) }
}

export { safeHref }
