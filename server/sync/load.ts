import * as Y from 'yjs'
import type { StoredDocument } from '../ports.ts'
import { Canvas } from './canvas.ts'

/** A document as it was found, and how long its log is beyond the last snapshot. */
export type Loaded = { canvas: Canvas; tail: { updates: number; bytes: number } }

/** Takes a document as it stands in the log. Throws when the log does not add up, which only damage can cause. */
export function openCanvas(stored: StoredDocument): Loaded {
  const bytes = stored.updates.reduce((sum, update) => sum + update.length, 0)
  return { canvas: new Canvas(stored), tail: { updates: stored.updates.length, bytes } }
}

/** A projected ledger document as a room serves it: a copy, so that the ledger's own never depends on who is connected. */
export function openProjected(projected: Y.Doc): Loaded {
  const snapshot = Y.encodeStateAsUpdate(projected)
  return openCanvas({ snapshot, updates: [], leases: [], upTo: 0 })
}
