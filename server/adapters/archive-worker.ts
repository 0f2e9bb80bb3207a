import { Worker } from 'node:worker_threads'
import { refuse, type Result } from '../../shared/result.ts'
import { IMPORT_LIMITS } from '../archive/limits.ts'
import { zipRefusal } from '../archive/read-zip.ts'
import type { Archivist, Clock, ImportPreview, ImportRead, ImportRefusal, ImportWish } from '../ports.ts'
import type { ArchiveTask } from './archive-thread.ts'

/** Memory that one thread may take beside the file itself, in megabytes. */
const HEAP_MB = 768
/** How long packing may take, in milliseconds: an honest partnership of any size, on a slow machine. */
const PACK_TIME = 180_000

const LOOK: ImportWish = { brokerName: '…', companionTitle: '…', closedReason: '…', now: 0 }

/** An `Archivist` that gives each task a thread of its own, a few at once, each ended when its time is up. */
export function createArchivist(clock: Clock): Archivist {
  let running = 0
  const waiting: (() => void)[] = []

  async function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (running >= IMPORT_LIMITS.atOnce) await new Promise<void>(resolve => waiting.push(resolve))
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }

  async function read(zip: Uint8Array, wish: ImportWish, whole: boolean): Promise<Result<unknown, ImportRefusal>> {
    const unfit = zipRefusal(zip)
    if (unfit) return refuse(unfit)
    if (waiting.length >= IMPORT_LIMITS.waiting) return refuse({ code: 'import-busy' })
    const answer = await inTurn(() => onThread(clock, { type: 'read', zip, wish, whole }, IMPORT_LIMITS.time))
    // Out of time or of memory: a file that no honest export looks like.
    return answer === null ? refuse({ code: 'export-slow' }) : (answer as Result<unknown, ImportRefusal>)
  }

  return {
    async pack(given) {
      const zip = await inTurn(() => onThread(clock, { type: 'pack', given }, PACK_TIME))
      if (!(zip instanceof Uint8Array)) throw new Error('the export could not be packed')
      return zip
    },
    read: ((zip: Uint8Array, wish: ImportWish | null) =>
      read(zip, wish ?? { ...LOOK, now: clock.now() }, wish !== null)) as {
      (zip: Uint8Array, wish: null): Promise<Result<ImportPreview, ImportRefusal>>
      (zip: Uint8Array, wish: ImportWish): Promise<Result<ImportRead, ImportRefusal>>
    },
  }
}

/** The thread's one answer, or null when it ended without: its time was up, its memory full, or it threw. */
function onThread(clock: Clock, task: ArchiveTask, time: number): Promise<unknown> {
  const worker = new Worker(new URL('./archive-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  return new Promise(resolve => {
    const end = (answer: unknown) => {
      cancel()
      resolve(answer)
      void worker.terminate()
    }
    const cancel = clock.after(time, () => end(null))
    worker.once('message', end)
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
    worker.postMessage(task)
  })
}
