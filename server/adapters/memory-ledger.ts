import type { Boundary } from '../../shared/access/roles.ts'
import { entryLine } from '../../shared/ledger/chain.ts'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'
import type { FactsAppended, LedgerRows } from '../ports.ts'

type Kept = {
  streams: Map<Boundary, string[]>
  texts: Map<Boundary, (TextRow | null)[]>
  commands: Map<string, { seq: number; indexes: Set<number> }>
}

/** The streams of entries in memory, kept as their canonical bytes so that nobody can change what was said. */
export function memoryLedger(): LedgerRows {
  const partnerships = new Map<string, Kept>()
  const kept = (partnership: string): Kept => {
    let found = partnerships.get(partnership)
    if (!found) {
      found = { streams: new Map(), texts: new Map(), commands: new Map() }
      partnerships.set(partnership, found)
    }
    return found
  }
  return {
    async appendFacts(partnership, entries, texts, erased = []): Promise<FactsAppended> {
      const found = kept(partnership)
      for (const entry of entries) {
        const known = found.commands.get(entry.command)
        if (known) return { type: 'command-known', seq: known.seq }
      }
      const next = new Map<Boundary, number>()
      for (const { stream, seq } of entries) {
        const expected = next.get(stream) ?? (found.streams.get(stream)?.length ?? 0) + 1
        if (seq < expected) return { type: 'seq-taken' }
        if (seq > expected) throw new RangeError(`a gap in ${stream}: ${seq} after ${expected - 1}`)
        next.set(stream, expected + 1)
      }
      const lines = entries.map(entryLine)
      entries.forEach((entry, at) => {
        const stream = found.streams.get(entry.stream) ?? []
        stream.push(lines[at]!)
        found.streams.set(entry.stream, stream)
        const command = found.commands.get(entry.command) ?? { seq: 0, indexes: new Set() }
        if (command.indexes.has(entry.index)) throw new RangeError(`index ${entry.index} twice in one command`)
        command.indexes.add(entry.index)
        command.seq = Math.max(command.seq, entry.seq)
        found.commands.set(entry.command, command)
      })
      for (const { boundary, row } of texts) {
        const rows = found.texts.get(boundary) ?? []
        rows.push({ ...row })
        found.texts.set(boundary, rows)
      }
      for (const { boundary, commitment } of erased) {
        const rows = found.texts.get(boundary) ?? []
        for (const [at, row] of rows.entries()) if (row?.commitment === commitment) rows[at] = null
      }
      return { type: 'appended' }
    },
    async entries(partnership, stream, after, limit): Promise<Entry[]> {
      const lines = kept(partnership).streams.get(stream) ?? []
      return lines.slice(after, after + limit).map(line => JSON.parse(line) as Entry)
    },
    async texts(partnership, stream, after, limit = Number.POSITIVE_INFINITY) {
      return (kept(partnership).texts.get(stream) ?? [])
        .slice(after, after + limit)
        .map(row => (row ? { ...row } : null))
    },
    async streams(partnership) {
      return [...kept(partnership).streams.keys()].sort()
    },
    async seqOfCommand(partnership, command) {
      return kept(partnership).commands.get(command)?.seq ?? null
    },
  }
}
