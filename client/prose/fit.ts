import * as Y from 'yjs'
import { proseSchema } from './schema.ts'

/**
 * True when the editor's schema knows every node and mark of a rich text. y-prosemirror deletes what its schema does not
 * know, so words that a newer version (or another tool) wrote are then only shown, never opened for editing.
 */
export function proseFits(fragment: Y.XmlFragment): boolean {
  return fragment.toArray().every(node => fits(node, null))
}

/** What stands in what of a table; y-prosemirror would delete whatever stands elsewhere. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  table: ['table_row'],
  table_row: ['table_cell', 'table_header'],
  table_cell: ['paragraph', 'bullet_list', 'ordered_list'],
  table_header: ['paragraph', 'bullet_list', 'ordered_list'],
}
const HOLDER: Readonly<Record<string, readonly string[]>> = {
  table_row: ['table'],
  table_cell: ['table_row'],
  table_header: ['table_row'],
}

function fits(node: unknown, parent: string | null): boolean {
  const name = node instanceof Y.XmlElement ? node.nodeName : ''
  if (parent !== null && WITHIN[parent] && !WITHIN[parent].includes(name)) return false
  if (HOLDER[name] && !HOLDER[name].includes(parent ?? '')) return false
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]).every(
      part =>
        typeof part.insert === 'string' &&
        Object.entries(part.attributes ?? {}).every(([name, value]) => value === null || fitsMark(name, value)),
    )
  }
  if (!(node instanceof Y.XmlElement)) return false
  if (!(node.nodeName in proseSchema.nodes) || node.nodeName === 'doc' || isMerged(node)) return false
  return node.toArray().every(child => fits(child, node.nodeName))
}

function isMerged(node: Y.XmlElement): boolean {
  return ['colspan', 'rowspan'].some(name => Number(node.getAttribute(name) ?? 1) !== 1)
}

function fitsMark(key: string, value: unknown): boolean {
  const name = key.replace(/--[a-zA-Z0-9+/=]{8}$/, '')
  if (name === 'link')
    return typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string'
  return name in proseSchema.marks
}

/** True when text lies at the root of a rich text, outside any paragraph. */
export function hasLooseText(fragment: Y.XmlFragment): boolean {
  return fragment.toArray().some(node => node instanceof Y.XmlText)
}

/**
 * Gives loose text (a root Y.XmlText that a tool wrote) a paragraph of its own, which y-prosemirror needs. Words and marks
 * stay.
 */
export function liftLooseText(fragment: Y.XmlFragment): void {
  const loose = fragment.toArray().flatMap((node, index) => (node instanceof Y.XmlText ? [{ node, index }] : []))
  for (const { node, index } of loose.reverse()) {
    const words = new Y.XmlText()
    words.applyDelta(node.toDelta())
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [words])
    fragment.delete(index, 1)
    fragment.insert(index, [paragraph])
  }
}

/** True when two who changed a table at once left a cell without any line; y-prosemirror would delete such a cell. */
export function hasBareCells(fragment: Y.XmlFragment): boolean {
  return bareCells(fragment).length > 0
}

/** Gives each such cell a line. */
export function fillBareCells(fragment: Y.XmlFragment): void {
  for (const cell of bareCells(fragment)) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText()])
    cell.insert(0, [paragraph])
  }
}

function bareCells(holder: Y.XmlFragment): Y.XmlElement[] {
  return holder.toArray().flatMap(node => {
    if (!(node instanceof Y.XmlElement)) return []
    const isBare = (node.nodeName === 'table_cell' || node.nodeName === 'table_header') && node.length === 0
    return isBare ? [node] : bareCells(node)
  })
}
