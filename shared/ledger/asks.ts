import { openObjectionOf } from './objections.ts'
import type { Position, Proposal } from './state.ts'

/** The version that positions must speak of now. */
export function currentVersion(proposal: Proposal): Proposal['versions'][number] {
  const version = proposal.versions.at(-1)
  if (!version) throw new Error(`proposal ${proposal.id} has no version`)
  return version
}

/** A party's latest position, or null; `stale` when it was given on an earlier text. */
export function standingOf(proposal: Proposal, party: string): { position: Position; stale: boolean } | null {
  const position = proposal.positions.get(party)
  if (!position) return null
  return { position, stale: position.version !== currentVersion(proposal).version }
}

/** What a party still owes an open proposal, or null. */
export type Ask = 'position' | 'reconfirm' | 'objection' | 'confirm'

/** What is asked of a party: its position, its word on a new text, on an objection said to be integrated, or the word from home. */
export function askOf(proposal: Proposal, party: string | null): Ask | null {
  if (party === null || !proposal.electorate.includes(party)) return null
  const standing = standingOf(proposal, party)
  const waitsForHome =
    standing && !standing.stale && standing.position.provisional && standing.position.confirmedAt === null
  if (proposal.status === 'adopted_ad_referendum') return waitsForHome ? 'confirm' : null
  if (proposal.status !== 'open') return null
  if (openObjectionOf(proposal, party)?.integratedIn) return 'objection'
  if (!standing) return 'position'
  if (standing.stale) return 'reconfirm'
  return waitsForHome ? 'confirm' : null
}
