import type { Actor } from '../../access/roles.ts'
import type { DecideContext } from '../decide-context.ts'
import type { ProposalSettings } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import type { DocumentInfo, LedgerState } from '../state.ts'
import { draftToFreeze } from './drafts.ts'
import { type CommandOf, documentFor, facts, no, type Ruling } from './rules.ts'

/** A draft opens: its words are frozen as everyone saw them, its settings fixed (domain.md 7.1). */
export function openProposal(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'proposal.open'>,
  context: DecideContext,
): Ruling {
  const { document, proposal, language, owner, reviewOn } = command
  const found = documentFor(state, actor, document, { kind: 'decision-log' })
  if (!found.ok) return found
  if (actor.role === 'contributor') return no('not-allowed')
  if (state.proposals.has(proposal)) return no('already-open', { subject: proposal })
  const frozen = draftToFreeze(context, document, proposal, command.textHash)
  if (!frozen.ok) return frozen
  const electorate = [...new Set(command.electorate)]
  const wrong =
    wrongElectorate(state, electorate) ??
    wrongSettings(command.settings, electorate, context.now) ??
    wrongFollowUp(state, command, context.now) ??
    wrongSuperseded(state, found.value, command.supersedes)
  if (wrong) return { ok: false, refusal: wrong }
  const { hash: textHash, title, text } = frozen.value
  return facts(found.value.boundary, {
    type: 'proposal.opened',
    proposal,
    document,
    number: nextNumber(state, found.value),
    title: { words: title },
    text: { words: text },
    textHash,
    language: language || 'en',
    settings: { ...command.settings, required: [...new Set(command.settings.required)] },
    electorate,
    owner,
    reviewOn,
    supersedes: command.supersedes,
  })
}

/** Numbers run by boundary, so that those outside a narrower one cannot count what was decided there. */
function nextNumber(state: LedgerState, { boundary }: DocumentInfo): number {
  const numbers = [...state.proposals.values()]
    .filter(proposal => state.documents.get(proposal.document)?.boundary === boundary)
    .map(proposal => proposal.number)
  return Math.max(0, ...numbers) + 1
}

function wrongElectorate(state: LedgerState, electorate: readonly string[]): Refusal | null {
  if (electorate.length === 0) return { code: 'no-electorate', field: 'electorate' }
  for (const id of electorate) {
    const party = state.parties.get(id)
    if (!party) return { code: 'no-such-party', field: 'electorate', subject: id }
    if (party.standing !== 'partner') return { code: 'not-a-party', field: 'electorate', subject: id }
  }
  return null
}

function wrongSettings(settings: ProposalSettings, electorate: readonly string[], now: number): Refusal | null {
  const { method, unit, quorum, threshold, required, closesAt } = settings
  if (method !== 'consent' && method !== 'majority') return { code: 'invalid', field: 'method' }
  if (unit !== 'party') return { code: 'invalid', field: 'unit' }
  if (!isPercent(quorum, 1)) return { code: 'invalid', field: 'quorum' }
  if (!isPercent(threshold, 50)) return { code: 'invalid', field: 'threshold' }
  const outside = required.find(party => !electorate.includes(party))
  if (outside !== undefined) return { code: 'not-in-electorate', field: 'required', subject: outside }
  if (!Number.isSafeInteger(closesAt)) return { code: 'invalid', field: 'closesAt' }
  return closesAt > now ? null : { code: 'closes-in-the-past', field: 'closesAt' }
}

function wrongFollowUp(
  state: LedgerState,
  { owner, reviewOn }: { owner: string | null; reviewOn: number | null },
  now: number,
): Refusal | null {
  if (owner !== null && !state.parties.has(owner) && !isHere(state, owner)) {
    return { code: 'no-such-member', field: 'owner', subject: owner }
  }
  if (reviewOn !== null && !(Number.isSafeInteger(reviewOn) && reviewOn > now))
    return { code: 'invalid', field: 'reviewOn' }
  return null
}

function isHere(state: LedgerState, member: string): boolean {
  const known = state.members.get(member)
  return known !== undefined && known.leftAt === null
}

/** What is superseded must be a decision that stands, in the same boundary. */
function wrongSuperseded(state: LedgerState, info: DocumentInfo, id: string | null): Refusal | null {
  if (id === null) return null
  const old = state.proposals.get(id)
  if (!old || state.documents.get(old.document)?.boundary !== info.boundary) {
    return { code: 'no-such-proposal', field: 'supersedes', subject: id }
  }
  const stands = old.status === 'adopted' || old.status === 'adopted_ad_referendum'
  return stands ? null : { code: 'invalid', field: 'supersedes', subject: id }
}

function isPercent(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 100
}
