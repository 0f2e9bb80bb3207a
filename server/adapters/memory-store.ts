import type { Store } from '../ports.ts'
import { memoryIdentity } from './memory-identity.ts'
import { memoryLedger } from './memory-ledger.ts'
import { memoryLog } from './memory-log.ts'

/** A whole store in memory, for tests and the simulator; held to the same contract suite as SQLite. */
export function createMemoryStore(): Store {
  return { ...memoryLog(), ...memoryLedger(), ...memoryIdentity(), flush: async () => {}, close: async () => {} }
}
