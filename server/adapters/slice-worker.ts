import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '../../shared/result.ts'
import type { Clock } from '../ports.ts'
import type { GuardCode } from '../sync/guard.ts'
import { LIMITS } from '../sync/limits.ts'
import type { SliceRequest } from '../sync/slices.ts'

type Ruled = Result<Uint8Array[], GuardCode>
type Answer = { id: number; ruled: Ruled } | { id: number; error: string }
type Waiting = { resolve: (ruled: Ruled) => void; reject: (error: Error) => void }

/** Judges large updates on a thread of its own, started with the first one; `close` ends it. */
export type SliceWorker = { slice(request: SliceRequest): Promise<Ruled>; close(): Promise<void> }

/** A slicer for `Directory`. One update at a time; what takes too long or too much memory is refused as too large. */
export function createSliceWorker(clock: Clock): SliceWorker {
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let nextId = 1
  let current: (Waiting & { id: number }) | null = null

  const start = (): Worker => {
    const started = new Worker(new URL('./slice-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    started.unref()
    started.on('message', (answer: Answer) => {
      if (current?.id !== answer.id) return
      if ('ruled' in answer) current.resolve(answer.ruled)
      else current.reject(new Error(answer.error))
    })
    const end = (): void => {
      if (worker === started) worker = null
      current?.resolve(refuse('too-large'))
    }
    started.on('error', end)
    started.on('exit', end)
    return started
  }

  const ask = async (request: SliceRequest): Promise<Ruled> => {
    worker ??= start()
    const running = worker
    const id = nextId++
    const cancel = clock.after(LIMITS.sliceTime, () => void running.terminate())
    try {
      return await new Promise<Ruled>((resolve, reject) => {
        current = { id, resolve, reject }
        running.postMessage({ id, request })
      })
    } finally {
      current = null
      cancel()
    }
  }

  return {
    slice(request) {
      const answer = last.then(() => ask(request))
      last = answer.catch(() => {})
      return answer
    },
    async close() {
      await worker?.terminate()
    },
  }
}
