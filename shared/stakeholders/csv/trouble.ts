/** Most bytes of a file that is read. */
export const MAX_CSV_BYTES = 5 * 1024 * 1024
/** Most rows, beside the heading row. */
export const MAX_CSV_ROWS = 5_000

/**
 * Why a file cannot be read at all. `line` counts lines of the file from 1, as an editor shows them. Nothing has been
 * changed when one of these is answered.
 */
export type CsvTrouble =
  | { code: 'empty' }
  | { code: 'too-large'; bytes: number; most: number }
  | { code: 'too-many-rows'; rows: number; most: number }
  | { code: 'binary' }
  | { code: 'unclosed-quote'; line: number }
  | { code: 'one-column'; heading: string }
  | { code: 'headings-only' }
