import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { Canvas } from '../../../client/room/canvas.ts'
import { unkeptCopy } from '../../../client/sync/device.ts'
import { CLOSE } from '../../../shared/protocol.ts'
import { FakeBrowser } from '../sync/fake-browser.ts'
import { FakeNet } from '../sync/fake-net.ts'
import { FakeServer } from '../sync/fake-server.ts'

let server: FakeServer
let net: FakeNet
let released: Canvas[]
let ended: Canvas[]
const open: Canvas[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  server = new FakeServer()
  net = new FakeNet(server.serve)
  released = []
  ended = []
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.end()
  vi.useRealTimers()
})

const wait = (ms = 200) => vi.advanceTimersByTimeAsync(ms)

function canvas(
  browser: FakeBrowser,
  member: string,
  options: { mayWrite?: () => boolean; parts?: ReturnType<FakeBrowser['tab']> } = {},
): Canvas {
  const one = new Canvas({
    document: 'board',
    kind: 'board',
    boundary: 'partnership',
    member,
    parts: options.parts ?? browser.tab(),
    mayWrite: options.mayWrite ?? (() => true),
    me: () => ({ member, name: member, party: null, role: 'contributor', mark: null, initials: 'X' }),
    ended: which => ended.push(which),
    released: which => released.push(which),
  }).hold()
  open.push(one)
  return one
}

const cards = (one: { doc: Y.Doc }) => one.doc.getMap('cards')
const put = (one: Canvas, key: string, value: unknown) => one.transact(() => cards(one).set(key, value))

test('[SAV-29] undo takes back one’s own last act and nobody else’s', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  const bo = canvas(new FakeBrowser(net, 'bo'), 'bo')
  await wait()
  put(ana, 'a', 1)
  await wait()
  put(bo, 'b', 2)
  await wait()

  ana.undo.undo()
  await wait()

  expect(cards(ana).toJSON()).toEqual({ b: 2 })
  expect(cards(bo).toJSON()).toEqual({ b: 2 })
  expect(ana.undo.canUndo()).toBe(false)
  ana.undo.redo()
  await wait()
  expect(cards(bo).toJSON()).toEqual({ a: 1, b: 2 })
})

test('[SAV-29] every act is a step of its own, however quickly it follows', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  await wait()
  put(ana, 'a', 1)
  put(ana, 'b', 2)
  ana.transact(() => {
    cards(ana).set('c', 3)
    cards(ana).set('d', 4)
  })

  ana.undo.undo()
  expect(cards(ana).toJSON()).toEqual({ a: 1, b: 2 })
  ana.undo.undo()
  expect(cards(ana).toJSON()).toEqual({ a: 1 })
})

test('[SAV-29] what was made on an earlier visit, or by the server, is not undone', async () => {
  const browser = new FakeBrowser(net, 'ana')
  server.doc('board').getMap('cards').set('seed', 0)
  const first = canvas(browser, 'ana')
  await wait()
  put(first, 'a', 1)
  await wait()
  await first.end()

  const again = canvas(browser, 'ana')
  await wait()
  again.undo.undo()

  expect(cards(again).toJSON()).toEqual({ seed: 0, a: 1 })
})

test('[SAV-30] nothing is written through a room that may not be edited', async () => {
  let role = true
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana', { mayWrite: () => role })
  expect(() => put(ana, 'early', 1)).toThrow(/canEdit/)
  await wait()
  expect(ana.canEdit).toBe(true)

  role = false
  ana.reseat()

  expect(ana.canEdit).toBe(false)
  expect(() => put(ana, 'late', 1)).toThrow(/canEdit/)
})

test('[SAV-31] refused words stay on the screen and on this device until their author starts afresh from the server’s copy', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = canvas(browser, 'ana')
  await wait()
  put(ana, 'kept', 'an old word')
  await wait()
  server.refusal = { code: 'bad-content', close: CLOSE.refusedUpdate }
  put(ana, 'lost', 'a new word')
  await wait()
  const shown = cards(ana).toJSON()
  const old = ana.doc
  server.refusal = null

  expect(ana.saved).toMatchObject({ type: 'not-saved', code: 'bad-content' })
  expect(ana.canEdit).toBe(false)
  expect(shown).toEqual({ kept: 'an old word', lost: 'a new word' })
  expect(ana.refusedCopies).toMatchObject([
    { words: ['a new word'], code: 'bad-content', document: 'board', member: 'ana' },
  ])

  await ana.startAfresh()
  await wait()

  expect(ana.doc).not.toBe(old)
  expect(cards(ana).toJSON()).toEqual({ kept: 'an old word' })
  expect(ana.canEdit).toBe(true)
  put(ana, 'again', 'typed again')
  await wait()
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ kept: 'an old word', again: 'typed again' })
  expect(ana.refusedCopies).toHaveLength(1)
})

