import { standingOf } from '../../../shared/ledger/asks.ts'
import { openObjectionOf } from '../../../shared/ledger/objections.ts'
import type { Position, Proposal } from '../../../shared/ledger/state.ts'
import type { Stance } from '../../ui/mark.ts'

/** True while a yes behind the decision waits for its organisation's word. */
export function waitsForHome({ positions, result }: Proposal): boolean {
  return [...positions.values()].some(
    one => one.version === result?.version && one.provisional && one.confirmedAt === null,
  )
}

/** How a party's mark is filled: one grammar on every canvas (design/README.md, point 4). */
export function stanceOf(proposal: Proposal, party: string): Stance {
  const standing = standingOf(proposal, party)
  if (!standing) return 'not-yet'
  if (standing.stale) return proposal.result ? 'not-yet' : 'reconfirm'
  return stanceOfPosition(standing.position, openObjectionOf(proposal, party) !== null)
}

/** How a position on the current text fills a mark; an objection whose life has ended no longer strikes it. */
function stanceOfPosition(position: Position, openObjection: boolean): Stance {
  switch (position.value) {
    case 'objection':
      return openObjection ? 'struck' : 'half'
    case 'no':
      return 'struck'
    case 'concern':
    case 'abstain':
      return 'half'
    default:
      return position.provisional && position.confirmedAt === null ? 'provisional' : 'full'
  }
}

/** How strongly a value disagrees, for the order of reasons: strongest first. */
export function disagreement(value: string): number {
  return { objection: 4, no: 4, concern: 3, abstain: 2, consent: 1, yes: 1 }[value] ?? 0
}

/** Positions that carry words, strongest disagreement first, then in the order they were given. */
export function inTheirWords(proposal: Proposal): Position[] {
  return [...proposal.positions.values()]
    .filter(position => position.reason !== null)
    .sort((a, b) => disagreement(b.value) - disagreement(a.value) || a.at - b.at)
}

/** Parties of the electorate without a position on the current text, in the table's order. */
export function notHeard(proposal: Proposal, order: readonly string[]): string[] {
  return order.filter(party => {
    const standing = standingOf(proposal, party)
    return proposal.electorate.includes(party) && (!standing || standing.stale)
  })
}
