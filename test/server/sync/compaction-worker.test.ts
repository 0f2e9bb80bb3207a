import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createCompactionWorker } from '../../../server/adapters/compaction-worker.ts'

test('[SYN-39] compaction runs on a thread of its own, and rejects a log that does not add up', async () => {
  const worker = createCompactionWorker()
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < 100; n++) doc.getMap('cards').set('x', n)
  const again = new Y.Doc()
  Y.applyUpdate(again, (await worker.compact(null, updates)).snapshot)
  expect(again.getMap('cards').toJSON()).toEqual({ x: 99 })
  await expect(worker.compact(null, updates.slice(50))).rejects.toThrow(/leans on updates/)
  await worker.close()
})
