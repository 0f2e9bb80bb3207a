import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SyncedDoc } from '../../../client/sync/synced-doc.ts'
import { memoryStorage, type Storage } from '../../../client/sync/storage.ts'
import { LEASE_MS, storageLeases, webLocks } from '../../../client/sync/tab-locks.ts'
import { FakeBrowser, fakeWebLocks } from './fake-browser.ts'
import { FakeNet } from './fake-net.ts'
import { FakeServer } from './fake-server.ts'

let server: FakeServer
let net: FakeNet
let browser: FakeBrowser
const open: SyncedDoc[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  server = new FakeServer()
  net = new FakeNet(server.serve)
  browser = new FakeBrowser(net, 'ana')
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  vi.useRealTimers()
})

const wait = (ms = 200) => vi.advanceTimersByTimeAsync(ms)

function tab(parts = browser.tab()): SyncedDoc {
  const one = new SyncedDoc({
    document: 'board',
    member: 'ana',
    writes: true,
    shows: true,
    parts,
    changed: () => {},
    ended: () => {},
  })
  open.push(one)
  return one
}

const put = (one: SyncedDoc, key: string) => one.doc.getMap('cards').set(key, key)
const idsWithEdits = () => [...server.doc('board').store.clients.keys()].sort()
const lasting = (): Storage => {
  const storage = memoryStorage()
  return { ...storage, set: (key, value) => !storage.set(key, value) }
}

test('[SAV-11] a device edits under its own id again after a reload', async () => {
  const first = tab()
  await wait()
  put(first, 'a')
  await wait()
  const id = first.doc.clientID
  await first.close()

  const again = tab()
  await wait()
  put(again, 'b')
  await wait()

  expect(again.doc.clientID).toBe(id)
  expect(idsWithEdits()).toEqual([id])
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 'a', b: 'b' })
})

test('[SAV-11] others see a device that came back under its old id, though they remember a later clock', async () => {
  const bo = new SyncedDoc({
    document: 'board',
    member: 'bo',
    writes: true,
    shows: true,
    parts: new FakeBrowser(net, 'bo').tab(),
    changed: () => {},
    ended: () => {},
  })
  open.push(bo)
  const first = tab()
  await wait()
  put(first, 'a')
  for (let at = 0; at < 30; at++) {
    first.show({ at: `row${at}` })
    await wait(100)
  }
  await first.close()
  await wait(5_000)

  const again = tab()
  await wait()
  again.show({ at: 'back' })
  await wait()

  expect(bo.awareness.getStates().get(again.doc.clientID)).toMatchObject({ at: 'back' })
})

test('[SAV-12] two tabs of one browser never share a client id', async () => {
  const first = tab()
  await wait()
  put(first, 'a')
  await wait()
  await first.close()

  const [left, right] = [tab(), tab()]
  await wait()
  put(left, 'l')
  put(right, 'r')
  await wait()

  expect(left.doc.clientID).not.toBe(right.doc.clientID)
  expect(left.awareness.clientID).toBe(left.doc.clientID)
  expect(right.awareness.clientID).toBe(right.doc.clientID)
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 'a', l: 'l', r: 'r' })
  expect(left.doc.getMap('cards').toJSON()).toEqual(right.doc.getMap('cards').toJSON())
})

test('[SAV-12] the id of a second tab is kept too, so that two tabs every day need two ids and no more', async () => {
  for (let day = 0; day < 5; day++) {
    const [left, right] = [tab(), tab()]
    await wait()
    put(left, `l${day}`)
    put(right, `r${day}`)
    await wait()
    await left.close()
    await right.close()
  }

  expect(idsWithEdits()).toHaveLength(2)
})

test('[SAV-13] after a reload without the server a document is editable, under an id that nobody had', async () => {
  const first = tab()
  await wait()
  put(first, 'a')
  await wait()
  const id = first.doc.clientID
  await first.close()
  net.cut()

  const again = tab()
  await wait(3_000)
  const editable = again.editable
  put(again, 'offline')
  await wait()
  net.up = true
  await wait(10_000)

  expect(editable).toBe(true)
  expect(again.doc.clientID).not.toBe(id)
  expect(again.awareness.clientID).toBe(again.doc.clientID)
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 'a', offline: 'offline' })
})

test('[SAV-13] a document that was opened without the server and not edited goes on under the device’s old id', async () => {
  const first = tab()
  await wait()
  put(first, 'a')
  await wait()
  const id = first.doc.clientID
  await first.close()
  net.cut()

  const again = tab()
  await wait(3_000)
  net.up = true
  await wait(10_000)
  put(again, 'b')
  await wait()

  expect(idsWithEdits()).toEqual([id])
})

test('[SAV-14] nothing can be edited until this device has once had the document from the server', async () => {
  net.up = false
  const ana = tab()
  await wait(60_000)
  const before = { loaded: ana.loaded, editable: ana.editable }
  net.up = true
  await wait(10_000)

  expect(before).toEqual({ loaded: false, editable: false })
  expect(ana.editable).toBe(true)
})

test('[SAV-15] without Web Locks a lease keeps two tabs apart', async () => {
  const storage = lasting()
  const locks = storageLeases(storage, () => Date.now())

  const both = Promise.all([locks.take('x'), locks.take('x')])
  await wait()
  const [a, b] = await both
  const third = locks.take('x')
  await wait()

  expect([a, b].filter(Boolean)).toHaveLength(1)
  expect(await third).toBeNull()
  ;(a ?? b)!.release()
  const fourth = locks.take('x')
  await wait()
  expect(await fourth).not.toBeNull()
  ;(await fourth)!.release()
})

test('[SAV-15] a tab that slept while another took its lease writes nothing more under that id', async () => {
  const storage = lasting()
  browser = new FakeBrowser(net, 'ana')
  const first = tab({ ...browser.tab(), locks: storageLeases(storage, () => Date.now()) })
  await wait()
  put(first, 'a')
  await wait()
  const id = first.doc.clientID
  // While the first tab slept, its lease ran out and another tab took it.
  storage.set(storage.keys('trestle/lock/')[0]!, JSON.stringify({ token: 'other', until: Date.now() + LEASE_MS }))
  await wait(21_000)

  put(first, 'after sleep')
  await wait()

  expect(first.doc.clientID).not.toBe(id)
  expect(first.awareness.clientID).toBe(first.doc.clientID)
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 'a', 'after sleep': 'after sleep' })
})

test('[SAV-15] a page that is left gives its leases back at once, and holds none when it is shown again', async () => {
  let leave = () => {}
  const onHide = (listener: () => void) => {
    leave = listener
    return () => {}
  }
  const locks = storageLeases(lasting(), () => Date.now(), onHide)
  const taking = locks.take('x')
  await wait()
  const first = (await taking)!
  const before = first.held()

  leave()
  const again = locks.take('x')
  await wait()

  expect(before).toBe(true)
  expect(first.held()).toBe(false)
  expect(await again).not.toBeNull()
  ;(await again)!.release()
})

test('[SAV-15] Web Locks give a name to one holder at a time', async () => {
  const locks = webLocks(fakeWebLocks())
  const first = await locks.take('x')
  const second = await locks.take('x')
  first!.release()
  await wait()

  expect(first!.held()).toBe(true)
  expect(second).toBeNull()
  expect(await locks.take('x')).not.toBeNull()
})
