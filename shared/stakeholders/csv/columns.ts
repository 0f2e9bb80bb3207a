import type { Dimension } from '../ratings.ts'

/** What a column of a file can become: a register field, a broker-only field, a rating, or nothing. */
export type CsvField =
  | 'name'
  | 'kind'
  | 'sector'
  | 'level'
  | 'stake'
  | 'interests'
  | 'expectations'
  | 'fears'
  | 'influenceSources'
  | 'brings'
  | 'relation'
  | 'engagementNow'
  | 'engagementWanted'
  | 'representedBy'
  | 'owner'
  | 'nextStep'
  | 'consentToBeListed'
  | 'notes'
  | Dimension
  | 'contact'
  | 'sensitivities'

/** Who will see a column once it is in the partnership. `rating` becomes the importer's party's rating or the agreed point. */
export type Audience = 'partnership' | 'brokers' | 'rating'

/** A column that we write and read: its field and its heading in files. */
export type CsvColumn = { field: CsvField; heading: string; audience: Audience; also: readonly string[] }

const column = (field: CsvField, heading: string, ...also: string[]): CsvColumn => ({
  field,
  heading,
  audience: 'partnership',
  also,
})
const rating = (field: Dimension, heading: string, ...also: string[]): CsvColumn => ({
  ...column(field, heading, ...also),
  audience: 'rating',
})
const sealed = (field: CsvField, heading: string, ...also: string[]): CsvColumn => ({
  ...column(field, heading, ...also),
  audience: 'brokers',
})

/** Every column in the order in which files are written. Headings are data, the same in every language. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  column('name', 'Stakeholder', 'name', 'stakeholder name', 'actor', 'organisation', 'organization'),
  column('kind', 'Type', 'kind'),
  column('sector', 'Sector'),
  column('level', 'Level', 'scale'),
  column('stake', 'What is at stake', 'stake', 'at stake'),
  column('interests', 'Interests', 'underlying interests'),
  column('relation', 'Relation', 'relation to the issue'),
  rating('power', 'Influence (0-10)', 'influence', 'power', 'power (0-10)'),
  rating('interest', 'Interest (0-10)', 'interest', 'interest in the question'),
  rating('impact', 'Impact on them (0-10)', 'impact', 'impact on them', 'impact (0-10)'),
  column('engagementNow', 'Engagement now', 'current engagement', 'engagement'),
  column('engagementWanted', 'Engagement wanted', 'desired engagement'),
  column('representedBy', 'Speaks for them', 'represented by', 'representative'),
  sealed('sensitivities', 'Sensitive', 'sensitivities', 'sensitivity', 'confidential'),
  column('notes', 'Notes', 'note', 'comments', 'comment', 'remarks'),
  column('expectations', 'Expectations'),
  column('fears', 'Fears', 'concerns'),
  column('influenceSources', 'Sources of influence', 'influence sources'),
  column('brings', 'What they bring', 'brings', 'resources'),
  column('owner', 'Relationship', 'owner', 'owner of relationship'),
  column('nextStep', 'Next step', 'next steps'),
  column('consentToBeListed', 'Agreed to be listed', 'consent to be listed', 'consent'),
  sealed('contact', 'Contact', 'contact details', 'e-mail', 'email', 'phone', 'telephone'),
]

/** The column that writes a field. */
export function columnOf(field: CsvField): CsvColumn {
  return CSV_COLUMNS.find(one => one.field === field)!
}

/** Which field each heading of a file becomes, in the file's order; null leaves the column out. */
export type Matching = readonly (CsvField | null)[]

/** Matches headings to fields: exact headings first, then other usual names; no field is taken twice. */
export function matchColumns(headings: readonly string[]): Matching {
  const names = headings.map(normal)
  const matching: (CsvField | null)[] = names.map(() => null)
  const take = (names: readonly string[], wanted: (column: CsvColumn) => readonly string[]) => {
    for (const column of CSV_COLUMNS) {
      if (matching.includes(column.field)) continue
      const at = names.findIndex((name, index) => matching[index] === null && wanted(column).includes(name))
      if (at >= 0) matching[at] = column.field
    }
  }
  take(names, one => [normal(one.heading)])
  take(names, one => one.also)
  return matching
}

function normal(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[:*?]+$/, '')
    .trim()
}
