import Papa from 'papaparse'
import type { Result } from '../../result.ts'
import { accept, refuse } from '../../result.ts'
import { type CsvTrouble, MAX_CSV_ROWS } from './trouble.ts'

/** One row as it stands in the file: the line it starts on (from 1) and its cells, as many as the file gave. */
export type CsvRow = { line: number; cells: string[] }

/** A file as a table. Rows without any words are left out. */
export type CsvTable = { headings: string[]; rows: CsvRow[]; delimiter: string }

/**
 * Splits a text into a table: comma, semicolon, tab or pipe, whichever the file uses; quotes and line ends inside
 * quotes as in RFC 4180. Cells are trimmed, and the apostrophe that guards a formula cell (as our export writes it) is
 * taken off; formulas are words here and are never run. Refuses what cannot be a table, naming the line.
 */
export function readCsv(text: string): Result<CsvTable, CsvTrouble> {
  const parsed = Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t', '|'] })
  const unclosed = parsed.errors.find(error => error.code === 'MissingQuotes')
  if (unclosed) return refuse({ code: 'unclosed-quote', line: openQuoteLine(text, parsed.meta.delimiter) })

  const lines = lineNumbers(text, parsed.data, parsed.meta.delimiter)
  const rows = parsed.data
    .map((cells, at) => ({ line: lines[at]!, cells: cells.map(plain) }))
    .filter(row => row.cells.some(cell => cell !== ''))
  const [head, ...body] = rows
  if (!head) return refuse({ code: 'empty' })
  if (head.cells.length === 1 && /[,;\t|~^:]/.test(head.cells[0]!)) {
    return refuse({ code: 'one-column', heading: head.cells[0]!.slice(0, 80) })
  }
  if (body.length === 0) return refuse({ code: 'headings-only' })
  if (body.length > MAX_CSV_ROWS) return refuse({ code: 'too-many-rows', rows: body.length, most: MAX_CSV_ROWS })
  return accept({ headings: head.cells, rows: body, delimiter: parsed.meta.delimiter })
}

function plain(cell: string): string {
  const trimmed = cell.trim()
  return (/^'+[=+\-@\t\r]/.test(trimmed) ? trimmed.slice(1) : trimmed).normalize('NFC')
}

// Papa gives no line per row: walk the text once, counting line ends inside and outside quotes.
function lineNumbers(text: string, rows: readonly string[][], delimiter: string): number[] {
  const starts: number[] = [1]
  scan(text, delimiter, line => starts.push(line))
  return rows.map((_, at) => starts[at] ?? starts.at(-1)!)
}

function openQuoteLine(text: string, delimiter: string): number {
  return scan(text, delimiter, () => {}) ?? 1
}

/** Calls `row` with the line on which each next row starts; answers the line of a quote that never closes. */
function scan(text: string, delimiter: string, row: (line: number) => void): number | null {
  let line = 1
  let opened: number | null = null
  let cellStart = true
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    const ends = char === '\n' || (char === '\r' && text[at + 1] !== '\n')
    if (ends) line++
    if (opened !== null) {
      if (char !== '"') continue
      if (text[at + 1] === '"') at++
      else opened = null
    } else if (char === '"' && cellStart) {
      opened = line
    } else if (ends) {
      row(line)
    }
    cellStart = char === delimiter || ends
  }
  return opened
}
