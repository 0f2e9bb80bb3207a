import * as Y from 'yjs'
import { proseSchema } from './schema.ts'

/**
 * True when the editor's schema knows every node and mark of a rich text. y-prosemirror deletes what its schema does not
 * know, so words that a newer version (or another tool) wrote are then only shown, never opened for editing.
 */
export function proseFits(fragment: Y.XmlFragment): boolean {
  return fragment.toArray().every(fits)
}

function fits(node: unknown): boolean {
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]).every(
      part =>
        typeof part.insert === 'string' &&
        Object.entries(part.attributes ?? {}).every(([name, value]) => value === null || fitsMark(name, value)),
    )
  }
  if (!(node instanceof Y.XmlElement)) return false
  return node.nodeName in proseSchema.nodes && node.nodeName !== 'doc' && node.toArray().every(fits)
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
