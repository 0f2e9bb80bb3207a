import type { PackGiven } from '../ports.ts'

// Letters by their ids: for programs, who find them in the ledger itself.
const MACHINE: ReadonlySet<string> = new Set(['range'])

const COLUMNS = ['ledger', 'number', 'time (UTC)', 'who', 'role', 'party', 'what', 'about']

/** The ledgers as one table for people without tools: a row for each entry, names and words in place of ids. */
export function ledgerTable(streams: PackGiven['streams']): string[][] {
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
  const rows = streams.flatMap(({ boundary, entries }) =>
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
  return [COLUMNS, ...rows]
}
