import type { RootSpec, KindId } from '../../shared/kinds/kind.ts'
import type { Result } from '../../shared/result.ts'
import type { Clock, DocumentLog, Log, PowerLoss } from '../ports.ts'
import type { Compacted } from './compact.ts'
import type { GuardCode } from './guard.ts'
import type { SyncMetrics } from './metrics.ts'
import type { SliceRequest } from './slices.ts'

/** Loads `snapshot` and `updates`, encodes the whole and proves that it loads to the same; off the hot path. */
export type Compactor = (snapshot: Uint8Array | null, updates: readonly Uint8Array[]) => Promise<Compacted>

/** Judges a large update as a whole and cuts it into slices; off the hot path. */
export type Slicer = (request: SliceRequest) => Promise<Result<Uint8Array[], GuardCode>>

/** What a room is given from outside: no socket, timer or SQL of its own. */
export type RoomDeps = {
  log: DocumentLog
  clock: Clock
  logger: Log
  metrics: SyncMetrics
  /** The roots that a canvas of this kind may have; empty for a kind that this version does not know. */
  rootsOf: (kind: KindId | null) => readonly RootSpec[]
  compactor: Compactor
  /** Deliveries a second of the whole server now. */
  load: () => number
  slicer: Slicer
  /** When something that was shown may have missed the disk; null when never. */
  powerLoss: PowerLoss | null
  /** `off` lifts the cap on client ids per member, for load tests; every other rule stands. */
  limits: 'standard' | 'off'
}
