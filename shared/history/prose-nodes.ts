import * as Y from 'yjs'
import { type PlainValue, plainValue } from './plain.ts'

/** Marks of words, or attributes of an element. */
export type Marks = { readonly [name: string]: PlainValue }

/** A node of a rich text as plain data: an element with what is in it, or runs of words under their marks. */
export type ProseNode =
  | { readonly name: string; readonly attributes: Marks; readonly children: readonly ProseNode[] }
  | { readonly runs: readonly Run[] }

/** Words that stand under the same marks. */
export type Run = { readonly insert: string; readonly attributes: Marks }

/** What a rich text holds, node by node in its order. */
export function nodesOf(fragment: Y.XmlFragment): ProseNode[] {
  return fragment.toArray().map(node => {
    if (node instanceof Y.XmlText) return { runs: runsOf(node) }
    if (!(node instanceof Y.XmlElement)) return { runs: [] }
    return { name: node.nodeName, attributes: marksOf(node.getAttributes()), children: nodesOf(node) }
  })
}

/** The words of a text with their marks. What is set into it and is no words is left out. */
export function runsOf(text: Y.XmlText): Run[] {
  const delta = text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ insert, attributes: marksOf(attributes) }] : [],
  )
}

/** Marks as plain data. */
export function marksOf(stored: object): Marks {
  return plainValue(stored) as Marks
}

/** A node as a new Yjs type, to be inserted once. */
export function typeOf(node: ProseNode): Y.XmlElement | Y.XmlText {
  if ('runs' in node) {
    const text = new Y.XmlText()
    if (node.runs.length > 0) text.applyDelta(node.runs.map(run => ({ ...run, attributes: { ...run.attributes } })))
    return text
  }
  const element = new Y.XmlElement(node.name)
  // y-prosemirror stores numbers as numbers, which Yjs allows although its type says string.
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value as unknown as string)
  element.insert(0, node.children.map(typeOf))
  return element
}
