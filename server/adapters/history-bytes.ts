import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { cutStretches, sharesOf, type Stretch } from '../../shared/history/stretches.ts'
import type { HistoryChunk, HistoryUpdate, StoredHistory } from '../ports.ts'

/** How many updates lie between two kept states at least, and how many bytes of a state load in the time of one update. */
const KEYFRAME = { edits: 2_000, bytesPerEdit: 400 }

/**
 * Whether a state of that many bytes is worth keeping that many updates after the one before: when reading on from there would
 * take about as long as loading it. So a long past is read from its nearest kept state, and those states stay few.
 */
export function isKeyframeDue(edits: number, bytes: number): boolean {
  return edits >= Math.max(KEYFRAME.edits, bytes / KEYFRAME.bytesPerEdit)
}

/** Past updates as stretches that are packed each for itself, numbered on from `after`. */
export function packHistory(updates: readonly HistoryUpdate[], after: number): HistoryChunk[] {
  return stretchesOf(updates, after).map(stretch => ({
    ...stretch,
    bytes: packUpdates(updates.slice(stretch.first - after - 1, stretch.last - after)),
  }))
}

/** The same stretches without their bytes. */
export function stretchesOf(updates: readonly HistoryUpdate[], after: number): Stretch[] {
  let begin = 0
  return cutStretches(updates.map(({ member, at, bytes }) => ({ member, at, length: bytes.length }))).map(end => {
    const part = updates.slice(begin, end)
    const first = after + begin + 1
    begin = end
    return { first, last: after + end, startedAt: part[0]!.at, endedAt: part.at(-1)!.at, authors: sharesOf(part) }
  })
}

/** Every update of a stored history in order; the first has the number after the base's. */
export function unpackHistory({ chunks }: StoredHistory): HistoryUpdate[] {
  return chunks.flatMap(({ bytes }) => unpackUpdates(bytes))
}

// Level 1: the writer's thread packs, and others wait for it.
function packUpdates(updates: readonly HistoryUpdate[]): Uint8Array {
  const encoder = encoding.createEncoder()
  const members = [...new Set(updates.map(({ member }) => member))]
  encoding.writeVarUint(encoder, members.length)
  for (const member of members) encoding.writeVarString(encoder, member ?? '')
  encoding.writeVarUint(encoder, updates.length)
  let before = 0
  for (const { member, at, bytes } of updates) {
    encoding.writeVarUint(encoder, members.indexOf(member))
    // The clock may have been set back between two updates.
    encoding.writeVarInt(encoder, at - before)
    encoding.writeVarUint8Array(encoder, bytes)
    before = at
  }
  return new Uint8Array(deflateRawSync(encoding.toUint8Array(encoder), { level: 1 }))
}

function unpackUpdates(packed: Uint8Array): HistoryUpdate[] {
  const decoder = decoding.createDecoder(new Uint8Array(inflateRawSync(packed)))
  const members = Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarString(decoder))
  let at = 0
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const member = members[decoding.readVarUint(decoder)]
    at += decoding.readVarInt(decoder)
    return { member: member || null, at, bytes: decoding.readVarUint8Array(decoder) }
  })
}
