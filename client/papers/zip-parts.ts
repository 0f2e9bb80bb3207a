import { Inflate } from 'fflate'
import type { IncomingRefusal } from '../../shared/paper/incoming.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'

/** How much a zip may hold of what is wanted from it: entries in all, bytes of one part and of all parts once inflated. */
export type ZipLimits = { entries: number; partBytes: number; allBytes: number }

/** Bytes that are inflated between two looks at how many have come out. */
const STEP = 8 * 1024

/**
 * The parts of a zip whose names are wanted. What it says about its own sizes is never believed: inflating stops as soon as
 * more than the limits has come out, so that a small file cannot fill the memory.
 */
export function zipParts(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ZipLimits,
): Result<Map<string, Uint8Array>, IncomingRefusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return refuse('broken')
  const count = view.getUint16(end + 10, true)
  if (count > limits.entries) return refuse('too-large-inside')
  const parts = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  let all = 0
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return refuse('broken')
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const [size, local] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (!wanted(name)) continue
    if (flags & 1) return refuse('protected')
    if (parts.has(name) || local + 30 > bytes.length) return refuse('broken')
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + size > bytes.length) return refuse('broken')
    const most = Math.min(limits.partBytes, limits.allBytes - all)
    const part = inflated(bytes.subarray(from, from + size), method, most)
    if (!part.ok) return part
    all += part.value.length
    parts.set(name, part.value)
  }
  return accept(parts)
}

/** Where the list of entries is told about, at the end of the file; a comment of up to 64 kB may follow. */
function endOf(view: DataView): number | null {
  const least = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= least; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at
  return null
}

function inflated(packed: Uint8Array, method: number, most: number): Result<Uint8Array, IncomingRefusal> {
  if (method === 0) return packed.length > most ? refuse('too-large-inside') : accept(packed)
  if (method !== 8) return refuse('broken')
  const chunks: Uint8Array[] = []
  let length = 0
  const inflate = new Inflate(chunk => {
    length += chunk.length
    if (length <= most) chunks.push(chunk)
  })
  try {
    for (let at = 0; at < packed.length || at === 0; at += STEP) {
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
      if (length > most) return refuse('too-large-inside')
    }
  } catch {
    // fflate throws on what is not deflated data: the file is damaged, which is said.
    return refuse('broken')
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return accept(whole)
}
