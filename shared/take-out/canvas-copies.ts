import type * as Y from 'yjs'
import type { Boundary } from '../access/roles.ts'
import { canonicalAgreement } from '../kinds/agreement/canonical.ts'
import { kindOf } from '../kinds/index.ts'
import type { KindId } from '../kinds/kind.ts'
import { companionsOf, stakeholdersOf } from '../kinds/stakeholder-map/model.ts'
import type { LedgerState } from '../ledger/state.ts'
import { writeCsv } from '../stakeholders/csv/write.ts'
import { placeOf } from '../stakeholders/place.ts'
import { DIMENSIONS, middleOf, ratingsOf } from '../stakeholders/ratings.ts'
import type { RatingValues } from '../ledger/facts.ts'
import { plainInMarkdown } from './markdown.ts'
import type { WordsOf } from './decision-record.ts'

/** A canvas as it is taken out. */
export type CanvasTaken = { id: string; kind: KindId; title: string; boundary: Boundary; doc: Y.Doc }

/** A readable copy of a canvas: its file's ending and its text. */
export type CanvasCopy = { ending: 'md' | 'csv'; text: string }

/**
 * The copy of a canvas that people without tools can read: an agreement as Markdown, a map as the CSV that imports again
 * (with contact and sensitivities where `companion`, the brokers' half, is given), any other as its outline. Null for what
 * has no words of its own.
 */
export function canvasCopy(
  canvas: CanvasTaken,
  ledger: LedgerState,
  words: WordsOf,
  companion: Y.Doc | null,
): CanvasCopy | null {
  if (canvas.kind === 'stakeholder-map') return { ending: 'csv', text: mapCsv(canvas, ledger, words, companion) }
  const title = `# ${plainInMarkdown(canvas.title)}\n\n`
  if (canvas.kind === 'agreement') return { ending: 'md', text: `${title}${canonicalAgreement(canvas.doc)}\n` }
  const lines = kindOf(canvas.kind)?.outline(canvas.doc) ?? []
  if (lines.length === 0) return null
  return {
    ending: 'md',
    text: `${title}${lines.map(line => `${'  '.repeat(line.depth)}- ${plainInMarkdown(line.text)}`).join('\n')}\n`,
  }
}

function mapCsv(canvas: CanvasTaken, ledger: LedgerState, words: WordsOf, companion: Y.Doc | null): string {
  const rows = stakeholdersOf(canvas.doc)
    .all()
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const ratings = ledger.ratings.get(canvas.id)
  const numbers = (id: string): RatingValues => {
    const place = placeOf(ratings, id)
    const values: RatingValues = {}
    for (const dimension of DIMENSIONS) {
      const value = place?.[dimension] ?? middleOf(ratingsOf(ratings, id), dimension)
      if (value !== null) values[dimension] = value
    }
    return values
  }
  return writeCsv({
    rows,
    companions:
      companion &&
      new Map(
        companionsOf(companion)
          .all()
          .map(row => [row.id, row]),
      ),
    ratings: new Map(rows.map(row => [row.id, numbers(row.id)])),
    ownerName: owner => words(ledger.parties.get(owner)?.name) || owner,
  })
}
