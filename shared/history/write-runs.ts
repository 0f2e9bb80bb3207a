import type * as Y from 'yjs'
import { wordDiff } from '../model/word-diff.ts'
import { type PlainValue, samePlain } from './plain.ts'
import { type Marks, type Run, runsOf } from './prose-nodes.ts'

type Op = { retain: number; attributes?: Marks } | { insert: string; attributes: Marks } | { delete: number }

/**
 * Makes a text read as these runs by writing the words and the marks that differ; what is the same stays the very same
 * letters. Answers false when it cannot be brought there, which only things that are no words cause.
 */
export function writeRuns(text: Y.XmlText, wanted: readonly Run[]): boolean {
  const now = runsOf(text)
  const before = wordsOf(now)
  if (text.length !== before.length) return false
  text.applyDelta(changes(now, wanted, before))
  return samePlain(runsOf(text) as unknown as PlainValue, wanted as unknown as PlainValue)
}

function changes(now: readonly Run[], wanted: readonly Run[], before: string): Op[] {
  const ops: Op[] = []
  let [at, to] = [0, 0]
  for (const { type, text } of wordDiff(before, wordsOf(wanted))) {
    if (type === 'gone') {
      ops.push({ delete: text.length })
      at += text.length
      continue
    }
    for (let done = 0; done < text.length; ) {
      const is = runAt(wanted, to + done)
      if (type === 'new') {
        const length = Math.min(text.length - done, is.left)
        ops.push({ insert: text.slice(done, done + length), attributes: { ...is.attributes } })
        done += length
        continue
      }
      const was = runAt(now, at + done)
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

/** The marks at a place, and how many letters from there on stand under them. */
function runAt(runs: readonly Run[], place: number): { attributes: Marks; left: number } {
  let end = 0
  for (const { insert, attributes } of runs) {
    end += insert.length
    if (place < end) return { attributes, left: end - place }
  }
  throw new RangeError(`no such place in the text: ${place}`)
}

function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ insert }) => insert).join('')
}
