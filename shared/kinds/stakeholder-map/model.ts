import type * as Y from 'yjs'
import { SECTORS } from '../../access/roles.ts'
import { isId } from '../../ids.ts'
import type { Field, Row } from '../../model/table.ts'
import { flag, oneOf, place, Table, text } from '../../model/table.ts'

/** What a stakeholder is (domain.md 5). `nature` stands for nature and future generations. */
export const STAKEHOLDER_KINDS = ['organisation', 'individual', 'group', 'institution', 'nature'] as const
/** How far a stakeholder reaches; '' where nobody has said. */
export const LEVELS = ['', 'local', 'regional', 'national', 'international', 'global'] as const
/** How a stakeholder stands to the issue; '' where nobody has said. */
export const RELATIONS = ['', 'affects', 'affected', 'both'] as const
/** Engagement, in the order of the engagement matrix (0–4 after ''); '' where nobody has said. */
export const ENGAGEMENTS = ['', 'unaware', 'resistant', 'neutral', 'supportive', 'leading'] as const

/** One of `STAKEHOLDER_KINDS`. */
export type StakeholderKind = (typeof STAKEHOLDER_KINDS)[number]
/** One of `LEVELS`. */
export type Level = (typeof LEVELS)[number]
/** One of `RELATIONS`. */
export type Relation = (typeof RELATIONS)[number]
/** One of `ENGAGEMENTS`. */
export type Engagement = (typeof ENGAGEMENTS)[number]

/** Most characters that the name of a stakeholder keeps. */
export const NAME_MAX = 200

const idOrNull: Field<string | null> = { fallback: null, read: stored => (isId(stored) ? stored : null) }

/**
 * The register fields of domain.md section 5 that everyone in the partnership may read. Ratings are not among them: they
 * are facts. `at` is the place on the free canvas in canvas units, one value. `owner` is a party's id or plain words.
 */
export const stakeholderShape = {
  name: text(NAME_MAX),
  kind: oneOf(...STAKEHOLDER_KINDS),
  sector: oneOf('', ...SECTORS),
  level: oneOf(...LEVELS),
  stake: text(),
  interests: text(),
  expectations: text(),
  fears: text(),
  influenceSources: text(),
  brings: text(),
  relation: oneOf(...RELATIONS),
  engagementNow: oneOf(...ENGAGEMENTS),
  engagementWanted: oneOf(...ENGAGEMENTS),
  representedBy: text(400),
  party: idOrNull,
  owner: text(400),
  nextStep: text(),
  consentToBeListed: flag(),
  notes: text(),
  at: place(),
}

/** The fields that only the brokers see, in the companion document of boundary `broker`, under the stakeholder's id. */
export const companionShape = { contact: text(), sensitivities: text() }

/** A link between two stakeholders, directed; drawn by later views. */
export const linkShape = { from: idOrNull, to: idOrNull, kind: text(120), note: text() }

/** A stakeholder as it reads. */
export type Stakeholder = Row<typeof stakeholderShape>
/** What the brokers alone see of a stakeholder. */
export type StakeholderCompanion = Row<typeof companionShape>

/** The stakeholders of a map. */
export function stakeholdersOf(doc: Y.Doc): Table<typeof stakeholderShape> {
  return new Table(doc, 'stakeholders', stakeholderShape)
}

/** The brokers' half of the stakeholders, in a companion document. */
export function companionsOf(doc: Y.Doc): Table<typeof companionShape> {
  return new Table(doc, 'stakeholders', companionShape)
}

/** The links of a map. */
export function linksOf(doc: Y.Doc): Table<typeof linkShape> {
  return new Table(doc, 'links', linkShape)
}

/** Sets one field pair in a companion row, making the row when it is missing; the id is the stakeholder's. */
export function setCompanion(doc: Y.Doc, id: string, values: Partial<Omit<StakeholderCompanion, 'id'>>): void {
  const table = companionsOf(doc)
  if (!table.set(id, values)) table.add(values, id)
}
