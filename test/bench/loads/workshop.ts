import { cardMoves } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { frameOf } from '../load-client.ts'
import { cpuSeconds, residentMegabytes } from '../process-use.ts'
import { pause, pump } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'
import { cursorOf } from './cursors.ts'

/** Of each person, a second. */
const CURSORS = 2
const EDITS = 0.5

/** Everybody in one room moves a cursor twice a second and edits every other second. */
export function workshop(name: ServerName, people: number, seconds: number): Promise<Sample> {
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    const marks = Math.ceil(CURSORS * (seconds + 4)) + 10
    // Writer `w` edits, writer `people + w` is the same person's cursor.
    crowd.track(people, people * 2, marks)
    const members = await crowd.joinAll(Array.from({ length: people }, () => 'workshop'))
    const moves = members.map(({ slot }) => cardMoves(slot, Math.ceil(EDITS * (seconds + 4)) + 5))
    const next = new Int32Array(people * 2)
    const send = (writer: number): void => {
      const person = writer % people
      const { client, dialect } = members[person]!
      const seq = next[writer]!++
      const message = writer < people ? moves[person]![seq] : undefined
      if (seq >= marks || (writer < people && !message)) return
      crowd.sends(writer, seq)
      client.sendRaw(frameOf(dialect.wrap(message ? updateMessage(message) : cursorOf(person, seq, writer))))
    }
    const both = (duration: number): Promise<[number, number]> =>
      Promise.all([
        pump(people, EDITS, duration, send),
        pump(people, CURSORS, duration, writer => send(writer + people)),
      ])
    await both(3)
    crowd.reset()
    crowd.records = writer => writer < people
    const before = cpuSeconds(server.pid)
    const own = process.cpuUsage()
    const start = performance.now()
    const [edits, cursors] = await both(seconds)
    const expected = (edits + cursors) * (people - 1)
    await crowd.drained(expected, 2_000)
    await pause(50)
    const wall = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(own)
    const sample = {
      p50: crowd.quantile(0.5),
      p95: crowd.quantile(0.95),
      p99: crowd.quantile(0.99),
      delivered: crowd.deliveries / expected,
      perSecond: crowd.deliveries / wall,
      cores: (cpuSeconds(server.pid) - before) / wall,
      generatorCores: (user + system) / 1e6 / wall,
      megabytes: residentMegabytes(server.pid),
      lost: crowd.lost,
    }
    crowd.close()
    return sample
  })
}
