import { largeBoard } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { pause } from '../pump.ts'
import type { Running } from '../servers.ts'
import { updateMessage } from '../wire.ts'

let made: Uint8Array<ArrayBuffer> | null = null

/** The large board, made once in this process. */
export function board(): Uint8Array<ArrayBuffer> {
  made ??= new Uint8Array(largeBoard())
  return made
}

/** A server was sent a document whole when it sent at least so many bytes: stored forms differ a little in length. */
export const wholeFrom = (): number => board().length * 0.6

/** Puts the large board into a room: through Trestle's bulk route, or as one message. Resolves when a newcomer gets all of it. */
export async function seedBoard(server: Running, room: string): Promise<void> {
  const crowd = new Crowd(server)
  if (server.name === 'trestle') {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/documents/${room}/updates`, {
      method: 'POST',
      headers: { ...server.headers, 'content-type': 'application/octet-stream' },
      body: board(),
    })
    if (!answer.ok) throw new Error(`the board was refused: ${await answer.text()}`)
  } else {
    const { client, dialect } = await crowd.join(room)
    client.send(dialect.wrap(updateMessage(board())))
  }
  for (let tries = 0; tries < 50; tries++) {
    const newcomer = await crowd.join(room)
    if (newcomer.documentBytes >= wholeFrom()) {
      // Time for what comes after: Hocuspocus stores two seconds later, Trestle compacts.
      await pause(2_500)
      crowd.close()
      await pause(200)
      return
    }
    newcomer.client.close()
    await pause(100)
  }
  throw new Error(`${server.name} never served the whole board`)
}
