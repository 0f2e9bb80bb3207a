import { TestServer } from '../e2e/support/server.ts'
import { BareClient } from './bare-client.ts'
import { largeBoard, Typist } from './board-state.ts'
import { memoryOf, watchMemory } from './memory.ts'
import { type DrillReport, pause, within } from './report.ts'
import { TableTalk } from './table-talk.ts'
import { DrillTable } from './table.ts'

const PEOPLE = 5
const MEGABYTES = 40
const READERS = 5
const GROWTH_EACH = 10

/**
 * A few clients join a large board and stop reading while others write a lot. The snapshot that they are still sent does not count
 * against them; beyond it they are closed with 1013, may come back, and nobody else waits for them.
 */
export async function drillSlow({ seconds }: { seconds: number }): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const server = await TestServer.start()
  const problems: string[] = []
  try {
    const table = await DrillTable.lay(server.url)
    const board = await table.addBoard('Plenary')
    await table.fill(board, largeBoard(4_800))
    const headers = { authorization: `Bearer ${table.token}` }
    const talk = new TableTalk(table.lineOf(board), headers, PEOPLE, 60_000)
    await talk.open()
    await talk.talk(seconds * 1_000)
    const quiet = talk.p95()

    const writer = new BareClient(table.lineOf(board), headers)
    await writer.sync()
    const typist = new Typist(61_000)
    /** Writes more than the kernel's own buffers and the watermark together take; answers what the server held more by then. */
    const flood = async (): Promise<number> => {
      const before = memoryOf(server.pid)
      const watch = watchMemory(server.pid)
      const writing = (async () => {
        for (let megabytes = 0; megabytes < MEGABYTES; megabytes += 0.2) {
          await writer.send(typist.next(200_000))
          await pause(10)
        }
      })()
      await talk.talk(seconds * 1_000)
      await writing
      return Math.round((watch.stop() - before) * 10) / 10
    }
    // The flood alone, since it takes memory whoever reads.
    const alone = await flood()
    const slow = Array.from({ length: READERS }, () => new BareClient(table.lineOf(board), headers))
    await Promise.all(slow.map(client => client.sync()))
    for (const client of slow) raw(client).pause()
    talk.p95()
    const grown = await flood()
    const loaded = talk.p95()
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    for (const client of slow) raw(client).resume()
    const closed = await within(20_000, () => slow.every(client => client.closed !== null))
    const codes = slow.map(client => client.closed ?? 0)
    const counted = Number(/trestle_\w*slow\w* (\d+)/.exec(metrics)?.[1] ?? 0)
    // Who does not even read the farewell in time is cut off without it.
    if (!closed || counted < READERS || codes.some(code => code !== 1013 && code !== 1006))
      problems.push(`${counted} slow readers were closed, with ${codes.join()}`)
    const again = new BareClient(table.lineOf(board), headers)
    const back = await again.sync()
    if (grown > READERS * GROWTH_EACH) problems.push(`${grown} MB more for ${READERS} slow readers`)
    if (talk.ended().length > 0) problems.push(`others were closed with ${talk.ended().join()}`)
    if (talk.saved !== talk.asked) problems.push(`${talk.asked - talk.saved} honest edits were not called saved`)
    for (const client of [...slow, writer, again]) client.leave()
    talk.leave()
    return {
      drill: 'slow',
      figures: {
        readers: READERS,
        'MB written': MEGABYTES,
        'closed with': codes.join('/'),
        counted,
        'MB more without them': alone,
        'MB more with them': grown,
        'others p95 quiet/loaded ms': `${quiet.arrival}/${loaded.arrival}`,
        'back after ms': Math.round(back),
      },
      problems,
    }
  } finally {
    await server.dispose()
  }
}

function raw(client: BareClient): { pause(): void; resume(): void } {
  return (client.socket as unknown as { _socket: { pause(): void; resume(): void } })._socket
}
