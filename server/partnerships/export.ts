import * as Y from 'yjs'
import { type Boundary, mayRead } from '../../shared/access/roles.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { Entry } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import type { Clock, LedgerRows, PackGiven } from '../ports.ts'
import type { LedgerService, Seat, SyncService } from '../services.ts'

const PAGE = 1000

/** The parts that an export reads. */
export type ExportParts = { store: LedgerRows; ledger: LedgerService; sync: SyncService; clock: Clock }

/**
 * All that an export holds: what `seat` may see and nothing else. Canvases are read one by one, with the loop free in
 * between, and before the streams, so that each of them is told of by its ledger.
 */
export async function gatherExport(
  parts: ExportParts,
  partnership: string,
  state: LedgerState,
  seat: Seat,
): Promise<PackGiven> {
  const words = (commitment: string) => parts.ledger.words(partnership, commitment)
  const documents: PackGiven['documents'][number][] = []
  for (const { id, kind: kindId, title, boundary } of state.documents.values()) {
    const kind = kindOf(kindId)
    if (!kind || !mayRead(seat, boundary)) continue
    // State and text are of one moment: what the text says can be computed again from the state.
    const read = await parts.sync.read(id, doc => ({ state: Y.encodeStateAsUpdate(doc), text: kind.canonical(doc) }))
    documents.push({ id, kind: kindId, kindVersion: kind.version, title: await words(title), boundary, ...read })
  }
  const streams: PackGiven['streams'][number][] = []
  for (const boundary of await parts.store.streams(partnership)) {
    if (mayRead(seat, boundary)) streams.push(await readStream(parts.store, partnership, boundary))
  }
  const name = state.partnership ? await words(state.partnership.name) : ''
  return { partnership, name, exportedAt: parts.clock.now(), streams, documents }
}

async function readStream(
  store: LedgerRows,
  partnership: string,
  boundary: Boundary,
): Promise<PackGiven['streams'][number]> {
  const entries: Entry[] = []
  for (;;) {
    const page = await store.entries(partnership, boundary, entries.length, PAGE)
    entries.push(...page)
    if (page.length < PAGE) break
  }
  return { boundary, entries, texts: await store.texts(partnership, boundary, 0) }
}
