import { parentPort } from 'node:worker_threads'
import { judgeAndSlice, type SliceRequest } from '../sync/slices.ts'

const port = parentPort
if (!port) throw new Error('this file runs as a worker')

port.on('message', ({ id, request }: { id: number; request: SliceRequest }) => {
  try {
    port.postMessage({ id, ruled: judgeAndSlice(request) })
  } catch (error) {
    port.postMessage({ id, error: String(error) })
  }
})
