import { type Canonical, canonicalJson } from '../canonical.ts'
import { sha256Hex } from '../hash.ts'
import type { Entry, TextRow } from '../ledger/facts.ts'
import { manifestDigest } from './export-ledger-files.ts'
import { EXPORT_FORMAT, MANIFEST, type Manifest, type ManifestDocument, type ManifestStream } from './layout.ts'
import { isShaped, list, literal, nullOr, type Shape, text, whole, record } from './shapes.ts'

/** Files by path within the zip. */
export type Files = Record<string, Uint8Array>

const STREAM: Shape = {
  boundary: text,
  entries: text,
  texts: text,
  head: nullOr({ seq: whole, leaf: text }),
  root: text,
}
const DOCUMENT: Shape = {
  id: text,
  kind: text,
  kindVersion: whole,
  title: text,
  boundary: text,
  state: text,
  text,
  hash: text,
}
const MANIFEST_SHAPE: Shape = {
  format: literal(EXPORT_FORMAT),
  partnership: text,
  name: text,
  exportedAt: whole,
  streams: list(STREAM),
  documents: list(DOCUMENT),
  files: record(text),
  digest: text,
}
const ENTRY: Shape = {
  v: literal(1),
  stream: text,
  partnership: text,
  seq: whole,
  at: whole,
  command: text,
  index: whole,
  actor: nullOr(text),
  role: nullOr(text),
  party: nullOr(text),
  fact: { type: text },
  prev: nullOr(text),
  sig: nullOr(text),
  keyId: nullOr(text),
  seenHead: nullOr(text),
  nonce: nullOr(text),
}
const TEXT_ROW: Shape = { commitment: text, salt: text, words: text }

/** The manifest, or a sentence that says why there is none. */
export function readManifest(files: Files): Manifest | string {
  const bytes = files[MANIFEST]
  if (!bytes) return `there is no ${MANIFEST}`
  const value = parseCanonical(bytes)
  if (value === undefined) return `${MANIFEST} is not canonical JSON`
  if (isFormat(value) && value.format !== EXPORT_FORMAT) return `this verifier knows format ${EXPORT_FORMAT} alone`
  if (!isShaped(value, MANIFEST_SHAPE)) return `${MANIFEST} is not of the right shape`
  return value as Manifest
}

/** Sentences about files that are missing, changed or unlisted, and about the manifest's own digest. */
export function fileProblems(files: Files, manifest: Manifest): string[] {
  const problems: string[] = []
  const { digest, ...rest } = manifest
  if (manifestDigest(rest) !== digest) problems.push(`${MANIFEST} does not have the digest that it states`)
  for (const [path, hash] of Object.entries(manifest.files)) {
    const bytes = files[path]
    if (!bytes) problems.push(`${path} is missing`)
    else if (sha256Hex(bytes) !== hash) problems.push(`${path} was changed`)
  }
  for (const path of Object.keys(files)) {
    if (path !== MANIFEST && !Object.hasOwn(manifest.files, path)) problems.push(`${path} is not listed in ${MANIFEST}`)
  }
  return problems
}

/** A stream's entries as read, up to the first line that is none; `unreadable` is that line's number from 1, or null. */
export function readEntryLines(
  files: Files,
  { entries: path }: ManifestStream,
): { entries: Entry[]; unreadable: number | null } {
  const lines = decode(files[path])?.split('\n') ?? ['']
  const entries: Entry[] = []
  // A whole file ends in a line break, so that a cut within the last line shows.
  const last = lines.pop()
  for (const [at, line] of lines.entries()) {
    const entry = parseLine(line)
    if (!entry) return { entries, unreadable: at + 1 }
    entries.push(entry)
  }
  return { entries, unreadable: last === '' ? null : lines.length + 1 }
}

/** The words of a boundary, or null when the file is not readable. */
export function readTexts(files: Files, { texts: path }: ManifestStream): (TextRow | null)[] | null {
  const value = files[path] ? parseCanonical(files[path]) : undefined
  return isShaped(value, list(nullOr(TEXT_ROW))) ? (value as (TextRow | null)[]) : null
}

/** The canonical text of a canvas, or null when it is missing or not UTF-8. */
export function readText(files: Files, { text: path }: ManifestDocument): string | null {
  return decode(files[path])
}

function parseLine(line: string): Entry | null {
  const value = parse(line)
  if (!isShaped(value, ENTRY)) return null
  return canonicalOrNull(value as Canonical) === line ? (value as Entry) : null
}

function parseCanonical(bytes: Uint8Array): unknown {
  const source = decode(bytes)
  const value = source === null ? undefined : parse(source)
  return value !== undefined && canonicalOrNull(value as Canonical) === source ? value : undefined
}

function canonicalOrNull(value: Canonical): string | null {
  try {
    return canonicalJson(value)
  } catch {
    // A RangeError: the value is JSON, but not of the subset.
    return null
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source) as unknown
  } catch {
    // A SyntaxError: what was tampered with need not be JSON at all.
    return undefined
  }
}

function decode(bytes: Uint8Array | undefined): string | null {
  if (!bytes) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // A TypeError: not UTF-8.
    return null
  }
}

function isFormat(value: unknown): value is { format: unknown } {
  return typeof value === 'object' && value !== null && 'format' in value
}
