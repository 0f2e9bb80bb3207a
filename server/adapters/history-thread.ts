import { parentPort } from 'node:worker_threads'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { StoredHistory, Study } from '../ports.ts'
import { studyStored } from './study-stored.ts'

/** What the thread is asked for; it answers `{ answer }` or `{ error }`. */
export type HistoryTask = { kind: KindId; stored: StoredHistory; study: Study }

const port = parentPort
if (!port) throw new Error('this file runs as a worker')

port.on('message', ({ kind, stored, study }: HistoryTask) => {
  try {
    port.postMessage({ answer: studyStored(kind, stored, study) })
  } catch (error) {
    port.postMessage({ error: String(error) })
  }
})
