import type * as Y from 'yjs'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import type { ClauseRecord, LedgerState, Party } from '../../../shared/ledger/state.ts'
import type { CanvasRoom, PartnershipSession } from '../../../client/room/types.ts'
import { vi } from 'vitest'
import * as Yjs from 'yjs'
import { Awareness } from 'y-protocols/awareness'

/** A canvas room over a document of its own, editable and loaded. */
export function fakeRoom(doc: Y.Doc, over: Partial<CanvasRoom> = {}): CanvasRoom {
  return {
    document: 'agreementagreementag',
    kind: 'agreement',
    boundary: 'partnership',
    doc,
    awareness: new Awareness(doc),
    canEdit: true,
    loaded: true,
    saved: { type: 'saved', at: 0 },
    people: [],
    undo: new Yjs.UndoManager(doc, { trackedOrigins: new Set(['mine']) }),
    transact: change => doc.transact(change, 'mine'),
    show: vi.fn(),
    close: vi.fn(),
    subscribe: listener => {
      doc.on('afterTransaction', listener)
      return () => doc.off('afterTransaction', listener)
    },
    ...over,
  }
}

/** A session with these parties (all partners but the last letter's `~` marks an associate) and clause records. */
export function fakeSession(
  parties: readonly string[],
  records: Record<string, ClauseRecord> = {},
  over: Partial<PartnershipSession> = {},
): PartnershipSession {
  const known = parties.map((id, index): [string, Party] => [
    id,
    {
      id,
      mark: index + 1,
      sector: 'public',
      standing: id.endsWith('~') ? 'associate' : 'partner',
      name: `name of ${id}`,
      short: id,
      initials: id.slice(0, 2).toUpperCase(),
      joinedAt: 0,
    },
  ])
  const ledger: LedgerState = {
    ...emptyLedger,
    parties: new Map(known),
    clauses: new Map([['agreementagreementag', new Map(Object.entries(records))]]),
  }
  return {
    id: 'partnershippartnersh',
    me: { member: 'me', role: 'representative', party: parties[0] ?? null, name: 'Ana' },
    ready: true,
    online: true,
    ledger,
    words: commitment => commitment ?? '',
    wouldRefuse: () => null,
    execute: vi.fn(async () => ({ ok: true as const, value: { seq: 1 } })),
    open: () => {
      throw new Error('one room is enough here')
    },
    companionOf: () => undefined,
    present: new Set(),
    close: vi.fn(),
    subscribe: () => () => {},
    ...over,
  }
}

/** What the ledger says of one clause. */
export function fakeRecord(
  state: ClauseRecord['state'],
  hash: string,
  assents: Record<string, { choice: 'assent' | 'reservation' | 'objection'; hash: string; reason?: string }> = {},
): ClauseRecord {
  const given = Object.entries(assents).map(
    ([party, one]) => [party, { ...one, reason: one.reason ?? null, member: `member of ${party}`, at: 1000 }] as const,
  )
  return { state, hash, at: 1000, by: 'm', assents: new Map(given) }
}
