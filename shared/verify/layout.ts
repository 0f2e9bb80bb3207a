import type { Boundary } from '../access/roles.ts'
import type { KindId } from '../kinds/kind.ts'

/** Version of the export's layout, in `trestle.json`. */
export const EXPORT_FORMAT = 1

/** Name of the file that lists everything else. */
export const MANIFEST = 'trestle.json'

/** Name of the note to whoever opens the zip. */
export const README = 'README.txt'

/** One stream in the manifest: where its files are and where its chain ends. */
export type ManifestStream = {
  boundary: Boundary
  entries: string
  texts: string
  /** Last seq and leaf hash; null for a stream without entries. */
  head: { seq: number; leaf: string } | null
  /** Root of the RFC 6962 tree over the leaf hashes. */
  root: string
}

/** One canvas in the manifest. `hash` is the text hash of its canonical text. */
export type ManifestDocument = {
  id: string
  kind: KindId
  /** Version of the kind that wrote the canonical text. */
  kindVersion: number
  title: string
  boundary: Boundary
  state: string
  text: string
  hash: string
}

/**
 * `trestle.json`, canonical JSON. `files` holds the SHA-256 of every other file; `digest` is the SHA-256 of this manifest
 * without `digest`, so that two people can compare whole exports by 64 digits.
 */
export type Manifest = {
  format: typeof EXPORT_FORMAT
  partnership: string
  name: string
  /** Milliseconds since 1970. */
  exportedAt: number
  streams: ManifestStream[]
  documents: ManifestDocument[]
  files: Record<string, string>
  digest: string
}

/** File of a stream's entries, one canonical entry a line. */
export function entriesFile(boundary: Boundary): string {
  return `ledger/${fileName(boundary)}.jsonl`
}

/** File of a boundary's words: a JSON array in the order of writing, null where erased. */
export function textsFile(boundary: Boundary): string {
  return `texts/${fileName(boundary)}.json`
}

/** File of a canvas's Yjs state: one V1 update. */
export function stateFile(document: string): string {
  return `documents/${document}.yjs`
}

/** File of a canvas's canonical text. */
export function textFile(document: string): string {
  return `documents/${document}.txt`
}

/** A boundary as a file name that every system takes. */
function fileName(boundary: Boundary): string {
  return boundary.replaceAll(':', '-').replaceAll(',', '+')
}
