import type * as Y from 'yjs'
import { clauseHash } from '../kinds/agreement/canonical.ts'
import { clauseIsEmpty, clausesOf } from '../kinds/agreement/model.ts'
import type { KindId } from '../kinds/kind.ts'
import { stakeholdersOf } from '../kinds/stakeholder-map/model.ts'

/** A stakeholder as far as the cycle asks: which party it is, and whether its interests and what it brings are written. */
export type LaidStakeholder = {
  document: string
  id: string
  party: string | null
  interests: boolean
  brings: boolean
}

/** A clause as far as the cycle asks: the section it began as, and its words by hash. */
export type LaidClause = { document: string; id: string; code: string; hash: string; empty: boolean }

/** What lies on the canvases now, read off their documents. */
export type Lay = { stakeholders: readonly LaidStakeholder[]; clauses: readonly LaidClause[] }

/** Reads what the cycle asks for off the canvases that are there; other kinds hold nothing of it. */
export function layOf(canvases: Iterable<{ id: string; kind: KindId; doc: Y.Doc }>): Lay {
  const stakeholders: LaidStakeholder[] = []
  const clauses: LaidClause[] = []
  for (const { id: document, kind, doc } of canvases) {
    if (kind === 'stakeholder-map') {
      for (const { id, party, interests, brings } of stakeholdersOf(doc).all()) {
        stakeholders.push({ document, id, party, interests: written(interests), brings: written(brings) })
      }
    }
    if (kind === 'agreement') {
      for (const { id, code } of clausesOf(doc).all()) {
        clauses.push({ document, id, code, hash: clauseHash(doc, id) ?? '', empty: clauseIsEmpty(doc, id) })
      }
    }
  }
  return { stakeholders, clauses }
}

function written(text: string): boolean {
  return text.trim() !== ''
}
