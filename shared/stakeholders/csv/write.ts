import Papa from 'papaparse'
import type { Stakeholder, StakeholderCompanion } from '../../kinds/stakeholder-map/model.ts'
import type { RatingValues } from '../../ledger/facts.ts'
import { CSV_COLUMNS, type CsvField } from './columns.ts'

/** What goes into an exported file beside the register. */
export type CsvExport = {
  rows: readonly Stakeholder[]
  /** The brokers' half by stakeholder id; null leaves its columns out. */
  companions: ReadonlyMap<string, StakeholderCompanion> | null
  /** Ratings in tenths by stakeholder id; null leaves their columns out. */
  ratings: ReadonlyMap<string, RatingValues> | null
  /** What an owner's id stands for; ids that it does not know are written as they are. */
  ownerName(owner: string): string
}

/** Choices whose word in files differs from their id. */
const FILE_WORDS: Readonly<Record<string, string>> = {
  nature: 'nature or future generations',
  'civil-society': 'civil society',
  donor: 'donor or foundation',
  international: 'international agency',
}

/**
 * Writes a map as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read every script). Cells that start
 * with = + - @ TAB or CR are guarded by an apostrophe, since spreadsheets would run them.
 */
export function writeCsv(what: CsvExport): string {
  const columns = CSV_COLUMNS.filter(
    ({ audience }) =>
      audience === 'partnership' ||
      (audience === 'brokers' && what.companions !== null) ||
      (audience === 'rating' && what.ratings !== null),
  )
  const data = what.rows.map(row => columns.map(({ field }) => guarded(cellOf(what, row, field))))
  return `\ufeff${Papa.unparse({ fields: columns.map(({ heading }) => heading), data }, { newline: '\r\n' })}\r\n`
}

function cellOf(what: CsvExport, row: Stakeholder, field: CsvField): string {
  switch (field) {
    case 'power':
    case 'interest':
    case 'impact': {
      const value = what.ratings?.get(row.id)?.[field]
      return typeof value === 'number' ? String(value / 10) : ''
    }
    case 'contact':
    case 'sensitivities':
      return what.companions?.get(row.id)?.[field] ?? ''
    case 'consentToBeListed':
      return row.consentToBeListed ? 'yes' : ''
    case 'owner':
      return what.ownerName(row.owner)
    case 'kind':
    case 'sector':
      return FILE_WORDS[row[field]] ?? row[field]
    default:
      return row[field]
  }
}

function guarded(cell: string): string {
  // An apostrophe before such a character is guarded too, so that reading takes exactly one off.
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
