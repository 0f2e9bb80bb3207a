import type * as Y from 'yjs'
import { addClause, clausesOf, clauseText, HEADING_MAX, PLAIN_LINE_MAX } from '../../../shared/kinds/agreement/model.ts'
import { type Binding, SECTIONS } from '../../../shared/kinds/agreement/sections.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import type { FoundClause } from '../../../shared/paper/split.ts'
import type { CanvasRoom } from '../../room/types.ts'
import { sectionWords } from './section-words.ts'

/** Characters that one clause may hold when it is brought in. */
export const CLAUSE_MAX = 40_000
/** Characters of all clauses that are brought in at once. */
export const ALL_MAX = 300_000
/** Clauses that are brought in at once. */
export const MOST_CLAUSES = 300

/** What is too long about a clause for it to come in as it is. */
export type TooLong = { words: boolean; heading: boolean; plain: boolean }

/** Which limits a clause exceeds. Words that do keep it out; a heading or a plain-words line is cut, and its rest kept. */
export function tooLong(clause: FoundClause): TooLong {
  return {
    words: clause.length > CLAUSE_MAX,
    heading: clause.heading.length > HEADING_MAX,
    plain: clause.plain.length > PLAIN_LINE_MAX,
  }
}

/** Characters that go in one write: the server takes no message above 256 kB. */
const AT_ONCE = 50_000

/**
 * Adds clauses at the end. Nothing that is there is touched. Answers their ids, for `takeBack`. What fits one message, as an
 * agreement does, is one step of undo.
 */
export function bringIn(room: CanvasRoom, clauses: readonly FoundClause[]): string[] {
  const ids: string[] = []
  for (let from = 0; from < clauses.length; ) {
    let to = from + 1
    let length = clauses[from]!.length
    while (to < clauses.length && length + clauses[to]!.length <= AT_ONCE) {
      length += clauses[to]!.length
      to += 1
    }
    room.transact(() => {
      for (const clause of clauses.slice(from, to)) ids.push(addOne(room.doc, clause))
    })
    from = to
  }
  return ids
}

/** Takes those clauses away again. Words that somebody has since written in one stay in the document under its id. */
export function takeBack(room: CanvasRoom, ids: readonly string[]): void {
  const clauses = clausesOf(room.doc)
  room.transact(() => {
    for (const id of ids) if (clauses.get(id)) clauses.remove(id)
  })
}

function addOne(doc: Y.Doc, clause: FoundClause): string {
  const cut = tooLong(clause)
  const rest = [...(cut.heading ? [clause.heading] : []), ...(cut.plain ? [clause.plain] : [])].map(words => ({
    type: 'paragraph' as const,
    text: words,
  }))
  const binding = bindingOf(clause.tag)
  const section = sectionNamed(clause.heading)
  const id = addClause(doc, {
    ...(section ? { code: section } : { heading: clause.heading.slice(0, HEADING_MAX) }),
    plainLine: clause.plain.slice(0, PLAIN_LINE_MAX),
    ...(binding && { binding }),
  })
  writeProse(clauseText(doc, id), [...rest, ...clause.words])
  return id
}

function bindingOf(tag: string): Binding | null {
  return tag === 'binding' || tag === 'intent' || tag === 'values' ? tag : null
}

/** The section that bears this heading, in the reader's language or in English. */
function sectionNamed(heading: string): string | null {
  const same = (words: string | undefined) => words?.toLowerCase() === heading.toLowerCase()
  return SECTIONS.find(one => same(one.heading) || same(sectionWords(one.code)?.heading))?.code ?? null
}
