import type { ProposalSettings } from '../../../shared/ledger/facts.ts'

/** How many parties of an electorate of `size` must speak: the smallest number whose share reaches the quorum. */
export function quorumCount(settings: Pick<ProposalSettings, 'quorum'>, size: number): number {
  return Math.ceil((settings.quorum * size) / 100)
}
