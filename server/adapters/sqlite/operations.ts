import type { Database } from './database.ts'
import { history, historyOutline, pruneHistory } from './history-rows.ts'
import { identityReads, identityWrites } from './identity-rows.ts'
import { appendEntries, readEntries, readStreams, readTexts, seqOfCommand } from './ledger-rows.ts'
import { appendUpdates, compactDocument, loadDocument } from './log-rows.ts'
import { readPowerLoss } from './power-loss.ts'
import { addWhole } from './whole-rows.ts'

/** What is answered from the database; does not change it. */
const READS = {
  ...identityReads,
  load: loadDocument,
  historyOutline,
  history,
  entries: readEntries,
  texts: readTexts,
  streams: readStreams,
  seqOfCommand,
  powerLoss: readPowerLoss,
}

/** What changes the database; answered once on disk. `append` is told apart by the worker, which answers it twice. */
const WRITES = {
  ...identityWrites,
  append: appendUpdates,
  compact: compactDocument,
  pruneHistory,
  appendFacts: appendEntries,
  addWhole,
  flush: (): void => {},
}

type Table = typeof READS & typeof WRITES
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : []

/** The name of something that the worker can do. */
export type Operation = keyof Table
/** What an operation is given, after the database. */
export type Given<O extends Operation> = Tail<Parameters<Table[O]>>
/** What an operation answers. */
export type Answer<O extends Operation> = ReturnType<Table[O]>

/** One call as it crosses to the worker. */
export type Request = { id: number; operation: Operation; given: unknown[] }
/** One answer as it crosses back. `written` comes only for an `append` that is in no journal, before `done`. */
export type Reply =
  | { id: number; type: 'written' }
  | { id: number; type: 'done'; answer: unknown }
  | { id: number; type: 'failed'; message: string; name: string }

/** Runs one operation on the connection. */
export function perform(database: Database, { operation, given }: Request): unknown {
  const run = (
    operation in READS ? READS[operation as keyof typeof READS] : WRITES[operation as keyof typeof WRITES]
  ) as (database: Database, ...given: unknown[]) => unknown
  return run(database, ...given)
}

/** True for what changes the database. */
export const isWrite = (operation: Operation): boolean => operation in WRITES
