import type { DocumentInfo } from '../../shared/ledger/state.ts'
import type { SyncParts } from '../sync/parts.ts'
import { SyncedDoc } from '../sync/synced-doc.ts'

/** Longest time that one document may take to be brought up to date before the next one has its turn, in milliseconds. */
const TURN = 30_000

/**
 * Brings this device's copy of a document up to date over a line of its own, edits that wait here included, and closes it
 * again. Nobody is shown to be there. Resolves with false when there was no line, or it took too long.
 */
export async function keepCopy(
  parts: SyncParts,
  copy: { document: string; member: string; writes: boolean },
): Promise<boolean> {
  let settle: (done: boolean) => void = () => {}
  const settled = new Promise<boolean>(resolve => {
    settle = resolve
  })
  const doc = new SyncedDoc({
    ...copy,
    parts,
    shows: false,
    changed: () => {
      const { type } = doc.saved
      if (type === 'saved') settle(true)
      else if (type === 'offline' || type === 'not-saved') settle(false)
    },
    ended: () => settle(false),
  })
  const timer = setTimeout(() => settle(false), TURN)
  const done = await settled
  clearTimeout(timer)
  await doc.close()
  return done
}

/**
 * Documents in the order in which they are to be kept: first those with edits that wait, which are everyone's loss while
 * they do; then, unless the device spares its line, all others that their member may see.
 */
export function keepingOrder(
  documents: readonly DocumentInfo[],
  waiting: readonly string[],
  lowData: boolean,
): DocumentInfo[] {
  const first = documents.filter(info => waiting.includes(info.id))
  return lowData ? first : [...first, ...documents.filter(info => !waiting.includes(info.id))]
}
