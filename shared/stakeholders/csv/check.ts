import { type CellTrouble, type CellValue, readCell } from './cells.ts'
import type { CsvField, Matching } from './columns.ts'
import type { CsvTable } from './read.ts'

/** A fault of a row: in one column, or (`column` null) of the row as a whole. */
export type RowTrouble =
  | { column: number; field: CsvField; trouble: CellTrouble }
  | { column: null; field: null; trouble: { code: 'cell-count'; found: number; expected: number } }

/** A row after checking: what it would store, and what is wrong. A row with troubles is fixed or left out. */
export type CheckedRow = {
  line: number
  cells: readonly string[]
  values: Partial<Record<CsvField, CellValue>>
  troubles: readonly RowTrouble[]
}

/** Checks every row against the matched columns. Columns without a field are ignored. */
export function checkRows(table: CsvTable, matching: Matching): CheckedRow[] {
  return table.rows.map(row => checkRow(row.line, row.cells, matching, table.headings.length))
}

/** Checks one row, for instance after a cell was fixed in the preview. */
export function checkRow(line: number, cells: readonly string[], matching: Matching, expected: number): CheckedRow {
  const values: Partial<Record<CsvField, CellValue>> = {}
  const troubles: RowTrouble[] = []
  // Too many cells mean an unquoted delimiter: every later value would stand in the wrong column. Missing ones are empty.
  if (cells.length > expected && cells.slice(expected).some(cell => cell !== '')) {
    troubles.push({ column: null, field: null, trouble: { code: 'cell-count', found: cells.length, expected } })
  }
  matching.forEach((field, column) => {
    if (field === null) return
    const read = readCell(field, cells[column] ?? '')
    if (read.ok) values[field] = read.value
    else troubles.push({ column, field, trouble: read.refusal })
  })
  return { line, cells, values, troubles }
}
