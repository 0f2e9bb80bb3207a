import type { Result } from '../../shared/result.ts'
import { accept, refuse } from '../../shared/result.ts'
import type { DocumentRow, StoredDocument } from '../ports.ts'
import type { GuardRefusal } from '../services.ts'
import type { RoomDeps } from './deps.ts'
import { guardRefusal } from './guard.ts'
import type { Leases } from './leases.ts'
import type { Recovery } from './recovery.ts'

/** What a large update needs of its room. */
export type LargeSide = {
  readonly row: DocumentRow
  readonly leases: Leases
  readonly recovery: Recovery
  /** All that was received so far, from the log. */
  stored(): Promise<StoredDocument>
  /** Resolves once slices can be applied; rejects when the room is gone. */
  whole(): Promise<void>
}

/** Who sends it. `may` is asked before each slice, since they may be sent away meanwhile. */
export type LargeSender = { member: string | null; shownId: number | null; bulk: boolean; may(): boolean }

/**
 * Takes an update that is too large for one turn of the loop: it is judged as a whole on another thread, so that nothing of it is
 * taken when any of it is refused, and applied slice by slice, each judged again where it is applied, since the document goes on
 * meanwhile.
 */
export async function takeLarge(
  update: Uint8Array,
  sender: LargeSender,
  room: LargeSide,
  apply: (slice: Uint8Array) => Result<null, GuardRefusal>,
  { slicer, rootsOf, limits }: Pick<RoomDeps, 'slicer' | 'rootsOf' | 'limits'>,
): Promise<Result<null, GuardRefusal>> {
  const { member, shownId, bulk, may } = sender
  const sliced = await slicer({
    update,
    stored: await room.stored(),
    leases: room.leases.all(),
    member,
    shownId,
    bulk,
    roots: rootsOf(room.row.kind),
    capIds: limits === 'standard',
    recovery: room.recovery.state(),
  })
  if (!sliced.ok) return refuse(guardRefusal(sliced.refusal))
  for (const slice of sliced.value) {
    await new Promise<void>(resolve => setImmediate(resolve))
    await room.whole()
    if (!may()) return refuse(guardRefusal('read-only'))
    const ruled = apply(slice)
    if (!ruled.ok) return ruled
  }
  return accept(null)
}
