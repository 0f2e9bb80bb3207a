import { Worker } from 'node:worker_threads'
import { accept, refuse } from '../../shared/result.ts'
import type { Clock, Historian, Study, StudyAnswer } from '../ports.ts'
import type { HistoryTask } from './history-thread.ts'
import { createLine } from './line.ts'

/** Studies that wait at most; one runs at a time. */
const WAITING = 24

/** How long one study may take, in milliseconds; a past that takes longer is none that people made. */
const TIME = 30_000

const HEAP_MB = 768

type Reply = { answer: StudyAnswer<Study['type']> } | { error: string }

/** A historian on a thread of its own, started with the first study; `close` ends it. */
export function createHistorian(clock: Clock): Historian & { close(): Promise<void> } {
  const line = createLine(1, WAITING)
  let worker: Worker | null = null

  const start = (): Worker => {
    const started = new Worker(new URL('./history-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    started.unref()
    started.on('exit', () => {
      if (worker === started) worker = null
    })
    // Told to whoever waits for an answer; here it only must not end the process.
    started.on('error', () => {})
    return started
  }

  const ask = (task: HistoryTask): Promise<StudyAnswer<Study['type']>> => {
    worker ??= start()
    const asked = worker
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        cancel()
        asked.off('message', answered).off('error', failed).off('exit', failed)
      }
      const answered = (reply: Reply): void => {
        settle()
        if ('answer' in reply) resolve(reply.answer)
        else reject(new Error(reply.error))
      }
      const failed = (): void => {
        settle()
        if (worker === asked) worker = null
        void asked.terminate()
        reject(new Error('the past could not be read in the time and memory that a study may take'))
      }
      const cancel = clock.after(TIME, failed)
      asked.on('message', answered).on('error', failed).on('exit', failed)
      asked.postMessage(task)
    })
  }

  return {
    async study<S extends Study>(kind: HistoryTask['kind'], stored: HistoryTask['stored'], study: S) {
      const turn = line(() => ask({ kind, stored, study }))
      return turn ? accept((await turn) as StudyAnswer<S['type']>) : refuse({ code: 'history-busy' as const })
    },
    async close() {
      await worker?.terminate()
    },
  }
}
