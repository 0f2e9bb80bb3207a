import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { unpackHistory } from '../../../server/adapters/history-bytes.ts'
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts'
import { historianHere } from '../../../server/adapters/study-stored.ts'
import { createHistory } from '../../../server/history/history-service.ts'
import type { DocumentRow } from '../../../server/ports.ts'
import { LIMITS } from '../../../server/sync/limits.ts'
import { wireServices } from '../../../server/wire-services.ts'
import { addCard, cardsOf } from '../../../shared/kinds/board/model.ts'
import { newId } from '../../../shared/ids.ts'
import { TestClock } from '../http/table.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trestle-authors-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const row: DocumentRow = { id: newId(), partnership: newId(), boundary: 'partnership', role: 'canvas', kind: 'board' }
const log = {
  info() {},
  warn() {},
  error: (fields: object, text: string) => expect.fail(text + JSON.stringify(fields)),
}

/** A server's rooms and history over the folder; `stop` ends it in order. */
async function server(clock: TestClock) {
  const store = await openSqliteStore(folder)
  const { ledger, sync, syncMetrics } = wireServices({ store, clock, log, limits: 'standard' })
  const history = createHistory({ store, historian: historianHere(), sync, ledger })
  const stop = async () => {
    await sync.drain()
    await store.close()
  }
  return { store, sync, syncMetrics, history, stop }
}

test('[HIS-24] who wrote each update, and when, is known after rooms compacted their logs and the server began anew', async () => {
  const clock = new TestClock()
  const members = [newId(), newId(), null] as const
  const written: { member: string | null; at: number }[] = []
  const first = await server(clock)
  await first.store.addPartnership(row.partnership, clock.now())
  await first.store.addDocument(row)
  const note = newId()
  for (let edit = 0; edit <= LIMITS.tailUpdates + 50; edit++) {
    const member = members[edit % 7 === 0 ? 2 : edit % 2]!
    written.push({ member, at: clock.now() })
    await first.sync.edit(
      row,
      doc => {
        if (edit === 0) addCard(doc, 'A note', null, note)
        else cardsOf(doc).set(note, { text: `As edit ${edit} left it` })
      },
      member,
    )
    clock.pass(1)
  }
  await expect.poll(() => first.syncMetrics.compactions).toBeGreaterThan(0)
  await first.stop()

  const second = await server(clock)
  const stored = await second.store.load(row.id)
  expect([stored.snapshot !== null, stored.updates.length < written.length]).toEqual([true, true])
  const kept = unpackHistory(await second.store.history(row.id, 0, written.length))
  expect(kept.map(({ member, at }) => ({ member, at }))).toEqual(written)
  const told = await second.history.compare(row, 9, 10)
  expect(told).toMatchObject({
    value: {
      changes: [
        { id: note, fields: [{ before: 'As edit 8 left it', after: 'As edit 9 left it', by: written[9]!.member }] },
      ],
    },
  })
  await second.stop()
})
