import { parentPort } from 'node:worker_threads'
import { compactUpdates } from '../sync/compact.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a worker')

port.on('message', ({ id, snapshot, updates }: { id: number; snapshot: Uint8Array | null; updates: Uint8Array[] }) => {
  try {
    port.postMessage({ id, compacted: compactUpdates(snapshot, updates) })
  } catch (error) {
    port.postMessage({ id, error: String(error) })
  }
})
