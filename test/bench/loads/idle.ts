import { cardMoves } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { keptMegabytes } from '../process-use.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'

/**
 * Kilobytes for each room in which two people sit still: `quiet` while nobody has written since they came, `written` some seconds
 * after one of them made a card.
 */
export function idleRooms(name: ServerName, rooms: number): Promise<Sample> {
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    // What a first room brings into memory once is not a room's.
    const [early] = await crowd.joinAll(['early', 'early'])
    early!.client.send(early!.dialect.wrap(updateMessage(cardMoves(0, 1)[0]!)))
    await pause(1_500)
    const before = await keptMegabytes(server.pid)
    const each = async (): Promise<number> => (((await keptMegabytes(server.pid)) - before) * 1024) / rooms
    const names = Array.from({ length: rooms * 2 }, (_, one) => `idle-${Math.floor(one / 2)}`)
    const members = await crowd.joinAll(names, 100)
    await pause(2_000)
    const quiet = await each()
    for (let room = 0; room < rooms; room++) {
      const { client, dialect } = members[room * 2]!
      client.send(dialect.wrap(updateMessage(cardMoves(room % 1_000, 1)[0]!)))
    }
    await pause(3_000)
    const written = await each()
    crowd.close()
    return { quiet, written, lost: crowd.lost }
  })
}
