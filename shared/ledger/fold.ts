import { headAfter } from './chain.ts'
import type { Entry } from './facts.ts'
import { foldClause } from './fold/clauses.ts'
import { foldCycle } from './fold/cycle.ts'
import { foldDocument } from './fold/documents.ts'
import { foldHistory } from './fold/history.ts'
import { foldMember } from './fold/members.ts'
import { foldObjection } from './fold/objections.ts'
import { foldParty } from './fold/parties.ts'
import { foldPosition } from './fold/positions.ts'
import { foldProposal } from './fold/proposals.ts'
import { foldRating } from './fold/ratings.ts'
import { withKey } from './fold/share.ts'
import { foldTalk } from './fold/talk.ts'
import type { LedgerState } from './state.ts'

/** The ledger before its first entry. */
export const emptyLedger: LedgerState = {
  imported: null,
  partnership: null,
  parties: new Map(),
  members: new Map(),
  waysBack: new Map(),
  documents: new Map(),
  invites: new Map(),
  invited: new Set(),
  cycle: { stage: 'A', labels: 'steps', preset: 'full', at: null, by: null, marked: new Map() },
  ratings: new Map(),
  clauses: new Map(),
  proposals: new Map(),
  threads: new Map(),
  versions: new Map(),
  retention: { days: null, at: null, by: null },
  heads: new Map(),
}

/**
 * The state after one more entry. Parts that the entry does not speak of are shared with `state`. An entry that is there
 * already changes nothing; a fact of a type this version does not know only moves the head. Entries of several streams
 * may come in any order between streams. Throws a RangeError when an entry of its own stream was skipped.
 */
export function applyEntry(state: LedgerState, entry: Entry): LedgerState {
  const head = state.heads.get(entry.stream)
  if (head && entry.seq <= head.seq) return state
  if (entry.seq !== (head?.seq ?? 0) + 1) throw new RangeError(`${entry.stream} has no entry before ${entry.seq}`)
  const heads = withKey(state.heads, entry.stream, headAfter(entry))
  return { ...foldFact(state, entry), heads }
}

/** The state that entries add up to, from `from` on. */
export function fold(entries: Iterable<Entry>, from: LedgerState = emptyLedger): LedgerState {
  let state = from
  for (const entry of entries) state = applyEntry(state, entry)
  return state
}

function foldFact(state: LedgerState, entry: Entry): LedgerState {
  const { fact } = entry
  switch (fact.type) {
    case 'partnership.imported': {
      const { from, digest, exportedAt } = fact
      // A copy of a copy tells of both; the first entry is of this one.
      return { ...state, imported: state.imported ?? { from, digest, exportedAt, at: entry.at } }
    }
    case 'partnership.created': {
      const { type: _, ...partnership } = fact
      return { ...state, partnership: { ...partnership, id: entry.partnership, createdAt: entry.at } }
    }
    case 'partnership.renamed': {
      if (!state.partnership) return state
      return { ...state, partnership: { ...state.partnership, name: fact.name, purpose: fact.purpose } }
    }
    case 'party.added':
    case 'party.changed':
      return foldParty(state, entry, fact)
    case 'member.joined':
    case 'member.changed':
    case 'member.left':
    case 'recovery.issued':
    case 'recovery.used':
    case 'invite.created':
    case 'invite.used':
    case 'invite.revoked':
      return foldMember(state, entry, fact)
    case 'document.created':
    case 'document.renamed':
    case 'document.archived':
    case 'document.restored':
      return foldDocument(state, entry, fact)
    case 'stage.set':
    case 'artifact.marked':
      return foldCycle(state, entry, fact)
    case 'question.set':
    case 'rating.given':
    case 'rating.agreed':
      return foldRating(state, entry, fact)
    case 'clause.moved':
    case 'assent.given':
      return foldClause(state, entry, fact)
    case 'proposal.opened':
    case 'proposal.amended':
    case 'proposal.withdrawn':
    case 'decision.closed':
      return foldProposal(state, entry, fact)
    case 'position.taken':
    case 'position.confirmed':
      return foldPosition(state, entry, fact)
    case 'objection.raised':
    case 'objection.moved':
      return foldObjection(state, entry, fact)
    case 'comment.added':
    case 'comment.changed':
    case 'comment.erased':
    case 'thread.resolved':
    case 'thread.reopened':
      return foldTalk(state, entry, fact)
    case 'version.named':
    case 'history.retained':
      return foldHistory(state, entry, fact)
    case 'history.restored':
      return state
    default:
      // A newer server's fact: this version cannot say what it means, but the chain goes on.
      return state
  }
}
