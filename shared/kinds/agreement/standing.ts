import type { AssentChoice, Commitment } from '../../ledger/facts.ts'
import type { ClauseRecord } from '../../ledger/state.ts'

/** Where a clause stands as people see it: *empty* and *reopened* are derived from its words, never recorded. */
export type ClauseStatus = 'empty' | 'drafting' | 'discussed' | 'settled' | 'reopened'

/** Where one party stands on a clause. `reconfirm`: it said yes to words that have since changed. */
export type PartyStance = AssentChoice | 'reconfirm' | 'not-yet'

/** One party's standing on a clause; `stale` when what it said was said of other words. */
export type ClauseAssent = {
  party: string
  stance: PartyStance
  stale: boolean
  choice: AssentChoice | null
  reason: Commitment | null
  member: string | null
  at: number | null
}

/**
 * The clause's status from what was recorded and the words as they are now. Settled words that changed are *reopened*:
 * "the clause's hash differs from the one it was settled with", also when nothing is left of them.
 */
export function clauseStatus(record: ClauseRecord | undefined, hash: string, empty: boolean): ClauseStatus {
  if (record?.state === 'settled') return record.hash === hash ? 'settled' : 'reopened'
  if (empty) return 'empty'
  return record?.state ?? 'drafting'
}

/**
 * Each party's standing on the words as they are now, in the order given. A yes to other words awaits reconfirming; an
 * objection stands until its party says otherwise, since no edit of somebody else's may end it.
 */
export function clauseAssents(
  record: ClauseRecord | undefined,
  hash: string,
  parties: readonly string[],
): ClauseAssent[] {
  return parties.map(party => {
    const given = record?.assents.get(party)
    if (!given) return { party, stance: 'not-yet', stale: false, choice: null, reason: null, member: null, at: null }
    const stale = given.hash !== hash
    const stance = stale && given.choice !== 'objection' ? 'reconfirm' : given.choice
    const { choice, reason, member, at } = given
    return { party, stance, stale, choice, reason, member, at }
  })
}

/** How many parties take each stance. */
export function countStances(assents: readonly ClauseAssent[]): Record<PartyStance, number> {
  const counts = { assent: 0, reservation: 0, objection: 0, reconfirm: 0, 'not-yet': 0 }
  for (const { stance } of assents) counts[stance] += 1
  return counts
}
