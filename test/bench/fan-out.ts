import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { decodeFrame, step1Frame, updateFrame } from '../../server/sync/frame.ts'
import { quantile } from './stats.ts'

export type FanOut = { peer: 'trestle' | 'relay'; clients: number; writers: number; hertz: number; seconds: number }

/** One room, some of whose clients write: time from send to each arrival, and the server's CPU for each delivery. */
export async function benchFanOut({
  peer,
  clients,
  writers,
  hertz,
  seconds,
}: FanOut): Promise<Record<string, number | string>> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'peer.ts'), peer], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const url = await line(server)
    const sockets = await Promise.all(
      Array.from({ length: clients }, (_, n) => connect(`${url}/benchbenchbenchbench?member=m${n}`)),
    )
    const sentAt = new Map<string, number>()
    const latencies: number[] = []
    let deliveries = 0
    sockets.forEach((socket, n) => {
      socket.on('message', data => {
        const frame = decodeFrame(data as Buffer, false)
        if (frame?.type !== 'update') return
        deliveries++
        // One client in ten looks inside, so that the measuring does not outweigh what is measured.
        if (n % 10 !== 9 && n !== clients - 1) return
        for (const struct of Y.decodeUpdate(frame.update).structs) {
          const at = sentAt.get(`${struct.id.client}:${struct.id.clock}`)
          if (at !== undefined) latencies.push(performance.now() - at)
        }
      })
    })
    const docs = sockets.slice(0, writers).map((socket, n) => {
      const doc = new Y.Doc()
      doc.clientID = 10_000 + n
      doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)))
      doc.getMap('cards').set(`w${n}`, 0)
      return doc
    })
    let before = 0
    const measureFrom = performance.now() + WARM_UP
    const end = measureFrom + seconds * 1000
    setTimeout(async () => {
      before = Number(await ask(server))
      deliveries = 0
      latencies.length = 0
    }, WARM_UP)
    await Promise.all(
      docs.map(async (doc, n) => {
        await pause((1000 / hertz) * (n / writers))
        while (performance.now() < end) {
          sentAt.set(`${doc.clientID}:${Y.getState(doc.store, doc.clientID)}`, performance.now())
          doc.getMap('cards').set(`w${n}`, performance.now())
          await pause(1000 / hertz)
        }
      }),
    )
    await pause(200)
    const cpu = Number(await ask(server)) - before
    for (const socket of sockets) socket.terminate()
    return {
      bench: 'fan-out',
      peer,
      clients,
      writers,
      hertz,
      deliveries,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      usPerDelivery: Math.round((cpu * 100_000) / deliveries) / 100,
    }
  } finally {
    server.stdin?.end()
  }
}

/** Milliseconds before the measuring starts, for compilers and caches. */
const WARM_UP = 2_000

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

function line(server: ChildProcess): Promise<string> {
  return new Promise(resolve => server.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())))
}

function ask(server: ChildProcess): Promise<string> {
  const answer = line(server)
  server.stdin?.write('cpu\n')
  return answer
}

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const answered = new Promise<void>(resolve => {
    const wait = (data: unknown): void => {
      if (decodeFrame(data as Buffer, false)?.type !== 'step2') return
      socket.off('message', wait)
      resolve()
    }
    socket.on('message', wait)
  })
  socket.send(step1Frame(new Uint8Array([0])))
  await answered
  return socket
}
