import { vi } from 'vitest'
import * as Y from 'yjs'
import type { HistoryApi } from '../../../client/pages/history/history-api.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'
import type { HistoryPage, Restored } from '../../../shared/history/moments.ts'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import type { DocumentInfo, LedgerState } from '../../../shared/ledger/state.ts'
import { accept } from '../../../shared/result.ts'
import { fakeRoom, fakeSession } from '../agreement/fakes.ts'

/** The canvas of `fakeRoom`. */
export const DOCUMENT = 'agreementagreementag'

/** A session that knows the canvas, and two people by their names. */
export function historySession(over: Partial<PartnershipSession> = {}, ledger: Partial<LedgerState> = {}) {
  const session = fakeSession(['a', 'b'], {}, over)
  const person = (id: string, name: string) => ({
    id,
    name,
    role: 'representative',
    party: 'a',
    joinedAt: 0,
    leftAt: null,
  })
  const info = {
    id: DOCUMENT,
    kind: 'agreement',
    boundary: 'partnership',
    title: 'Compact',
    companionOf: null,
    archived: false,
    createdAt: 0,
  } as unknown as DocumentInfo
  const members = new Map([
    ['me', person('me', 'Ana')],
    ['bo', person('bo', 'Bo')],
  ]) as unknown as LedgerState['members']
  const documents = new Map([[DOCUMENT, info]])
  return Object.assign(session, { ledger: { ...emptyLedger, ...session.ledger, members, documents, ...ledger } })
}

/** A page of history with one moment by Bo, from point 3 to 5, in which a clause changed. */
export function onePage(clause: string, over: Partial<HistoryPage> = {}): HistoryPage {
  const at = new Date('2026-11-25T14:32').getTime()
  return {
    earliest: 0,
    latest: 9,
    retentionDays: null,
    before: null,
    named: [],
    moments: [
      {
        point: 5,
        from: 3,
        startedAt: at - 600_000,
        endedAt: at,
        authors: [{ member: 'bo', edits: 4 }],
        parts: [{ root: 'clauses', id: clause, type: 'changed', label: '1 Purpose', by: ['bo'] }],
        more: 2,
      },
    ],
    ...over,
  }
}

/** A history that answers with this page, this past and these changes, and remembers what it was asked for. */
export function fakeHistory(page: HistoryPage, past: Y.Doc, changes: Parameters<typeof accept>[0] = []) {
  const restored: Restored = { before: 9, after: 10, parts: [{ root: 'clauses', id: 'x' }], left: [] }
  return {
    moments: vi.fn(async () => accept(page)),
    state: vi.fn(async () => accept(new Uint8Array(Y.encodeStateAsUpdate(past)))),
    compare: vi.fn(async () => accept({ from: 5, to: 9, changes })),
    restore: vi.fn(async () => accept(restored)),
    putBack: vi.fn(async () => accept({ ...restored, before: 10, after: 11 })),
  } as unknown as { [Name in keyof HistoryApi]: ReturnType<typeof vi.fn> & HistoryApi[Name] }
}

export { fakeRoom }
