import type { Role } from '../../shared/access/roles.ts'
import type { Api, Problem } from '../sync/api.ts'
import type { Storage } from '../sync/storage.ts'
import { refuse, type Result } from '../../shared/result.ts'
import type { LedgerAddress } from './ledger-stream.ts'

/** What `GET /api/partnerships/:id` tells that the ledger does not: who I am, where the ledgers are, which protocol. */
export type Summary = {
  id: string
  me: { id: string; role: Role; partyId: string | null; name: string }
  ledgers: LedgerAddress[]
  /** See `PartnershipSession`. */
  home: string | null
  seats: string[]
  protocol: number
}

/** What the keys of kept answers begin with; the rest is the partnership's id. */
export const KEPT_SUMMARY = 'trestle/partnership/'

/** What the server told on an earlier visit, or null. */
export function keptSummary(storage: Storage, partnership: string): Summary | null {
  return readSummary(storage.get(KEPT_SUMMARY + partnership))
}

/**
 * Asks the server and keeps the answer on this device; with the server away, the kept answer stands in. A refusal removes
 * the kept answer: whoever was shown out does not come back by being offline.
 */
export async function loadSummary(
  parts: { api: Api; storage: Storage },
  partnership: string,
): Promise<Result<{ summary: Summary; fresh: boolean }, Problem>> {
  const key = KEPT_SUMMARY + partnership
  const answer = await parts.api.get<Summary>(`/api/partnerships/${partnership}`)
  if (answer.ok) {
    const { id, me, ledgers, home = null, seats = [], protocol } = answer.value
    const summary = { id, me, ledgers, home, seats, protocol }
    parts.storage.set(key, JSON.stringify(summary))
    return { ok: true, value: { summary, fresh: true } }
  }
  if (isLastWord(answer.refusal)) {
    parts.storage.delete(key)
    return answer
  }
  const kept = readSummary(parts.storage.get(key))
  return kept ? { ok: true, value: { summary: kept, fresh: false } } : refuse(answer.refusal)
}

/** True when the server itself says that this browser has no seat here: signed out, not a member, no such partnership. */
export function isLastWord({ status }: Problem): boolean {
  return status === 401 || status === 403 || status === 404
}

function readSummary(stored: string | null): Summary | null {
  try {
    const value = JSON.parse(stored ?? 'null') as Summary | null
    return value?.me?.id && Array.isArray(value.ledgers) ? value : null
  } catch {
    // Not ours.
    return null
  }
}
