import { cardMoves } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { frameOf } from '../load-client.ts'
import { cpuSeconds } from '../process-use.ts'
import { pause, pump } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'

const WARM_UP = 1.5
/** Edits a second of each person. */
const HERTZ = 4

/** Rooms of 2, 5 and 10 people one after the other, in each of which everybody edits now and then. */
export function lightRooms(name: ServerName, seconds: number): Promise<Sample> {
  return withServer(name, false, async server => {
    const sample: Sample = {}
    for (const people of [2, 5, 10]) {
      const marks = Math.ceil(HERTZ * (seconds + WARM_UP)) + 20
      const crowd = new Crowd(server)
      crowd.track(people, people, marks)
      const members = await crowd.joinAll(Array.from({ length: people }, () => `light-${people}`))
      const frames = members.map(({ dialect, slot }) =>
        cardMoves(slot, marks).map(update => frameOf(dialect.wrap(updateMessage(update)))),
      )
      const next = new Int32Array(people)
      const send = (writer: number): void => {
        const seq = next[writer]!++
        if (seq >= marks) return
        crowd.sends(writer, seq)
        members[writer]!.client.sendRaw(frames[writer]![seq]!)
      }
      for (let writer = 0; writer < people; writer++) send(writer)
      await pause(200)
      await pump(people, HERTZ, WARM_UP, send)
      await pause(100)
      crowd.reset()
      const before = cpuSeconds(server.pid)
      const sent = await pump(people, HERTZ, seconds, send)
      await crowd.drained(sent * (people - 1), 1_000)
      sample[`p50 of ${people}`] = crowd.quantile(0.5)
      sample[`p99 of ${people}`] = crowd.quantile(0.99)
      sample[`us of ${people}`] = ((cpuSeconds(server.pid) - before) * 1e6) / crowd.deliveries
      crowd.close()
      await pause(50)
    }
    return sample
  })
}
