import * as Y from 'yjs'
import type { Entry, TextRow } from '../../../shared/ledger/facts.ts'
import { leafHash } from '../../../shared/ledger/chain.ts'
import { emptyLedger, fold } from '../../../shared/ledger/fold.ts'
import type { LedgerState } from '../../../shared/ledger/state.ts'
import { commitDrafts } from '../../../shared/ledger/words.ts'
import { newId } from '../../../shared/ids.ts'
import { furnishSample, sampleBegan } from '../../../server/sample/furnish.ts'
import type { DocumentRow } from '../../../server/ports.ts'
import type { LedgerService, SyncService } from '../../../server/services.ts'

/** A ledger and canvases in plain memory, chained and committed as the real ones: what the sample writes, ready to read. */
export type PlainTable = {
  partnership: string
  now: number
  entries: Entry[]
  state(): LedgerState
  words(commitment: string | null | undefined): string
  docs: Map<string, Y.Doc>
  documents: { map: DocumentRow; companion: DocumentRow; agreement: DocumentRow; log: DocumentRow }
  record: LedgerService['record']
}

/** 1 June 2027, 09:30 UTC. */
export const SAMPLE_NOW = 1_811_842_200_000

/** An empty partnership on its day of creation, its four canvases made. */
export function plainTable(now = SAMPLE_NOW): PlainTable {
  const partnership = newId()
  const entries: Entry[] = []
  const texts = new Map<string, TextRow>()
  const docs = new Map<string, Y.Doc>()
  let state = emptyLedger
  let salts = 0
  const row = (kind: DocumentRow['kind'], boundary: DocumentRow['boundary'] = 'partnership'): DocumentRow => {
    const id = newId()
    docs.set(id, new Y.Doc())
    return { id, partnership, boundary, role: 'canvas', kind }
  }
  const documents = {
    map: row('stakeholder-map'),
    companion: row('stakeholder-map', 'broker'),
    agreement: row('agreement'),
    log: row('decision-log'),
  }
  const record: LedgerService['record'] = async (_, drafts, by) => {
    const command = newId()
    const committed = commitDrafts(drafts, () => (salts++).toString(16).padStart(32, '0'))
    committed.forEach(({ boundary, fact, texts: rows }, index) => {
      for (const text of rows) texts.set(text.commitment, text)
      const last = entries.filter(one => one.stream === boundary).at(-1)
      const entry: Entry = {
        v: 1,
        stream: boundary,
        partnership,
        seq: (last?.seq ?? 0) + 1,
        at: by.at ?? now,
        command,
        index,
        actor: by.actor,
        role: by.role,
        party: by.party,
        fact,
        prev: last ? leafHash(last) : null,
        sig: null,
        keyId: null,
        seenHead: null,
        nonce: null,
      }
      entries.push(entry)
      state = fold([entry], state)
    })
    return { seq: entries.length }
  }
  return {
    partnership,
    now,
    entries,
    docs,
    documents,
    record,
    state: () => state,
    words: commitment => (commitment ? (texts.get(commitment)?.words ?? '') : ''),
  }
}

/** The table furnished with the sample. */
export async function furnishedTable(
  now = SAMPLE_NOW,
  table = plainTable(now),
  ledger: Pick<LedgerService, 'record' | 'state' | 'words'> = {
    record: table.record,
    state: async () => table.state(),
    words: async (_, commitment) => table.words(commitment),
  },
) {
  const sync: Pick<SyncService, 'edit' | 'read'> = {
    edit: async (document, change) => change(table.docs.get(document.id)!),
    read: async (document, reader) => reader(table.docs.get(document)!),
  }
  const creator = newId()
  await ledger.record(
    table.partnership,
    [
      {
        boundary: 'partnership',
        fact: {
          type: 'partnership.created',
          start: 'sample',
          name: { words: 'Mirata Basin Compact' },
          purpose: { words: '' },
          host: { words: 'h' },
          brokerTitle: { words: 'broker' },
        },
      },
      ...Object.values(table.documents).map(({ id: document, kind, boundary }) => ({
        boundary,
        fact: {
          type: 'document.created' as const,
          document,
          kind: kind!,
          title: { words: String(kind) },
          companionOf: null,
          template: null,
        },
      })),
      {
        boundary: 'partnership',
        fact: {
          type: 'member.joined',
          member: creator,
          role: 'broker',
          party: null,
          name: { words: 'Ada' },
        },
      },
    ],
    { actor: creator, role: 'broker', party: null, at: sampleBegan(now) },
  )
  const cast = await furnishSample({ ledger, sync, partnership: table.partnership, documents: table.documents, now })
  return { ...table, cast, creator }
}
