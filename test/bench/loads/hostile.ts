import * as Y from 'yjs'
import { cardMoves, WRITER_ID } from '../boards.ts'
import { Crowd, type Member } from '../crowd.ts'
import { withFolder } from '../folders.ts'
import { frameOf } from '../load-client.ts'
import { isAlive, keptMegabytes } from '../process-use.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import { type Running, type ServerName, startServer } from '../servers.ts'
import { cursorMessage, updateMessage } from '../wire.ts'

const ROOM = 'hostile'
const MOVE = cardMoves(7, 2)[1]!

/** Bytes that one client sends to bring a server down, each on a line of its own. */
const ATTACKS: ((member: Member) => Uint8Array)[] = [
  // A reserved bit of the frame's head.
  () => {
    const frame = frameOf(new Uint8Array([0, 0, 1, 0]))
    frame[0]! |= 0x40
    return frame
  },
  // A frame without a mask.
  () => new Uint8Array([0x82, 4, 0, 0, 1, 0]),
  // Text where bytes belong.
  () => frameOf(Buffer.from('hello'), 1),
  // Text that is no UTF-8.
  () => frameOf(new Uint8Array([0xff, 0xfe, 0xc0]), 1),
  () => frameOf(new Uint8Array(0)),
  // An update that ends in the middle, one that is none, one of four billion structs.
  ({ dialect }) => frameOf(dialect.wrap(updateMessage(MOVE.subarray(0, 9)))),
  ({ dialect }) => frameOf(dialect.wrap(updateMessage(new Uint8Array([255, 255, 255, 255, 255, 255, 255, 3])))),
  ({ dialect }) => frameOf(dialect.wrap(updateMessage(new Uint8Array([1, 255, 255, 255, 255, 15, 1, 0, 0])))),
  // Presence that is no JSON.
  ({ dialect }) => frameOf(dialect.wrap(cursorMessage(1, 1, undefined))),
  // A message of no known type.
  ({ dialect }) => frameOf(dialect.wrap(new Uint8Array([99, 1, 2]))),
  // A frame that says it is 110 MB long.
  () => new Uint8Array([0x82, 0xff, 0, 0, 0, 0, 6, 0x8e, 0x77, 0x80, 0, 0, 0, 0]),
  // A close frame with a code that does not exist.
  () => frameOf(new Uint8Array([0, 1]), 8),
]

/**
 * What one hostile client does to a server: how often it dies of one frame, and how much memory it can be made to keep by a
 * reader who stops reading, and by fifty thousand invented cursors. Memory is beside the same without anything hostile.
 */
export function hostile(name: ServerName): Promise<Sample> {
  return withFolder(async folder => {
    const options = name === 'trestle' ? { folder } : {}
    let server = await startServer(name, options)
    let deaths = 0
    try {
      for (const attack of ATTACKS) {
        const crowd = new Crowd(server)
        const member = await crowd.join(ROOM)
        member.client.sendRaw(attack(member))
        await pause(150)
        crowd.close()
        if (isAlive(server.pid) && (await answers(server))) continue
        deaths++
        await server.stop('SIGKILL')
        server = await startServer(name, options)
      }
      // The first rounds bring into memory what any such load does.
      for (let round = 0; round < 2; round++) await slowReader(server, false)
      const honest = await slowReader(server, false)
      const slow = await slowReader(server, true)
      const invented = await inventedCursors(server)
      return { deaths, slowMb: Math.max(0, slow - honest), inventedMb: Math.max(0, invented) }
    } finally {
      await server.stop('SIGKILL')
    }
  })
}

async function answers(server: Running): Promise<boolean> {
  const crowd = new Crowd(server)
  const answered = await Promise.race([crowd.join(ROOM).then(() => true), pause(2_000).then(() => false)]).catch(
    () => false,
  )
  crowd.close()
  return answered
}

/** Memory after 32 MB of edits have gone to a room with one more reader, who reads or does not; above what it was before. */
async function slowReader(server: Running, stops: boolean): Promise<number> {
  const room = `slow-${Math.random()}`
  const crowd = new Crowd(server)
  const [reader, writer] = await crowd.joinAll([room, room])
  if (stops) reader!.client.socket.pause()
  const before = await keptMegabytes(server.pid)
  const doc = new Y.Doc()
  doc.clientID = WRITER_ID
  const waiting: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => waiting.push(update))
  for (let edit = 0; edit < 4_000; edit++) {
    doc.getMap('cards').set('long', `${edit}${'x'.repeat(8_000)}`)
    if (waiting.length < 50) continue
    for (const update of waiting.splice(0)) writer!.client.send(writer!.dialect.wrap(updateMessage(update)))
    await pause(5)
  }
  await pause(1_200)
  const grown = (await keptMegabytes(server.pid)) - before
  crowd.close()
  await pause(300)
  return grown
}

async function inventedCursors(server: Running): Promise<number> {
  const crowd = new Crowd(server)
  const member = await crowd.join('invented')
  const before = await keptMegabytes(server.pid)
  for (let one = 0; one < 50_000; one++) {
    member.client.send(member.dialect.wrap(cursorMessage(10_000 + one, 1, { a: 'y'.repeat(100) })))
    if (one % 500 === 0) await pause(5)
  }
  await pause(1_200)
  const grown = (await keptMegabytes(server.pid)) - before
  crowd.close()
  return grown
}
