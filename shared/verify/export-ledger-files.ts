import type { Boundary } from '../access/roles.ts'
import { canonicalJson } from '../canonical.ts'
import { sha256Hex, textHash, utf8ToBytes } from '../hash.ts'
import type { KindId } from '../kinds/kind.ts'
import { entryLine, leafHash } from '../ledger/chain.ts'
import type { Entry, TextRow } from '../ledger/facts.ts'
import { treeRoot } from '../ledger/tree.ts'
import {
  entriesFile,
  EXPORT_FORMAT,
  MANIFEST,
  type Manifest,
  type ManifestDocument,
  type ManifestStream,
  README,
  stateFile,
  textFile,
  textsFile,
} from './layout.ts'

/** A stream to export: all its entries from the first on, and the words of its boundary in the order of writing. */
export type ExportStream = { boundary: Boundary; entries: readonly Entry[]; texts: readonly (TextRow | null)[] }

/** A canvas to export: its Yjs V1 state and the canonical text that its kind gives of that very state. */
export type ExportDocument = {
  id: string
  kind: KindId
  kindVersion: number
  title: string
  boundary: Boundary
  state: Uint8Array
  text: string
}

/**
 * Every file of an export that `npm run verify` reads, by path within the zip; give only what the asker may see. `extra`
 * are readable copies that are carried along and hashed with the rest.
 */
export function exportLedgerFiles(given: {
  partnership: string
  name: string
  exportedAt: number
  streams: readonly ExportStream[]
  documents: readonly ExportDocument[]
  extra?: Record<string, Uint8Array>
}): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = { ...given.extra, [README]: utf8ToBytes(readme(given.name)) }
  const streams = given.streams.map(({ boundary, entries, texts }): ManifestStream => {
    files[entriesFile(boundary)] = utf8ToBytes(entries.map(entry => `${entryLine(entry)}\n`).join(''))
    files[textsFile(boundary)] = utf8ToBytes(canonicalJson(texts))
    const leaves = entries.map(leafHash)
    const head = entries.length === 0 ? null : { seq: entries.at(-1)!.seq, leaf: leaves.at(-1)! }
    return { boundary, entries: entriesFile(boundary), texts: textsFile(boundary), head, root: treeRoot(leaves) }
  })
  const documents = given.documents.map(({ id, kind, kindVersion, title, boundary, ...rest }): ManifestDocument => {
    const text = rest.text.toWellFormed().normalize('NFC')
    files[stateFile(id)] = rest.state
    files[textFile(id)] = utf8ToBytes(text)
    const paths = { state: stateFile(id), text: textFile(id) }
    return { id, kind, kindVersion, title: clean(title), boundary, ...paths, hash: textHash(text) }
  })
  const { partnership, exportedAt } = given
  const name = clean(given.name)
  const hashes = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, sha256Hex(bytes)]))
  const undated = { format: EXPORT_FORMAT, partnership, name, exportedAt, streams, documents, files: hashes } as const
  const manifest: Manifest = { ...undated, digest: manifestDigest(undated) }
  return { [MANIFEST]: utf8ToBytes(canonicalJson(manifest)), ...files }
}

/** SHA-256 of a manifest's canonical JSON without its digest. */
export function manifestDigest(manifest: Omit<Manifest, 'digest'>): string {
  return sha256Hex(canonicalJson(manifest))
}

function clean(words: string): string {
  return words.toWellFormed().normalize('NFC')
}

function readme(name: string): string {
  return `${clean(name)}

This is an export of a partnership from Trestle. It holds what its asker was allowed to see.

trestle.json   what is here: every file's SHA-256, where each ledger ends, one digest over all of it
ledger/        what counted: one entry a line, each carrying the hash of the one before
texts/         the words behind the ledger's commitments; null where words were erased
documents/     each canvas as its Yjs state (.yjs) and as plain text (.txt)

To check that nothing was changed, with a copy of Trestle's source:

    npm run verify -- <this zip>

docs/ledger-format.md in the source says how to write another verifier. Whoever holds two exports of one partnership can
compare them: the shorter ledger must be the beginning of the longer one, or somebody told two stories.
`
}
