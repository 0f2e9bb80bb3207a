import { expect, test } from 'vitest'
import type { Wire } from '../../../server/services.ts'
import { awarenessFrame, decodeFrame, step1Frame, step2Frame } from '../../../server/sync/frame.ts'
import { attachSocket, type SocketLike } from '../../../server/sync/socket.ts'
import { frameAll } from '../../../server/sync/wire-frames.ts'
import { BOARD, handClock, joinPeer, seat, settle, silent, startServer } from './helpers.ts'

type Fake = SocketLike & {
  sent: Uint8Array[]
  closed: number | null
  paused: number
  emit(event: string, ...given: unknown[]): void
}

function fakeSocket(): Fake {
  const listeners = new Map<string, ((...given: unknown[]) => void)[]>()
  const socket: Fake = {
    readyState: 1,
    bufferedAmount: 0,
    sent: [],
    closed: null,
    paused: 0,
    send: data => void socket.sent.push(data),
    close: code => {
      socket.closed ??= code ?? 1005
    },
    pause: () => void socket.paused++,
    resume: () => {},
    on: (event: string, listener: (...given: never[]) => void) =>
      listeners.set(event, [...(listeners.get(event) ?? []), listener as never]),
    emit: (event, ...given) => {
      for (const listener of listeners.get(event) ?? []) listener(...given)
    },
  }
  return socket
}

function attach(
  join: (wire: Wire) => Promise<{ receive(frame: Uint8Array): void; leave(): void }>,
  limits: 'standard' | 'off' = 'standard',
  binaryFramesBuffered: Uint8Array[] = [],
) {
  const socket = fakeSocket()
  const clock = handClock()
  const sync = {
    join: async (_row: unknown, _seat: unknown, { wire }: { wire: Wire }) => ({
      takesEcho: () => false,
      ...(await join(wire)),
    }),
  }
  const attached = attachSocket(sync as Parameters<typeof attachSocket>[0], socket, {
    document: BOARD,
    seat: seat('ana'),
    canWrite: true,
    ext: false,
    limits,
    clock,
    log: silent,
    binaryFramesBuffered,
  })
  return { socket, clock, attached }
}

test('[SYN-34] frames that arrive before the document is open wait and keep their order', async () => {
  const received: number[] = []
  const gate = Promise.withResolvers<void>()
  const { socket, attached } = attach(
    async () => {
      await gate.promise
      return { receive: frame => void received.push(frame[0]!), leave: () => {} }
    },
    'standard',
    [new Uint8Array([1])],
  )
  socket.emit('message', Buffer.from([2]), true)
  await settle()
  expect(received).toEqual([])
  gate.resolve()
  await attached
  socket.emit('message', Buffer.from([3]), true)
  expect(received).toEqual([1, 2, 3])
})

test('[SYN-35] a quiet line carries a message at least every 15 seconds, one that stock clients accept and ignore', async () => {
  const { socket, clock, attached } = attach(async () => ({ receive: () => {}, leave: () => {} }))
  await attached
  clock.pass(15_000)
  expect(socket.sent.map(frame => decodeFrame(frame, false))).toEqual([{ type: 'awareness', entries: [], others: 0 }])
})

test('[SYN-36] too fast at first is slowed, a flood that goes on is ended with 4429, and limits can be off', async () => {
  const run = async (limits: 'standard' | 'off'): Promise<Fake> => {
    const { socket, attached } = attach(async () => ({ receive: () => {}, leave: () => {} }), limits)
    await attached
    for (let n = 0; n < 1_600 && socket.closed === null; n++) socket.emit('message', Buffer.from([3]), true)
    return socket
  }
  const flooded = await run('standard')
  expect(flooded.paused).toBeGreaterThan(10)
  expect(flooded.closed).toBe(4429)
  expect(await run('off')).toMatchObject({ paused: 0, closed: null })
})

test('[SYN-37] text frames are no messages; a document that cannot be opened is try-again; a socket that died meanwhile is left', async () => {
  const text = attach(async () => ({ receive: () => {}, leave: () => {} }))
  await text.attached
  text.socket.emit('message', 'hello', false)
  expect(text.socket.closed).toBe(4400)

  const failing = attach(async () => Promise.reject(new Error('damaged')))
  await failing.attached
  expect(failing.socket.closed).toBe(1013)

  let left = 0
  const gone = attach(async () => ({ receive: () => {}, leave: () => void left++ }))
  gone.socket.emit('close')
  await gone.attached
  expect(left).toBe(1)
})

test('[SYN-38] a flush is one buffer of whole WebSocket frames, each exactly one message', () => {
  const messages = [step1Frame(new Uint8Array([0])), new Uint8Array(200).fill(7), new Uint8Array(70_000).fill(9)]
  const buffer = Buffer.from(frameAll(messages))
  const read: Buffer[] = []
  for (let at = 0; at < buffer.length; ) {
    expect(buffer[at]).toBe(0x82)
    const short = buffer[at + 1]!
    const [header, length] =
      short < 126
        ? [2, short]
        : short === 126
          ? [4, buffer.readUInt16BE(at + 2)]
          : [10, Number(buffer.readBigUInt64BE(at + 2))]
    read.push(buffer.subarray(at + header, at + header + length))
    at += header + length
  }
  expect(read.map(part => [...part])).toEqual(messages.map(message => [...message]))
})

test('[PRS-2] what a client was shown it may echo besides all that it says itself; others’ presence beyond that is charged', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  const attached = async (member: string): Promise<Fake> => {
    const socket = fakeSocket()
    await attachSocket(server.directory, socket, {
      document: BOARD,
      seat: seat(member),
      canWrite: true,
      ext: false,
      limits: 'standard',
      clock: server.clock,
      log: silent,
    })
    for (const frame of [step2Frame(new Uint8Array([0, 0])), step1Frame(new Uint8Array([0]))])
      socket.emit('message', Buffer.from(frame), true)
    await settle()
    return socket
  }
  const move = (clientId: number, clock: number): Uint8Array =>
    awarenessFrame([{ clientId, clock, json: new TextEncoder().encode(`{"at":${clock}}`) }])
  const stock = await attached('stock')
  let echoes = 0
  for (let clock = 1; clock <= 2_000; clock++) {
    const before = stock.sent.length
    ana.send(move(5_001, clock))
    server.clock.pass(16)
    for (const shown of stock.sent.slice(before)) {
      if (shown[0] !== 1) continue
      echoes++
      stock.emit('message', Buffer.from(shown), true)
    }
    // A quarter of a thousand moves of its own a second is what it has a limit for.
    for (let own = 0; own < 4; own++) stock.emit('message', Buffer.from(move(5_002, 4 * clock + own)), true)
  }
  expect(echoes).toBeGreaterThan(1_900)
  expect([stock.paused, stock.closed]).toEqual([0, null])

  const flooder = await attached('flo')
  for (let clock = 1; clock < 2_000; clock++) flooder.emit('message', Buffer.from(move(5_001, clock)), true)
  expect(flooder.paused).toBeGreaterThan(0)
})
