import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { openRealTable, type RealTable } from './real-table.ts'

let table: RealTable

beforeEach(async () => {
  table = await openRealTable()
})

afterEach(() => table.close())

const WORDS = 'Words that were better not said'
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 })

/** Whether any copy on the contributor's device holds the words, deleted or not. */
function kept(): boolean {
  const { copies } = table.browserOf(table.people.contributor).device
  const bytes = [...copies.values()].flatMap(({ updates }) => updates)
  return bytes.some(update => Buffer.from(update).includes(WORDS))
}

async function say(): Promise<() => Promise<void>> {
  const { broker } = table.people
  const document = table.document('board')
  const send = async (body: object) => {
    const answer = await broker.post(`/api/partnerships/${table.id}/commands`, { id: newId(), document, ...body })
    expect(answer.status).toBe(200)
  }
  const id = newId()
  await send({ id, type: 'comment.add', words: WORDS })
  return () => send({ type: 'comment.erase', thread: id, comment: id })
}

test('[COM-17] what is erased leaves the bytes of a device’s copy at once, and on a device that was away when it comes back', async () => {
  const { contributor } = table.people
  const erase = await say()
  const first = await table.tab(contributor)
  await until(() => expect(kept()).toBe(true))

  await erase()
  await until(() => expect(kept()).toBe(false))

  const again = await say()
  await until(() => expect(kept()).toBe(true))
  await first.end()
  await again()
  expect(kept()).toBe(true)
  await table.tab(contributor)
  await until(() => expect(kept()).toBe(false))
})

test('[COM-17] a browser that was closed in the midst of it does it on its next visit, line or none', async () => {
  const { contributor } = table.people
  const erase = await say()
  const first = await table.tab(contributor)
  await until(() => expect(kept()).toBe(true))
  const { copies } = table.browserOf(contributor).device
  const before = [...copies.values()].map(copy => ({ copy, updates: [...copy.updates] }))
  await erase()
  await until(() => expect(kept()).toBe(false))
  await first.end()
  for (const { copy, updates } of before) {
    if (!updates.some(update => Buffer.from(update).includes(WORDS))) continue
    copy.updates.unshift(...updates)
    copy.notes.set('rewrite', 'due')
  }
  expect(kept()).toBe(true)
  table.net.cut()

  await table.tab(contributor)
  await until(() => expect(kept()).toBe(false))
})
