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

test('[SIM-3] what was written while the line was down is given back too when the seat was lost meanwhile', async () => {
  const server = new FakeServer()
  const net = new FakeNet(server.serve)
  const browser = new FakeBrowser(net, 'ana')
  const ana = new SyncedDoc({
    document: 'board',
    member: 'ana',
    writes: true,
    shows: true,
    parts: browser.tab(),
    changed: () => {},
    ended: () => {},
  })
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
