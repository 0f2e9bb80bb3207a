import { connect as connectTcp, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { decodeFrame, step1Frame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { content, forge } from './forge.ts'
import { handClock, seat } from './helpers.ts'
import { startWireServer, type WireServer } from './wire-server.ts'

const DOCUMENT = 'lineslineslineslines'
const EMPTY = new Uint8Array([0])
const NOTHING = new Uint8Array([0, 0])

let server: WireServer
let ends: (() => void)[] = []
afterEach(async () => {
  for (const end of ends) end()
  ends = []
  await server.close()
})

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 2))
}

function provider(member: string): WebsocketProvider {
  const made = new WebsocketProvider(server.url, DOCUMENT, new Y.Doc(), {
    params: { member },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  ends.push(() => made.destroy())
  return made
}

/** Opens a WebSocket by hand, so that nothing answers pings and anything may be sent. */
async function bareTcp(): Promise<Socket> {
  const { port, pathname } = new URL(`${server.url}/${DOCUMENT}`)
  const tcp = connectTcp(Number(port), '127.0.0.1')
  tcp.on('error', () => {})
  ends.push(() => tcp.destroy())
  tcp.write(
    `GET ${pathname}?member=bare HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  await new Promise(resolve => tcp.once('data', resolve))
  tcp.resume()
  return tcp
}

async function bareSocket(member: string) {
  const socket = new WebSocket(`${server.url}/${DOCUMENT}?member=${member}`, { perMessageDeflate: false })
  const frames: Uint8Array[] = []
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)))
  socket.on('error', () => {})
  ends.push(() => socket.terminate())
  await new Promise(resolve => socket.once('open', resolve))
  socket.send(step2Frame(NOTHING))
  const raw = (socket as unknown as { _socket: { pause(): void; resume(): void } })._socket
  const count = (type: string): number => frames.filter(bytes => decodeFrame(bytes, false)?.type === type).length
  return { socket, frames, raw, count }
}

/** The `n`th value of one key, of a size that kernels do not swallow. */
const large = (n: number): Uint8Array =>
  updateFrame(
    forge([
      {
        client: 5_001,
        clock: n,
        structs: [n === 0 ? { parent: 'cards', sub: 'x', ...text(n) } : { origin: [5_001, n - 1], ...text(n) }],
      },
    ]),
  )
const text = (n: number) => {
  const bytes = new Uint8Array(200_000).fill(97 + (n % 26))
  return content.any([119, ...lengthOf(bytes.length), ...bytes])
}
const lengthOf = (value: number): number[] => [(value & 127) | 128, ((value >> 7) & 127) | 128, value >> 14]

test('[GRD-80] a large join alone closes nobody; who then stops reading is closed with 1013, holds up nobody, and syncs again', {
  timeout: 60_000,
}, async () => {
  server = await startWireServer({ limits: 'off' })
  const board = new Y.Doc()
  for (let n = 0; n < 30; n++) board.getMap('cards').set(`k${n}`, `${n}`.padEnd(200_000, 'y'))
  const whole = Y.encodeStateAsUpdate(board)
  const first = await bareSocket('ana')
  await server.directory.update(server.row(DOCUMENT), seat('ana'), whole)
  const slow = await bareSocket('slow')
  slow.raw.pause()
  slow.socket.send(step1Frame(EMPTY))
  const writer = await bareSocket('wri')
  writer.socket.send(step1Frame(EMPTY))
  await until(() => writer.count('step2') === 1)
  // Six megabytes are on their way to it, which alone is no fault of its own.
  expect(server.directory.metrics.slowReaders).toBe(0)
  const reader = await bareSocket('rea')
  reader.socket.send(step1Frame(EMPTY))
  await until(() => reader.count('step2') === 1)
  let written = 0
  while (server.directory.metrics.slowReaders === 0 && written < 300) {
    writer.socket.send(large(written++))
    await until(() => reader.count('update') >= written)
  }
  expect(server.directory.metrics.slowReaders).toBe(1)
  expect(first.socket.readyState).toBe(WebSocket.OPEN)
  expect(writer.socket.readyState).toBe(WebSocket.OPEN)
  const back = provider('slow')
  await until(() => back.synced)
  expect(back.doc.getMap('cards').size).toBe(31)
  expect(String(back.doc.getMap('cards').get('x')).charCodeAt(0)).toBe(97 + ((written - 1) % 26))
})

test('[GRD-81] a line whose other end is gone without a word is ended within a minute, one that answers stays', async () => {
  const clock = handClock()
  server = await startWireServer({ clock })
  const silent = await bareTcp()
  let ended = false
  silent.on('close', () => {
    ended = true
  })
  const alive = await bareSocket('ana')
  let pings = 0
  alive.socket.on('ping', () => pings++)
  alive.socket.send(step1Frame(EMPTY))
  await until(() => alive.count('step2') === 1)
  for (let beat = 1; beat <= 4; beat++) {
    expect([beat, ended]).toEqual([beat, false])
    clock.pass(15_000)
    await until(() => pings === beat)
    // So that its pong has been read before the next beat.
    alive.socket.send(new Uint8Array([3]))
    const before = alive.count('awareness')
    await until(() => alive.count('awareness') > before)
  }
  await until(() => ended)
  expect(alive.socket.readyState).toBe(WebSocket.OPEN)
})

test('[GRD-82] what is no WebSocket frame ends its own line, and nothing else', async () => {
  server = await startWireServer()
  const honest = provider('ana')
  await until(() => honest.synced)
  const broken: Record<string, number[]> = {
    'a reserved bit': [0xf2, 0x80, 0, 0, 0, 0],
    'an unknown kind': [0x83, 0x80, 0, 0, 0, 0],
    'no mask': [0x82, 0x01, 0x00],
    'a ping in pieces': [0x09, 0x80, 0, 0, 0, 0],
    'a length beyond all': [0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
    'text that is no text': [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe],
    'a close code that is none': [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01],
  }
  for (const bytes of Object.values(broken)) {
    const tcp = await bareTcp()
    const ended = new Promise(resolve => tcp.once('close', resolve))
    tcp.write(new Uint8Array(bytes))
    await ended
  }
  // A line that is cut in the middle of a frame, without goodbye.
  const cut = await bareTcp()
  cut.write(new Uint8Array([0x82, 0xfe, 0x10]))
  cut.resetAndDestroy()
  honest.doc.getMap('cards').set('still', 'here')
  const other = provider('bo')
  await until(() => other.doc.getMap('cards').get('still') === 'here')
  expect(honest.wsconnected).toBe(true)
})
