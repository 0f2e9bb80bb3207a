import * as Y from 'yjs'
import { createLedger } from '../../server/ledger/ledger-service.ts'
import type { Clock, PowerLoss, Store } from '../../server/ports.ts'
import type { LedgerService } from '../../server/services.ts'
import { Directory } from '../../server/sync/directory.ts'
import { ROOTS, silent } from '../server/sync/helpers.ts'

/** One run of the server, until its power is off: rooms and ledgers over a store. */
export type SimServer = { directory: Directory; ledger: LedgerService; store: Store; power: { on: boolean } }

/** Starts rooms and ledgers as the product wires them, on the run's clock. */
export function startSimServer(store: Store, powerLoss: PowerLoss | null): SimServer {
  const power = { on: true }
  const clock: Clock = {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(() => power.on && task(), ms)
      return () => clearTimeout(timer)
    },
  }
  const rooms: { directory?: Directory } = {}
  const ledger = createLedger({
    store,
    clock,
    log: silent,
    sync: { read: (document, reader) => rooms.directory!.read(document, reader) },
  })
  const directory = new Directory({
    log: store,
    documents: store,
    clock,
    logger: silent,
    rootsOf: () => ROOTS,
    limits: 'standard',
    powerLoss,
    ledger: { project: async () => new Y.Doc(), onProjected: () => () => {} },
  })
  rooms.directory = directory
  return { directory, ledger, store, power }
}
