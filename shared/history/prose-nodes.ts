import * as Y from 'yjs'
import { type PlainValue, plainValue, samePlain } from './plain.ts'

type Marks = { readonly [name: string]: PlainValue }

/** A node of a rich text as plain data: an element with what is in it, or runs of words under their marks. */
export type ProseNode =
  | { readonly name: string; readonly attributes: Marks; readonly children: readonly ProseNode[] }
  | { readonly runs: readonly { readonly insert: string; readonly attributes: Marks }[] }

/** What a rich text holds, node by node in its order. */
export function nodesOf(fragment: Y.XmlFragment): ProseNode[] {
  return fragment.toArray().map(node => {
    if (node instanceof Y.XmlText) return { runs: runsOf(node) }
    if (!(node instanceof Y.XmlElement)) return { runs: [] }
    return { name: node.nodeName, attributes: marksOf(node.getAttributes()), children: nodesOf(node) }
  })
}

/**
 * Makes a rich text hold these nodes. What it begins and ends with alike is left as it is, so that carets, comments and
 * what others type there stay. Answers whether anything was written.
 */
export function writeNodes(fragment: Y.XmlFragment, nodes: readonly ProseNode[]): boolean {
  const now = nodesOf(fragment)
  const most = Math.min(now.length, nodes.length)
  let start = 0
  while (start < most && same(now[start], nodes[start])) start += 1
  let end = 0
  while (end < most - start && same(now.at(-1 - end), nodes.at(-1 - end))) end += 1
  const gone = now.length - start - end
  const come = nodes.slice(start, nodes.length - end)
  if (gone > 0) fragment.delete(start, gone)
  if (come.length > 0) fragment.insert(start, come.map(typeOf))
  return gone > 0 || come.length > 0
}

function same(a: ProseNode | undefined, b: ProseNode | undefined): boolean {
  return samePlain(a as PlainValue | undefined, b as PlainValue | undefined)
}

function runsOf(text: Y.XmlText): { insert: string; attributes: Marks }[] {
  const delta = text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ insert, attributes: marksOf(attributes) }] : [],
  )
}

function marksOf(stored: object): Marks {
  return plainValue(stored) as Marks
}

function typeOf(node: ProseNode): Y.XmlElement | Y.XmlText {
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
