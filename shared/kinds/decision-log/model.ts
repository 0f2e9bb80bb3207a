import type * as Y from 'yjs'
import type { MethodId } from '../../ledger/facts.ts'
import { isId } from '../../ids.ts'
import { type Field, numberOrNull, oneOf, type Row, Table, text } from '../../model/table.ts'

/** Root Y.Map that holds the drafts, keyed by proposal id. */
export const PROPOSALS = 'proposals'

/** A draft's longest title in characters, as the ledger takes it. */
export const TITLE_MAX = 300

/** Days that a window stays open when nobody set a closing time (domain.md 7.1: a proposal, 7 days). */
export const DEFAULT_WINDOW_DAYS = 7

const METHODS: readonly [MethodId, ...MethodId[]] = ['consent', 'majority']

/** Fields of a draft: the sentence to decide, and the settings people agree on together before it opens (domain.md 7.1). */
const proposalShape = {
  title: text(TITLE_MAX),
  method: oneOf(...METHODS),
  /** Parties that decide; null until someone chose, then every partner is meant. */
  electorate: idsOrNull(),
  required: idList(),
  /** Percent of the electorate that must speak; null reads as the method's usual. */
  quorum: numberOrNull(1, 100),
  /** Percent of yes among yes and no; 50 means more than half. */
  threshold: numberOrNull(50, 100),
  /** Milliseconds since 1970; null: a week from opening. */
  closesAt: numberOrNull(0, Number.MAX_SAFE_INTEGER),
  reasonsOnDissent: yesUnlessNo(),
  reversible: yesUnlessNo(),
  owner: idOrNull(),
  reviewOn: numberOrNull(0, Number.MAX_SAFE_INTEGER),
  supersedes: idOrNull(),
  /** BCP 47 tag of the language that the text is written in. */
  language: text(35),
  createdAt: numberOrNull(0, Number.MAX_SAFE_INTEGER),
  createdBy: idOrNull(),
  order: text(200),
}

/** A draft as it reads. */
export type ProposalRow = Row<typeof proposalShape>

/** The drafts of a decision log. Rows of proposals that are already open keep the words for the next version. */
export function proposalsOf(doc: Y.Doc): Table<typeof proposalShape> {
  return new Table(doc, PROPOSALS, proposalShape)
}

/** Name of the rich text of one draft. */
export function proposalFragment(row: string): string {
  return `proposal:${row}`
}

function idOrNull(): Field<string | null> {
  return { fallback: null, read: stored => (isId(stored) ? stored : null) }
}

function idList(): Field<readonly string[]> {
  return { fallback: [], read: stored => readIds(stored) ?? [] }
}

function idsOrNull(): Field<readonly string[] | null> {
  return { fallback: null, read: readIds }
}

function yesUnlessNo(): Field<boolean> {
  return { fallback: true, read: stored => stored !== false }
}

function readIds(stored: unknown): readonly string[] | null {
  if (!Array.isArray(stored)) return null
  return [...new Set(stored.filter(isId))].slice(0, 60)
}
