import { WRITER_ID } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { frameOf } from '../load-client.ts'
import { mark } from '../marks.ts'
import { cpuSeconds } from '../process-use.ts'
import { pause, pump } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { cursorMessage } from '../wire.ts'

const WARM_UP = 1.5

/** One room in which everybody moves a cursor at a fixed rate. */
export function cursors(
  name: ServerName,
  { clients, hertz, seconds }: { clients: number; hertz: number; seconds: number },
): Promise<Sample> {
  const marks = Math.ceil(hertz * (seconds + WARM_UP)) + 20
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    crowd.track(clients, clients, marks)
    const members = await crowd.joinAll(Array.from({ length: clients }, () => 'cursors'))
    const frames = members.map(({ dialect, slot }) =>
      Array.from({ length: marks }, (_, seq) => frameOf(dialect.wrap(cursorOf(slot, seq)))),
    )
    const next = new Int32Array(clients)
    const send = (writer: number): void => {
      const seq = next[writer]!++
      if (seq >= marks) return
      crowd.sends(writer, seq)
      members[writer]!.client.sendRaw(frames[writer]![seq]!)
    }
    for (let writer = 0; writer < clients; writer++) send(writer)
    await pause(700)
    await pump(clients, hertz, WARM_UP, send)
    await pause(300)
    crowd.reset()
    const before = cpuSeconds(server.pid)
    const start = performance.now()
    const sent = await pump(clients, hertz, seconds, send)
    const expected = sent * (clients - 1)
    await crowd.drained(expected, 3_000)
    const cpu = cpuSeconds(server.pid) - before
    const wall = (performance.now() - start) / 1000
    crowd.close()
    return {
      us: (cpu * 1e6) / crowd.deliveries,
      p50: crowd.quantile(0.5),
      p99: crowd.quantile(0.99),
      perSecond: crowd.deliveries / wall,
      delivered: crowd.deliveries / expected,
    }
  })
}

/** A cursor as Trestle's own client shows it, marked. */
export function cursorOf(person: number, seq: number, writer = person): Uint8Array {
  const state = {
    user: { name: `Person ${person}` },
    at: null,
    cursor: { x: (person * 37 + seq * 11) % 1_920, y: (person * 53 + seq * 7) % 1_080 },
    m: mark(writer, seq),
  }
  return cursorMessage(WRITER_ID + person, seq + 1, state)
}
