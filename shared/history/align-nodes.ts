import { type Effort, spend } from './effort.ts'
import type { ProseNode } from './prose-nodes.ts'

/** A node of the one list that became a node of the other, by their places. */
export type AlignedPair = { before: number; after: number }

/** How much of their words two nodes must share to be the same one that was edited. */
const ALIKE = 0.4

/** What it takes to look a word up, in pairs that are compared. */
const LOOK_UP = 4

/**
 * Which nodes are the same ones, edited or moved along by others that came or went: pairs in order, sharing the most words in
 * all. None where that takes more effort than is left: then the text has been written anew rather than edited.
 */
export function alignNodes(before: readonly ProseNode[], after: readonly ProseNode[], effort: Effort): AlignedPair[] {
  const [a, b] = [before.map(wordsOf), after.map(wordsOf)]
  const distinct = a.reduce((sum, { words }) => sum + words.size + 1, 0)
  if (!spend(effort, distinct * b.length * LOOK_UP)) return []
  const wide = b.length + 1
  const best = new Float64Array((a.length + 1) * wide)
  const shared = new Float64Array(a.length * b.length)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const worth = likeness(a[i]!, b[j]!)
      shared[i * b.length + j] = worth
      const skipped = Math.max(best[(i + 1) * wide + j]!, best[i * wide + j + 1]!)
      best[i * wide + j] = worth > 0 ? Math.max(skipped, worth + best[(i + 1) * wide + j + 1]!) : skipped
    }
  }
  const pairs: AlignedPair[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const worth = shared[i * b.length + j]!
    if (worth > 0 && best[i * wide + j] === worth + best[(i + 1) * wide + j + 1]!)
      pairs.push({ before: i++, after: j++ })
    else if (best[(i + 1) * wide + j]! >= best[i * wide + j + 1]!) i += 1
    else j += 1
  }
  return pairs
}

type Words = { kind: string; words: ReadonlyMap<string, number>; count: number }

/** 0 for nodes that are different ones, else up to 1 plus what long texts are worth more than short ones. */
function likeness(a: Words, b: Words): number {
  if (a.kind !== b.kind) return 0
  if (a.count + b.count === 0) return ALIKE
  let common = 0
  for (const [word, times] of a.words) common += Math.min(times, b.words.get(word) ?? 0)
  const part = (2 * common) / (a.count + b.count)
  return part < ALIKE ? 0 : part + common / 1_000
}

function wordsOf(node: ProseNode): Words {
  const words = new Map<string, number>()
  let count = 0
  const add = (one: ProseNode): void => {
    if ('runs' in one) {
      const text = one.runs.map(({ insert }) => insert).join('')
      for (const word of text.match(/[^\s]+/gu) ?? []) {
        words.set(word, (words.get(word) ?? 0) + 1)
        count += 1
      }
      return
    }
    one.children.forEach(add)
  }
  add(node)
  return { kind: 'name' in node ? node.name : '', words, count }
}
