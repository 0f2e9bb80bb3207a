import { parentPort, workerData } from 'node:worker_threads'
import WebSocket from 'ws'
import { awarenessFrame, step1Frame, updateFrame } from '../../server/sync/frame.ts'
import { EMPTY } from './bare-client.ts'
import { pause } from './report.ts'

/** One attacker's turn: it has a socket and goes on until `over`. */
type Attack = (socket: WebSocket, over: () => boolean) => Promise<void>

/** What a hostile member does over and over. */
export const ATTACKS: Record<string, Attack> = {
  'flood of frames': async (socket, over) => {
    const frame = updateFrame(new Uint8Array([1, 1, 177, 234, 1, 0, 4, 1, 5, 120, 120, 120, 120, 120, 1, 97, 0]))
    while (!over() && socket.readyState === WebSocket.OPEN) {
      for (let n = 0; n < 500; n++) socket.send(frame)
      await pause(1)
    }
  },
  'asks and never reads': async (socket, over) => {
    ;(socket as unknown as { _socket: { pause(): void } })._socket.pause()
    while (!over() && socket.readyState === WebSocket.OPEN) {
      for (let n = 0; n < 20; n++) socket.send(step1Frame(EMPTY))
      await pause(5)
    }
  },
  fragments: async (socket, over) => {
    while (!over() && socket.readyState === WebSocket.OPEN) {
      for (let n = 0; n < 500; n++) socket.send(new Uint8Array([0]), { fin: false })
      await pause(1)
    }
  },
  'large frames': async (socket, over) => {
    const frame = updateFrame(new Uint8Array(250_000).fill(1))
    while (!over() && socket.readyState === WebSocket.OPEN) {
      socket.send(frame)
      await pause(5)
    }
  },
  'presence flood': async (socket, over) => {
    for (let clock = 1; !over() && socket.readyState === WebSocket.OPEN; clock += 100) {
      for (let n = 0; n < 100; n++) socket.send(presence(clock + n))
      await pause(2)
    }
  },
}

async function attackAgainAndAgain(
  line: string,
  headers: Record<string, string>,
  attack: Attack,
  over: () => boolean,
): Promise<number> {
  let lines = 0
  while (!over()) {
    lines++
    const socket = new WebSocket(line, { headers, perMessageDeflate: false })
    socket.on('error', () => {})
    const opened = await new Promise<boolean>(resolve => {
      socket.once('open', () => resolve(true))
      socket.once('close', () => resolve(false))
    })
    if (opened) await attack(socket, over)
    socket.terminate()
    await pause(100)
  }
  return lines
}

function presence(clock: number): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify({ cursor: { x: clock, y: clock }, filler: 'x'.repeat(400) }))
  return awarenessFrame([{ clientId: 70_007, clock, json }])
}

// On a thread of its own, so that what the attacker does itself is not taken for what the server makes others wait.
if (parentPort && workerData?.attack) {
  const { line, headers, attack } = workerData as { line: string; headers: Record<string, string>; attack: string }
  let over = false
  parentPort.once('message', () => {
    over = true
  })
  parentPort.postMessage(await attackAgainAndAgain(line, headers, ATTACKS[attack]!, () => over))
  parentPort.close()
}
