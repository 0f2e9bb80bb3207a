import type { Entry } from '../../shared/ledger/facts.ts'
import type { Store } from '../ports.ts'
import { memoryIdentity } from './memory-identity.ts'
import { memoryLedger } from './memory-ledger.ts'
import { memoryLog } from './memory-log.ts'
import { unpackWhole } from './whole-bytes.ts'

/** A whole store in memory, for tests and the simulator; held to the same contract suite as SQLite. */
export function createMemoryStore(): Store {
  const parts = { ...memoryLog(), ...memoryLedger(), ...memoryIdentity() }
  return {
    ...parts,
    async addWhole(packed) {
      const { partnership, createdAt, documents, entries, texts } = unpackWhole(packed)
      const read = entries.map(({ line }) => JSON.parse(line) as Entry)
      for (const { row } of documents) {
        if (await parts.document(row.id)) throw new Error('a row with this key exists')
      }
      // Each of the steps that may refuse comes before anything is kept, since nothing undoes it here.
      const answer = await parts.appendFacts(partnership, read, texts)
      if (answer.type !== 'appended') throw new Error(`a new partnership has entries already: ${answer.type}`)
      await parts.addPartnership(partnership, createdAt)
      for (const { row, state } of documents) {
        await parts.addDocument(row)
        if (state) {
          const updates = [{ bytes: state, member: null, at: createdAt }]
          await parts.append({ document: row.id, updates, leases: [] }).synced
        }
      }
    },
    powerLoss: async () => null,
    flush: async () => {},
    close: async () => {},
  }
}
