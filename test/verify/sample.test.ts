import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId } from '../../shared/ids.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import { exportLedgerFiles } from '../../shared/verify/export-ledger-files.ts'
import { verifyExport } from '../../shared/verify/verify-export.ts'
import { createMemoryStore } from '../../server/adapters/memory-store.ts'
import { createLedger } from '../../server/ledger/ledger-service.ts'
import { furnishSample, sampleBegan } from '../../server/sample/furnish.ts'
import { FakeClock, FakeSync, keepingLog } from '../server/ledger/bench.ts'

test('[LED-47] the sample’s own ledger verifies, and each of its decisions follows from its positions', async () => {
  const now = Date.UTC(2026, 10, 23)
  const [store, clock, partnership] = [createMemoryStore(), new FakeClock(now), newId()]
  const sync = new FakeSync()
  const ledger = createLedger({ store, sync, clock, log: keepingLog() })
  const row = (kind: KindId, boundary: 'partnership' | 'broker' = 'partnership') =>
    ({ id: newId(), partnership, boundary, role: 'canvas', kind }) as const
  const documents = {
    map: row('stakeholder-map'),
    companion: row('stakeholder-map', 'broker'),
    agreement: row('agreement'),
    log: row('decision-log'),
  }
  const words = (text: string) => ({ words: text })
  const server = { actor: null, role: null, party: null, at: sampleBegan(now) }
  const created = { type: 'partnership.created' as const, start: 'sample', name: words('Mirata'), purpose: words('') }
  const host = { host: words('H'), brokerTitle: words('broker') }
  await ledger.record(partnership, [{ boundary: 'partnership', fact: { ...created, ...host } }], server)
  for (const { id: document, kind, boundary } of Object.values(documents)) {
    const fact = {
      type: 'document.created' as const,
      document,
      kind,
      title: words(kind),
      companionOf: null,
      template: null,
    }
    await ledger.record(partnership, [{ boundary, fact }], server)
  }
  const edit = (document: { id: string }, change: (doc: Y.Doc) => void) => sync.read(document.id, change)
  await furnishSample({
    ledger,
    sync: { read: (document, reader) => sync.read(document, reader), edit },
    partnership,
    documents,
    now,
  })
  const streams = await Promise.all(
    (['partnership', 'broker'] as const).map(async boundary => ({
      boundary,
      entries: await store.entries(partnership, boundary, 0, 10_000),
      texts: await store.texts(partnership, boundary, 0),
    })),
  )
  const exported = Object.values(documents).map(({ id, kind, boundary }) => {
    const doc = sync.docs.get(id)!
    const { version, canonical } = kindOf(kind)!
    return {
      id,
      kind,
      kindVersion: version,
      title: kind,
      boundary,
      state: Y.encodeStateAsUpdate(doc),
      text: canonical(doc),
    }
  })
  const given = { partnership, name: 'Mirata', exportedAt: now, streams, documents: exported }
  const report = verifyExport(exportLedgerFiles(given))
  expect(report.problems).toEqual([])
  expect(report.streams[0]!.decisions).toBe(3)
  expect(report.documents.every(document => document.derived)).toBe(true)
  const { proposals } = await ledger.state(partnership)
  expect([...proposals.values()].map(proposal => proposal.status)).toEqual(['adopted', 'superseded', 'adopted', 'open'])
  expect(await ledgerAgain(store, clock, sync, partnership)).toEqual(await ledger.state(partnership))
})

function ledgerAgain(
  ...[store, clock, sync, partnership]: [ReturnType<typeof createMemoryStore>, FakeClock, FakeSync, string]
) {
  return createLedger({ store, sync, clock, log: keepingLog() }).state(partnership)
}
