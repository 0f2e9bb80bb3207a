import { csvFile } from './csv-cell.ts'
import { decisionCell } from './decision-cells.ts'
import type { DecisionRecord } from './decision-record.ts'
import { DECISION_COLUMNS, type DecisionWords } from './decision-words.ts'

/** The decision log as a CSV file: one row for each decision, a column for each question that a reviewer asks. */
export function decisionsCsv(records: readonly DecisionRecord[], words: DecisionWords): string {
  const heads = DECISION_COLUMNS.map(column => words.column[column])
  return csvFile([heads, ...records.map(record => DECISION_COLUMNS.map(column => decisionCell(record, column, words)))])
}
