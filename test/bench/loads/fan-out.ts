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

/** One room, some of whose people write at a fixed rate: time from send to each arrival, and the server's CPU for each delivery. */
export function fanOut(
  name: ServerName,
  load: { clients: number; writers: number; hertz: number; seconds: number },
): Promise<Sample> {
  const { clients, writers, hertz, seconds } = load
  const marks = Math.ceil(hertz * (seconds + WARM_UP)) + 20
  const moves = Array.from({ length: writers }, (_, writer) => cardMoves(writer, marks))
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    crowd.track(clients, writers, marks)
    const members = await crowd.joinAll(Array.from({ length: clients }, () => 'fan-out'))
    const frames = moves.map((updates, writer) =>
      updates.map(update => frameOf(members[writer]!.dialect.wrap(updateMessage(update)))),
    )
    const next = new Int32Array(writers)
    const send = (writer: number): void => {
      const seq = next[writer]!++
      if (seq >= marks) return
      crowd.sends(writer, seq)
      members[writer]!.client.sendRaw(frames[writer]![seq]!)
    }
    for (let writer = 0; writer < writers; writer++) send(writer)
    await pause(300)
    await pump(writers, hertz, WARM_UP, send)
    await pause(200)
    crowd.reset()
    const before = cpuSeconds(server.pid)
    const start = performance.now()
    const sent = await pump(writers, hertz, seconds, send)
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
