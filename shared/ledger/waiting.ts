import { type Actor, isBroker, mayRead } from '../access/roles.ts'
import { clauseAssents } from '../kinds/agreement/standing.ts'
import { type Ask, askOf } from './asks.ts'
import { isOpenObjection } from './objections.ts'
import type { LedgerState, Proposal } from './state.ts'

/** Something that waits for a member. `due` in milliseconds since 1970, or null where nothing ends by itself. */
export type Wait =
  | { what: Ask | 'review'; document: string; proposal: string; due: number | null }
  | { what: 'answer-objection'; document: string; proposal: string; party: string; due: number | null }
  | { what: 'clause-again'; document: string; clause: string; due: null }
  | { what: 'clause-objection'; document: string; clause: string; party: string; due: null }
  | { what: 'add-parties' | 'invite'; due: null }

/** The hash of a clause as its words are now, or null where they are not known. */
export type ClauseHashes = (document: string, clause: string) => string | null

const WEEK = 7 * 86_400_000

/**
 * What waits for this member, nearest deadline first, then what has none: one's own clauses, others' objections, setting up.
 * The client's front page and the server's list of partnerships both read this. `now` in milliseconds since 1970.
 */
export function waitsOf(state: LedgerState, actor: Actor, now: number, hashOf: ClauseHashes): Wait[] {
  const seen = [...state.proposals.values()].filter(proposal => sees(state, actor, proposal.document))
  const dated: Wait[] = [
    ...seen.flatMap(proposal => asked(actor, proposal)),
    ...seen.flatMap(proposal => objectionsTo(actor, proposal)),
    ...seen.flatMap(proposal => reviews(actor, proposal, now)),
  ].sort((a, b) => (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY))
  return [...dated, ...clauses(state, actor, hashOf), ...setUp(state, actor)]
}

function asked(actor: Actor, proposal: Proposal): Wait[] {
  const { id, document, positions, settings } = proposal
  const what = actor.role === 'representative' ? askOf(proposal, actor.party) : null
  if (what === null) return []
  const home = what === 'confirm' ? positions.get(actor.party ?? '')?.dueAt : null
  return [{ what, document, proposal: id, due: home ?? settings.closesAt }]
}

/** Whoever runs a proposal is asked to work with each objection that no new version has taken up yet. */
function objectionsTo(actor: Actor, proposal: Proposal): Wait[] {
  if (proposal.status !== 'open' || !(isBroker(actor.role) || proposal.openedBy === actor.member)) return []
  return [...proposal.objections.values()]
    .filter(one => isOpenObjection(one) && one.integratedIn === null)
    .map(({ party }) => ({
      what: 'answer-objection' as const,
      document: proposal.document,
      proposal: proposal.id,
      party,
      due: proposal.settings.closesAt,
    }))
}

function reviews(actor: Actor, proposal: Proposal, now: number): Wait[] {
  const { id, document, owner, reviewOn, status } = proposal
  const stands = status === 'adopted' || status === 'adopted_ad_referendum'
  if (!stands || reviewOn === null || reviewOn > now + WEEK) return []
  if (owner !== actor.member && !isBroker(actor.role)) return []
  return [{ what: 'review', document, proposal: id, due: reviewOn }]
}

/** A party that said yes to words that changed since is asked again; brokers are asked to work with objections. */
function clauses(state: LedgerState, actor: Actor, hashOf: ClauseHashes): Wait[] {
  const found: Wait[] = []
  for (const [document, records] of state.clauses) {
    if (!sees(state, actor, document)) continue
    for (const [clause, record] of records) {
      const hash = hashOf(document, clause)
      if (hash === null) continue
      const parties = [...record.assents.keys()]
      for (const { party, stance } of clauseAssents(record, hash, parties)) {
        if (stance === 'reconfirm' && actor.role === 'representative' && party === actor.party) {
          found.push({ what: 'clause-again', document, clause, due: null })
        }
        if (stance === 'objection' && isBroker(actor.role)) {
          found.push({ what: 'clause-objection', document, clause, party, due: null })
        }
      }
    }
  }
  return found
}

function setUp(state: LedgerState, actor: Actor): Wait[] {
  if (!isBroker(actor.role)) return []
  if (state.parties.size === 0) return [{ what: 'add-parties', due: null }]
  const others = [...state.members.values()].filter(member => member.leftAt === null && member.party !== null)
  return others.length > 0 ? [] : [{ what: 'invite', due: null }]
}

function sees(state: LedgerState, actor: Actor, document: string): boolean {
  const info = state.documents.get(document)
  return info !== undefined && !info.archived && mayRead(actor, info.boundary)
}
