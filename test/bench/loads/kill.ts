import { cardMoves } from '../boards.ts'
import { Crowd, type Member } from '../crowd.ts'
import { withFolder } from '../folders.ts'
import { MESSAGE_MARK, MESSAGE_SAVED } from '../../../shared/protocol.ts'
import { createWriter, readerOf } from '../../../server/sync/varint.ts'
import { scanMarks } from '../marks.ts'
import { pause, pump } from '../pump.ts'
import type { Sample } from '../sample.ts'
import { type Running, type ServerName, startServer } from '../servers.ts'
import { updateMessage } from '../wire.ts'

const WRITERS = 20
const HERTZ = 20

/**
 * Twenty people write 400 edits a second; the server is killed at a moment of its own choosing and started again. Trestle: edits
 * that it had acknowledged and does not know any more, and how long acknowledgements took. The others acknowledge nothing, so
 * for them: edits that were shown to somebody else a second before the kill and are gone.
 */
export function killAnyMoment(name: ServerName, seconds: number): Promise<Sample> {
  return withFolder(async folder => {
    const server = await startServer(name, { folder })
    const room = name === 'trestle' ? 'kill?ext=1' : 'kill'
    const marks = Math.ceil(HERTZ * (seconds + 2)) + 10
    const crowd = new Crowd(server)
    crowd.track(WRITERS, WRITERS, marks)
    const members = await crowd.joinAll(Array.from({ length: WRITERS }, () => room))
    const updates = Array.from({ length: WRITERS }, (_, writer) => cardMoves(writer, marks))
    const next = new Int32Array(WRITERS)
    const safe = new Int32Array(WRITERS).fill(-1)
    const acknowledged: number[] = []
    const sentAt = new Float64Array(WRITERS * marks)
    const killAt = performance.now() + (seconds + Math.random()) * 1000
    if (name === 'trestle')
      for (const [writer, member] of members.entries())
        hearSaved(member, seq => {
          safe[writer] = Math.max(safe[writer]!, seq)
          acknowledged.push(performance.now() - sentAt[writer * marks + seq]!)
        })
    else
      crowd.onSeen = (_slot, writer, seq) => {
        if (killAt - performance.now() > 1_000) safe[writer] = Math.max(safe[writer]!, seq)
      }
    const send = (writer: number): void => {
      const seq = next[writer]!++
      const { client, dialect } = members[writer]!
      if (seq >= marks || client.socket.destroyed) return
      sentAt[writer * marks + seq] = performance.now()
      crowd.sends(writer, seq)
      client.send(dialect.wrap(updateMessage(updates[writer]![seq]!)))
      if (name === 'trestle') client.send(createWriter(8).uint(MESSAGE_MARK).uint(seq).done())
    }
    await pump(WRITERS, HERTZ, 0.5, send)
    acknowledged.length = 0
    await stallOf(server)
    const writing = pump(WRITERS, HERTZ, (killAt - performance.now()) / 1000, send)
    await pause(killAt - performance.now() - 60)
    const stall = await stallOf(server)
    await pause(killAt - performance.now())
    crowd.close()
    await server.stop('SIGKILL')
    await writing
    const known = await marksAfterRestart(name, folder, room)
    let lost = 0
    let promised = 0
    for (let writer = 0; writer < WRITERS; writer++) {
      promised += safe[writer]! + 1
      lost += Math.max(0, safe[writer]! - (known.get(writer) ?? -1))
    }
    acknowledged.sort((a, b) => a - b)
    return {
      lost,
      promised,
      ackP50: acknowledged[Math.floor(acknowledged.length * 0.5)] ?? Number.NaN,
      ackP99: acknowledged[Math.floor(acknowledged.length * 0.99)] ?? Number.NaN,
      stallP99: stall.stallP99,
      stallMost: stall.stallMost,
    }
  })
}

async function marksAfterRestart(name: ServerName, folder: string, room: string): Promise<Map<number, number>> {
  const server = await startServer(name, { folder })
  try {
    const known = new Map<number, number>()
    const crowd = new Crowd(server)
    crowd.onDocument = (_member, bytes, from, to) =>
      scanMarks(bytes, from, to, (writer, seq) => known.set(writer, Math.max(known.get(writer) ?? -1, seq)))
    await crowd.join(room)
    // A store that answers first and loads then.
    await pause(500)
    crowd.close()
    return known
  } finally {
    await server.stop()
  }
}

function hearSaved(member: Member, saved: (seq: number) => void): void {
  member.onOther = (bytes, from, to) => {
    const reader = readerOf(bytes.subarray(from, to))
    if (reader.uint() === MESSAGE_SAVED) saved(reader.uint())
  }
}

/** How long Trestle's own loop was held up since it was asked last; nothing for the others. */
export function stallOf(server: Running): Promise<{ stallP99: number; stallMost: number }> {
  if (server.name !== 'trestle') return Promise.resolve({ stallP99: Number.NaN, stallMost: Number.NaN })
  return new Promise(resolve => {
    server.process.once('message', answer => resolve(answer as { stallP99: number; stallMost: number }))
    server.process.send('stall')
  })
}
