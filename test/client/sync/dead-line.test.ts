import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from '../../../client/sync/api.ts'
import { SyncedDoc } from '../../../client/sync/synced-doc.ts'
import { waitingDocuments } from '../../../client/sync/waiting.ts'
import { FakeBrowser } from './fake-browser.ts'
import { FakeNet } from './fake-net.ts'
import { FakeServer } from './fake-server.ts'

let server: FakeServer
let net: FakeNet
const open: SyncedDoc[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  server = new FakeServer()
  net = new FakeNet(server.serve)
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  vi.useRealTimers()
})

const wait = (ms = 50) => vi.advanceTimersByTimeAsync(ms)
const put = (one: SyncedDoc, key: string, value: unknown) => one.doc.getMap('cards').set(key, value)

function synced(browser: FakeBrowser): SyncedDoc {
  const told = { changed: () => {}, ended: () => {} }
  const one = new SyncedDoc({
    document: 'board',
    member: 'ana',
    writes: true,
    shows: true,
    parts: browser.tab(),
    ...told,
  })
  open.push(one)
  return one
}

test('[OFF-10] an edit that nobody answers is said to wait offline within four seconds, and saved when the line lives again', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  net.dead = true
  put(ana, 'a', 1)
  await wait(4_100)
  const dead = ana.saved
  net.dead = false
  await wait(10_000)

  expect(dead).toMatchObject({ type: 'offline', count: 1 })
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 1 })
  expect(ana.saved.type).toBe('saved')
})

test('[OFF-10] an attempt that hangs is said to be offline within five seconds, tried again, and the copy can be edited', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const before = synced(browser)
  await wait()
  put(before, 'a', 1)
  await wait()
  await before.close()
  net.dead = true
  const again = synced(browser)
  await wait(5_100)
  const [state, editable] = [again.saved.type, again.editable]
  net.dead = false
  await wait(10_000)

  expect([state, editable]).toEqual(['offline', true])
  expect(again.online).toBe(true)
})

test('[OFF-10] a line on which nothing is heard for longer than the server’s beat is offline; a heard one is not', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  await wait(10_000)
  expect(ana.online).toBe(true)
  net.dead = true
  await wait(26_000)
  expect(ana.online).toBe(false)
  expect(ana.saved.type).toBe('offline')
})

test('[OFF-11] a thin line that still carries something away is not given up', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  const [socket] = net.sockets
  net.dead = true
  socket!.bufferedAmount = 300_000
  put(ana, 'a', 1)
  for (let left = 250_000; left > 100_000; left -= 50_000) {
    await wait(3_900)
    socket!.bufferedAmount = left
  }

  expect(ana.saved).toEqual({ type: 'saving', count: 1 })
  expect(net.sockets).toContain(socket)
})

test('[OFF-12] a request that nobody answers ends as offline', async () => {
  vi.useRealTimers()
  const timeouts: number[] = []
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
    timeouts.push(ms)
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'))
  })
  const api = createApi(async (_path, init) => {
    init.signal?.throwIfAborted()
    return new Response('{}')
  })

  expect(await api.get('/api/partnerships')).toEqual({ ok: false, refusal: { status: 0, code: 'offline' } })
  await api.post('/api/join', { words: 'x'.repeat(80_000) })
  timeout.mockRestore()
  expect(timeouts[0]).toBeLessThanOrEqual(10_000)
  expect(timeouts[1]).toBeGreaterThanOrEqual(29_000)
})

test('[OFF-13] documents with edits that wait are found without opening them, and forgotten once they are saved', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  net.cut()
  put(ana, 'a', 1)
  await wait(1_000)
  const waiting = waitingDocuments(browser.storage, 'ana')
  net.up = true
  browser.wake()
  await wait(10_000)

  expect(waiting).toEqual(['board'])
  expect(waitingDocuments(browser.storage, 'ana')).toEqual([])
})

test('[OFF-14] in low-data mode a line asks for no presence and shows nothing that moves, and goes by the switch at once', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  const urls = () => [...net.sockets].map(socket => new URL(socket.url).search)
  const before = urls()
  browser.spare(true)
  await wait(1_000)
  server.presence.length = 0
  ana.show({ at: 'card' })
  await wait(1_000)

  expect(before).toEqual(['?ext=1'])
  expect(urls()).toEqual(['?ext=1&presence=0'])
  expect(server.presence).toEqual([])
  browser.spare(false)
  await wait(1_000)
  expect(urls()).toEqual(['?ext=1'])
})
