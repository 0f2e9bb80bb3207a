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

/** Files that hold the words. */
const holds = (words: string): string[] =>
  readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes(words))

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
  let looked = 0
  const watched = {
    state: (partnership: string) => {
      looked += 1
      return ledger.state(partnership)
    },
  }
  const keeper = createKeeper({ store, historian, compactor, sync, ledger: watched, clock, log })
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
  return { store, clock, keeper, history, sync, row, kept, partnership, retain, edit, looked: () => looked }
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
  // At once, in a server that goes on: database, WAL, journal, snapshots and kept states.
  expect([holds(MARKER), holds(GONE), holds('What stays.').length > 0]).toEqual([[], [], true])
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
  expect([holds(MARKER), holds(GONE)]).toEqual([[], []])
  await store.close()
  expect([holds(MARKER), holds(GONE)]).toEqual([[], []])
})

test('[HIS-15] words of a row that went within the retention stay, so that an undo brings it back with them', async () => {
  const { store, clock, keeper, history, sync, row, kept, partnership, retain, edit } = await erasing()
  await retain(30)
  clock.pass(20 * DAY)
  const fields = await sync.read(row.id, doc => clausesOf(doc).get(kept))
  await edit(doc => clausesOf(doc).remove(kept))
  clock.pass(11 * DAY)
  await keeper.sweep(partnership)
  expect(await sync.read(row.id, doc => proseText(clauseText(doc, kept)))).toBe('What stays.')
  // It comes back, and goes again: the states between show its words.
  await edit(doc => addClause(doc, { heading: fields!.heading }, null, kept))
  const { value } = (await history.moments(row, { before: null, limit: 1 })) as { value: { latest: number } }
  await edit(doc => clausesOf(doc).remove(kept))
  clock.pass(25 * DAY)
  await keeper.sweep(partnership)
  const then = await history.state(row, value.latest)
  const doc = new Y.Doc()
  if (then.ok) Y.applyUpdate(doc, then.value)
  expect([then.ok, proseText(clauseText(doc, kept))]).toEqual([true, 'What stays.'])
  clock.pass(20 * DAY)
  await keeper.sweep(partnership)
  expect(holds('What stays.')).toEqual([])
  await store.close()
})

test('[HIS-20] what is to go goes while people go on writing, before a round that is under way comes to it', async () => {
  const { store, clock, keeper, history, sync, row, partnership, retain, edit, looked } = await erasing()
  const others = Array.from({ length: 30 }, () => newId())
  for (const other of others) await store.addPartnership(other, clock.now())
  await retain(0)
  keeper.start()
  clock.pass(15 * 60_000)
  // The round has begun; whoever asks now does not wait for its end.
  const asked = keeper.sweep(partnership)
  let writing = true
  const writer = (async () => {
    while (writing) await edit(doc => addClause(doc, { heading: 'More' }))
  })()
  await asked
  writing = false
  await writer
  expect([holds(MARKER), holds(GONE)]).toEqual([[], []])
  expect(looked()).toBeLessThan(others.length)
  expect(await sync.read(row.id, doc => clausesOf(doc).all().length)).toBeGreaterThan(1)
  expect((await history.moments(row, { before: null, limit: 20 })).ok).toBe(true)
  keeper.stop()
  await store.close()
})
