import * as Y from 'yjs'
import { alignNodes } from './align-nodes.ts'
import { type PlainValue, samePlain } from './plain.ts'
import { type Effort, newEffort } from './effort.ts'
import { marksOf, nodesOf, type ProseNode, typeOf } from './prose-nodes.ts'
import { writeRuns } from './write-runs.ts'

/**
 * Makes a rich text hold these nodes. What is alike is left as it is, and of a paragraph that reads differently only the
 * words that differ are written, so that carets, comments and what others type there stay. Answers whether anything was
 * written.
 */
export function writeNodes(parent: Y.XmlFragment, nodes: readonly ProseNode[], effort = newEffort()): boolean {
  const now = nodesOf(parent)
  const most = Math.min(now.length, nodes.length)
  let start = 0
  while (start < most && same(now[start], nodes[start])) start += 1
  let end = 0
  while (end < most - start && same(now.at(-1 - end), nodes.at(-1 - end))) end += 1
  const [gone, come] = [now.slice(start, now.length - end), nodes.slice(start, nodes.length - end)]
  // From the end on, so that what comes before keeps its place.
  let [was, is] = [gone.length, come.length]
  for (const pair of [...alignNodes(gone, come, effort).reverse(), null]) {
    replace(parent, start, [pair ? pair.before + 1 : 0, was], come.slice(pair ? pair.after + 1 : 0, is))
    if (!pair) break
    if (!same(gone[pair.before], come[pair.after])) writeNode(parent, start + pair.before, come[pair.after]!, effort)
    ;[was, is] = [pair.before, pair.after]
  }
  return gone.length > 0 || come.length > 0
}

function replace(parent: Y.XmlFragment, start: number, [from, to]: [number, number], come: readonly ProseNode[]): void {
  if (to > from) parent.delete(start + from, to - from)
  if (come.length > 0) parent.insert(start + from, come.map(typeOf))
}

function writeNode(parent: Y.XmlFragment, index: number, node: ProseNode, effort: Effort): void {
  const type = parent.get(index)
  if (type instanceof Y.XmlText && 'runs' in node && writeRuns(type, node.runs, effort)) return
  if (type instanceof Y.XmlElement && 'name' in node) {
    writeAttributes(type, node)
    writeNodes(type, node.children, effort)
    return
  }
  replace(parent, index, [0, 1], [node])
}

function writeAttributes(element: Y.XmlElement, { attributes }: Extract<ProseNode, { name: string }>): void {
  const now = marksOf(element.getAttributes())
  for (const name of Object.keys(now)) if (!(name in attributes)) element.removeAttribute(name)
  for (const [name, value] of Object.entries(attributes))
    if (!samePlain(now[name], value)) element.setAttribute(name, value as unknown as string)
}

function same(a: ProseNode | undefined, b: ProseNode | undefined): boolean {
  return samePlain(a as PlainValue | undefined, b as PlainValue | undefined)
}
