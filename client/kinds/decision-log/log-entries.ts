import { askOf, currentVersion } from '../../../shared/ledger/asks.ts'
import type { MethodId } from '../../../shared/ledger/facts.ts'
import type { Proposal, ProposalStatus } from '../../../shared/ledger/state.ts'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { type ProposalRow, proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { partyView } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'

/** Statuses that the log shows, in the order of its filter. */
export const LOG_STATUSES = [
  'open',
  'adopted',
  'adopted_ad_referendum',
  'not_adopted',
  'superseded',
  'withdrawn',
  'draft',
] as const

/** One of `LOG_STATUSES`. */
export type LogStatus = ProposalStatus | 'draft'

/** A line of the log: an opened proposal, or a draft of the canvas. `date` (ms) sorts and groups it. */
export type LogEntry = {
  id: string
  number: number | null
  title: string
  status: LogStatus
  method: MethodId
  date: number
  parties: readonly string[]
  fromUs: boolean
  reviewDue: boolean
  /** Everything that the search box looks through, lower case. */
  haystack: string
  proposal: Proposal | null
  draft: ProposalRow | null
}

/** The log of one canvas: its drafts that are not opened yet, and every proposal opened from it; newest first, open ones by closing time. */
export function logEntries(session: PartnershipSession, room: CanvasRoom, now: number): LogEntry[] {
  const opened = [...session.ledger.proposals.values()].filter(proposal => proposal.document === room.document)
  const drafts = proposalsOf(room.doc)
    .all()
    .filter(row => !session.ledger.proposals.has(row.id))
  return [
    ...opened.map(proposal => ofProposal(session, proposal, now)),
    ...drafts.map(row => ofDraft(session, room, row)),
  ].sort(
    (a, b) => rank(a) - rank(b) || (a.status === 'open' ? a.date - b.date : b.date - a.date) || (a.id < b.id ? -1 : 1),
  )
}

function rank(entry: LogEntry): number {
  return entry.status === 'open' ? 0 : entry.status === 'draft' ? 1 : 2
}

function ofProposal(session: PartnershipSession, proposal: Proposal, now: number): LogEntry {
  const version = currentVersion(proposal)
  const title = session.words(version.title)
  const spoken = [...proposal.positions.values()].map(position => session.words(position.reason))
  const names = proposal.electorate.flatMap(party => namesOf(session, party))
  return {
    id: proposal.id,
    number: proposal.number,
    title,
    status: proposal.status,
    method: proposal.settings.method,
    date: proposal.result?.at ?? (proposal.status === 'open' ? proposal.settings.closesAt : proposal.openedAt),
    parties: proposal.electorate,
    fromUs: askOf(proposal, session.me.party) !== null,
    reviewDue: isStanding(proposal.status) && proposal.reviewOn !== null && proposal.reviewOn <= now,
    haystack: hay([String(proposal.number), title, session.words(version.text), ...spoken, ...names]),
    proposal,
    draft: null,
  }
}

function ofDraft(session: PartnershipSession, room: CanvasRoom, row: ProposalRow): LogEntry {
  const text = draftOf(room.doc, row.id)?.text ?? ''
  const parties =
    row.electorate ?? [...session.ledger.parties.values()].filter(one => one.standing === 'partner').map(one => one.id)
  return {
    id: row.id,
    number: null,
    title: row.title.trim(),
    status: 'draft',
    method: row.method,
    date: row.createdAt ?? 0,
    parties,
    fromUs: false,
    reviewDue: false,
    haystack: hay([row.title, text, ...parties.flatMap(party => namesOf(session, party))]),
    proposal: null,
    draft: row,
  }
}

function isStanding(status: ProposalStatus): boolean {
  return status === 'adopted' || status === 'adopted_ad_referendum'
}

function namesOf(session: PartnershipSession, party: string): string[] {
  if (!session.ledger.parties.has(party)) return []
  const view = partyView(session, party)
  return [view.name, view.short, view.initials]
}

function hay(parts: readonly string[]): string {
  return parts.join('\n').normalize('NFC').toLocaleLowerCase()
}
