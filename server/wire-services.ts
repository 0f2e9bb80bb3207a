import { kindOf } from '../shared/kinds/index.ts'
import { createLedger } from './ledger/ledger-service.ts'
import type { Clock, Log, PowerLoss, Store } from './ports.ts'
import type { LedgerService, SyncService } from './services.ts'
import { Directory, type DirectoryDeps } from './sync/directory.ts'
import type { SyncMetrics } from './sync/metrics.ts'

/** Rooms and ledgers over the given ports. Each needs the other: ledgers freeze texts of canvases, rooms serve projections. */
export function wireServices(ports: {
  store: Store
  clock: Clock
  log: Log
  limits: 'standard' | 'off'
  compactor?: DirectoryDeps['compactor']
  slicer?: DirectoryDeps['slicer']
  powerLoss?: PowerLoss | null
}): { ledger: LedgerService; sync: SyncService; syncMetrics: SyncMetrics } {
  const { store, clock, log, limits, compactor, slicer, powerLoss = null } = ports
  const rooms: { directory?: Directory } = {}
  const ledger = createLedger({
    store,
    clock,
    log,
    sync: {
      read: (document, reader) => {
        if (!rooms.directory) throw new Error('the rooms are not open yet')
        return rooms.directory.read(document, reader)
      },
    },
  })
  const directory = new Directory({
    log: store,
    documents: store,
    ledger,
    clock,
    logger: log,
    limits,
    rootsOf: kind => (kind && kindOf(kind)?.roots) ?? [],
    ...(compactor ? { compactor } : {}),
    ...(slicer ? { slicer } : {}),
    powerLoss,
  })
  rooms.directory = directory
  return { ledger, sync: directory, syncMetrics: directory.metrics }
}
