import { Worker } from 'node:worker_threads'
import type { Appended, LogBatch } from '../../ports.ts'
import type { SqliteOptions } from './database.ts'
import { openJournal } from './journal.ts'
import { packRecord } from './journal-records.ts'
import type { Answer, Given, Operation, Reply, Request } from './operations.ts'

type Waiting = {
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
  written?: { resolve: () => void; reject: (error: Error) => void }
}

/** The way to the worker: calls go out together once a turn, answers come back as they become true. */
export interface SqliteClient {
  call<O extends Operation>(operation: O, ...given: Given<O>): Promise<Answer<O>>
  append(batch: LogBatch): Appended
  /** As `call('addWhole', packed)`, and the bytes are moved to the worker. */
  addWhole(packed: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
}

/** Little that the worker makes outlives its commit: a larger nursery would only hold 50 MB of what is gone. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

/** Starts the worker on `folder`. Rejects with its reason when the database cannot be opened. */
export async function startClient(folder: string, options: SqliteOptions): Promise<SqliteClient> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { folder, options },
    resourceLimits,
  })
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let outgoing: Request[] = []
  let transfer: ArrayBuffer[] = []
  let broken: Error | null = null
  let closed = (): void => {}

  const breakAll = (error: Error): void => {
    broken ??= error
    for (const { reject, written } of waiting.values()) {
      written?.reject(error)
      reject(error)
    }
    waiting.clear()
  }
  const settle = (reply: Reply): void => {
    const call = waiting.get(reply.id)
    if (!call) return
    if (reply.type === 'written') {
      call.written?.resolve()
      return
    }
    waiting.delete(reply.id)
    if (waiting.size === 0) worker.unref()
    if (reply.type === 'done') {
      call.resolve(reply.answer)
      return
    }
    const error = reply.name === 'RangeError' ? new RangeError(reply.message) : new Error(reply.message)
    call.written?.reject(error)
    call.reject(error)
  }
  const send = (operation: Operation, given: unknown[], call: Waiting, moved?: ArrayBuffer): void => {
    if (broken) {
      call.written?.reject(broken)
      call.reject(broken)
      return
    }
    const id = nextId++
    if (waiting.size === 0) worker.ref()
    waiting.set(id, call)
    outgoing.push({ id, operation, given })
    if (moved) transfer.push(moved)
    if (outgoing.length > 1) return
    // Waking a thread takes as long as showing an edit: what is in the journal is shown first.
    setImmediate(() => {
      worker.postMessage(outgoing, transfer)
      outgoing = []
      transfer = []
    })
  }

  const absorbed = await new Promise<number>((resolve, reject) => {
    const opened = (message: { open?: number }): void => {
      if (message.open === undefined) return
      worker.off('error', reject)
      worker.off('message', opened)
      resolve(message.open)
    }
    worker.once('error', reject)
    worker.on('message', opened)
  })
  const journal = openJournal(folder, absorbed + 1)
  /** The database could not take what the journal holds: until it has, nothing more goes into the journal and is shown. */
  let behind = false
  worker.on('message', (message: unknown) => {
    if (message === 'closed') closed()
    // `node --watch` sends messages of its own through every worker.
    else if (Array.isArray(message)) for (const reply of message as Reply[]) settle(reply)
  })
  worker.on('error', error => breakAll(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => breakAll(new Error('the store is closed')))
  // An idle store does not keep the process alive; one that is asked something does.
  worker.unref()

  return {
    call: (operation, ...given) =>
      new Promise((resolve, reject) => {
        const answered = (answer: unknown): void => {
          if (operation === 'pruneHistory') journal.forget()
          resolve(answer as Answer<typeof operation>)
        }
        send(operation, given, { resolve: answered, reject })
      }),
    append(batch) {
      const written = Promise.withResolvers<void>()
      const synced = Promise.withResolvers<void>()
      // A caller may only look at one of the two.
      written.promise.catch(() => {})
      synced.promise.catch(() => {})
      const appended = { written: written.promise, synced: synced.promise }
      const n = journal.next
      const { bytes, batch: packed } = packRecord(n, batch)
      try {
        if (!broken && !behind) journal.write(bytes)
      } catch (error) {
        written.reject(error)
        synced.reject(error)
        return appended
      }
      const inJournal = journal.next > n
      if (inJournal) {
        packed.n = n
        written.resolve()
      }
      const call: Waiting = {
        // Answers come in the order of the commits, so everything before is on disk as well.
        resolve: () => {
          behind = false
          journal.settle(inJournal ? n : n - 1)
          synced.resolve()
        },
        reject: error => {
          behind ||= inJournal
          synced.reject(error)
        },
      }
      if (!inJournal) call.written = written
      send('append', [packed], call, bytes.buffer)
      return appended
    },
    addWhole: packed =>
      new Promise((resolve, reject) => send('addWhole', [packed], { resolve: () => resolve(), reject }, packed.buffer)),
    async close() {
      if (broken) return
      worker.ref()
      await new Promise<void>(resolve => {
        closed = resolve
        worker.once('exit', () => resolve())
        // After what this turn has queued.
        setImmediate(() => worker.postMessage('close'))
      })
      journal.close()
      breakAll(new Error('the store is closed'))
      await worker.terminate()
    },
  }
}
