import { accept, type Result } from '../../shared/result.ts'
import type { Archivist, ImportRefusal, ImportWish, Store } from '../ports.ts'
import type { LedgerService } from '../services.ts'

/** The parts that bringing a partnership in needs. */
export type ImportParts = { store: Store; ledger: LedgerService; archivist: Archivist }

/**
 * Makes a new partnership from an export and answers when all of it is on disk, in one append: a crash or a refusal on the
 * way leaves nothing. Its importer is the broker; docs/decisions/0019 says what comes along and what does not.
 */
export async function importPartnership(
  parts: ImportParts,
  zip: Uint8Array,
  wish: ImportWish,
): Promise<Result<{ partnership: string; name: string; member: string }, ImportRefusal>> {
  const read = await parts.archivist.read(zip, wish)
  if (!read.ok) return read
  const { partnership, preview, broker, packed } = read.value
  await parts.store.addWhole(packed)
  // Read once now, so that what is still open is closed when its time comes.
  await parts.ledger.state(partnership)
  return accept({ partnership, name: preview.name, member: broker })
}
