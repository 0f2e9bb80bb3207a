import { newId } from '../../ids.ts'
import type { Stakeholder, StakeholderCompanion } from '../../kinds/stakeholder-map/model.ts'
import { DIMENSIONS } from '../ratings.ts'
import { freePlaces } from '../free-places.ts'
import type { CheckedRow } from './check.ts'
import type { CsvField } from './columns.ts'

/** What to do with a row whose name is on the map already. */
export type DuplicateChoice = 'skip' | 'update' | 'add'

/** The numbers of a row, in tenths. */
export type ImportedRating = { power?: number; interest?: number; impact?: number }

/** One stakeholder to be written: new, or the one that a name stood for. */
export type PlannedRow = {
  id: string
  line: number
  name: string
  isNew: boolean
  fields: Partial<Omit<Stakeholder, 'id'>>
  companion: Partial<Omit<StakeholderCompanion, 'id'>>
  rating: ImportedRating
}

/** Everything an import will do, decided before anything is written. */
export type ImportPlan = {
  rows: readonly PlannedRow[]
  /** Lines skipped since their name is on the map or earlier in the file. */
  skipped: readonly number[]
  /** Lines left out since they are in error. */
  inError: readonly number[]
}

const RATINGS: readonly string[] = DIMENSIONS
const COMPANION: readonly string[] = ['contact', 'sensitivities']

/** How names are compared: case, accents' form, curly quotes and spaces do not make two stakeholders. */
export function sameName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Decides what an import does. `choice` rules names that are on the map or earlier in the file. An empty cell never
 * erases what an updated stakeholder holds. New rows get places on the free canvas beside what is there.
 */
export function planImport(
  checked: readonly CheckedRow[],
  existing: readonly Pick<Stakeholder, 'id' | 'name' | 'at'>[],
  choice: DuplicateChoice,
  makeId: () => string = newId,
): ImportPlan {
  const known = new Map(existing.map(row => [sameName(row.name), row.id]))
  const rows: PlannedRow[] = []
  const skipped: number[] = []
  const inError = checked.filter(row => row.troubles.length > 0).map(row => row.line)
  for (const row of checked) {
    if (row.troubles.length > 0) continue
    const name = String(row.values.name ?? '')
    const twin = choice === 'add' ? undefined : known.get(sameName(name))
    if (twin !== undefined && choice === 'skip') {
      skipped.push(row.line)
      continue
    }
    const id = twin ?? makeId()
    if (choice !== 'add') known.set(sameName(name), id)
    rows.push({ id, line: row.line, name, isNew: twin === undefined, ...partsOf(row) })
  }
  const fresh = rows.filter(row => row.isNew)
  freePlaces(existing, fresh.length).forEach((at, index) => {
    fresh[index]!.fields.at = at
  })
  return { rows, skipped, inError }
}

function partsOf(row: CheckedRow): Pick<PlannedRow, 'fields' | 'companion' | 'rating'> {
  const pick = (wanted: (field: string) => boolean) =>
    Object.fromEntries(
      Object.entries(row.values).filter(([field, value]) => value !== null && wanted(field as CsvField)),
    )
  return {
    fields: pick(field => !RATINGS.includes(field) && !COMPANION.includes(field)) as PlannedRow['fields'],
    companion: pick(field => COMPANION.includes(field)) as PlannedRow['companion'],
    rating: pick(field => RATINGS.includes(field)) as ImportedRating,
  }
}
