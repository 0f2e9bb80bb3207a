import WebSocket from 'ws'
import { awarenessFrame, step1Frame, updateFrame } from '../../server/sync/frame.ts'
import { TestServer } from '../e2e/support/server.ts'
import { EMPTY } from './bare-client.ts'
import { largeBoard } from './board-state.ts'
import { memoryOf, watchMemory } from './memory.ts'
import { type DrillReport, pause } from './report.ts'
import { TableTalk } from './table-talk.ts'
import { DrillTable } from './table.ts'

const PEOPLE = 10
const SLOWER = 2
const MEGABYTES = 64
/** Below this nobody notices, whatever the ratio; milliseconds. */
const WELL = 20

/** One attacker's turn: it has a socket and goes on until `over`. */
type Attack = (socket: WebSocket, over: () => boolean) => Promise<void>

const ATTACKS: Record<string, Attack> = {
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

/**
 * One hostile member at a table of ten who write, limits as they are in use: it comes back whenever the server ends its line. The
 * others' p95 may at most double and the server may hold 64 MB more at most; nobody else's line ends.
 */
export async function drillHostile({
  seconds,
  attacks,
}: {
  seconds: number
  attacks?: readonly string[]
}): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'standard'
  const server = await TestServer.start()
  const problems: string[] = []
  const figures: Record<string, number | string> = {}
  try {
    const table = await DrillTable.lay(server.url)
    const cookie = await table.seat('Mallory')
    const headers = { authorization: `Bearer ${table.token}` }
    for (const [at, name] of (attacks ?? Object.keys(ATTACKS)).entries()) {
      const board = await table.addBoard(`Notes ${at}`)
      await table.fill(board, largeBoard(2_000, 40_001 + at))
      const talk = new TableTalk(table.lineOf(board), headers, PEOPLE, 60_000 + 100 * at)
      await talk.open()
      await talk.talk(2_000)
      talk.p95()
      await talk.talk(seconds * 1_000)
      const quiet = talk.p95()
      const before = memoryOf(server.pid)
      const watch = watchMemory(server.pid)
      let over = false
      const lines = attackAgainAndAgain(table.lineOf(board), { cookie, origin: server.url }, ATTACKS[name]!, () => over)
      await talk.talk(seconds * 1_000)
      over = true
      const grown = Math.round((watch.stop() - before) * 10) / 10
      const attacked = talk.p95()
      figures[`${name}: p95 quiet/attacked ms`] = `${quiet.arrival}/${attacked.arrival}`
      figures[`${name}: saved p95 ms`] = `${quiet.save}/${attacked.save}`
      figures[`${name}: MB more`] = grown
      figures[`${name}: its lines`] = await lines
      if (attacked.arrival > Math.max(WELL, SLOWER * quiet.arrival))
        problems.push(`${name}: p95 ${quiet.arrival} became ${attacked.arrival} ms`)
      if (grown > MEGABYTES) problems.push(`${name}: ${grown} MB more`)
      if (talk.ended().length > 0) problems.push(`${name}: others were closed with ${talk.ended().join()}`)
      if (talk.saved !== talk.asked)
        problems.push(`${name}: ${talk.asked - talk.saved} honest edits were not called saved`)
      talk.leave()
    }
    return { drill: 'hostile', figures, problems }
  } finally {
    await server.dispose()
  }
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
