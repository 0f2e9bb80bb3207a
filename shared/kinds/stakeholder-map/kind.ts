import type { CanvasKind, OutlineLine } from '../kind.ts'
import { canonicalMap, canonicalStakeholder } from './canonical.ts'
import type { Stakeholder } from './model.ts'
import { stakeholdersOf } from './model.ts'

/**
 * The stakeholder map: who affects and who is affected, as a register with a free canvas. The companion document of
 * boundary `broker` has this kind too and holds only `contact` and `sensitivities` under the same ids.
 */
export const stakeholderMap: CanvasKind = {
  id: 'stakeholder-map',
  version: 1,
  roots: [
    { name: 'stakeholders', type: 'map' },
    { name: 'links', type: 'map' },
  ],
  templates: [],
  seed() {
    // A map starts empty: its first stakeholders are named by the partners.
  },
  canonical: canonicalMap,
  canonicalOf: canonicalStakeholder,
  outline: doc =>
    stakeholdersOf(doc)
      .all()
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .flatMap(linesOf),
}

function linesOf(row: Stakeholder): OutlineLine[] {
  const line: OutlineLine = { id: row.id, depth: 0, text: row.name }
  const details = [row.stake, row.interests, row.notes].filter(words => words !== '')
  return [line, ...details.map(words => ({ id: row.id, depth: 1, text: words }))]
}
