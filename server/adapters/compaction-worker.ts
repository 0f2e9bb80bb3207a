import { Worker } from 'node:worker_threads'
import type { Compacted } from '../sync/compact.ts'

/** Compacts documents on a thread of its own, started with the first one; `close` ends it. */
export type CompactionWorker = {
  compact(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Promise<Compacted>
  close(): Promise<void>
}

type Answer = { id: number; compacted: Compacted } | { id: number; error: string }

/** A compactor for `Directory` that keeps the work off the rooms' thread. A document that does not verify rejects. */
export function createCompactionWorker(): CompactionWorker {
  const waiting = new Map<number, { resolve: (compacted: Compacted) => void; reject: (error: Error) => void }>()
  let worker: Worker | null = null
  let nextId = 1

  const start = (): Worker => {
    const started = new Worker(new URL('./compaction-thread.ts', import.meta.url))
    started.unref()
    started.on('message', (answer: Answer) => {
      const call = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('compacted' in answer) call?.resolve(answer.compacted)
      else call?.reject(new Error(answer.error))
    })
    const end = (error: Error): void => {
      if (worker === started) worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    started.on('error', error => end(error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => end(new Error('the compaction thread ended')))
    return started
  }

  return {
    compact(snapshot, updates) {
      worker ??= start()
      const running = worker
      return new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        running.postMessage({ id, snapshot, updates })
      })
    },
    async close() {
      await worker?.terminate()
    },
  }
}
