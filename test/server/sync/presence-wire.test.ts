import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { awarenessFrame, decodeFrame, step1Frame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { content, forge } from './forge.ts'
import { startWireServer, type WireServer } from './wire-server.ts'

const DOCUMENT = 'presencepresencepres'

let server: WireServer
let ends: (() => void)[] = []
afterEach(async () => {
  for (const end of ends) end()
  ends = []
  await server.close()
})

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 5))
}

const json = (state: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(state))
const show = (clientId: number, clock: number, state: unknown): Uint8Array =>
  awarenessFrame([{ clientId, clock, json: json(state) }])

async function bareSocket(query: string) {
  const socket = new WebSocket(`${server.url}/${DOCUMENT}?${query}`, { perMessageDeflate: false })
  const frames: Uint8Array[] = []
  let closed: number | null = null
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)))
  socket.on('close', code => {
    closed = code
  })
  socket.on('error', () => {})
  ends.push(() => socket.terminate())
  await new Promise(resolve => socket.once('open', resolve))
  socket.send(step2Frame(new Uint8Array([0, 0])))
  socket.send(step1Frame(new Uint8Array([0])))
  const count = (type: string): number => frames.filter(bytes => decodeFrame(bytes, true)?.type === type).length
  await until(() => count('step2') === 1)
  return { socket, count, closed: () => closed }
}

test('[PRS-1] fifty stock clients who move at once all see each other where they are, and nobody is slowed, closed or lost', {
  timeout: 120_000,
}, async () => {
  server = await startWireServer()
  const closed: number[] = []
  const people = Array.from({ length: 50 }, (_, n) => {
    const provider = new WebsocketProvider(server.url, DOCUMENT, new Y.Doc(), {
      params: { member: `m${n}` },
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    provider.on('closed', (event: { code: number }) => closed.push(event.code))
    ends.push(() => provider.destroy())
    return provider
  })
  await until(() => people.every(({ synced }) => synced))
  for (let move = 0; move < 20; move++) {
    for (const { awareness } of people) awareness.setLocalState({ at: move })
    const last = people.at(-1)!.doc.clientID
    // As fast as the slowest of them sees it.
    await until(() => people.every(({ awareness }) => awareness.getStates().get(last)?.at === move))
  }
  await until(() =>
    people.every(({ awareness }) => {
      const states = [...awareness.getStates().values()]
      return states.length === 50 && states.every(({ at }) => at === 19)
    }),
  )
  expect(closed).toEqual([])
  expect(people.every(({ wsconnected }) => wsconnected)).toBe(true)
  expect(server.directory.metrics.sessions).toBe(50)
  expect(people.map((_, n) => server.slowed(`m${n}`)).filter(times => times > 0)).toEqual([])
  // Each shown move comes back from the others as an echo, which is passed over.
  expect(server.directory.metrics.presenceDropped).toBeGreaterThan(5_000)
})

test('[PRS-3] a client on a thin line is sent every edit and none of the frames that show who moves', async () => {
  server = await startWireServer()
  const [ana, full, thin] = [
    await bareSocket('member=ana'),
    await bareSocket('member=full'),
    await bareSocket('member=thin&presence=0'),
  ]
  for (let clock = 1; clock <= 40; clock++) {
    ana.socket.send(show(5_001, clock, { at: clock }))
    if (clock % 10 === 0) {
      const struct = { parent: 'cards', sub: `k${clock}`, ...content.any([126]) }
      ana.socket.send(updateFrame(forge([{ client: 5_001, clock: clock / 10 - 1, structs: [struct] }])))
    }
    const before = full.count('awareness')
    await until(() => full.count('awareness') > before)
  }
  await until(() => thin.count('update') === 4 && full.count('update') === 4)
  expect(full.count('awareness')).toBeGreaterThanOrEqual(40)
  expect(thin.count('awareness')).toBe(0)
})

test('[PRS-4] all large entries of a document together keep within 64 KB, and small ones are still shown', async () => {
  server = await startWireServer({ limits: 'off' })
  const watcher = new WebsocketProvider(server.url, DOCUMENT, new Y.Doc(), {
    params: { member: 'watch' },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  ends.push(() => watcher.destroy())
  await until(() => watcher.synced)
  const lines = await Promise.all(Array.from({ length: 30 }, (_, n) => bareSocket(`member=m${n}`)))
  for (const [n, { socket }] of lines.entries()) socket.send(show(6_000 + n, 1, { at: 'x'.repeat(3_500) }))
  const seen = (): number => [...watcher.awareness.getStates().keys()].filter(id => id >= 6_000 && id < 6_100).length
  await until(() => server.directory.metrics.presenceDropped >= 30 - Math.floor(65_536 / 3_500))
  const late = await bareSocket('member=late')
  late.socket.send(show(6_090, 1, { at: 'small' }))
  await until(() => watcher.awareness.getStates().has(6_090))
  const bytes = [...watcher.awareness.getStates()]
    .filter(([id]) => id >= 6_000 && id < 6_100)
    .reduce((sum, [, state]) => sum + JSON.stringify(state).length, 0)
  expect(seen()).toBeGreaterThan(10)
  expect(bytes).toBeLessThan(64 * 1024 + 512)
})
