import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { Canvas } from '../../../client/room/canvas.ts'
import { ownPartnerships } from '../../../client/room/kept-partnerships.ts'
import { keepingOrder } from '../../../client/room/keep-copies.ts'
import { newId } from '../../../shared/ids.ts'
import type { DocumentInfo } from '../../../shared/ledger/state.ts'
import { openRealTable, type RealTable } from './real-table.ts'

let table: RealTable

beforeEach(async () => {
  table = await openRealTable()
})

afterEach(() => table.close())

const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 })
const editable = (room: Canvas) => until(() => expect(room.canEdit).toBe(true))
const cards = (doc: Y.Doc) => doc.getMap('cards')
const add = (room: Canvas, text: string) =>
  room.transact(() => cards(room.doc).set(newId(), new Y.Map(Object.entries({ text }))))
const always = async () => true

test('[OFF-15] after one visit every canvas that a member may see is on the device, opened or not, and nothing more', async () => {
  const { contributor, broker } = table.people
  const session = await table.tab(contributor)
  await session.keepCopies(always)
  const kept = [...table.browserOf(contributor).device.copies.keys()].map(name => name.split('/').at(-1)!)
  const seen = [...session.ledger.documents.keys()]
  await session.end()
  table.net.cut()
  const again = await table.tab(contributor)
  const board = again.open(table.document('board'))

  await editable(board)
  expect(kept).toEqual(expect.arrayContaining(seen))
  const brokers = (await broker.get(`/api/partnerships/${table.id}`)).body.documents.filter(
    (one: { boundary: string }) => one.boundary === 'broker',
  )
  expect(brokers.length).toBeGreaterThan(0)
  expect(kept).not.toContain(brokers[0].id)
})

test('[OFF-15] nobody is shown to be at a canvas whose copy is being kept', async () => {
  const { contributor, broker } = table.people
  const room = (await table.tab(broker)).open(table.document('board'))
  await editable(room)
  const met = new Set<string>()
  room.subscribe(() => {
    for (const person of room.people) if (!person.self) met.add(person.user.member)
  })
  await (await table.tab(contributor)).keepCopies(always)

  expect([...met]).toEqual([])
})

test('[OFF-16] edits that wait in a canvas which nobody opens again reach the others, also on a device that spares its line', async () => {
  const { contributor } = table.people
  const board = table.document('board')
  const first = await table.tab(contributor)
  const room = first.open(board)
  await editable(room)
  table.net.cut()
  add(room, 'offline')
  await until(() => expect(room.unsaved.count).toBe(1))
  await first.end()
  table.net.up = true

  table.browserOf(contributor).thrifty = true
  const again = await table.tab(contributor)
  await until(() => expect(again.online).toBe(true))
  await again.keepCopies(always)

  expect(await table.table.services.sync.read(board, doc => cards(doc).size)).toBe(1)
})

test('[OFF-16] what waits goes first; a device that spares its line fetches nothing else', () => {
  const documents = ['a', 'b', 'c'].map(id => ({ id }) as DocumentInfo)
  const ids = (lowData: boolean) => keepingOrder(documents, ['c', 'gone'], lowData).map(({ id }) => id)
  expect([ids(false), ids(true)]).toEqual([['c', 'a', 'b'], ['c']])
})

test('[OFF-17] a second visit is on the screen before the server has answered', async () => {
  const { contributor } = table.people
  await (await table.tab(contributor)).end()
  const browser = table.browserOf(contributor)
  const { api } = browser
  browser.api = { ...api, get: () => new Promise(() => {}) }

  const session = await table.tab(contributor)

  expect(session.ready).toBe(true)
  expect(session.me.name).toBe('Mwanahawa')
  browser.api = api
})

test('[OFF-18] who was removed meanwhile is shown out by the first answer, and nothing of the partnership stays on the device', async () => {
  const { contributor, broker } = table.people
  const first = await table.tab(contributor)
  await first.keepCopies(always)
  await first.end()
  await broker.delete(`/api/partnerships/${table.id}/members/${contributor.member}`)

  const again = await table.tab(contributor).catch(() => null)
  if (again) await until(() => expect(again.standing).toBe('removed'))
  const { device, storage } = table.browserOf(contributor)

  await until(() => expect([...device.copies.keys()]).toEqual([]))
  expect(storage.keys(`trestle/partnership/`)).toEqual([])
})

test('[OFF-19] my partnerships are listed without a line, but for those that one was shown out of', async () => {
  const { contributor, broker } = table.people
  await (await table.tab(contributor)).end()
  const parts = table.browserOf(contributor).tab()
  const online = await ownPartnerships(parts)
  table.net.cut()
  const offline = await ownPartnerships(parts)
  table.net.up = true
  await broker.delete(`/api/partnerships/${table.id}/members/${contributor.member}`)
  const again = await table.tab(contributor).catch(() => null)
  if (again) await until(() => expect(again.standing).toBe('removed'))
  table.net.cut()

  expect(online).toMatchObject({ ok: true, value: { kept: false, partnerships: [{ id: table.id }] } })
  expect(offline).toMatchObject({ ok: true, value: { kept: true, partnerships: [{ id: table.id }] } })
  expect(await ownPartnerships(parts)).toMatchObject({ ok: false, refusal: { code: 'offline' } })
})
