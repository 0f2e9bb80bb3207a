import { msg, str } from '@lit/localize'
import type { CellTrouble } from '../../../shared/stakeholders/csv/cells.ts'
import { type Audience, type CsvField, columnOf } from '../../../shared/stakeholders/csv/columns.ts'
import type { RowTrouble } from '../../../shared/stakeholders/csv/check.ts'
import type { CsvTrouble } from '../../../shared/stakeholders/csv/trouble.ts'
import { formatNumber } from '../../ui/format.ts'

/** Why a file cannot be read, and what to do. Nothing was changed. */
export function troubleWords(trouble: CsvTrouble): string {
  switch (trouble.code) {
    case 'empty':
      return msg('The file is empty. Choose another one.')
    case 'binary':
      return msg(
        'This is not a CSV file but a picture, a workbook or the like. In your spreadsheet choose “Save as” and then CSV.',
      )
    case 'headings-only':
      return msg('The file has headings but no rows. Add at least one stakeholder below them.')
    case 'too-large': {
      const megabytes = formatNumber(Math.round(trouble.bytes / 104_857.6) / 10)
      return msg(str`The file has ${megabytes} MB; at most 5 MB are read. Split it and import the parts one by one.`)
    }
    case 'too-many-rows': {
      const [rows, most] = [formatNumber(trouble.rows), formatNumber(trouble.most)]
      return msg(str`Rows in the file: ${rows}; at most ${most} are read. Split it and import the parts one by one.`)
    }
    case 'unclosed-quote': {
      const line = formatNumber(trouble.line)
      return msg(
        str`A quotation mark that opens on line ${line} is never closed. Close it or remove it, then choose the file again.`,
      )
    }
    case 'one-column': {
      const heading = trouble.heading
      return msg(
        str`The file reads as one single column, “${heading}”. Save it with commas, semicolons or tabs between the columns.`,
      )
    }
  }
}

/** What is wrong with a row: which column, what, and what to do. */
export function rowTroubleWords(row: RowTrouble, cells: readonly string[]): string {
  if (row.column === null) {
    const [found, expected] = [formatNumber(row.trouble.found), formatNumber(row.trouble.expected)]
    return msg(
      str`This row has ${found} cells for ${expected} headings. Put quotation marks around a cell that holds a comma.`,
    )
  }
  return cellTroubleWords(row.trouble, columnOf(row.field).heading, cells[row.column] ?? '')
}

function cellTroubleWords(trouble: CellTrouble, column: string, cell: string): string {
  switch (trouble.code) {
    case 'name-missing':
      return msg(str`${column}: the name is missing. Write one, or leave the row out.`)
    case 'too-long': {
      const most = formatNumber(trouble.most)
      return msg(str`${column}: longer than ${most} characters. Shorten it.`)
    }
    case 'not-a-number':
      return msg(str`${column}: “${cell}” is not a number. Write 0 to 10, such as 7 or 4.5, or leave it empty.`)
    case 'out-of-range':
      return msg(str`${column}: “${cell}” is not between 0 and 10.`)
    case 'unknown-value': {
      const choices = trouble.choices.join(', ')
      return msg(str`${column}: “${cell}” is not known here. Write one of: ${choices}.`)
    }
  }
}

/** Who will see a column, said before anything is imported. */
export function audienceWords(audience: Audience, ratingsBecome: 'rating' | 'agreed' | null): string {
  switch (audience) {
    case 'partnership':
      return msg('Everyone in the partnership')
    case 'brokers':
      return msg('Only the brokers')
    case 'rating':
      if (ratingsBecome === 'rating') return msg('Everyone, as your party’s rating')
      return ratingsBecome === 'agreed'
        ? msg('Everyone, as the agreed point')
        : msg('Nobody: your role gives no ratings')
  }
}

/** A column's field, as the choice in the preview. */
export function fieldWord(field: CsvField | null): string {
  return field === null ? msg('Leave this column out') : columnOf(field).heading
}
