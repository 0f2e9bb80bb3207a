import { type Actor, isBroker, mayRead } from '../../access/roles.ts'
import type { KindId } from '../../kinds/kind.ts'
import { accept, type Result, refuse } from '../../result.ts'
import type { Command, CommandType } from '../commands.ts'
import type { DecideContext } from '../decide-context.ts'
import type { Fact, FactDraft, Words } from '../facts.ts'
import type { Refusal, RefusalCode } from '../refusals.ts'
import type { DocumentInfo, LedgerState, Proposal, ProposalVersion } from '../state.ts'

/** What a ruling answers. */
export type Ruling = Result<FactDraft[], Refusal>

/** The command of one type. */
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>

/** A refusal by code, with what its wording needs. */
export function no(code: RefusalCode, about: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return refuse({ code, ...about })
}

/** One fact or more in the stream of a boundary. */
export function facts(boundary: DocumentInfo['boundary'], ...told: Fact<Words>[]): Ruling {
  return accept(told.map(fact => ({ boundary, fact })))
}

/** Words of a draft. */
export function words(text: string): Words {
  return { words: text.trim() }
}

/** Words that may be left out. */
export function wordsOrNull(text: string | null | undefined): Words | null {
  return text?.trim() ? words(text) : null
}

/** The canvas that a command speaks of: there, of the kind, visible to the actor; not archived unless `archivedToo`. */
export function documentFor(
  state: LedgerState,
  actor: Actor,
  id: string,
  rule: { kind?: KindId; archivedToo?: boolean } = {},
): Result<DocumentInfo, Refusal> {
  const info = state.documents.get(id)
  if (!info || !mayRead(actor, info.boundary) || (rule.kind && info.kind !== rule.kind)) {
    return no('no-such-document', { subject: id })
  }
  if (info.archived && !rule.archivedToo) return no('document-archived', { subject: id })
  return accept(info)
}

/** A proposal that the actor can see, with its canvas and the version that counts now. */
export type SeenProposal = { proposal: Proposal; info: DocumentInfo; current: ProposalVersion }

/** The proposal that a command speaks of, in whatever state it is. */
export function proposalFor(state: LedgerState, actor: Actor, id: string): Result<SeenProposal, Refusal> {
  const proposal = state.proposals.get(id)
  const info = proposal && state.documents.get(proposal.document)
  const current = proposal?.versions.at(-1)
  if (!proposal || !current || !info || !mayRead(actor, info.boundary)) return no('no-such-proposal', { subject: id })
  return accept({ proposal, info, current })
}

/** The proposal that a command speaks of, still open and within its window. */
export function openProposalFor(
  state: LedgerState,
  actor: Actor,
  id: string,
  context: Pick<DecideContext, 'now'>,
): Result<SeenProposal, Refusal> {
  const seen = proposalFor(state, actor, id)
  if (!seen.ok) return seen
  const { status, settings } = seen.value.proposal
  // The server closes by rule at `closesAt`; what comes between that moment and its entry is late already.
  if (status !== 'open' || context.now >= settings.closesAt) return no('proposal-closed', { subject: id })
  return seen
}

/** True for who opened a proposal and for those who run the process. */
export function runsProposal(actor: Actor, proposal: Proposal): boolean {
  return isBroker(actor.role) || (proposal.openedBy !== null && proposal.openedBy === actor.member)
}
