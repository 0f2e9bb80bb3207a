import * as Y from 'yjs'
import { TestServer } from '../e2e/support/server.ts'
import { BareClient, EMPTY } from './bare-client.ts'
import { largeBoard } from './board-state.ts'
import { memoryOf, watchMemory } from './memory.ts'
import { type DrillReport, pause, quantile } from './report.ts'
import { DrillTable } from './table.ts'

const CARDS = 4_800
const SYNCED = 10_000
const GROWTH = 1.5

/**
 * `clients` clients of one large board lose their lines and come back at the same moment, first with the document that they
 * have, then as newcomers without it. All must be synced within ten seconds, and the server may not hold more than half as
 * much again as before.
 */
export async function drillStorm({ clients }: { clients: number }): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const server = await TestServer.start()
  const problems: string[] = []
  try {
    const table = await DrillTable.lay(server.url)
    const board = await table.addBoard('Plenary')
    const address = table.lineOf(board)
    const headers = { authorization: `Bearer ${table.token}` }
    const update = largeBoard(CARDS)
    await table.fill(board, update)
    const vector = Y.encodeStateVectorFromUpdate(update)

    const wave = async (with_: Uint8Array): Promise<{ all: BareClient[]; times: number[] }> => {
      const began = performance.now()
      const all = Array.from({ length: clients }, () => new BareClient(address, headers))
      const times = await Promise.all(
        all.map(client =>
          client.sync(began, with_).catch(error => {
            problems.push(`a client was not synced: ${String(error)}`)
            return SYNCED * 2
          }),
        ),
      )
      return { all, times }
    }

    const settled = await wave(vector)
    await pause(2_000)
    const before = memoryOf(server.pid)
    const figures: Record<string, number | string> = { clients, 'board bytes': update.length, 'MB before': before }
    let present = settled.all
    for (const [name, with_] of [
      ['back', vector],
      ['new', EMPTY],
    ] as const) {
      const watch = watchMemory(server.pid)
      for (const client of present) client.leave()
      const { all, times } = await wave(with_)
      await pause(500)
      const peak = watch.stop()
      present = all
      figures[`${name}: p50 ms`] = quantile(times, 0.5)
      figures[`${name}: all synced ms`] = quantile(times, 1)
      figures[`${name}: MB at most`] = peak
      if (quantile(times, 1) > SYNCED) problems.push(`${name}: all synced only after ${quantile(times, 1)} ms`)
      if (peak > before * GROWTH) problems.push(`${name}: memory grew ${Math.round((peak / before) * 100) / 100} times`)
    }
    for (const client of present) client.leave()
    return { drill: 'storm', figures, problems }
  } finally {
    await server.dispose()
  }
}
