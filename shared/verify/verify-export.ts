import type { Manifest } from './layout.ts'
import { fileProblems, type Files, readManifest } from './read-export.ts'
import { type DocumentReport, verifyDocument } from './verify-document.ts'
import { type StreamReport, verifyExportedStream } from './verify-stream.ts'

/** What a verifier says of an export. `ok` only when nothing at all was found; `problems` are plain sentences. */
export type ExportReport = {
  ok: boolean
  manifest: Manifest | null
  streams: StreamReport[]
  documents: DocumentReport[]
  problems: string[]
}

/**
 * Checks an export's files, by path within the zip: every file as listed, every chain from its first entry to its stated
 * end, every words against their commitment, every canvas against its hash, every decision against its positions. Pure,
 * and never throws, whatever the files hold. docs/ledger-format.md describes each step.
 */
export function verifyExport(given: Files): ExportReport {
  // Without a prototype, so that a path named like a member of Object is a path and nothing else.
  const files: Files = Object.assign(Object.create(null), given)
  const manifest = readManifest(files)
  if (typeof manifest === 'string') {
    return { ok: false, manifest: null, streams: [], documents: [], problems: [manifest] }
  }
  const streams = manifest.streams.map(stream => verifyExportedStream(files, manifest, stream))
  const documents = manifest.documents.map(document => {
    return verifyDocument(files, document, streams.find(one => one.boundary === document.boundary)?.state)
  })
  const problems = [
    ...streams.flatMap(streamProblems),
    ...documents.flatMap(({ id, title, why }) => (why ? [`document ${id} (${title}): ${why}`] : [])),
    ...nameProblems(manifest, streams),
    ...twice(manifest.streams.map(stream => stream.boundary)).map(boundary => `${boundary}: listed twice`),
    ...twice(manifest.documents.map(document => document.id)).map(id => `document ${id}: listed twice`),
    ...fileProblems(files, manifest),
  ]
  return { ok: problems.length === 0, manifest, streams, documents, problems }
}

function streamProblems({ boundary, broken, words }: StreamReport): string[] {
  return [
    ...(broken ? [`ledger ${boundary}: entry ${broken.seq} does not hold: ${broken.why}`] : []),
    ...(words.wrong > 0 ? [`ledger ${boundary}: ${words.wrong} of its words are not those it commits to`] : []),
  ]
}

function nameProblems(manifest: Manifest, streams: readonly StreamReport[]): string[] {
  const told = streams.find(stream => stream.boundary === 'partnership')
  if (!told) return ['there is no ledger of the partnership']
  const name = told.wordsOf.get(told.state.partnership?.name ?? '')
  // Erased words leave nothing to compare.
  return name === undefined || name === manifest.name ? [] : ['the name is not the one in the ledger']
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}
