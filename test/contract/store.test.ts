import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '../../server/adapters/memory-store.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { historyContract } from './history.ts'
import { type StoreUnderTest, storeContract } from './store.ts'
import { wholeContract } from './whole-partnership.ts'

const memory = async (): Promise<StoreUnderTest> => ({
  store: createMemoryStore(),
  reopen: null,
  clean: async () => {},
})

async function sqlite(): Promise<StoreUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-store-'))
  let store = await openSqliteStore(folder)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openSqliteStore(folder)
      return store
    },
    clean: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

for (const contract of [storeContract, historyContract, wholeContract]) {
  contract('memory', memory)
  contract('sqlite', sqlite)
}
