import type { Manifest } from '../../shared/verify/layout.ts'
import type { ExportReport } from '../../shared/verify/verify-export.ts'
import type { ImportPreview } from '../ports.ts'
import type { StreamWriter } from './stream-writer.ts'

/** What the interface shows of an export that was read, before the importer is part of it. */
export function previewOf({ state, texts }: StreamWriter, manifest: Manifest, report: ExportReport): ImportPreview {
  const wordsOf = new Map(texts.map(({ row }) => [row.commitment, row.words]))
  const words = (commitment: string) => wordsOf.get(commitment) ?? ''
  const proposals = [...state.proposals.values()]
  return {
    // As the ledger has it, since nothing bounds or proves what a listing says.
    name: words(state.partnership?.name ?? ''),
    purpose: words(state.partnership?.purpose ?? ''),
    exportedAt: manifest.exportedAt,
    digest: manifest.digest,
    parties: [...state.parties.values()].map(({ id, name, short, initials, mark }) => ({
      id,
      name: words(name),
      short: words(short),
      initials: words(initials),
      mark,
    })),
    people: [...state.members.values()].filter(one => one.leftAt === null).length,
    canvases: [...state.documents.values()].map(({ kind, title, boundary }) => ({
      kind,
      title: words(title),
      boundary,
    })),
    decided: proposals.filter(one => one.result !== null).length,
    open: proposals.filter(one => one.status === 'open').length,
    brokersPart: report.streams.some(one => one.boundary === 'broker'),
  }
}
