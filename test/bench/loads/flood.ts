import { cardMoves } from '../boards.ts'
import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { frameOf } from '../load-client.ts'
import { cpuSeconds } from '../process-use.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'

const WRITERS = 10
const MARKS = 30_000
const WARM_UP = 1_000

let moves: Uint8Array[][] | null = null

/**
 * One room, a closed loop: each of ten writers keeps `inFlight` edits on their way, as seen by the next client. What a
 * saturated server delivers.
 */
export function flood(
  name: ServerName,
  { clients, inFlight, seconds }: { clients: number; inFlight: number; seconds: number },
): Promise<Sample> {
  moves ??= Array.from({ length: WRITERS }, (_, writer) => cardMoves(writer, MARKS))
  const updates = moves
  return withServer(name, false, async server => {
    const crowd = new Crowd(server)
    crowd.track(clients, WRITERS, MARKS)
    const members = await crowd.joinAll(Array.from({ length: clients }, () => 'flood'))
    const next = new Int32Array(WRITERS)
    const seen = new Int32Array(WRITERS).fill(-1)
    let running = true
    const fill = (writer: number): void => {
      const { client, dialect } = members[writer]!
      const frames: Buffer[] = []
      while (running && next[writer]! - seen[writer]! <= inFlight && next[writer]! < MARKS) {
        const seq = next[writer]!++
        crowd.sends(writer, seq)
        frames.push(frameOf(dialect.wrap(updateMessage(updates[writer]![seq]!))))
      }
      if (frames.length > 0) client.sendRaw(frames.length === 1 ? frames[0]! : Buffer.concat(frames))
    }
    crowd.onSeen = (slot, writer, seq) => {
      if (slot !== (writer + 1) % clients) return
      seen[writer] = seq
      fill(writer)
    }
    for (let writer = 0; writer < WRITERS; writer++) fill(writer)
    await pause(WARM_UP)
    crowd.reset()
    const before = cpuSeconds(server.pid)
    const own = process.cpuUsage()
    const start = performance.now()
    await pause(seconds * 1000)
    const wall = (performance.now() - start) / 1000
    const cpu = cpuSeconds(server.pid) - before
    const { user, system } = process.cpuUsage(own)
    const { deliveries } = crowd
    running = false
    const exhausted = next.some(seq => seq >= MARKS) ? 1 : 0
    await pause(100)
    crowd.close()
    return {
      us: (cpu * 1e6) / deliveries,
      perSecond: deliveries / wall,
      perCore: deliveries / cpu,
      p50: crowd.quantile(0.5),
      p99: crowd.quantile(0.99),
      generatorUs: (user + system) / deliveries,
      exhausted,
    }
  })
}
