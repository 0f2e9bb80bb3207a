import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { packHistory } from '../../../server/adapters/history-bytes.ts'
import { createHistorian } from '../../../server/adapters/history-worker.ts'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import type { HistoryUpdate, StoredHistory } from '../../../server/ports.ts'
import { addCard, cardsOf } from '../../../shared/kinds/board/model.ts'
import { TestClock } from '../http/table.ts'

const historian = createHistorian(systemClock)
afterAll(() => historian.close())

/** A board on which a note was written and moved, as it is stored. */
function stored(): { history: StoredHistory; card: string } {
  const doc = new Y.Doc()
  const updates: HistoryUpdate[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push({ bytes, member: 'ann', at: updates.length }))
  const card = doc.transact(() => addCard(doc, 'Water'))
  cardsOf(doc).set(card, { at: [3, 4] })
  return { history: { base: null, chunks: packHistory(updates, 0) }, card }
}

test('[HIS-16] the past is read on a thread of its own, and a study that fails harms no other', async () => {
  const { history, card } = stored()
  const answer = await historian.study('board', history, { type: 'state', point: 1 })
  const doc = new Y.Doc()
  if (answer.ok) Y.applyUpdate(doc, answer.value)
  expect(cardsOf(doc).get(card)).toMatchObject({ text: 'Water', at: null })
  const damaged = { base: null, chunks: [{ ...history.chunks[0]!, bytes: new Uint8Array([1, 2, 3]) }] }
  const both = await Promise.allSettled([
    historian.study('board', damaged, { type: 'state', point: 1 }),
    historian.study('board', history, { type: 'compare', from: 1, to: 2 }),
  ])
  expect(both[0].status).toBe('rejected')
  expect(both[1]).toMatchObject({ value: { ok: true, value: [{ id: card, fields: [{ name: 'at', by: 'ann' }] }] } })
})

test('[HIS-16] when too many wait the next is told to come again, and a study that takes too long is ended', async () => {
  const { history } = stored()
  const asked = Array.from({ length: 40 }, () => historian.study('board', history, { type: 'state', point: 2 }))
  const codes = (await Promise.all(asked)).map(one => (one.ok ? 'ok' : one.refusal.code))
  expect([...new Set(codes)].sort()).toEqual(['history-busy', 'ok'])
  expect(codes.filter(code => code === 'ok').length).toBe(25)
  const clock = new TestClock()
  const slow = createHistorian(clock)
  const late = slow.study('board', history, { type: 'state', point: 2 })
  clock.pass(31_000)
  await expect(late).rejects.toThrow(/could not be read in the time/)
  expect((await slow.study('board', history, { type: 'state', point: 2 })).ok).toBe(true)
  await slow.close()
})
