import { msg } from '@lit/localize'
import type * as Y from 'yjs'
import type { PartId } from '../../../shared/history/rows.ts'
import { clausesOf } from '../../../shared/kinds/agreement/model.ts'
import { cardsOf } from '../../../shared/kinds/board/model.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { headingWords } from '../../kinds/agreement/words.ts'

/** Longest title of a part in characters; a note is shown by its first words. */
const TITLE_MAX = 80

/**
 * What a part of a canvas is called, as it reads in the first of `docs` that holds it, else by the `label` that its history
 * kept of it.
 */
export function partTitle(kind: KindId, docs: readonly Y.Doc[], part: PartId & { label: string }): string {
  for (const doc of docs) {
    const title = titleIn(kind, doc, part)
    if (title !== null) return shortened(title) || msg('(no words)')
  }
  return shortened(part.label) || msg('(no words)')
}

function titleIn(kind: KindId, doc: Y.Doc, { root, id }: PartId): string | null {
  switch (kind) {
    case 'agreement': {
      const row = clausesOf(doc).get(id)
      return row && headingWords(row)
    }
    case 'stakeholder-map':
      return root === 'stakeholders' ? (stakeholdersOf(doc).get(id)?.name ?? null) : null
    case 'decision-log':
      return proposalsOf(doc).get(id)?.title ?? null
    case 'board':
      return cardsOf(doc).get(id)?.text ?? null
    default:
      return null
  }
}

function shortened(title: string): string {
  const letters = [...title.trim()]
  return letters.length > TITLE_MAX ? `${letters.slice(0, TITLE_MAX - 1).join('')}…` : letters.join('')
}
