import { crc32 } from 'node:zlib'
import type { Lease, LogBatch, Recovered } from '../../ports.ts'
import type { PackedBatch } from './log-rows.ts'

/** The two files of the journal, which take turns. */
export const JOURNAL_FILES = ['trestle.journal-0', 'trestle.journal-1'] as const

/** One append as the journal holds it. Numbers go up by one. */
export type JournalRecord = { n: number; batch: PackedBatch }

type Meta = {
  document: string
  updates: { length: number; member: string | null; at: number }[]
  leases: Lease[]
  recovered?: Recovered[]
}

const HEAD = 20
const decoder = new TextDecoder()

/**
 * A record: length and CRC-32 of its body, then the body: its number, the length of its description, the description as JSON and
 * the bytes of all updates. `batch.bytes` is a view on `bytes`.
 */
export function packRecord(
  n: number,
  { document, updates, leases, recovered = [] }: LogBatch,
): { bytes: Uint8Array<ArrayBuffer>; batch: PackedBatch } {
  const sizes = updates.map(({ bytes, member, at }) => ({ length: bytes.length, member, at }))
  const meta = Buffer.from(JSON.stringify({ document, updates: sizes, leases, recovered } satisfies Meta))
  const start = HEAD + meta.length
  const record = new Uint8Array(updates.reduce((sum, { bytes }) => sum + bytes.length, start))
  record.set(meta, HEAD)
  let at = start
  for (const { bytes } of updates) {
    record.set(bytes, at)
    at += bytes.length
  }
  const view = new DataView(record.buffer)
  view.setFloat64(8, n)
  view.setUint32(16, meta.length)
  view.setUint32(0, record.length - 8)
  view.setUint32(4, crc32(record.subarray(8)))
  return { bytes: record, batch: { document, bytes: record.subarray(start), updates: sizes, leases, recovered } }
}

/** The records of one file up to the first that is not whole: what a torn write, or an older turn of the file, left there. */
export function readRecords(file: Uint8Array): JournalRecord[] {
  const records: JournalRecord[] = []
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 0; at + HEAD <= file.length; ) {
    const length = view.getUint32(at)
    const body = file.subarray(at + 8, at + 8 + length)
    if (length < HEAD - 8 || body.length < length || crc32(body) !== view.getUint32(at + 4)) break
    const n = view.getFloat64(at + 8)
    const start = 12 + view.getUint32(at + 16)
    const { document, updates, leases, recovered = [] } = JSON.parse(decoder.decode(body.subarray(12, start))) as Meta
    // Whole records with lower numbers are of an older turn, and so is what follows them.
    if (records.length > 0 && n !== records.at(-1)!.n + 1) break
    records.push({ n, batch: { document, bytes: body.slice(start), updates, leases, recovered } })
    at += 8 + length
  }
  return records
}
