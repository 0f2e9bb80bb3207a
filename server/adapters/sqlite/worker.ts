import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, type SqliteOptions } from './database.ts'
import { createGroupCommit } from './group-commit.ts'
import { replayJournal } from './journal-replay.ts'
import type { Request } from './operations.ts'

// The one writer, on a thread of its own: its calls are synchronous, and one slow disk must not stall the rooms.
const port = parentPort
if (!port) throw new Error('this file runs as a worker')
const { folder, options } = workerData as { folder: string; options: SqliteOptions }
const database = openDatabase(folder, options)
const absorbed = replayJournal(database, folder)
const commits = createGroupCommit(database, folder, replies => port.postMessage(replies))

port.on('message', (message: Request[] | 'close') => {
  if (message !== 'close') return commits.take(message)
  void commits.close().then(() => {
    port.postMessage('closed')
    port.close()
  })
})
port.postMessage({ open: absorbed })
