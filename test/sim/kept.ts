import * as Y from 'yjs'
import { verifyStream } from '../../shared/ledger/chain.ts'
import type { Store } from '../../server/ports.ts'

/** What of `safe`, clocks that were on disk for good, a fresh load does not have. */
export function lostOf(fresh: Y.Doc, safe: ReadonlyMap<number, number>): string[] {
  return [...safe].flatMap(([client, clock]) => {
    const kept = Y.getState(fresh.store, client)
    return kept < clock ? `${client}:${clock} was saved, the disk has ${kept}` : []
  })
}

/** What somebody who holds `vector` was shown and a fresh load does not have, but for ids of which `isOwn` is true. */
export function unknownOf(fresh: Y.Doc, vector: Uint8Array, isOwn: (client: number) => boolean): string[] {
  return [...Y.decodeStateVector(vector)].flatMap(([client, seen]) => {
    const kept = Y.getState(fresh.store, client)
    return seen > kept && !isOwn(client) ? `${client}:${seen} was shown, the disk has ${kept}` : []
  })
}

/** Whether the ledger verifies and has every one of `commands`. */
export async function lostFacts(store: Store, partnership: string, commands: readonly string[]): Promise<string[]> {
  const entries = await store.entries(partnership, 'partnership', 0, 1_000_000)
  const verdict = verifyStream(entries)
  const known = new Set(entries.map(({ command }) => command))
  const lost = commands.filter(command => !known.has(command))
  return [
    ...(verdict.ok ? [] : [`the ledger breaks at ${verdict.broken}: ${verdict.why}`]),
    ...(lost.length > 0 ? [`${lost.length} recorded facts are lost`] : []),
  ]
}
