import * as Y from 'yjs'
import type { ProseBlock, ProseInline, ProseMarks } from './prose-blocks.ts'
import { safeHref } from './prose-href.ts'

// Deeper nesting than the guard lets through (32) is not read at all, so that reading can never overflow the stack.
const MAX_DEPTH = 40

/**
 * The blocks of a rich text as stored by y-prosemirror, read without any schema: paragraph, heading (level 1–3),
 * bullet_list, ordered_list, list_item, table, table_row, table_cell, table_header, hard_break; strong, em, link. Never throws: any writer may store anything.
 * Loose text reads as a paragraph, an unknown node as its text, an unknown mark as none, an unsafe link as plain words.
 */
export function readProse(fragment: Y.XmlFragment): ProseBlock[] {
  return blocksOf(fragment.toArray(), 0)
}

function blocksOf(nodes: readonly unknown[], depth: number): ProseBlock[] {
  if (depth > MAX_DEPTH) return []
  const blocks: ProseBlock[] = []
  let loose: ProseInline[] = []
  const flush = () => {
    if (loose.length > 0) blocks.push({ type: 'paragraph', content: loose })
    loose = []
  }
  for (const node of nodes) {
    if (node instanceof Y.XmlElement && node.nodeName !== 'hard_break') {
      flush()
      blocks.push(...blockOf(node, depth))
    } else loose.push(...inlineOf(node, depth))
  }
  flush()
  return blocks
}

function blockOf(node: Y.XmlElement, depth: number): ProseBlock[] {
  const children = node.toArray()
  switch (node.nodeName) {
    case 'paragraph':
      return [{ type: 'paragraph', content: children.flatMap(child => inlineOf(child, depth + 1)) }]
    case 'heading': {
      const content = children.flatMap(child => inlineOf(child, depth + 1))
      return [{ type: 'heading', level: levelOf(node), content }]
    }
    case 'bullet_list':
    case 'ordered_list':
      return [{ type: node.nodeName, items: children.map(child => itemOf(child, depth + 1)) }]
    case 'table':
      return tableOf(children, depth + 1)
    default:
      return blocksOf(children, depth + 1)
  }
}

/** Rows as they stand; what is no row in a table, or no cell in a row, reads as the words of one. */
function tableOf(nodes: readonly unknown[], depth: number): ProseBlock[] {
  const rows = nodes.map(node => (isElement(node, 'table_row') ? node.toArray() : [node]))
  // Two who change a table at once may leave a row of both kinds of cells: its first cell tells.
  const header = isElement(rows.find(row => row.length > 0)?.[0], 'table_header')
  return [{ type: 'table', header, rows: rows.map(row => row.map(cell => cellOf(cell, depth + 1))) }]
}

function cellOf(node: unknown, depth: number): ProseBlock[] {
  const isCell = isElement(node, 'table_cell') || isElement(node, 'table_header')
  return blocksOf(isCell ? node.toArray() : [node], depth + 1)
}

function isElement(node: unknown, name: string): node is Y.XmlElement {
  return node instanceof Y.XmlElement && node.nodeName === name
}

function itemOf(node: unknown, depth: number): ProseBlock[] {
  return node instanceof Y.XmlElement && node.nodeName === 'list_item'
    ? blocksOf(node.toArray(), depth + 1)
    : blocksOf([node], depth + 1)
}

function inlineOf(node: unknown, depth: number): ProseInline[] {
  if (node instanceof Y.XmlText) return runsOf(node)
  if (!(node instanceof Y.XmlElement) || depth > MAX_DEPTH) return []
  if (node.nodeName === 'hard_break') return [{ type: 'break' }]
  return node.toArray().flatMap(child => inlineOf(child, depth + 1))
}

function runsOf(text: Y.XmlText): ProseInline[] {
  const runs: ProseInline[] = []
  for (const part of text.toDelta() as unknown[]) {
    const { insert, attributes } = part as { insert?: unknown; attributes?: unknown }
    if (typeof insert === 'string') runs.push({ type: 'text', text: insert, marks: marksOf(attributes) })
  }
  return runs
}

function marksOf(attributes: unknown): ProseMarks {
  const marks: ProseMarks = {}
  if (typeof attributes !== 'object' || attributes === null) return marks
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    // y-prosemirror writes marks that may overlap as `name--hash`.
    const name = key.replace(/--[a-zA-Z0-9+/=]{8}$/, '')
    if (name === 'strong' || name === 'em') marks[name] = true
    if (name === 'link') marks.link = safeHref(typeof value === 'object' && 'href' in value ? value.href : null)
  }
  return marks
}

function levelOf(node: Y.XmlElement): 1 | 2 | 3 {
  const level = Number(node.getAttribute('level'))
  return level === 2 || level === 3 ? level : level > 3 ? 3 : 1
}
