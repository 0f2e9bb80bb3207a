import type { Boundary, Role, Sector } from '../access/roles.ts'
import type { ArtifactId, CyclePreset, LabelSet, Marking, Stage } from '../cycle/stages.ts'
import type { KindId } from '../kinds/kind.ts'
import type { Thread } from './talk.ts'
import type {
  AgreedPoint,
  AssentChoice,
  ClauseState,
  Commitment,
  ObjectionState,
  Outcome,
  ProposalSettings,
  ProxyEntry,
  RatingValues,
  ResultReason,
} from './facts.ts'

/** A party at the table. `mark` (1–12) fixes hue and shape together; initials are words. */
export type Party = {
  id: string
  mark: number
  sector: Sector
  standing: 'partner' | 'associate'
  name: Commitment
  short: Commitment
  initials: Commitment
  joinedAt: number
}

/** A person at the table, as the ledger knows them. Members who left stay listed with `leftAt`, so that their acts keep a name. */
export type Member = {
  id: string
  role: Role
  party: string | null
  name: Commitment
  joinedAt: number
  leftAt: number | null
}

/** A way back that someone made for another member: by whom, when, and when it was used. The latest one of each member. */
export type WayBack = { by: string; issuedAt: number; usedAt: number | null }

/** A canvas of the partnership. `companionOf` names the canvas whose narrower half this is. */
export type DocumentInfo = {
  id: string
  kind: KindId
  title: Commitment
  boundary: Boundary
  companionOf: string | null
  archived: boolean
  createdAt: number
}

/** An invite as the broker's stream tells it; uses left are counted outside the ledger. */
export type InviteInfo = {
  id: string
  role: Role
  party: string | null
  expiresAt: number
  maxUses: number
  revoked: boolean
}

/** What one party says of one stakeholder under one question. */
export type Rating = { party: string; member: string; values: RatingValues; note: Commitment | null; at: number }

/** What a broker says of an artifact that Trestle does not hold; "missing" is no record at all. */
export type ArtifactMark = {
  standing: Exclude<Marking, 'missing'>
  note: Commitment | null
  at: number
  by: string | null
}

/** Where a partnership is in its cycle; stage A of the full one until somebody says otherwise (then `at` is set). */
export type CycleRecord = {
  stage: Stage
  labels: LabelSet
  preset: CyclePreset
  at: number | null
  by: string | null
  marked: ReadonlyMap<ArtifactId, ArtifactMark>
}

/** The name of a point of a canvas's history. */
export type VersionName = { name: Commitment; at: number; by: string | null }

/** How many days the past of canvases is kept; null is for ever, which it is until somebody says otherwise (then `at` is set). */
export type Retention = { days: number | null; at: number | null; by: string | null }

/** All ratings of one map under its current question. `of` is keyed by stakeholder id, then by party id. */
export type MapRatings = {
  question: string | null
  questionText: Commitment | null
  of: ReadonlyMap<string, ReadonlyMap<string, Rating>>
  agreed: ReadonlyMap<string, AgreedPoint>
}

/** A clause's last declared state with the hash it was declared for, and each party's assent with its own hash. */
export type ClauseRecord = {
  state: ClauseState
  hash: string
  at: number
  by: string | null
  assents: ReadonlyMap<
    string,
    { choice: AssentChoice; hash: string; reason: Commitment | null; member: string; at: number }
  >
}

/** A party's position on a proposal. It is stale when its `version` is not the proposal's. */
export type Position = {
  party: string
  member: string
  version: number
  textHash: string
  value: string
  reason: Commitment | null
  provisional: boolean
  dueAt: number | null
  confirmedAt: number | null
  proxy: ProxyEntry<Commitment> | null
  at: number
}

/** An objection with its life; `integratedIn` is the version that claims to integrate it and awaits the objector's word. */
export type Objection = {
  id: string
  party: string
  member: string
  reason: Commitment
  state: ObjectionState
  raisedOn: number
  integratedIn: number | null
  note: Commitment | null
  at: number
}

/** One version of a proposal's frozen text. */
export type ProposalVersion = {
  version: number
  title: Commitment
  text: Commitment
  textHash: string
  change: Commitment | null
  at: number
}

/** How a proposal ended. */
export type DecisionResult = {
  outcome: Outcome
  reasons: ResultReason[]
  tally: Record<string, number>
  heard: number
  electorate: number
  notHeard: string[]
  dissent: { party: string; value: string; reason: Commitment | null }[]
  early: boolean
  version: number
  at: number
}

/** Where a proposal stands now. `draft` lives in the decision-log canvas only and has no record here. */
export type ProposalStatus = 'open' | 'adopted' | 'adopted_ad_referendum' | 'not_adopted' | 'withdrawn' | 'superseded'

/** A proposal from its opening on. */
export type Proposal = {
  id: string
  document: string
  number: number
  language: string
  status: ProposalStatus
  openedBy: string | null
  openedAt: number
  versions: readonly ProposalVersion[]
  settings: ProposalSettings
  electorate: readonly string[]
  owner: string | null
  reviewOn: number | null
  supersedes: string | null
  supersededBy: string | null
  /** Latest position of each party, keyed by party id; stale ones included. */
  positions: ReadonlyMap<string, Position>
  objections: ReadonlyMap<string, Objection>
  result: DecisionResult | null
}

/**
 * Everything the streams that a reader may see add up to. Made by `fold`; immutable: each applied entry yields a new state
 * that shares what did not change, so `===` tells whether a part changed.
 */
export type LedgerState = {
  /** The export that this partnership was made from, and when; null for one that began here. */
  imported: { from: string; digest: string; exportedAt: number; at: number } | null
  partnership: {
    id: string
    name: Commitment
    purpose: Commitment
    host: Commitment
    brokerTitle: Commitment
    start: string
    createdAt: number
  } | null
  /** In the table's one stable order. */
  parties: ReadonlyMap<string, Party>
  members: ReadonlyMap<string, Member>
  /** Ways back that someone else made, keyed by the member whom they bring back. */
  waysBack: ReadonlyMap<string, WayBack>
  documents: ReadonlyMap<string, DocumentInfo>
  invites: ReadonlyMap<string, InviteInfo>
  /** Members who came by an invite, as far as the brokers' stream is read: those who were not there from the start. */
  invited: ReadonlySet<string>
  cycle: CycleRecord
  /** Keyed by map document id. */
  ratings: ReadonlyMap<string, MapRatings>
  /** Keyed by agreement document id, then clause id. */
  clauses: ReadonlyMap<string, ReadonlyMap<string, ClauseRecord>>
  proposals: ReadonlyMap<string, Proposal>
  /** Keyed by document id, then thread id, in the order in which they began. */
  threads: ReadonlyMap<string, ReadonlyMap<string, Thread>>
  /** Keyed by document id, then by the point of its history. */
  versions: ReadonlyMap<string, ReadonlyMap<number, VersionName>>
  retention: Retention
  /** Last seq and leaf hash per boundary. */
  heads: ReadonlyMap<Boundary, { seq: number; leaf: string }>
}
