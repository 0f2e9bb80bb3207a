import { utf8ToBytes } from '../../shared/hash.ts'
import type { ExportStream } from '../../shared/verify/export-ledger-files.ts'

// Letters by their ids: for programs, who find them in the ledger itself.
const MACHINE: ReadonlySet<string> = new Set(['range'])

const COLUMNS = ['ledger', 'number', 'time (UTC)', 'who', 'role', 'party', 'what', 'about']

/** Copies for people without tools: the ledgers as one table, and every canvas as an outline. */
export function readableFiles(
  name: string,
  streams: readonly ExportStream[],
  documents: readonly { title: string; boundary: string; outline: string }[],
): Record<string, Uint8Array> {
  const outlines = documents.map(
    ({ title, boundary, outline }) =>
      `## ${title}${boundary === 'partnership' ? '' : ` (${boundary})`}\n\n${outline}\n`,
  )
  // A byte order mark, without which spreadsheets read the words of half the world wrong.
  const rows = [COLUMNS, ...ledgerRows(streams)].map(row => row.map(csvCell).join(',')).join('\r\n')
  return {
    'readable/documents.md': utf8ToBytes(`# ${name}\n\n${outlines.join('\n')}`),
    'readable/ledger.csv': utf8ToBytes(`\ufeff${rows}\r\n`),
  }
}

function ledgerRows(streams: readonly ExportStream[]): string[][] {
  const words = new Map(
    streams.flatMap(({ texts }) => texts.flatMap(row => (row ? [[row.commitment, row.words] as const] : []))),
  )
  const names = new Map<string, string>()
  const said = (commitment: string) => words.get(commitment) ?? '(erased)'
  for (const { fact } of streams.flatMap(stream => stream.entries)) {
    if (fact.type === 'member.joined' || fact.type === 'member.changed') names.set(fact.member, said(fact.name))
    if (fact.type === 'party.added' || fact.type === 'party.changed') names.set(fact.party, said(fact.name))
  }
  const called = (id: string | null) => (id === null ? '' : (names.get(id) ?? id))
  const readable = (value: unknown): string => {
    if (typeof value === 'string') return words.get(value) ?? names.get(value) ?? value
    if (Array.isArray(value)) return value.map(readable).join('; ')
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value)
        .filter(([key]) => !MACHINE.has(key))
        .map(([key, inner]) => `${key}: ${readable(inner)}`)
        .join('; ')
    }
    return String(value)
  }
  return streams.flatMap(({ boundary, entries }) =>
    entries.map(({ seq, at, actor, role, party, fact }) => {
      const { type, ...about } = fact
      return [
        boundary,
        String(seq),
        new Date(at).toISOString(),
        called(actor),
        role ?? '',
        called(party),
        type,
        readable(about),
      ]
    }),
  )
}

/** A cell of CSV that no spreadsheet takes for a formula (security.md section 4). */
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
