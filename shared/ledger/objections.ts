import type { Objection, Proposal } from './state.ts'

/** True while an objection prevents adoption: raised, tested or referred (domain.md 7.2: *referred* stays open). */
export function isOpenObjection(objection: Pick<Objection, 'state'>): boolean {
  return objection.state === 'raised' || objection.state === 'tested' || objection.state === 'referred'
}

/** A party's own objection that still prevents adoption, or null. */
export function openObjectionOf(proposal: Pick<Proposal, 'objections'>, party: string): Objection | null {
  for (const objection of proposal.objections.values()) {
    if (objection.party === party && isOpenObjection(objection)) return objection
  }
  return null
}
