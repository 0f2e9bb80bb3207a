import type { Limits } from '../access/limits.ts'
import type { LiveSockets } from '../access/live-sockets.ts'
import type { Previews } from '../access/previews.ts'
import type { Tickets } from '../access/tickets.ts'
import type { Config } from '../config.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Keeper } from '../history/keeper.ts'
import type { Furnishing } from '../partnerships/furnish.ts'
import type { Archivist, Clock, Log, Store } from '../ports.ts'
import type { LedgerService, SyncService } from '../services.ts'
import type { Reach } from '../reach/reach.ts'
import type { Metrics } from './metrics.ts'

/** Whether the server takes requests; `draining` while it goes down. */
export type ServerState = { phase: 'starting' | 'ready' | 'draining' }

/** Everything the routes need, wired together by `main.ts` and by the tests. */
export type Services = {
  config: Config
  store: Store
  ledger: LedgerService
  sync: SyncService
  archivist: Archivist
  history: HistoryService
  keeper: Pick<Keeper, 'sweep'>
  clock: Clock
  log: Log
  limits: Limits
  tickets: Tickets
  previews: Previews
  live: LiveSockets
  metrics: Metrics
  state: ServerState
  /** Who can reach this server, as the machine's networks are now. */
  reach: () => Reach
  furnishings: readonly Furnishing[]
}
