import type { Boundary } from '../access/roles.ts'
import { type Canonical, canonicalJson } from '../canonical.ts'
import { sha256Hex, utf8ToBytes } from '../hash.ts'
import type { Commitment, Entry } from './facts.ts'

/** Largest entry in bytes. */
const MAX_ENTRY_BYTES = 16 * 1024

/** Where a stream ends: its last seq and that entry's leaf hash. */
export type Head = { seq: number; leaf: string }

/** Why a stream does not hold together; docs/ledger-format.md explains each. */
export type ChainFault =
  | 'not-canonical'
  | 'too-large'
  | 'seq-gap'
  | 'prev-differs'
  | 'other-stream'
  | 'other-partnership'
  | 'unknown-version'

/** Answer of `verifyStream`: where the whole chain ends, or the first entry that breaks it and why. */
export type StreamVerdict = { ok: true; head: Head | null } | { ok: false; broken: number; why: ChainFault }

const ENTRY_PREFIX = utf8ToBytes('\0trestle/entry/v1\n')

/** The entry's bytes: its canonical JSON as UTF-8. Throws a RangeError above 16 KB and on values that are not canonical. */
export function entryBytes(entry: Entry): Uint8Array {
  const bytes = utf8ToBytes(entryLine(entry))
  if (bytes.length > MAX_ENTRY_BYTES) throw new RangeError(`entry of ${bytes.length} bytes`)
  return bytes
}

/** The entry's canonical JSON: one line of an export, one item of the projected document. */
export function entryLine(entry: Entry): string {
  return canonicalJson(entry as unknown as Canonical)
}

/** The entry's leaf hash: SHA-256(0x00 ‖ "trestle/entry/v1\n" ‖ bytes) as hex (a leaf after RFC 6962, section 2.1). */
export function leafHash(entry: Entry): string {
  const bytes = entryBytes(entry)
  const prefixed = new Uint8Array(ENTRY_PREFIX.length + bytes.length)
  prefixed.set(ENTRY_PREFIX)
  prefixed.set(bytes, ENTRY_PREFIX.length)
  return sha256Hex(prefixed)
}

/** Where a stream ends after `entry`. Its leaf is hashed when it is first asked for: only the last one of many ever is. */
export function headAfter(entry: Entry): Head {
  let leaf: string | null = null
  return {
    seq: entry.seq,
    get leaf() {
      leaf ??= leafHash(entry)
      return leaf
    },
  }
}

/** The commitment to `words` under `salt` (32 hex digits): SHA-256("trestle/words/v1\n" + salt + "\n" + words) as hex. */
export function commit(words: string, salt: string): Commitment {
  return sha256Hex(`trestle/words/v1\n${salt}\n${words}`)
}

/** The entry that comes next after `head` (none: the first of its stream), signed by no device. */
export function entryAfter(
  head: Head | null | undefined,
  said: Omit<Entry, 'v' | 'seq' | 'prev' | 'sig' | 'keyId' | 'seenHead' | 'nonce'>,
): Entry {
  return {
    v: 1,
    ...said,
    seq: (head?.seq ?? 0) + 1,
    prev: head?.leaf ?? null,
    sig: null,
    keyId: null,
    seenHead: null,
    nonce: null,
  }
}

/** Checks that `entry` is the one that comes next after `head` (null: a stream's start); answers what is wrong, or null. */
export function faultAfter(head: Head | null, entry: Entry): ChainFault | null {
  if (entry.v !== 1) return 'unknown-version'
  if (entry.seq !== (head?.seq ?? 0) + 1) return 'seq-gap'
  if (entry.prev !== (head?.leaf ?? null)) return 'prev-differs'
  return null
}

/**
 * Walks one stream from its first entry. All entries must be of one partnership and one stream, numbered from 1 without a
 * gap, each carrying the leaf hash of the one before. `broken` is the place (from 1) where the walk stops. Never throws.
 */
export function verifyStream(
  entries: readonly Entry[],
  expected?: { stream?: Boundary; partnership?: string },
): StreamVerdict {
  const stream = expected?.stream ?? entries[0]?.stream
  const partnership = expected?.partnership ?? entries[0]?.partnership
  let head: Head | null = null
  for (const [at, entry] of entries.entries()) {
    const why =
      faultAfter(head, entry) ??
      (entry.stream !== stream ? 'other-stream' : entry.partnership !== partnership ? 'other-partnership' : null)
    if (why) return { ok: false, broken: at + 1, why }
    try {
      head = { seq: entry.seq, leaf: leafHash(entry) }
    } catch {
      // The only throws are the two that `entryBytes` promises, and a reader wants to know which entry it was.
      return { ok: false, broken: at + 1, why: isTooLarge(entry) ? 'too-large' : 'not-canonical' }
    }
  }
  return { ok: true, head }
}

function isTooLarge(entry: Entry): boolean {
  try {
    return utf8ToBytes(entryLine(entry)).length > MAX_ENTRY_BYTES
  } catch {
    return false
  }
}
