import type { MethodId, ObjectionState, ResultReason } from '../ledger/facts.ts'
import type { ProposalStatus } from '../ledger/state.ts'
import type { DecisionRecord } from './decision-record.ts'

/** What a reviewer asks of each decision (domain.md 7.3), in the order of the columns. */
export const DECISION_COLUMNS = [
  'number',
  'title',
  'status',
  'text',
  'opened',
  'decided',
  'howMade',
  'electorate',
  'positions',
  'heard',
  'notHeard',
  'why',
  'dissent',
  'objections',
  'changes',
  'howRecorded',
  'ensures',
  'scrutinises',
  'reported',
  'review',
  'reversible',
  'supersedes',
  'supersededBy',
  'fingerprint',
] as const

/** One of `DECISION_COLUMNS`. */
export type DecisionColumn = (typeof DECISION_COLUMNS)[number]

/** The tool's own words in a decision log that is taken out, in the reader's language. What people wrote is never among them. */
export type DecisionWords = {
  heading: string
  column: Readonly<Record<DecisionColumn, string>>
  party: string
  position: string
  reason: string
  context: string
  decision: string
  outcome: string
  confirmation: string
  more: string
  all: string
  noReason: string
  erased: string
  nobody: string
  noDate: string
  yes: string
  no: string
  recorded: string
  readByAll: string
  readByBrokers: string
  nameless: string
  status(status: ProposalStatus): string
  rule(record: DecisionRecord): string
  value(method: MethodId, value: string): string
  why(reason: ResultReason): string
  objection(state: ObjectionState): string
  /** Appended to a position: given on an earlier text; waits for word from home; entered by somebody else. */
  stale(version: number): string
  provisional(due: number | null): string
  proxy(by: string, readBack: boolean): string
  version(version: number): string
  date(ms: number): string
  time(ms: number): string
  list(items: readonly string[]): string
  count(value: number): string
  tally(value: string, count: number): string
}
