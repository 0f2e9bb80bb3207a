import { Worker } from 'node:worker_threads'
import { accept, refuse, type Result } from '../../shared/result.ts'
import { IMPORT_LIMITS, PACK_LIMITS } from '../archive/limits.ts'
import { zipRefusal } from '../archive/read-zip.ts'
import type { Archivist, Clock, ImportMade, ImportPreview, ImportRefusal, ImportWish, PackGiven } from '../ports.ts'
import type { ArchiveTask } from './archive-thread.ts'
import { createLine } from './line.ts'
import { toPages } from './pages.ts'

/** Memory that one thread may take beside the file itself, in megabytes. */
const HEAP_MB = 768
const LOOK: ImportWish = { brokerName: '…', companionTitle: '…', closedReason: '…', now: 0 }

/** An `Archivist` that gives tasks to threads, a few at once; one whose time is up is ended. */
export function createArchivist(clock: Clock): Archivist {
  // Apart, so that whoever sends exports in keeps nobody from taking theirs out.
  const reading = createLine(IMPORT_LIMITS.atOnce, IMPORT_LIMITS.waiting)
  const packing = createLine(PACK_LIMITS.atOnce, PACK_LIMITS.waiting)

  async function read(zip: Uint8Array, wish: ImportWish, whole: boolean): Promise<Result<unknown, ImportRefusal>> {
    const unfit = zipRefusal(zip)
    if (unfit) return refuse(unfit)
    const turn = reading(() => onThread(clock, { type: 'read', zip, wish, whole }, IMPORT_LIMITS.time))
    if (!turn) return refuse({ code: 'import-busy' })
    const answer = await turn
    // Out of time or of memory: a file that no honest export looks like.
    return answer === null ? refuse({ code: 'export-slow' }) : (answer as Result<unknown, ImportRefusal>)
  }

  return {
    async pack(gather) {
      const turn = packing(async () => onThread(clock, await packTask(await gather()), PACK_LIMITS.time))
      if (!turn) return refuse({ code: 'export-busy' })
      const zip = await turn
      if (!(zip instanceof Uint8Array)) throw new Error('the export could not be packed')
      return accept(zip)
    },
    read: ((zip: Uint8Array, wish: ImportWish | null) =>
      read(zip, wish ?? { ...LOOK, now: clock.now() }, wish !== null)) as {
      (zip: Uint8Array, wish: null): Promise<Result<ImportPreview, ImportRefusal>>
      (zip: Uint8Array, wish: ImportWish): Promise<Result<ImportMade, ImportRefusal>>
    },
  }
}

async function packTask({ streams, ...given }: PackGiven): Promise<ArchiveTask> {
  const paged = []
  for (const { boundary, entries, texts } of streams)
    paged.push({ boundary, entries: await toPages(entries), texts: await toPages(texts) })
  return { type: 'pack', given, streams: paged }
}

// Starting a thread takes longer than most of what it is asked: one waits for the next task.
const idle: Worker[] = []

/** The thread's answer, or null when there is none: its time was up, its memory full, or it threw; then it is ended. */
function onThread(clock: Clock, task: ArchiveTask, time: number): Promise<unknown> {
  const worker = idle.pop() ?? startThread()
  worker.ref()
  return new Promise(resolve => {
    const end = (answer: unknown, whole: boolean) => {
      cancel()
      worker.off('message', answered).off('error', failed).off('exit', failed)
      worker.unref()
      if (whole && idle.length === 0) idle.push(worker)
      else void worker.terminate()
      resolve(answer)
    }
    const answered = (answer: unknown) => end(answer, true)
    const failed = () => end(null, false)
    const cancel = clock.after(time, failed)
    worker.on('message', answered).on('error', failed).on('exit', failed)
    const pages = task.type === 'pack' ? task.streams.flatMap(({ entries, texts }) => [...entries, ...texts]) : []
    worker.postMessage(
      task,
      pages.map(page => page.buffer),
    )
  })
}

function startThread(): Worker {
  return new Worker(new URL('./archive-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
}
