import type { Boundary } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { FactDraft } from '../../shared/ledger/facts.ts'
import type { Clock, DocumentRow, Identity } from '../ports.ts'
import type { LedgerService, SyncService } from '../services.ts'
import type { Furnishing } from './furnish.ts'

/** The parts that a partnership is made with. */
export type CreateParts = { store: Identity; ledger: LedgerService; sync: SyncService; clock: Clock }

/** What people say when they start a partnership; the titles are in their own language. */
export type CreateWish = {
  name: string
  purpose: string
  /** Who runs this server and could technically read it. */
  host: string
  brokerName: string
  brokerTitle: string
  titles: { map: string; companion: string; agreement: string; log: string; board: string }
  /** The first question of the stakeholder map. */
  question: string
}

/**
 * Makes a partnership with its boundaries, canvases and convenor, and answers when all of it is on disk. Seeds come before
 * facts: a crash in between leaves something that nobody can see, never a table with empty chairs.
 */
export async function createPartnership(
  parts: CreateParts,
  wish: CreateWish,
  furnishing: Furnishing,
): Promise<{ partnership: string; member: string }> {
  const { store, ledger, sync, clock } = parts
  const partnership = newId()
  const member = newId()
  const now = clock.now()
  await store.addPartnership(partnership, now)
  await openBoundary(store, partnership, 'partnership')
  await openBoundary(store, partnership, 'broker')

  const canvas = (boundary: Boundary, kind: KindId): DocumentRow => ({
    id: newId(),
    partnership,
    boundary,
    role: 'canvas',
    kind,
  })
  const documents = {
    map: canvas('partnership', 'stakeholder-map'),
    companion: canvas('broker', 'stakeholder-map'),
    agreement: canvas('partnership', 'agreement'),
    log: canvas('partnership', 'decision-log'),
  }
  const board = furnishing.board ? canvas('partnership', 'board') : null
  for (const row of [...Object.values(documents), ...(board ? [board] : [])]) {
    await layCanvas(parts, row, row === documents.agreement ? furnishing.agreement : null)
  }

  const { titles } = wish
  const drafts: FactDraft[] = [
    {
      boundary: 'partnership',
      fact: {
        type: 'partnership.created',
        start: furnishing.start,
        name: { words: wish.name },
        purpose: { words: wish.purpose },
        host: { words: wish.host },
        brokerTitle: { words: wish.brokerTitle },
      },
    },
    {
      boundary: 'partnership',
      fact: {
        type: 'member.joined',
        member,
        role: 'broker',
        party: null,
        name: { words: wish.brokerName },
      },
    },
    created(documents.map, titles.map),
    created(documents.companion, titles.companion, documents.map.id),
    created(documents.agreement, titles.agreement, null, furnishing.agreement),
    created(documents.log, titles.log),
    ...(board ? [created(board, titles.board)] : []),
  ]
  if (!furnishing.furnish) {
    const text = { words: wish.question }
    drafts.push({
      boundary: 'partnership',
      fact: { type: 'question.set', document: documents.map.id, question: newId(), text },
    })
  }
  const at = furnishing.began?.(now)
  await ledger.record(partnership, drafts, {
    actor: member,
    role: 'broker',
    party: null,
    ...(at === undefined ? {} : { at }),
  })
  await furnishing.furnish?.({ ledger, sync, partnership, documents, now })
  return { partnership, member }
}

/** Stores a canvas and fills it with its kind's seed, once. */
export async function layCanvas(
  parts: Pick<CreateParts, 'store' | 'sync'>,
  row: DocumentRow,
  template: string | null,
): Promise<void> {
  const kind = row.kind && kindOf(row.kind)
  if (!kind) throw new Error(`no seed for a document of kind ${row.kind}`)
  await parts.store.addDocument(row)
  // A companion holds fields of rows that its canvas makes: it starts bare.
  if (row.boundary === 'partnership' || template !== null) await parts.sync.edit(row, doc => kind.seed(doc, template))
}

/** The fact that a canvas exists, for the stream of the canvas's own boundary. */
export function created(
  row: DocumentRow,
  title: string,
  companionOf: string | null = null,
  template: string | null = null,
): FactDraft {
  if (!row.kind) throw new Error('only canvases are announced')
  const fact = {
    type: 'document.created',
    document: row.id,
    kind: row.kind,
    title: { words: title },
    companionOf,
    template,
  } as const
  return { boundary: row.boundary, fact }
}

async function openBoundary(store: Identity, partnership: string, boundary: Boundary): Promise<void> {
  for (const role of ['ledger', 'texts'] as const) {
    await store.addDocument({ id: newId(), partnership, boundary, role, kind: null })
  }
}
