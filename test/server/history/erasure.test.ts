import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { historianHere } from '../../../server/adapters/study-stored.ts'
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts'
import { createHistory } from '../../../server/history/history-service.ts'
import { createKeeper } from '../../../server/history/keeper.ts'
import { wireServices } from '../../../server/wire-services.ts'
import { compactUpdates } from '../../../server/sync/compact.ts'
import type { DocumentRow } from '../../../server/ports.ts'
import { newId } from '../../../shared/ids.ts'
import { addClause, clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { proseText, writeProse } from '../../../shared/model/prose.ts'
import { TestClock } from '../http/table.ts'

const DAY = 86_400_000
const MARKER = 'words-that-nobody-shall-find-again'
const GONE = 'words-of-a-clause-that-was-taken-out'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trestle-history-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Files that hold the words. The journal of a running server empties itself a second after it was written to. */
const holds = (words: string, journal = true): string[] =>
  readdirSync(folder)
    .filter(name => journal || !name.includes('journal'))
    .filter(name => readFileSync(join(folder, name)).includes(words))

/** A server's parts over a real file, with an agreement in which two texts were written and taken out again. */
async function erasing() {
  const store = await openSqliteStore(folder)
  const clock = new TestClock()
  const log = {
    info() {},
    warn() {},
    error: (fields: object, text: string) => expect.fail(text + JSON.stringify(fields)),
  }
  const { ledger, sync } = wireServices({ store, clock, log, limits: 'standard' })
  const historian = historianHere()
  const compactor = async (...given: Parameters<typeof compactUpdates>) => compactUpdates(...given)
  const keeper = createKeeper({ store, historian, compactor, sync, ledger, clock, log })
  const history = createHistory({ store, historian, sync, ledger })
  const [partnership, document] = [newId(), newId()]
  await store.addPartnership(partnership, clock.now())
  const row: DocumentRow = { id: document, partnership, boundary: 'partnership', role: 'canvas', kind: 'agreement' }
  await store.addDocument(row)
  const say = (words: string) => [{ type: 'paragraph', text: words }] as const
  const edit = (change: (doc: Y.Doc) => void) => sync.edit(row, change)
  const [kept, gone] = [newId(), newId()]
  await edit(doc => addClause(doc, { heading: 'Scope' }, null, kept))
  await edit(doc => writeProse(clauseText(doc, kept), say(MARKER)))
  await edit(doc => writeProse(clauseText(doc, kept), say('What stays.')))
  await edit(doc => addClause(doc, { heading: 'Money' }, null, gone))
  await edit(doc => writeProse(clauseText(doc, gone), say(GONE)))
  await edit(doc => clausesOf(doc).remove(gone))
  const retain = (days: number | null) =>
    ledger.record(partnership, [{ boundary: 'partnership', fact: { type: 'history.retained', days } }], {
      actor: null,
      role: null,
      party: null,
    })
  return { store, clock, keeper, history, sync, row, kept, partnership, retain, edit }
}

test('[HIS-14] deleted text is gone from every byte of the files once the partnership asks for it, and the canvas stands', async () => {
  const { store, keeper, history, sync, row, kept, partnership, retain } = await erasing()
  await keeper.sweep(partnership)
  const before = await history.compare(row, 0, null)
  expect([before.ok, holds(MARKER).length > 0, holds(GONE).length > 0]).toEqual([true, true, true])
  await retain(0)
  await keeper.sweep(partnership)
  expect(await sync.read(row.id, doc => proseText(clauseText(doc, kept)))).toBe('What stays.')
  const page = await history.moments(row, { before: null, limit: 20 })
  expect(page).toMatchObject({ ok: true, value: { retentionDays: 0, moments: [] } })
  expect([holds(MARKER, false), holds(GONE, false)]).toEqual([[], []])
  await store.close()
  expect([holds(MARKER), holds(GONE), holds('What stays.').length > 0]).toEqual([[], [], true])
})

test('[HIS-15] only what is older than the retention goes; states since are shown as they were', async () => {
  const { store, clock, keeper, history, row, kept, partnership, retain, edit } = await erasing()
  await retain(30)
  clock.pass(20 * DAY)
  await edit(doc => clausesOf(doc).set(kept, { heading: 'Reach' }))
  await keeper.sweep(partnership)
  expect(await history.moments(row, { before: null, limit: 20 })).toMatchObject({ value: { earliest: 0 } })
  clock.pass(11 * DAY)
  await keeper.sweep(partnership)
  const page = await history.moments(row, { before: null, limit: 20 })
  // The sweep's own edit empties the text of the clause that was taken out.
  expect(page).toMatchObject({ value: { earliest: 6, latest: 8 } })
  expect((await history.state(row, 5)).ok).toBe(false)
  const then = await history.state(row, 6)
  const doc = new Y.Doc()
  if (then.ok) Y.applyUpdate(doc, then.value)
  expect([clausesOf(doc).get(kept)?.heading, proseText(clauseText(doc, kept))]).toEqual(['Scope', 'What stays.'])
  expect(await history.compare(row, 6, 7)).toMatchObject({ value: { changes: [{ fields: [{ after: 'Reach' }] }] } })
  await store.close()
  expect(holds(MARKER)).toEqual([])
})