test('[SAV-31] after a refusal a reload sends nothing of it again, and the words are still there', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = canvas(browser, 'ana')
  await wait()
  server.refusal = { code: 'bad-content', close: CLOSE.refusedUpdate }
  put(ana, 'lost', 'a new word')
  await wait()
  await ana.end()
  server.refusal = null

  const again = canvas(browser, 'ana')
  await wait()

  expect(cards(again).toJSON()).toEqual({})
  expect(again.saved.type).toBe('saved')
  expect(again.refusedCopies).toMatchObject([{ words: ['a new word'] }])
})

test('[SAV-31] edits made offline by someone who lost the right to write are kept as a copy', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = canvas(browser, 'ana')
  await wait()
  net.cut()
  put(ana, 'a', 'written on the train')
  await wait()
  server.refusal = { code: 'read-only', close: CLOSE.notAllowed }
  net.up = true
  await wait(10_000)

  expect(ana.saved).toMatchObject({ type: 'not-saved', code: 'read-only' })
  expect(ana.refusedCopies).toMatchObject([{ words: ['written on the train'] }])
  expect(ended).toEqual([])
})

test('[SAV-32] a line that the server ended for good stays closed until somebody knows why', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = canvas(browser, 'ana')
  await wait()
  server.end('ana', CLOSE.notAllowed)
  await wait(60_000)
  browser.wake()
  await wait()
  const peers = server.peers.size

  ana.resume()
  await wait()

  expect(peers).toBe(0)
  expect(ended).toEqual([ana])
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-32] a canvas that the server does not know is gone', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  await wait()
  server.end('ana', CLOSE.noDocument)
  await wait()

  expect(ana.standing).toBe('gone')
  expect(ana.canEdit).toBe(false)
})

test('[SAV-32] a flood is let go of for a while, and then the line comes back by itself', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  await wait()
  server.end('ana', CLOSE.flood)
  await wait(10_000)
  const away = ana.saved.type
  await wait(10_000)

  expect(away).toBe('offline')
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-33] in a window that keeps nothing, a closed canvas stays until its edits are saved, and offline says so', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const parts = { ...browser.tab(), device: { open: async () => unkeptCopy(), forget: async () => true } }
  const ana = canvas(browser, 'ana', { parts })
  await wait()
  net.cut()
  put(ana, 'a', 1)
  await wait()
  const { saved } = ana

  ana.close()
  await wait()
  const before = [...released]
  net.up = true
  await wait(10_000)

  expect(saved).toMatchObject({ type: 'offline', count: 1, kept: false })
  expect(before).toEqual([])
  expect(released).toContain(ana)
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 1 })
})

test('[SAV-35] a canvas left with edits that wait goes on trying until they are saved', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  await wait()
  net.cut()
  put(ana, 'a', 1)
  await wait()

  ana.close()
  await wait()
  const before = [...released]
  net.up = true
  await wait(10_000)

  expect(before).toEqual([])
  expect(released).toContain(ana)
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 1 })
})

test('[SAV-34] a room tells of many changes in one go', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  await wait()
  let told = 0
  ana.subscribe(() => told++)

  for (let at = 0; at < 50; at++) put(ana, `k${at}`, at)
  await vi.advanceTimersByTimeAsync(0)

  expect(told).toBe(1)
})

test('[SAV-34] showing oneself is sent a few dozen times a second at most, and the last state always', async () => {
  const ana = canvas(new FakeBrowser(net, 'ana'), 'ana')
  const bo = canvas(new FakeBrowser(net, 'bo'), 'bo')
  await wait()
  server.presence.length = 0

  for (let at = 0; at < 240; at++) {
    ana.show({ drag: { id: 'row', to: [at, at] } })
    await wait(4)
  }
  await wait()

  expect(server.presence.length).toBeLessThanOrEqual(35)
  expect(bo.people.find(person => !person.self)?.drag).toEqual({ id: 'row', to: [239, 239] })
})
