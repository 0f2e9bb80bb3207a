import { kindOf } from '../../shared/kinds/index.ts'
import type { DocumentRow } from '../ports.ts'
import { furnishSample, sampleBegan } from '../sample/furnish.ts'
import type { LedgerService, SyncService } from '../services.ts'

/** A partnership whose canvases were just made and stand empty. */
export type NewTable = {
  ledger: LedgerService
  sync: SyncService
  partnership: string
  documents: { map: DocumentRow; companion: DocumentRow; agreement: DocumentRow; log: DocumentRow }
  /** Milliseconds since 1970. */
  now: number
}

/** One way to start a partnership. */
export type Furnishing = {
  /** Its name in `start`. */
  start: string
  /** Template that the agreement is seeded with; null leaves it plain. */
  agreement: string | null
  /** Whether a board for notes stands ready too. */
  board: boolean
  /** When the creation is recorded to have happened, for a story that began earlier. */
  began?: (now: number) => number
  /** Lays out content beyond the seeds. Resolves when all of it is on disk. */
  furnish?: (table: NewTable) => Promise<void>
}

/** Every way to start: bare, with a board for a meeting, one for each template of the agreement, and the sample. */
export const FURNISHINGS: readonly Furnishing[] = [
  { start: 'empty', agreement: null, board: false },
  { start: 'meeting', agreement: null, board: true },
  ...(kindOf('agreement')?.templates ?? []).map(template => ({ start: template, agreement: template, board: true })),
  {
    start: 'sample',
    agreement: null,
    board: false,
    began: sampleBegan,
    furnish: async table => {
      await furnishSample(table)
    },
  },
]
