import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SyncedDoc } from '../../../client/sync/synced-doc.ts'
import { FakeBrowser } from './fake-browser.ts'
import { FakeNet } from './fake-net.ts'
import { FakeServer } from './fake-server.ts'

let server: FakeServer
let net: FakeNet
const heard: Uint8Array[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  server = new FakeServer()
  heard.length = 0
  net = new FakeNet((end, document, member) => {
    const peer = server.serve(end, document, member)
    return {
      receive: frame => {
        heard.push(frame)
        peer.receive(frame)
      },
      leave: () => peer.leave(),
    }
  })
})

afterEach(() => vi.useRealTimers())

const wait = (ms = 50) => vi.advanceTimersByTimeAsync(ms)

/** A document whose copy is read only when `read` is called. */
function slowly(browser: FakeBrowser): { one: SyncedDoc; read: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const parts = browser.tab()
  const one = new SyncedDoc({
    document: 'board',
    member: 'ana',
    writes: true,
    shows: false,
    parts: {
      ...parts,
      device: {
        open: async (name, doc) => {
          await promise
          return parts.device.open(name, doc)
        },
        forget: prefix => parts.device.forget(prefix),
      },
    },
    changed: () => {},
    ended: () => {},
  })
  return { one, read: resolve }
}

test('[OFF-34] a line opens while the copy is read, says nothing before, and is the one that is used', async () => {
  server.doc('board').getMap('cards').set('a', 1)
  const { one, read } = slowly(new FakeBrowser(net, 'ana'))
  await wait()
  const before = { open: net.sockets.size, heard: heard.length }
  read()
  await wait()

  expect(before).toEqual({ open: 1, heard: 0 })
  expect(net.sockets.size).toBe(1)
  expect(one.online).toBe(true)
  expect(one.doc.getMap('cards').toJSON()).toEqual({ a: 1 })
  await one.close()
  await wait()
  expect(net.sockets.size).toBe(0)
})

test('[OFF-34] a line that closed while the copy was read is opened anew', async () => {
  const { one, read } = slowly(new FakeBrowser(net, 'ana'))
  await wait()
  net.cut()
  net.up = true
  read()
  await wait()

  expect(one.online).toBe(true)
  await one.close()
})
