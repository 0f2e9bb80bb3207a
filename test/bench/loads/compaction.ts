import { monitorEventLoopDelay } from 'node:perf_hooks'
import * as Y from 'yjs'
import { createCompactionWorker } from '../../../server/adapters/compaction-worker.ts'
import type { Sample } from '../sample.ts'
import { cardMoves } from '../boards.ts'

const MOVES = 10_000
const PEOPLE = 20

/** Ten thousand interleaved moves made into one snapshot: in Trestle's worker, and by `Y.mergeUpdates` on the thread that asks. */
export async function compaction(): Promise<Sample> {
  const writers = Array.from({ length: PEOPLE }, (_, writer) => cardMoves(writer, MOVES / PEOPLE))
  const updates = Array.from({ length: MOVES }, (_, at) => writers[at % PEOPLE]![Math.floor(at / PEOPLE)]!)
  const worker = createCompactionWorker()
  try {
    const timed = async (): Promise<{ ms: number; bytes: number }> => {
      const start = performance.now()
      const { snapshot } = await worker.compact(null, updates)
      return { ms: performance.now() - start, bytes: snapshot.length }
    }
    const first = await timed()
    const stalls = monitorEventLoopDelay({ resolution: 1 })
    stalls.enable()
    const runs = [await timed(), await timed(), await timed(), await timed(), await timed()]
    stalls.disable()
    const start = performance.now()
    const merged = Y.mergeUpdates(updates)
    const merge = performance.now() - start
    runs.sort((a, b) => a.ms - b.ms)
    return {
      ms: runs[2]!.ms,
      first: first.ms,
      kilobytes: first.bytes / 1024,
      stall: stalls.percentile(99) / 1e6,
      merge,
      mergedKilobytes: merged.length / 1024,
    }
  } finally {
    await worker.close()
  }
}
