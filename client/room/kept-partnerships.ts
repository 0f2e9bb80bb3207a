import { accept, type Result } from '../../shared/result.ts'
import type { Api, Problem } from '../sync/api.ts'
import type { Storage } from '../sync/storage.ts'
import { KEPT_SUMMARY } from './summary.ts'

const LIST = 'trestle/partnerships'

/**
 * The partnerships that this browser belongs to: from the server, and with the server away those that are kept here.
 * Whoever was shown out of one, or signed out, does not find it by being offline.
 */
export async function ownPartnerships<One extends { id: string }>(parts: {
  api: Api
  storage: Storage
}): Promise<Result<{ partnerships: One[]; kept: boolean }, Problem>> {
  const { api, storage } = parts
  const answer = await api.get<{ partnerships: One[] }>('/api/partnerships')
  if (answer.ok) {
    storage.set(LIST, JSON.stringify(answer.value.partnerships))
    return accept({ partnerships: answer.value.partnerships, kept: false })
  }
  if (answer.refusal.status === 401) storage.delete(LIST)
  if (answer.refusal.code !== 'offline') return answer
  const kept = readList<One>(storage.get(LIST)).filter(({ id }) => storage.get(KEPT_SUMMARY + id) !== null)
  return kept.length > 0 ? accept({ partnerships: kept, kept: true }) : answer
}

function readList<One>(stored: string | null): One[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(value) ? (value as One[]) : []
  } catch {
    // Not ours.
    return []
  }
}
