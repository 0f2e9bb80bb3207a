import type { Boundary, Role, Sector } from '../access/roles.ts'
import type { ArtifactId, CyclePreset, LabelSet, Marking, Stage } from '../cycle/stages.ts'
import type { KindId } from '../kinds/kind.ts'
import type { LetterRange } from '../model/prose-range.ts'

/** SHA-256 hex of salted words; the words themselves are an erasable row in the boundary's `texts` document. */
export type Commitment = string

/**
 * Plain words inside a fact that is not yet committed: what `decide()` returns before the server salts and hashes them.
 * With `commitment`, the words stand in the same stream already and keep the commitment they have there.
 */
export type Words = { words: string; commitment?: Commitment }

/** Where a clause stands (the first of domain.md's six states; `empty` and *reopened* are derived). */
export type ClauseState = 'drafting' | 'discussed' | 'settled'

/** A party's standing on a clause, bound to the clause's hash. */
export type AssentChoice = 'assent' | 'reservation' | 'objection'

/** Decision methods of this release, by domain.md section 7.2. */
export type MethodId = 'consent' | 'majority'

/** Life of an objection. `raised`, `tested` and `referred` are open: they prevent adoption. */
export type ObjectionState = 'raised' | 'tested' | 'integrated' | 'resolved' | 'withdrawn' | 'referred'

/** How a decision ended. */
export type Outcome = 'adopted' | 'adopted_ad_referendum' | 'not_adopted'

/** Why a result is what it is: rule ids, explained in the interface. */
export type ResultReason =
  | 'no-open-objection'
  | 'open-objection'
  | 'quorum-met'
  | 'quorum-not-met'
  | 'required-not-heard'
  | 'majority-reached'
  | 'majority-not-reached'
  | 'tie'
  | 'provisional'

/** Ratings on the 0–10 scale in tenths (0–100), or null where the party declines to put a number on it. */
export type RatingValues = { power?: number | null; interest?: number | null; impact?: number | null }

/** A point that the broker sets for everyone, in tenths: a place on the grid, and the impact where one was agreed. */
export type AgreedPoint = { power: number; interest: number; impact?: number }

/** Settings fixed when a proposal opens (domain.md 7.1). Shares are whole percents. */
export type ProposalSettings = {
  method: MethodId
  unit: 'party'
  /** Percent of the electorate that must take a position. */
  quorum: number
  /** Percent of yes among yes and no that adopts; used by `majority`; 50 means *more than* half. */
  threshold: number
  /** Parties that bear the consequence: adoption without them is impossible. */
  required: string[]
  /** Milliseconds since 1970, when the server closes it by rule. */
  closesAt: number
  reasonsOnDissent: boolean
  reversible: boolean
}

/** A position entered for someone on the phone, on paper or in the room. */
export type ProxyEntry<W> = {
  by: string
  channel: 'telephone' | 'paper' | 'in-person'
  language: string
  readBack: boolean
  witness: W | null
}

