import type { Boundary } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import type { Commitment, Entry, Fact } from '../../shared/ledger/facts.ts'
import { mapWords } from '../../shared/ledger/map-words.ts'
import { isPlain } from '../../shared/ledger/plain-words.ts'
import { MAX_WORDS } from '../../shared/ledger/words.ts'
import { actShape, readFact } from './fact-shapes.ts'
import type { StreamWriter } from './stream-writer.ts'

/** A stranger's stream as it was read and verified: entries in order, and the words that were not erased. */
export type ToldStream = { boundary: Boundary; entries: readonly Entry[]; wordsOf: ReadonlyMap<Commitment, string> }

/** The first entry that is not taken, and why. */
export type ReplayFault = { boundary: string; seq: number; why: 'unknown' | 'misshapen' | 'words' | 'nobody' }

/** Members of a fact that are names or titles: one line, and short. */
const LINES = new Set(['name', 'short', 'initials', 'title', 'host', 'brokerTitle'])
const LINE_MAX = 400
const DAY = 86_400_000
/** No client has this id, so no letter is ever found under it. */
const NOWHERE = { client: 0, clock: 0 } as const

/**
 * Records a verified stream again in `writer`: same facts, order and times, documents under their new ids (`renamed`), words
 * salted anew. Erased words stay erased. Stops at the first entry that is not a fact of ours; null when all were taken.
 */
export function replayStream(
  writer: StreamWriter,
  { boundary, entries, wordsOf }: ToldStream,
  renamed: ReadonlyMap<string, string>,
  commands: Map<string, string>,
  now: number,
): ReplayFault | null {
  const fresh = new Map<Commitment, Commitment>()
  for (const entry of entries) {
    const fault = (why: ReplayFault['why']): ReplayFault => ({ boundary, seq: entry.seq, why })
    const read = readFact(entry.fact)
    if (read.type !== 'fact') return fault(read.type)
    const act = actShape.safeParse(entry)
    if (!act.success || act.data.at > now + DAY) return fault('misshapen')
    if (!wordsFit(read.fact, wordsOf)) return fault('words')
    const fact = mapWords<Commitment, Commitment>(unplaced(renameIn(read.fact, renamed)), old => {
      const words = wordsOf.get(old)
      if (words === undefined) return old
      const known = fresh.get(old) ?? writer.commit(boundary, words)
      fresh.set(old, known)
      return known
    })
    const command = commands.get(act.data.command) ?? newId()
    commands.set(act.data.command, command)
    try {
      writer.write(boundary, fact, { ...act.data, command })
    } catch {
      // Its only promise to throw: an entry that grew beyond the largest, which no honest one does.
      return fault('misshapen')
    }
  }
  return null
}

/** The first entry that names a party, a member or a canvas that the ledgers never tell of. */
export function unknownIn(
  { state: { parties, members } }: StreamWriter,
  streams: readonly ToldStream[],
  canvases: ReadonlyMap<string, string>,
): ReplayFault | null {
  for (const { boundary, entries } of streams) {
    for (const { seq, actor, party, fact } of entries) {
      const people = [actor, 'member' in fact ? fact.member : null]
      const sides = [party, 'party' in fact ? fact.party : null, ...namedParties(fact)]
      const known =
        people.every(one => one === null || members.has(one)) &&
        sides.every(one => one === null || parties.has(one)) &&
        (!('document' in fact) || canvases.has(fact.document))
      if (!known) return { boundary, seq, why: 'nobody' }
    }
  }
  return null
}

/**
 * Letters of a canvas have other ids in its copy, and an old id could be another letter there: a comment's place is told by
 * the words that it quotes alone.
 */
function unplaced(fact: Fact): Fact {
  if (fact.type !== 'comment.added' || fact.range === null) return fact
  return { ...fact, range: { from: NOWHERE, to: NOWHERE } }
}

function namedParties(fact: Fact): readonly string[] {
  if (fact.type === 'proposal.opened') return [...fact.electorate, ...fact.settings.required]
  if (fact.type === 'decision.closed') return [...fact.notHeard, ...fact.dissent.map(one => one.party)]
  return []
}

function wordsFit(fact: Fact, wordsOf: ReadonlyMap<Commitment, string>): boolean {
  const lines = new Set(Object.entries(fact).flatMap(([key, value]) => (LINES.has(key) ? [value as Commitment] : [])))
  let fit = true
  mapWords(fact, commitment => {
    const words = wordsOf.get(commitment)
    if (words === undefined) return
    const line = lines.has(commitment)
    if (words.length > (line ? LINE_MAX : MAX_WORDS) || !isPlain(words) || (line && words.includes('\n'))) fit = false
  })
  return fit
}

/** The same value with every string that is an old id of a canvas replaced by its new one. */
function renameIn<Value>(value: Value, renamed: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return (renamed.get(value) ?? value) as Value
  if (Array.isArray(value)) return value.map(one => renameIn(one, renamed)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renameIn(inner, renamed)])) as Value
}
