import type { Boundary } from '../../shared/access/roles.ts'
import type { Entry } from '../../shared/ledger/facts.ts'
import type { LedgerRows } from '../ports.ts'

/** Entries asked of the store at once. */
const PAGE = 200

/** All entries of a stream after `after`, in order. */
export async function readEntries(
  store: LedgerRows,
  partnership: string,
  stream: Boundary,
  after = 0,
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (;;) {
    const page = await store.entries(partnership, stream, after + entries.length, PAGE)
    entries.push(...page)
    if (page.length < PAGE) return entries
  }
}
