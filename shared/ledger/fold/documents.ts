import type { Entry } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import { type FactOf, withKey } from './share.ts'

/** Canvases: a document lives in the boundary of the stream that tells of it. */
export function foldDocument(
  state: LedgerState,
  entry: Entry,
  fact: FactOf<'document.created' | 'document.renamed' | 'document.archived' | 'document.restored'>,
): LedgerState {
  if (fact.type === 'document.created') {
    const { document: id, kind, title, companionOf } = fact
    const info = { id, kind, title, boundary: entry.stream, companionOf, archived: false, createdAt: entry.at }
    return { ...state, documents: withKey(state.documents, id, info) }
  }
  const known = state.documents.get(fact.document)
  if (!known) return state
  const changed =
    fact.type === 'document.renamed'
      ? { ...known, title: fact.title }
      : { ...known, archived: fact.type === 'document.archived' }
  return { ...state, documents: withKey(state.documents, known.id, changed) }
}
