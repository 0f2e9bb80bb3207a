import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { TestServer } from '../e2e/support/server.ts'
import { ATTACKS } from './attacker.ts'
import { largeBoard } from './board-state.ts'
import { memoryOf, watchMemory } from './memory.ts'
import type { DrillReport } from './report.ts'
import { TableTalk } from './table-talk.ts'
import { DrillTable } from './table.ts'

const PEOPLE = 10
const SLOWER = 2
const MEGABYTES = 64
/** Below this nobody notices, whatever the ratio; milliseconds. */
const WELL = 20

/**
 * One hostile member at a table of ten who write, limits as they are in use: it comes back whenever the server ends its line. The
 * others' p95 may at most double and the server may hold 64 MB more at most; nobody else's line ends.
 */
export async function drillHostile({
  seconds,
  attacks,
}: {
  seconds: number
  attacks?: readonly string[]
}): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'standard'
  const server = await TestServer.start()
  const problems: string[] = []
  const figures: Record<string, number | string> = {}
  try {
    const table = await DrillTable.lay(server.url)
    const cookie = await table.seat('Mallory')
    const headers = { authorization: `Bearer ${table.token}` }
    for (const [at, name] of (attacks ?? Object.keys(ATTACKS)).entries()) {
      const board = await table.addBoard(`Notes ${at}`)
      await table.fill(board, largeBoard(2_000, 40_001 + at))
      const talk = new TableTalk(table.lineOf(board), headers, PEOPLE, 60_000 + 100 * at)
      await talk.open()
      await talk.talk(2_000)
      talk.p95()
      await talk.talk(seconds * 1_000)
      const quiet = talk.p95()
      const before = memoryOf(server.pid)
      const watch = watchMemory(server.pid)
      const headersOfMallory = { cookie, origin: server.url }
      const attacker = new Worker(new URL('./attacker.ts', import.meta.url), {
        workerData: { line: table.lineOf(board), headers: headersOfMallory, attack: name },
      })
      await once(attacker, 'online')
      await talk.talk(seconds * 1_000)
      const ended = once(attacker, 'message')
      attacker.postMessage('over')
      const grown = Math.round((watch.stop() - before) * 10) / 10
      const attacked = talk.p95()
      figures[`${name}: p95 quiet/attacked ms`] = `${quiet.arrival}/${attacked.arrival}`
      figures[`${name}: saved p95 ms`] = `${quiet.save}/${attacked.save}`
      figures[`${name}: MB more`] = grown
      figures[`${name}: its lines`] = (await ended)[0]
      if (quiet.arrival === 0 || attacked.arrival === 0) problems.push(`${name}: nobody's words arrived anywhere`)
      if (attacked.arrival > Math.max(WELL, SLOWER * quiet.arrival))
        problems.push(`${name}: p95 ${quiet.arrival} became ${attacked.arrival} ms`)
      if (grown > MEGABYTES) problems.push(`${name}: ${grown} MB more`)
      if (talk.ended().length > 0) problems.push(`${name}: others were closed with ${talk.ended().join()}`)
      if (talk.saved !== talk.asked)
        problems.push(`${name}: ${talk.asked - talk.saved} honest edits were not called saved`)
      talk.leave()
    }
    return { drill: 'hostile', figures, problems }
  } finally {
    await server.dispose()
  }
}
