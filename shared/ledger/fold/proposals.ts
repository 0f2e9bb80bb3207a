import type { Entry } from '../facts.ts'
import { isOpenObjection } from '../objections.ts'
import type { LedgerState, Objection, Proposal } from '../state.ts'
import { changeProposal, type FactOf, withKey } from './share.ts'

/** Proposals from their opening to their result, version by version. */
export function foldProposal(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'proposal.opened' | 'proposal.amended' | 'proposal.withdrawn' | 'decision.closed'>,
): LedgerState {
  switch (fact.type) {
    case 'proposal.opened':
      return { ...state, proposals: withKey(state.proposals, fact.proposal, opened(entry, fact)) }
    case 'proposal.amended':
      return changeProposal(state, fact.proposal, proposal => amended(proposal, entry, fact))
    case 'proposal.withdrawn':
      return changeProposal(state, fact.proposal, proposal => ({ ...proposal, status: 'withdrawn' }))
    case 'decision.closed':
      return supersede(
        changeProposal(state, fact.proposal, proposal => closed(proposal, entry, fact)),
        fact.proposal,
      )
  }
}

/** Marks what a proposal supersedes, once that proposal stands as adopted without waiting for anyone's word from home. */
export function supersede(state: LedgerState, id: string): LedgerState {
  const proposal = state.proposals.get(id)
  if (proposal?.status !== 'adopted' || proposal.supersedes === null) return state
  return changeProposal(state, proposal.supersedes, old =>
    old.result === null ? old : { ...old, status: 'superseded', supersededBy: id },
  )
}

function opened(entry: Entry, fact: FactOf<'proposal.opened'>): Proposal {
  const { proposal: id, document, number, title, text, textHash, language, settings } = fact
  return {
    id,
    document,
    number,
    language,
    status: 'open',
    openedBy: entry.actor,
    openedAt: entry.at,
    versions: [{ version: 1, title, text, textHash, change: null, at: entry.at }],
    settings,
    electorate: fact.electorate,
    owner: fact.owner,
    reviewOn: fact.reviewOn,
    supersedes: fact.supersedes,
    supersededBy: null,
    positions: new Map(),
    objections: new Map(),
    result: null,
  }
}

function amended(proposal: Proposal, entry: Entry, fact: FactOf<'proposal.amended'>): Proposal {
  const { version, title, text, textHash, change } = fact
  const objections = new Map<string, Objection>()
  for (const [id, objection] of proposal.objections) {
    const integrated = fact.integrates.includes(id) && isOpenObjection(objection)
    objections.set(id, integrated ? { ...objection, integratedIn: version } : objection)
  }
  const versions = [...proposal.versions, { version, title, text, textHash, change, at: entry.at }]
  return { ...proposal, versions, objections }
}

function closed(proposal: Proposal, entry: Entry, fact: FactOf<'decision.closed'>): Proposal {
  const { type: _, proposal: __, owner, reviewOn, ...result } = fact
  return { ...proposal, owner, reviewOn, status: fact.outcome, result: { ...result, at: entry.at } }
}
