import { cardMoves } from '../boards.ts'
import { Crowd, type Member } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { keptMegabytes } from '../process-use.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'

/**
 * Kilobytes for each further room in which two people sit still: `quiet` while nobody has written since they came, `written` some
 * seconds after one of them made a card. As many rooms are there before: by then the heap has grown as far as admitting people
 * makes it grow once, which is no room's own.
 */
export function idleRooms(name: ServerName, rooms: number): Promise<Sample> {
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    const sitDown = async (side: string): Promise<Member[]> => {
      const people = Array.from({ length: rooms * 2 }, (_, one) => `${side}-${Math.floor(one / 2)}`)
      const members = await crowd.joinAll(people, 100)
      await pause(2_000)
      return members
    }
    const make = async (members: readonly Member[]): Promise<void> => {
      for (let room = 0; room < rooms; room++) {
        const { client, dialect } = members[room * 2]!
        client.send(dialect.wrap(updateMessage(cardMoves(room % 1_000, 1)[0]!)))
      }
      await pause(3_000)
    }
    await make(await sitDown('early'))
    const before = await keptMegabytes(server.pid)
    const each = async (): Promise<number> => (((await keptMegabytes(server.pid)) - before) * 1024) / rooms
    const members = await sitDown('idle')
    const quiet = await each()
    await make(members)
    const written = await each()
    crowd.close()
    return { quiet, written, lost: crowd.lost }
  })
}
