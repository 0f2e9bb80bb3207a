import { parentPort } from 'node:worker_threads'
import type { Boundary } from '../../shared/access/roles.ts'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'
import { packExport } from '../archive/pack.ts'
import { readImport } from '../archive/read-import.ts'
import type { ImportMade, ImportWish, PackGiven } from '../ports.ts'
import { fromPages } from './pages.ts'
import { packWhole } from './whole-bytes.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a worker')

port.on('message', (task: ArchiveTask) => {
  if (task.type === 'pack') {
    const streams = task.streams.map(({ boundary, entries, texts }) => ({
      boundary,
      entries: fromPages<Entry>(entries),
      texts: fromPages<TextRow | null>(texts),
    }))
    const zip = packExport({ ...task.given, streams })
    port.postMessage(zip, [zip.buffer as ArrayBuffer])
    return
  }
  const read = readImport(task.zip, task.wish)
  if (!read.ok || !task.whole) {
    port.postMessage(read.ok ? { ok: true, value: read.value.preview } : read)
    return
  }
  const { preview, whole, broker } = read.value
  const made: ImportMade = { preview, partnership: whole.partnership, broker, packed: packWhole(whole) }
  port.postMessage({ ok: true, value: made }, [made.packed.buffer])
})

/** What the thread is asked for. Without `whole` it answers a preview alone. */
export type ArchiveTask =
  | {
      type: 'pack'
      given: Omit<PackGiven, 'streams'>
      streams: { boundary: Boundary; entries: Uint8Array<ArrayBuffer>[]; texts: Uint8Array<ArrayBuffer>[] }[]
    }
  | { type: 'read'; zip: Uint8Array; wish: ImportWish; whole: boolean }
