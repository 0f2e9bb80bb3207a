import { verifyExport } from '../../shared/verify/verify-export.ts'
import { unzipWithin } from '../../scripts/verify.ts'
import { TestServer } from '../e2e/support/server.ts'
import { Writer } from '../e2e/support/writer.ts'
import { chanceFrom } from '../sim/random.ts'
import { type DrillReport, pause, quantile, within } from './report.ts'
import { DrillTable } from './table.ts'

const WRITERS = 3
/** A board takes a bounded number of client ids, and each writer of each round is a new one. */
const ROUNDS_PER_BOARD = 40
const READY = 3_000

/**
 * Kills a server with SIGKILL `rounds` times while clients type and a broker records facts. Nothing that was acknowledged and
 * nothing that was shown to another may be missing after, and the server must be ready again within three seconds.
 */
export async function drillKill({
  rounds,
  seed,
  minutes = Number.POSITIVE_INFINITY,
}: {
  rounds: number
  seed: number
  /** Ends after the round in which this much time is up. */
  minutes?: number
}): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const chance = chanceFrom(seed)
  const server = await TestServer.start()
  const problems: string[] = []
  const ready: number[] = []
  const end = performance.now() + minutes * 60_000
  let [edits, facts, seq, board] = [0, 0, 0, '']
  try {
    const table = await DrillTable.lay(server.url)
    const promised = new Set<string>()
    for (let round = 0; round < rounds && problems.length === 0 && performance.now() < end; round++) {
      if (round % ROUNDS_PER_BOARD === 0) {
        board = await table.addBoard(`Notes ${round}`)
        edits += promised.size
        promised.clear()
      }
      const writers = Array.from({ length: WRITERS }, () => new Writer(server.url, board, table.token))
      await Promise.all(writers.map(writer => writer.ready()))
      const work = recordAndType(table, writers)
      if (!(await within(20_000, () => writers.every(writer => writer.saved.size > 0))))
        problems.push(`round ${round}: nothing was saved in 20 s`)
      await pause(chance.below(150))
      await server.kill()
      const recorded = await work.end()
      for (const { saved, shown: seen } of writers) {
        for (const note of [...saved, ...seen]) promised.add(note)
      }
      // The writers are gone before the server is back: what it has then, it has from its disk.
      for (const writer of writers) writer.leave()
      const began = performance.now()
      await server.run()
      ready.push(performance.now() - began)
      const fresh = new Writer(server.url, board, table.token)
      await fresh.ready()
      const kept = new Set(fresh.notes())
      fresh.leave()
      const lost = [...promised].filter(note => !kept.has(note))
      if (lost.length > 0) problems.push(`round ${round}: ${lost.length} edits lost`)
      const found = await table.commands(seq)
      seq = found.seq
      facts += recorded.length
      const missing = recorded.filter(command => !found.commands.includes(command))
      if (missing.length > 0) problems.push(`round ${round}: ${missing.length} facts lost`)
    }
    edits += promised.size
    const verified = verifyExport(unzipWithin(await table.exportZip()))
    for (const problem of verified.problems) problems.push(`the export does not verify: ${problem}`)
  } finally {
    await server.dispose()
  }
  const slow = ready.filter(ms => ms > READY).length
  if (slow > 0) problems.push(`${slow} of ${ready.length} starts took longer than ${READY} ms`)
  return {
    drill: 'kill',
    figures: {
      kills: ready.length,
      'edits saved or shown': edits,
      'facts recorded': facts,
      'ready p50 ms': quantile(ready, 0.5),
      'ready p95 ms': quantile(ready, 0.95),
      'ready worst ms': quantile(ready, 1),
    },
    problems,
  }
}

/** Types on every writer and records facts, one after another, until told to end; answers the commands that were answered. */
function recordAndType(table: DrillTable, writers: readonly Writer[]): { end(): Promise<string[]> } {
  const typing = setInterval(() => {
    for (const writer of writers) writer.write()
  }, 4)
  const recorded: string[] = []
  let over = false
  const recording = (async () => {
    for (let n = 0; !over; n++) {
      const command = await table.rename(`Table ${n}`)
      if (command !== null) recorded.push(command)
      else if (!over) await pause(5)
    }
  })()
  return {
    async end() {
      over = true
      clearInterval(typing)
      await recording
      return recorded
    },
  }
}
