import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SyncedDoc } from '../../../client/sync/synced-doc.ts'
import { CLOSE } from '../../../shared/protocol.ts'
import { FakeBrowser } from './fake-browser.ts'
import { FakeNet } from './fake-net.ts'
import { FakeServer } from './fake-server.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

const wait = (ms = 50) => vi.advanceTimersByTimeAsync(ms)

function opened(browser: FakeBrowser): SyncedDoc {
  return new SyncedDoc({
    document: 'board',
    member: 'ana',
    writes: true,
    shows: true,
    parts: browser.tab(),
    changed: () => {},
    ended: () => {},
  })
}

test('[SIM-3] what was written while the line was down is given back too when the seat was lost meanwhile', async () => {
  const server = new FakeServer()
  const net = new FakeNet(server.serve)
  const browser = new FakeBrowser(net, 'ana')
  const ana = opened(browser)
  await wait()
  net.cut()
  ana.doc.getMap('cards').set('a', 'written without a line')
  server.mayWrite = () => false
  net.up = true
  browser.wake()
  await wait(10)
  server.end('ana', CLOSE.notAllowed, 'read-only')
  await wait()

  expect(ana.saved).toMatchObject({ type: 'not-saved', code: 'read-only' })
  expect(ana.unsavedWords()).toEqual(['written without a line'])
  await ana.close()
})

for (const visit of ['the same', 'a later'] as const)
  test(`[SIM-5] who lost the right to write while away is given back what the server lacks, in ${visit} visit`, async () => {
    const server = new FakeServer()
    const net = new FakeNet(server.serve)
    const browser = new FakeBrowser(net, 'ana')
    let ana = opened(browser)
    await wait()
    ana.doc.getMap('cards').set('a', 'saved before')
    await wait(500)
    net.cut()
    ana.doc.getMap('cards').set('b', 'written without a line')
    await wait(500)
    if (visit === 'a later') {
      await ana.close()
      ana = opened(browser)
    }
    server.mayWrite = () => false
    net.up = true
    browser.wake()
    await wait(6_000)
    expect(ana.saved.type).toBe('saving')
    ana.setWrites(false)
    await wait()

    expect(ana.saved).toMatchObject({ type: 'not-saved', code: 'read-only' })
    expect(ana.unsavedWords()).toEqual(['written without a line'])
    expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 'saved before' })
    await ana.close()
  })

test('[SIM-5] whose edits had all arrived before they lost the right to write is told that nothing is missing', async () => {
  const server = new FakeServer()
  const net = new FakeNet(server.serve)
  const browser = new FakeBrowser(net, 'ana')
  const ana = opened(browser)
  await wait()
  server.acknowledges = false
  ana.doc.getMap('cards').set('a', 'arrived')
  await wait()
  server.mayWrite = () => false
  net.cut()
  await wait()
  net.up = true
  browser.wake()
  ana.setWrites(false)
  await wait(6_000)

  expect(ana.count).toBe(0)
  expect(ana.saved.type).toBe('saved')
  await ana.close()
})

test('[SIM-4] a tab that takes over the id of one that closed first reads what that one left on this device', async () => {
  const server = new FakeServer()
  const net = new FakeNet(server.serve)
  const browser = new FakeBrowser(net, 'ana')
  const first = opened(browser)
  await wait()
  first.doc.getMap('cards').set('a', 1)
  await wait(500)
  const second = opened(browser)
  await wait()
  net.cut()
  first.doc.getMap('cards').set('b', 2)
  await first.close()
  net.up = true
  browser.wake()
  await wait(6_000)
  second.doc.getMap('cards').set('c', 3)
  await wait()

  expect(second.doc.clientID).toBe([...second.doc.store.clients.keys()][0])
  expect(server.doc('board').getMap('cards').toJSON()).toEqual({ a: 1, b: 2, c: 3 })
  expect(second.doc.getMap('cards').toJSON()).toEqual({ a: 1, b: 2, c: 3 })
  await second.close()
})
