import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { freshLoad } from './helpers.ts'
import { startWireServer, type WireServer } from './wire-server.ts'

const DOCUMENT = 'stockstockstockstock'

let server: WireServer
let providers: WebsocketProvider[] = []

beforeEach(async () => {
  server = await startWireServer()
})
afterEach(async () => {
  for (const provider of providers) provider.destroy()
  providers = []
  await server.close()
})

function connect(params: Record<string, string>, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(server.url, DOCUMENT, doc, {
    params,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  providers.push(provider)
  return provider
}

/** Waits for a state that events lead to; the test's own time limit ends it. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 2))
}

const cards = ({ doc }: WebsocketProvider): unknown => doc.getMap('cards').toJSON()

test('[SYN-2] two unmodified y-websocket providers connect, sync, converge and are on disk', async () => {
  const [ana, bo] = [connect({ member: 'ana' }), connect({ member: 'bo' })]
  await until(() => ana.synced && bo.synced)
  for (let n = 0; n < 50; n++) {
    ana.doc.getMap('cards').set(`a${n}`, new Y.Map([['n', n]]))
    bo.doc.getMap('cards').set(`b${n}`, new Y.Map([['n', n]]))
  }
  await until(() => ana.doc.getMap('cards').size === 100 && bo.doc.getMap('cards').size === 100)
  expect(cards(ana)).toEqual(cards(bo))
  expect((await freshLoad(server.store, DOCUMENT)).getMap('cards').toJSON()).toEqual(cards(ana))
})

test('[SYN-3] an unmodified provider sees others, under the names that the roster gives them', async () => {
  const [ana, bo] = [connect({ member: 'ana' }), connect({ member: 'bo' })]
  // A state that was never set has clock 0, which y-protocols shows to nobody until its first renewal.
  bo.awareness.setLocalState({ at: null })
  ana.awareness.setLocalState({ user: { name: 'The Minister', member: 'bo' }, at: 'card-1' })
  await until(() => bo.awareness.getStates().has(ana.doc.clientID) && ana.awareness.getStates().has(bo.doc.clientID))
  const seen = bo.awareness.getStates().get(ana.doc.clientID)
  expect(seen).toEqual({
    at: 'card-1',
    user: { member: 'ana', name: 'Name of ana', party: null, role: 'contributor', mark: 3, initials: 'an' },
  })
})

test('[SYN-4] an unmodified provider comes back after the line drops and brings what it wrote meanwhile', async () => {
  const [ana, bo] = [connect({ member: 'ana' }), connect({ member: 'bo' })]
  await until(() => ana.synced && bo.synced)
  ana.disconnect()
  ana.doc.getMap('cards').set('offline', 1)
  bo.doc.getMap('cards').set('online', 2)
  ana.connect()
  await until(() => ana.synced && ana.doc.getMap('cards').size === 2 && bo.doc.getMap('cards').size === 2)
  expect(cards(ana)).toEqual({ offline: 1, online: 2 })
  expect(cards(bo)).toEqual(cards(ana))
})

test('[SYN-5] an unmodified provider that may only read is sent everything and cannot write', async () => {
  const [ana, reader] = [connect({ member: 'ana' }), connect({ member: 'rea', read: '1' })]
  await until(() => ana.synced && reader.synced)
  ana.doc.getMap('cards').set('x', 1)
  await until(() => reader.doc.getMap('cards').has('x'))
  const closed = new Promise<{ code: number }>(resolve => reader.on('closed', resolve))
  reader.doc.getMap('cards').set('forged', 1)
  expect(await closed).toMatchObject({ code: 4403 })
  expect((await freshLoad(server.store, DOCUMENT)).getMap('cards').toJSON()).toEqual({ x: 1 })
  expect(cards(ana)).toEqual({ x: 1 })
})

test('[ENG-13] an unmodified provider reads every message of one flush, however many are in its buffer', async () => {
  const [ana, bo] = [connect({ member: 'ana' }), connect({ member: 'bo' })]
  await until(() => ana.synced && bo.synced)
  const before = server.directory.metrics.deliveries
  for (let n = 0; n < 300; n++) ana.doc.getMap('cards').set(`k${n}`, 'x'.repeat(n))
  await until(() => bo.doc.getMap('cards').size === 300)
  expect(cards(bo)).toEqual(cards(ana))
  expect(server.directory.metrics.deliveries - before).toBeGreaterThanOrEqual(300)
})
