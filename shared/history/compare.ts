import { type PlainValue, samePlain } from './plain.ts'
import type { HistoryRow, PartId } from './rows.ts'

/** A member, or null where the program itself wrote or nobody knows any more. */
export type Author = string | null

/** One field that differs. `by` is who set it last. A field that is not stored reads as null. */
export type FieldChange = { name: string; before: PlainValue; after: PlainValue; by: Author }

/** A rich text that differs, as Markdown before and after, and everyone who wrote in it, latest first. */
export type ProseChange = { before: string; after: string; by: Author[] }

/**
 * What became of one row between two points. Of a row that came or went, `fields` are all that it held. `by` is everyone who
 * changed it, latest first, and `at` the time of the last change (milliseconds since 1970; null when nobody knows).
 */
export type RowChange = PartId & {
  type: 'added' | 'changed' | 'removed'
  label: string
  fields: FieldChange[]
  prose: ProseChange | null
  by: Author[]
  at: number | null
}

type Rows = ReadonlyMap<string, HistoryRow>

/** What differs between two states of a canvas, in the order of the later one, what is gone last. Authors are not known here. */
export function compareRows(before: Rows, after: Rows): RowChange[] {
  const changes: RowChange[] = []
  for (const [key, row] of after) {
    const was = before.get(key)
    const change = changeOf(was ?? null, row)
    if (change) changes.push(change)
  }
  for (const [key, row] of before) {
    const change = after.has(key) ? null : changeOf(row, null)
    if (change) changes.push(change)
  }
  return changes
}

function changeOf(before: HistoryRow | null, after: HistoryRow | null): RowChange | null {
  const row = after ?? before
  if (!row) return null
  const type = before === null ? 'added' : after === null ? 'removed' : 'changed'
  const fields = fieldChanges(before?.fields ?? {}, after?.fields ?? {})
  const prose = proseChange(before?.prose ?? '', after?.prose ?? '')
  if (type === 'changed' && fields.length === 0 && prose === null) return null
  return { root: row.root, id: row.id, type, label: row.label, fields, prose, by: [], at: null }
}

function fieldChanges(before: HistoryRow['fields'], after: HistoryRow['fields']): FieldChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])].sort()
  return names
    .filter(name => !samePlain(before[name], after[name]))
    .map(name => ({ name, before: before[name] ?? null, after: after[name] ?? null, by: null }))
}

function proseChange(before: string, after: string): ProseChange | null {
  return before === after ? null : { before, after, by: [] }
}
