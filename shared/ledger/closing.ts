import type { FactDraft } from './facts.ts'
import { resultNow } from './methods/index.ts'
import type { LedgerState, Proposal } from './state.ts'

/**
 * The fact that closes a proposal with the result its method gives now. Words of dissent keep the commitments they have.
 * `early`: before its time, since everyone had spoken. Throws when `now` is before the time and it is not early.
 */
export function closeByRule(state: LedgerState, proposal: Proposal, now: number, early: boolean): FactDraft {
  const info = state.documents.get(proposal.document)
  const version = proposal.versions.at(-1)
  if (!info || !version) throw new Error(`proposal ${proposal.id} has no canvas or no text`)
  if (!early && now < proposal.settings.closesAt) throw new RangeError(`proposal ${proposal.id} is not due`)
  const { outcome, reasons, tally, heard, notHeard, dissent } = resultNow(proposal)
  return {
    boundary: info.boundary,
    fact: {
      type: 'decision.closed',
      proposal: proposal.id,
      version: version.version,
      outcome,
      reasons,
      tally,
      heard: heard.length,
      electorate: new Set(proposal.electorate).size,
      notHeard,
      dissent: dissent.map(({ party, value, reason }) => ({
        party,
        value,
        reason: reason === null ? null : { words: '', commitment: reason },
      })),
      owner: proposal.owner,
      reviewOn: proposal.reviewOn,
      early,
    },
  }
}

/** True when every party of the electorate has a position on the current text. */
export function everyoneHasSpoken(proposal: Proposal): boolean {
  return resultNow(proposal).notHeard.length === 0
}
