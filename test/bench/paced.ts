import { Crowd } from './crowd.ts'
import { frameOf } from './load-client.ts'
import { cpuSeconds } from './process-use.ts'
import { pause, pump } from './pump.ts'
import type { Sample } from './sample.ts'
import type { Running } from './servers.ts'

/** Seconds until the code that a load runs has been compiled. */
const WARM_UP = 4

/** A load at a fixed rate: the first `writers` of the people in a room send so often a second, for so many seconds. */
export type Pace = { people: number; writers: number; hertz: number; seconds: number }

/**
 * Drives one room at a fixed rate, after a warm-up. `messages` makes so many marked messages of one writer, before the load
 * begins. Answers µs of the server's CPU for each delivery, milliseconds from send to arrival, deliveries a second and the
 * share of them that arrived.
 */
export async function paced(
  server: Running,
  room: string,
  { people, writers, hertz, seconds }: Pace,
  messages: (writer: number, count: number) => Uint8Array[],
): Promise<Sample> {
  const marks = Math.ceil(hertz * (seconds + WARM_UP)) + 20
  const crowd = new Crowd(server)
  crowd.track(people, writers, marks)
  const members = await crowd.joinAll(Array.from({ length: people }, () => room))
  const frames = members
    .slice(0, writers)
    .map(({ dialect, slot }) => messages(slot, marks).map(message => frameOf(dialect.wrap(message))))
  const next = new Int32Array(writers)
  const send = (writer: number): void => {
    const seq = next[writer]!++
    if (seq >= marks) return
    crowd.sends(writer, seq)
    members[writer]!.client.sendRaw(frames[writer]![seq]!)
  }
  for (let writer = 0; writer < writers; writer++) send(writer)
  await pause(500)
  await pump(writers, hertz, WARM_UP, send)
  await pause(300)
  crowd.reset()
  const before = cpuSeconds(server.pid)
  const start = performance.now()
  const sent = await pump(writers, hertz, seconds, send)
  const expected = sent * (people - 1)
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
}
