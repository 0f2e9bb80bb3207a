import * as Y from 'yjs'
import { type Boundary, mayRead } from '../../shared/access/roles.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { type ExportDocument, type ExportStream, exportLedgerFiles } from '../../shared/verify/export-ledger-files.ts'
import type { Clock, LedgerRows } from '../ports.ts'
import type { LedgerService, Seat, SyncService } from '../services.ts'
import { readableFiles } from './readable.ts'

const PAGE = 1000

/** The parts that an export reads. */
export type ExportParts = { store: LedgerRows; ledger: LedgerService; sync: SyncService; clock: Clock }

/**
 * Every file of an export, by path within the zip: what `seat` may see and nothing else. Canvases are read before the
 * streams, so that each of them is told of by its ledger.
 */
export async function exportFiles(
  parts: ExportParts,
  partnership: string,
  state: LedgerState,
  seat: Seat,
): Promise<Record<string, Uint8Array>> {
  const words = (commitment: string) => parts.ledger.words(partnership, commitment)
  const documents: (ExportDocument & { outline: string })[] = []
  for (const { id, kind: kindId, title, boundary } of state.documents.values()) {
    const kind = kindOf(kindId)
    if (!kind || !mayRead(seat, boundary)) continue
    // State and text are of one moment: what the text says can be computed again from the state.
    const read = await parts.sync.read(id, doc => ({
      state: Y.encodeStateAsUpdate(doc),
      text: kind.canonical(doc),
      outline: kind
        .outline(doc)
        .map(line => `${'  '.repeat(line.depth)}- ${line.text}`)
        .join('\n'),
    }))
    documents.push({ id, kind: kindId, kindVersion: kind.version, title: await words(title), boundary, ...read })
  }
  const streams: ExportStream[] = []
  for (const boundary of await parts.store.streams(partnership)) {
    if (mayRead(seat, boundary)) streams.push(await readStream(parts.store, partnership, boundary))
  }
  const name = state.partnership ? await words(state.partnership.name) : ''
  return exportLedgerFiles({
    partnership,
    name,
    exportedAt: parts.clock.now(),
    streams,
    documents: documents.map(({ outline: _, ...document }) => document),
    extra: readableFiles(name, streams, documents),
  })
}

async function readStream(store: LedgerRows, partnership: string, boundary: Boundary): Promise<ExportStream> {
  const entries: Entry[] = []
  for (;;) {
    const page = await store.entries(partnership, boundary, entries.length, PAGE)
    entries.push(...page)
    if (page.length < PAGE) break
  }
  const texts: (TextRow | null)[] = await store.texts(partnership, boundary, 0)
  return { boundary, entries, texts }
}
