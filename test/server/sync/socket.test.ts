import { expect, test } from 'vitest'
import type { Wire } from '../../../server/services.ts'
import { awarenessFrame, decodeFrame, step1Frame, step2Frame } from '../../../server/sync/frame.ts'
import { Rates } from '../../../server/sync/rate.ts'
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
  {
    clock = handClock(),
    rates = new Rates(clock),
  }: { clock?: ReturnType<typeof handClock>; rates?: Rates | null } = {},
  binaryFramesBuffered: Uint8Array[] = [],
) {
  const socket = fakeSocket()
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
    rates,
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
    {},
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

const quiet = async () => ({ receive: () => {}, leave: () => {} })
const send = (socket: Fake, frames: number): void => {
  for (let n = 0; n < frames && socket.closed === null; n++) socket.emit('message', Buffer.from([3]), true)
}

test('[SYN-36] too fast at first is slowed, a flood that goes on is ended with 4429, and limits can be off', async () => {
  const { socket, clock, attached } = attach(quiet)
  await attached
  send(socket, 1_600)
  expect([socket.paused > 0, socket.closed]).toEqual([true, null])
  for (let second = 0; second < 15; second++) {
    clock.pass(1_000)
    send(socket, 300)
  }
  expect(socket.closed).toBe(4429)

  const atOnce = attach(quiet)
  await atOnce.attached
  send(atOnce.socket, 3_200)
  expect(atOnce.socket.closed).toBe(4429)

  const off = attach(quiet, { rates: null })
  await off.attached
  send(off.socket, 3_200)
  expect(off.socket).toMatchObject({ paused: 0, closed: null })
})

test('[SYN-83] whoever is ended and comes back finds their limits as they left them, and nobody else does', async () => {
  const clock = handClock()
  const rates = new Rates(clock)
  const first = attach(quiet, { clock, rates })
  await first.attached
  send(first.socket, 1_500)
  first.socket.emit('close')

  const second = attach(quiet, { clock, rates })
  await second.attached
  send(second.socket, 1)
  expect(second.socket.paused).toBe(1)
  second.socket.emit('close')
  for (let other = 0; other < 600; other++) {
    const rate = rates.open(BOARD.id, `member ${other}`)
    expect(rate.take(1)).toBe('go')
    rate.leave()
  }
  expect(rates.open(BOARD.id, 'ana').take(1)).toBe('pause')
  clock.pass(61_000)
  expect(rates.open(BOARD.id, 'ana').take(1)).toBe('go')
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
      rates: new Rates(server.clock),
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
