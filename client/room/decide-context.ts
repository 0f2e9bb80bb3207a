import type * as Y from 'yjs'
import { newId } from '../../shared/ids.ts'
import { clauseHash } from '../../shared/kinds/agreement/canonical.ts'
import { clauseIsEmpty } from '../../shared/kinds/agreement/model.ts'
import { draftOf } from '../../shared/kinds/decision-log/draft.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { DecideContext } from '../../shared/ledger/decide-context.ts'

/** A canvas that is open here: its kind, and its content as this browser sees it. */
export type OpenCanvas = { kind: KindId; doc: Y.Doc }

/** What `decide()` needs of the canvases, from those that are open here. A canvas that is not open has no rows. */
export function decideContext(open: (document: string) => OpenCanvas | null, now: number): DecideContext {
  const of = (document: string, kind: KindId): Y.Doc | null => {
    const canvas = open(document)
    return canvas?.kind === kind ? canvas.doc : null
  }
  return {
    now,
    draft(document, proposal) {
      const doc = of(document, 'decision-log')
      return doc && draftOf(doc, proposal)
    },
    clause(document, clause) {
      const doc = of(document, 'agreement')
      const hash = doc && clauseHash(doc, clause)
      return doc && hash !== null ? { hash, empty: clauseIsEmpty(doc, clause) } : null
    },
    stakeholder(document, stakeholder) {
      const doc = of(document, 'stakeholder-map')
      return doc !== null && (kindOf('stakeholder-map')?.canonicalOf(doc, stakeholder) ?? null) !== null
    },
    row(document, row) {
      const canvas = open(document)
      return canvas !== null && (kindOf(canvas.kind)?.canonicalOf(canvas.doc, row) ?? null) !== null
    },
    newId,
    // Asked only whether it would be accepted: which mark it would be is the server's lot to draw.
    dealMark: free => free[0]!,
  }
}
