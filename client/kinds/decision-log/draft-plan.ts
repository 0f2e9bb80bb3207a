import type { ProposalSettings } from '../../../shared/ledger/facts.ts'
import { DEFAULT_WINDOW_DAYS, type ProposalRow } from '../../../shared/kinds/decision-log/model.ts'
import type { ProposalDraft } from '../../../shared/kinds/decision-log/draft.ts'
import type { LedgerState } from '../../../shared/ledger/state.ts'
import type { CommandBody } from '../../room/types.ts'

const DAY = 86_400_000

/** Percent of the electorate that must speak when nobody chose a quorum. */
const USUAL_QUORUM = 50

/** The draft's settings with every default filled in: what opening would fix. */
export type DraftPlan = { settings: ProposalSettings; electorate: readonly string[] }

/** Fills in what nobody chose: every partner decides, half must speak, a week is given. Associates speak and do not decide. */
export function planOf(row: ProposalRow, ledger: LedgerState, now: number): DraftPlan {
  const partners = [...ledger.parties.values()].filter(party => party.standing === 'partner').map(party => party.id)
  const electorate = (row.electorate ?? partners).filter(party => partners.includes(party))
  return {
    electorate,
    settings: {
      method: row.method,
      unit: 'party',
      quorum: Math.round(row.quorum ?? USUAL_QUORUM),
      threshold: Math.round(row.threshold ?? 50),
      required: row.required.filter(party => electorate.includes(party)),
      closesAt: row.closesAt ?? nextFullHour(now + DEFAULT_WINDOW_DAYS * DAY),
      reasonsOnDissent: row.reasonsOnDissent,
      reversible: row.reversible,
    },
  }
}

/** The command that opens a draft as it stands on this screen. */
export function openCommand(
  document: string,
  row: ProposalRow,
  draft: ProposalDraft,
  plan: DraftPlan,
): Extract<CommandBody, { type: 'proposal.open' }> {
  return {
    type: 'proposal.open',
    document,
    proposal: row.id,
    textHash: draft.hash,
    language: row.language || 'en',
    settings: plan.settings,
    electorate: [...plan.electorate],
    owner: row.owner,
    reviewOn: row.reviewOn,
    supersedes: row.supersedes,
  }
}

function nextFullHour(at: number): number {
  const hour = 3_600_000
  return Math.ceil(at / hour) * hour
}
