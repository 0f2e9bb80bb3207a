import { textHash } from '../hash.ts'
import { type ChainFault, leafHash, verifyStream } from '../ledger/chain.ts'
import type { Commitment, Entry, Fact } from '../ledger/facts.ts'
import { applyEntry, emptyLedger } from '../ledger/fold.ts'
import { resultNow } from '../ledger/methods/index.ts'
import type { Dissent } from '../ledger/methods/method.ts'
import type { LedgerState, Proposal } from '../ledger/state.ts'
import { treeRoot } from '../ledger/tree.ts'
import { commitmentsOf, wordsMatch } from '../ledger/words.ts'
import type { Manifest, ManifestStream } from './layout.ts'
import { type Files, readEntryLines, readTexts } from './read-export.ts'

/** Why a stream is rejected at an entry: its chain, its end, or what it says. */
export type StreamFault =
  | ChainFault
  | 'unreadable'
  | 'ends-early'
  | 'goes-on'
  | 'head-differs'
  | 'root-differs'
  | 'result-differs'
  | 'text-differs'
  | 'never-shown'
  | 'makes-no-sense'

/** What was found of one stream. `words` counts commitments: found and matching, and those whose words were erased. */
export type StreamReport = {
  boundary: string
  entries: number
  head: { seq: number; leaf: string } | null
  /** The first entry that cannot stand, by its place from 1. */
  broken: { seq: number; why: StreamFault } | null
  words: { matching: number; erased: number; wrong: number }
  /** Closed decisions whose result was computed again from the positions. */
  decisions: number
  /** What the stream says, up to the first broken entry. */
  state: LedgerState
  wordsOf: ReadonlyMap<Commitment, string>
}

/** Checks one stream of an export: its chain, its stated end, its words, and that its decisions follow from its positions. */
export function verifyExportedStream(files: Files, manifest: Manifest, stream: ManifestStream): StreamReport {
  const { entries, unreadable } = readEntryLines(files, stream)
  const rows = readTexts(files, stream)
  const wordsOf = new Map((rows ?? []).flatMap(row => (row && wordsMatch(row) ? [[row.commitment, row.words]] : [])))
  const { broken: chain, head } = chainOf(entries, unreadable, manifest, stream)
  const whole = chain ? entries.slice(0, chain.seq - 1) : entries
  const said = sayings(whole, wordsOf)
  const committed = new Set(whole.flatMap(commitmentsIn))
  const wrong = (rows ?? [null]).filter(row =>
    row ? !wordsMatch(row) || !committed.has(row.commitment) : rows === null,
  ).length
  const matching = [...committed].filter(commitment => wordsOf.has(commitment)).length
  return {
    boundary: stream.boundary,
    entries: entries.length,
    head,
    broken: said.broken ?? chain,
    words: { matching, erased: committed.size - matching, wrong },
    decisions: said.decisions,
    state: said.state,
    wordsOf,
  }
}

type Broken = { seq: number; why: StreamFault }

function chainOf(
  entries: readonly Entry[],
  unreadable: number | null,
  { partnership }: Manifest,
  stream: ManifestStream,
): { broken: Broken | null; head: StreamReport['head'] } {
  const verdict = verifyStream(entries, { stream: stream.boundary, partnership })
  if (!verdict.ok) return { broken: { seq: verdict.broken, why: verdict.why }, head: null }
  const { head } = verdict
  const at = (seq: number, why: StreamFault) => ({ broken: { seq, why }, head })
  if (unreadable !== null) return at(unreadable, 'unreadable')
  const stated = stream.head?.seq ?? 0
  if (entries.length < stated) return at(entries.length + 1, 'ends-early')
  if (entries.length > stated) return at(stated + 1, 'goes-on')
  if (head?.leaf !== stream.head?.leaf) return at(stated, 'head-differs')
  if (treeRoot(entries.map(leafHash)) !== stream.root) return at(stated, 'root-differs')
  return { broken: null, head }
}

/** Folds entries and holds each one against what came before it; stops at the first that cannot stand. */
function sayings(
  entries: readonly Entry[],
  wordsOf: ReadonlyMap<Commitment, string>,
): { state: LedgerState; decisions: number; broken: Broken | null } {
  let state = emptyLedger
  let decisions = 0
  for (const entry of entries) {
    try {
      const why = sayingFault(state, entry.fact, wordsOf)
      if (why) return { state, decisions, broken: { seq: entry.seq, why } }
      state = applyEntry(state, entry)
    } catch {
      // A forger can chain a fact of any shape; whatever it throws on, it is no fact of ours.
      return { state, decisions, broken: { seq: entry.seq, why: 'makes-no-sense' } }
    }
    if (entry.fact.type === 'decision.closed') decisions += 1
  }
  return { state, decisions, broken: null }
}

function sayingFault(state: LedgerState, fact: Fact, wordsOf: ReadonlyMap<Commitment, string>): StreamFault | null {
  switch (fact.type) {
    case 'proposal.opened':
    case 'proposal.amended': {
      const title = wordsOf.get(fact.title)
      const text = wordsOf.get(fact.text)
      if (title === undefined || text === undefined) return null // Erased words cannot be held against their hash.
      return textHash(`${title}\n\n${text}`) === fact.textHash ? null : 'text-differs'
    }
    case 'position.taken': {
      const version = state.proposals.get(fact.proposal)?.versions.find(one => one.version === fact.version)
      return version?.textHash === fact.textHash ? null : 'never-shown'
    }
    case 'decision.closed': {
      const proposal = state.proposals.get(fact.proposal)
      return proposal && followsFrom(proposal, fact, wordsOf) ? null : 'result-differs'
    }
    default:
      return null
  }
}

/** True when the result that was recorded is the one that the method gives on the positions before it. */
function followsFrom(
  proposal: Proposal,
  fact: Extract<Fact, { type: 'decision.closed' }>,
  wordsOf: ReadonlyMap<Commitment, string>,
): boolean {
  const { outcome, tally, notHeard, dissent, heard } = resultNow(proposal)
  const plain = (rows: readonly Dissent[]) => rows.map(({ party, value }) => ({ party, value }))
  const version = proposal.versions.at(-1)?.version
  const own = { outcome, tally, notHeard, dissent: plain(dissent), heard: heard.length, version }
  const told = {
    outcome: fact.outcome,
    tally: fact.tally,
    notHeard: fact.notHeard,
    dissent: plain(fact.dissent),
    heard: fact.heard,
    version: fact.version,
  }
  if (stable(own) !== stable(told)) return false
  return dissent.every(({ reason }, at) => sameWords(reason, fact.dissent[at]?.reason ?? null, wordsOf))
}

/** The same commitment, or two for the same words; what was erased cannot be held against either. */
function sameWords(a: Commitment | null, b: Commitment | null, wordsOf: ReadonlyMap<Commitment, string>): boolean {
  if (a === null || b === null || a === b) return a === b
  const [one, other] = [wordsOf.get(a), wordsOf.get(b)]
  return one === undefined || other === undefined || one === other
}

/** One text for equal values, whatever the order of their members. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

function commitmentsIn({ fact }: Entry): Commitment[] {
  try {
    return commitmentsOf(fact)
  } catch {
    // As in `sayings`: such an entry is reported there as one that makes no sense.
    return []
  }
}
