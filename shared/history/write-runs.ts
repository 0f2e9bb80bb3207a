import type * as Y from 'yjs'
import { wordDiff } from '../model/word-diff.ts'
import { type Effort, spend } from './effort.ts'
import { type PlainValue, samePlain } from './plain.ts'
import { type Marks, type Run, runsOf } from './prose-nodes.ts'

type Op = { retain: number; attributes?: Marks } | { insert: string; attributes: Marks } | { delete: number }

/**
 * Makes a text read as these runs by writing the words and the marks that differ; what is the same stays the very same
 * letters. Answers false when it cannot be brought there: it holds things that are no words, or takes more effort than is left.
 */
export function writeRuns(text: Y.XmlText, wanted: readonly Run[], effort: Effort): boolean {
  const now = runsOf(text)
  const [before, after] = [wordsOf(now), wordsOf(wanted)]
  if (text.length !== before.length || !spend(effort, pairsOf(before, after))) return false
  text.applyDelta(changes(now, wanted, before, after))
  return samePlain(runsOf(text) as unknown as PlainValue, wanted as unknown as PlainValue)
}

/** How many pairs of words there are between the beginning and the end that both texts share. */
function pairsOf(before: string, after: string): number {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const pieces = (text: string): number => (text.slice(start, text.length - end).match(/\s+|[^\s]+/gu)?.length ?? 0) + 2
  return pieces(before) * pieces(after)
}

function changes(now: readonly Run[], wanted: readonly Run[], before: string, after: string): Op[] {
  const ops: Op[] = []
  const [nowAt, wantedAt] = [reader(now), reader(wanted)]
  let [at, to] = [0, 0]
  for (const { type, text } of wordDiff(before, after)) {
    if (type === 'gone') {
      ops.push({ delete: text.length })
      at += text.length
      continue
    }
    for (let done = 0; done < text.length; ) {
      const is = wantedAt(to + done)
      if (type === 'new') {
        const length = Math.min(text.length - done, is.left)
        ops.push({ insert: text.slice(done, done + length), attributes: { ...is.attributes } })
        done += length
        continue
      }
      const was = nowAt(at + done)
      const length = Math.min(text.length - done, is.left, was.left)
      ops.push(retained(length, was.attributes, is.attributes))
      done += length
    }
    to += text.length
    if (type === 'same') at += text.length
  }
  return ops
}

function retained(length: number, was: Marks, is: Marks): Op {
  const differ = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(name => !samePlain(was[name], is[name]))
  if (differ.length === 0) return { retain: length }
  return { retain: length, attributes: Object.fromEntries(differ.map(name => [name, is[name] ?? null])) }
}

/** Reads, at places that only go forward, which marks stand there and how many letters from there on stand under them. */
function reader(runs: readonly Run[]): (place: number) => { attributes: Marks; left: number } {
  let [index, end] = [-1, 0]
  return place => {
    while (place >= end) {
      index += 1
      const run = runs[index]
      if (!run) throw new RangeError(`no such place in the text: ${place}`)
      end += run.insert.length
    }
    return { attributes: runs[index]!.attributes, left: end - place }
  }
}

function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ insert }) => insert).join('')
}
