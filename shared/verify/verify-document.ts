import * as Y from 'yjs'
import { textHash } from '../hash.ts'
import { kindOf } from '../kinds/index.ts'
import type { LedgerState } from '../ledger/state.ts'
import type { ManifestDocument } from './layout.ts'
import { type Files, readText } from './read-export.ts'

/** What was found of one canvas. `derived`: its text was computed again from its Yjs state by this version of its kind. */
export type DocumentReport = { id: string; title: string; why: DocumentFault | null; derived: boolean }

/** Why a canvas is rejected. */
export type DocumentFault = 'text-missing' | 'hash-differs' | 'state-unreadable' | 'text-differs' | 'not-in-ledger'

/** Checks one canvas of an export: told of by the ledger of its boundary, text as hashed, text as its state says. */
export function verifyDocument(
  files: Files,
  document: ManifestDocument,
  ledger: LedgerState | undefined,
): DocumentReport {
  const report = (why: DocumentFault | null, derived = false): DocumentReport => {
    return { id: document.id, title: document.title, why, derived }
  }
  const info = ledger?.documents.get(document.id)
  if (!info || info.kind !== document.kind || info.boundary !== document.boundary) return report('not-in-ledger')
  const text = readText(files, document)
  if (text === null) return report('text-missing')
  if (textHash(text) !== document.hash) return report('hash-differs')
  const state = files[document.state]
  if (!state) return report('state-unreadable')
  const kind = kindOf(document.kind)
  // Another version of the kind may word the same canvas otherwise; then the state's own hash has to do.
  if (kind?.version !== document.kindVersion) return report(null)
  const own = canonicalOf(state, kind)
  if (own === null) return report('state-unreadable')
  return report(own === text ? null : 'text-differs', true)
}

function canonicalOf(state: Uint8Array, kind: { canonical(doc: Y.Doc): string }): string | null {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, state)
    return kind.canonical(doc).toWellFormed().normalize('NFC')
  } catch {
    // Yjs throws many kinds of errors on bytes that are no update.
    return null
  } finally {
    doc.destroy()
  }
}
