import type { Role } from '../../shared/access/roles.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
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
  /** The kind of each canvas, so that its code is fetched before the ledger is read. */
  kinds: Record<string, KindId>
}

/** The part of the server's answer that is kept; joining tells only what everybody has. */
type Told = Pick<Summary, 'id' | 'me' | 'ledgers' | 'protocol'> &
  Partial<Pick<Summary, 'home' | 'seats'>> & { documents?: readonly { id: string; kind: KindId }[] }

/** What the keys of kept answers begin with; the rest is the partnership's id. */
export const KEPT_SUMMARY = 'trestle/partnership/'

/** What the server told on an earlier visit, or null. */
export function keptSummary(storage: Storage, partnership: string): Summary | null {
  return readSummary(storage.get(KEPT_SUMMARY + partnership))
}

/** Forgets what the server told: after this browser took another seat, the old one must not be shown again. */
export function forgetSummary(storage: Storage, partnership: string): void {
  storage.delete(KEPT_SUMMARY + partnership)
}

/** Keeps on this device what the server told of a partnership, and answers what was kept. */
export function keepSummary(storage: Storage, told: Told): Summary {
  const { id, me, ledgers, home = null, seats = [], documents = [], protocol } = told
  const kinds = Object.fromEntries(documents.map(one => [one.id, one.kind]))
  const summary = { id, me, ledgers, home, seats, protocol, kinds }
  storage.set(KEPT_SUMMARY + id, JSON.stringify(summary))
  return summary
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
  const answer = await parts.api.get<Told>(`/api/partnerships/${partnership}`)
  if (answer.ok) {
    return { ok: true, value: { summary: keepSummary(parts.storage, answer.value), fresh: true } }
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
    return value?.me?.id && Array.isArray(value.ledgers) ? { ...value, kinds: value.kinds ?? {} } : null
  } catch {
    // Not ours.
    return null
  }
}