/** Everything a ledger can say, in the past tense. `W` is `Commitment` in stored entries, `Words` in drafts. */
export type Fact<W = Commitment> =
  | {
      type: 'partnership.imported'
      /** The partnership that the export was made of, the export's digest, and where the ledger of this boundary ended in it. */
      from: string
      digest: string
      exportedAt: number
      ledgers: { boundary: Boundary; seq: number; leaf: string }[]
    }
  | { type: 'partnership.created'; start: string; name: W; purpose: W; host: W; brokerTitle: W }
  | { type: 'partnership.renamed'; name: W; purpose: W }
  | {
      type: 'party.added'
      party: string
      mark: number
      sector: Sector
      standing: 'partner' | 'associate'
      name: W
      short: W
      initials: W
    }
  | {
      type: 'party.changed'
      party: string
      sector: Sector
      standing: 'partner' | 'associate'
      name: W
      short: W
      initials: W
    }
  | { type: 'member.joined'; member: string; role: Role; party: string | null; name: W }
  | { type: 'member.changed'; member: string; role: Role; party: string | null; name: W }
  | { type: 'member.left'; member: string; how: 'left' | 'removed' }
  | { type: 'recovery.issued'; member: string; by: string }
  | { type: 'recovery.used'; member: string }
  | { type: 'invite.created'; invite: string; role: Role; party: string | null; expiresAt: number; maxUses: number }
  | { type: 'invite.used'; invite: string; member: string }
  | { type: 'invite.revoked'; invite: string }
  | {
      type: 'document.created'
      document: string
      kind: KindId
      title: W
      companionOf: string | null
      template: string | null
    }
  | { type: 'document.renamed'; document: string; title: W }
  | { type: 'document.archived'; document: string }
  | { type: 'document.restored'; document: string }
  | { type: 'stage.set'; stage: Stage; labels: LabelSet; preset: CyclePreset }
  | { type: 'artifact.marked'; artifact: ArtifactId; standing: Marking; note: W | null }
  | { type: 'question.set'; document: string; question: string; text: W }
  | {
      type: 'rating.given'
      document: string
      stakeholder: string
      question: string
      party: string
      values: RatingValues
      note: W | null
    }
  | {
      type: 'rating.agreed'
      document: string
      stakeholder: string
      question: string
      values: AgreedPoint | null
    }
  | { type: 'clause.moved'; document: string; clause: string; state: ClauseState; hash: string }
  | {
      type: 'assent.given'
      document: string
      clause: string
      party: string
      choice: AssentChoice
      hash: string
      reason: W | null
    }
  | {
      type: 'proposal.opened'
      proposal: string
      document: string
      number: number
      title: W
      text: W
      textHash: string
      language: string
      settings: ProposalSettings
      electorate: string[]
      owner: string | null
      reviewOn: number | null
      supersedes: string | null
    }
  | {
      type: 'proposal.amended'
      proposal: string
      version: number
      title: W
      text: W
      textHash: string
      change: W
      integrates: string[]
    }
  | { type: 'proposal.withdrawn'; proposal: string; reason: W | null }
  | {
      type: 'position.taken'
      proposal: string
      party: string
      version: number
      textHash: string
      value: string
      reason: W | null
      provisional: boolean
      dueAt: number | null
      proxy: ProxyEntry<W> | null
    }
  | { type: 'position.confirmed'; proposal: string; party: string }
  | { type: 'objection.raised'; proposal: string; objection: string; party: string; version: number; reason: W }
  | { type: 'objection.moved'; proposal: string; objection: string; state: ObjectionState; note: W | null }
  | {
      type: 'decision.closed'
      proposal: string
      version: number
      outcome: Outcome
      reasons: ResultReason[]
      tally: Record<string, number>
      heard: number
      electorate: number
      notHeard: string[]
      dissent: { party: string; value: string; reason: W | null }[]
      owner: string | null
      reviewOn: number | null
      early: boolean
    }
  | {
      type: 'comment.added'
      comment: string
      document: string
      /** The row that a new thread is about; null in an answer, and where the thread is about the whole canvas. */
      about: string | null
      /** The thread that this answers in; null begins one, under the comment's own id. */
      thread: string | null
      range: LetterRange | null
      quote: W | null
      words: W
      /** Members and parties that it turns to. */
      mentions: string[]
    }
  | { type: 'comment.changed'; document: string; thread: string; comment: string; words: W; mentions: string[] }
  | { type: 'comment.erased'; document: string; thread: string; comment: string }
  | { type: 'thread.resolved'; document: string; thread: string }
  | { type: 'thread.reopened'; document: string; thread: string }
  /** A point of a canvas's history has this name from now on; null: none. */
  | { type: 'version.named'; document: string; point: number; name: W | null }
  /** The past of canvases is kept so many days; null is for ever. */
  | { type: 'history.retained'; days: number | null }
  | {
      type: 'history.restored'
      document: string
      how: 'all' | 'parts' | 'put-back'
      /** The point that it goes back to; in a put-back, the one after which somebody's acts were taken back. */
      point: number
      /** Whose acts were put back; null in the other two. */
      member: string | null
      /** How many parts of the canvas it changed. */
      parts: number
    }

/** The name of a fact. */
export type FactType = Fact['type']

/** A fact with the boundary whose stream it belongs to, before it is an entry. */
export type FactDraft = { boundary: Boundary; fact: Fact<Words> }

/**
 * One ledger entry, version 1. Its bytes are `canonicalJson(entry)`, at most 16 KB.
 * `sig`, `keyId`, `seenHead` and `nonce` are there from the start so that old entries verify for ever.
 */
export type Entry = {
  v: 1
  /** The boundary whose stream this is. */
  stream: Boundary
  partnership: string
  /** From 1, without a gap. */
  seq: number
  /** Milliseconds since 1970, by the server's clock. */
  at: number
  /** The command that led here, and which of its facts this is. Server acts have their own command ids. */
  command: string
  index: number
  /** Who acted, in which role and for which party; null where the server closed something by rule. */
  actor: string | null
  role: Role | null
  party: string | null
  fact: Fact
  /** Leaf hash of the entry before in this stream; null for the first. */
  prev: string | null
  sig: string | null
  keyId: string | null
  seenHead: string | null
  nonce: string | null
}

/** Words that a commitment stands for: `commitment = SHA-256("trestle/words/v1\n" + salt + "\n" + words)`, salt 32 hex digits. */
export type TextRow = { commitment: Commitment; salt: string; words: string }
