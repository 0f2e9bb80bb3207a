import type { Author, RowChange } from './compare.ts'
import type { PartId } from './rows.ts'

/** How much somebody wrote in a stretch; `edits` are updates, about one for each key or gesture. */
export type Share = { member: Author; edits: number }

/**
 * A stretch of work on a canvas that ended by a pause or by its length: an automatic version. `point` counts the updates of
 * the canvas from its beginning to the end of the stretch; the state that people saw then has that number.
 */
export type Moment = {
  point: number
  /** The point just before the stretch. */
  from: number
  /** Milliseconds since 1970. */
  startedAt: number
  endedAt: number
  authors: Share[]
  /** What it did to the canvas, the first few parts; `more` counts the others. */
  parts: (PartId & Pick<RowChange, 'type' | 'label' | 'by'>)[]
  more: number
}

/** A point that somebody gave a name. `kept` is false once the partnership's retention has let it go. */
export type NamedVersion = { point: number; name: string; by: Author; at: number; kept: boolean }

/** A page of a canvas's history, newest first. */
export type HistoryPage = {
  /** The earliest point whose state is kept; 0 is the empty canvas. */
  earliest: number
  /** The point that the canvas stands at now. */
  latest: number
  /** Days that the past is kept; null is for ever. */
  retentionDays: number | null
  moments: Moment[]
  /** Give it as `before` for the next page; null when this is the last. */
  before: number | null
  named: NamedVersion[]
}

/** The answer to a comparison. */
export type Comparison = { from: number; to: number; changes: RowChange[] }

/**
 * What a restore or a put-back did. To take it back, put back what oneself did after `before` up to `after`. `left` are parts
 * that somebody else has changed since, which stay as they are.
 */
export type Restored = { before: number; after: number; parts: PartId[]; left: PartId[] }
