import type { MethodId, ObjectionState, ProposalSettings, ProxyEntry, ResultReason } from '../ledger/facts.ts'
import { methodOf } from '../ledger/methods/index.ts'
import type { LedgerState, Position, Proposal, ProposalStatus } from '../ledger/state.ts'

/** Words of the ledger: null for none, '' where they were erased. */
export type WordsOf = (commitment: string | null | undefined) => string

/** What one party said, in its own words. `stale`: on an earlier text than the last. */
export type PositionRecord = {
  party: string
  value: string
  reason: string | null
  version: number
  stale: boolean
  provisional: boolean
  dueAt: number | null
  proxy: { by: string; channel: ProxyEntry<string>['channel']; readBack: boolean } | null
}

/** One proposal as it is taken out: names and words resolved, everything else as the ledger has it. */
export type DecisionRecord = {
  id: string
  number: number
  title: string
  text: string
  textHash: string
  status: ProposalStatus
  method: MethodId
  settings: ProposalSettings
  electorate: string[]
  required: string[]
  openedAt: number
  decidedAt: number | null
  changes: { version: number; change: string; at: number }[]
  positions: PositionRecord[]
  silent: string[]
  heard: number | null
  tally: { value: string; count: number }[]
  reasons: ResultReason[]
  dissent: { party: string; value: string; reason: string | null }[]
  objections: { party: string; state: ObjectionState; reason: string; note: string | null }[]
  owner: string | null
  reviewOn: number | null
  reversible: boolean
  supersedes: number | null
  supersededBy: number | null
  boundary: string
}

/** A proposal with its names and words. Parties come in the electorate's order; `nameless` stands for an unknown name. */
export function decisionRecord(
  ledger: LedgerState,
  words: WordsOf,
  proposal: Proposal,
  nameless: string,
): DecisionRecord {
  const party = (id: string) => words(ledger.parties.get(id)?.name) || nameless
  const member = (id: string) => words(ledger.members.get(id)?.name) || nameless
  const said = (commitment: string | null) => (commitment === null ? null : words(commitment))
  const version = proposal.versions.at(-1)
  const electorate = [...new Set(proposal.electorate)]
  const number = (id: string | null) => (id === null ? null : (ledger.proposals.get(id)?.number ?? null))
  const { result, settings } = proposal
  const positionOf = (position: Position): PositionRecord => ({
    party: party(position.party),
    value: position.value,
    reason: said(position.reason),
    version: position.version,
    stale: position.version !== version?.version,
    provisional: position.provisional && position.confirmedAt === null,
    dueAt: position.dueAt,
    proxy: position.proxy && {
      by: member(position.proxy.by),
      channel: position.proxy.channel,
      readBack: position.proxy.readBack,
    },
  })
  return {
    id: proposal.id,
    number: proposal.number,
    title: words(version?.title),
    text: words(version?.text),
    textHash: version?.textHash ?? '',
    status: proposal.status,
    method: settings.method,
    settings,
    electorate: electorate.map(party),
    required: settings.required.map(party),
    openedAt: proposal.openedAt,
    decidedAt: result?.at ?? null,
    changes: proposal.versions.slice(1).map(one => ({ version: one.version, change: words(one.change), at: one.at })),
    positions: electorate.flatMap(id => {
      const position = proposal.positions.get(id)
      return position ? [positionOf(position)] : []
    }),
    silent: electorate.filter(id => !proposal.positions.has(id)).map(party),
    heard: result?.heard ?? null,
    tally: tallyOf(settings.method, result?.tally ?? {}),
    reasons: result?.reasons ?? [],
    dissent: (result?.dissent ?? []).map(one => ({
      party: party(one.party),
      value: one.value,
      reason: said(one.reason),
    })),
    objections: [...proposal.objections.values()].map(one => ({
      party: party(one.party),
      state: one.state,
      reason: words(one.reason),
      note: said(one.note),
    })),
    owner: proposal.owner === null ? null : member(proposal.owner),
    reviewOn: proposal.reviewOn,
    reversible: settings.reversible,
    supersedes: number(proposal.supersedes),
    supersededBy: number(proposal.supersededBy),
    boundary: ledger.documents.get(proposal.document)?.boundary ?? 'partnership',
  }
}

// In the method's own order: a stored tally has lost its own.
function tallyOf(method: MethodId, tally: Readonly<Record<string, number>>): DecisionRecord['tally'] {
  const known = methodOf(method).values
  const values = [...known, ...Object.keys(tally).filter(value => !known.includes(value))]
  return values.flatMap(value => ((tally[value] ?? 0) > 0 ? [{ value, count: tally[value]! }] : []))
}

/** Every proposal of the ledger (or of one log) by number. */
export function decisionRecords(
  ledger: LedgerState,
  words: WordsOf,
  nameless: string,
  only: (proposal: Proposal) => boolean = () => true,
): DecisionRecord[] {
  return [...ledger.proposals.values()]
    .filter(only)
    .sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1))
    .map(proposal => decisionRecord(ledger, words, proposal, nameless))
}
