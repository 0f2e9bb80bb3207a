import type * as Y from 'yjs'
import { clauseHash } from '../../shared/kinds/agreement/canonical.ts'
import { agreement } from '../../shared/kinds/agreement/kind.ts'
import { addClause, clausesOf, clauseText } from '../../shared/kinds/agreement/model.ts'
import { SECTIONS } from '../../shared/kinds/agreement/sections.ts'
import { proposalFragment, proposalsOf } from '../../shared/kinds/decision-log/model.ts'
import { setCompanion, stakeholdersOf } from '../../shared/kinds/stakeholder-map/model.ts'
import { orderKeys } from '../../shared/model/order.ts'
import { type Cast, idOf } from './cast.ts'
import { CLAUSES } from './clauses.ts'
import { DECISIONS, DRAFT, type SampleDecision, type SampleText } from './decisions.ts'
import { writeParagraphs } from './prose.ts'
import { STAKEHOLDERS } from './stakeholders.ts'
import { DAY } from './timeline.ts'

/** Columns of the free canvas, and how far its cards stand apart, in canvas units. */
const COLUMNS = 6
const STEP: readonly [number, number] = [220, 120]

/** Writes the register into the map: forty stakeholders, laid out in rows. */
export function writeMap(doc: Y.Doc, cast: Cast): void {
  const table = stakeholdersOf(doc)
  STAKEHOLDERS.forEach((one, index) => {
    table.add(
      {
        name: one.name,
        kind: one.kind,
        sector: one.sector,
        ...(one.relation && { relation: one.relation }),
        ...(one.party && { party: idOf(cast.parties, one.party) }),
        ...(one.representedBy && { representedBy: one.representedBy }),
        ...(one.notes && { notes: one.notes }),
        ...(one.kind === 'individual' && { consentToBeListed: true }),
        at: [(index % COLUMNS) * STEP[0], Math.floor(index / COLUMNS) * STEP[1]],
      },
      idOf(cast.stakeholders, one.key),
    )
  })
}

/** Writes what only the brokers see of the register into the map's companion document. */
export function writeCompanion(doc: Y.Doc, cast: Cast): void {
  for (const one of STAKEHOLDERS) {
    if (one.sensitivities) setCompanion(doc, idOf(cast.stakeholders, one.key), { sensitivities: one.sensitivities })
  }
}

/** Writes the agreement: the MoU preset where the canvas is still empty, the clauses that the sample adds, and all words. */
export function writeAgreement(doc: Y.Doc): void {
  if (clausesOf(doc).all().length === 0) agreement.seed(doc, 'mou')
  for (const clause of CLAUSES) {
    const row = rowOf(doc, clause.number) ?? addClause(doc, { code: clause.number }, lastBefore(doc, clause.number))
    writeParagraphs(clauseText(doc, row), clause.paragraphs)
  }
}

/** Row and hash of each clause that has words, by its number. */
export function clauseRows(doc: Y.Doc): Map<string, { id: string; hash: string }> {
  return new Map(
    CLAUSES.flatMap(clause => {
      const id = rowOf(doc, clause.number)
      const hash = id && clauseHash(doc, id)
      return id && hash ? [[clause.number, { id, hash }] as const] : []
    }),
  )
}

/** Writes the log's canvas: the newest words of each opened proposal, and D9 as a draft. */
export function writeLog(doc: Y.Doc, cast: Cast, now: number): void {
  const rows = [
    ...DECISIONS.map(one => ({
      id: idOf(cast.proposals, one.key),
      text: newestText(one),
      settings: settingsOf(one, cast),
    })),
    { id: idOf(cast.proposals, 'D9'), text: DRAFT, settings: { createdAt: now - 2 * DAY } },
  ]
  const orders = orderKeys(null, null, rows.length)
  rows.forEach((row, index) => {
    proposalsOf(doc).add({ title: row.text.title, order: orders[index]!, language: 'en', ...row.settings }, row.id)
    writeParagraphs(doc.getXmlFragment(proposalFragment(row.id)), row.text.paragraphs)
  })
}

function settingsOf(one: SampleDecision, cast: Cast) {
  return {
    method: one.method,
    electorate: one.electorate.map(party => idOf(cast.parties, party)),
    required: one.required.map(party => idOf(cast.parties, party)),
  }
}

function newestText(one: SampleDecision): SampleText {
  const amended = one.events.filter(event => event.type === 'amended').at(-1)
  return amended?.text ?? one.text
}

function rowOf(doc: Y.Doc, code: string): string | null {
  return (
    clausesOf(doc)
      .all()
      .find(row => row.code === code)?.id ?? null
  )
}

/** The last clause whose section stands before `code` in the preset's order; a clause of the sample's own goes after it. */
function lastBefore(doc: Y.Doc, code: string): string | null {
  const places = new Map(SECTIONS.map((section, index) => [section.code, index]))
  const place = places.get(code) ?? SECTIONS.length
  return (
    clausesOf(doc)
      .all()
      .filter(row => (places.get(row.code) ?? SECTIONS.length) < place)
      .at(-1)?.id ?? null
  )
}
