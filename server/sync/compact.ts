import * as Y from 'yjs'
import type { SnapshotEdge } from '../ports.ts'
import { docOf } from './doc-of.ts'

/** A document in one piece, and what is read off it. */
export type Compacted = { snapshot: Uint8Array; edge: SnapshotEdge }

/**
 * One snapshot of a document through a fresh Y.Doc, so that deleted text is really gone (`mergeUpdates` never collects it).
 * Loads the result again and throws unless both say the same.
 */
export function compactUpdates(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Compacted {
  const doc = docOf(snapshot, updates)
  const encoded = Y.encodeStateAsUpdate(doc)
  const again = docOf(encoded, [])
  const same = sameDocument(doc, again)
  const vector = Y.encodeStateVector(again)
  doc.destroy()
  again.destroy()
  if (!same) throw new Error('a compacted document does not load to what it was made from')
  return { snapshot: encoded, edge: { vector, deletes: Y.diffUpdate(encoded, vector) } }
}

/** True when both documents know the same, deleted the same and show the same content in the same order. */
export function sameDocument(a: Y.Doc, b: Y.Doc): boolean {
  const deletes = (doc: Y.Doc): ReturnType<typeof Y.createDeleteSetFromStructStore> =>
    Y.createDeleteSetFromStructStore(doc.store)
  if (!equalBytes(Y.encodeStateVector(a), Y.encodeStateVector(b)) || !Y.equalDeleteSets(deletes(a), deletes(b)))
    return false
  const names = new Set([...a.share.keys(), ...b.share.keys()])
  return [...names].every(name => describe(a.share.get(name)) === describe(b.share.get(name)))
}

/** The live content of a type as text, whichever class it was opened with. */
function describe(type: Pick<Y.Map<unknown>, '_start' | '_map'> | undefined): string {
  if (!type) return '[]{}'
  let list = ''
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) list += describeContent(item)
  const keys = [...type._map].filter(([, item]) => !item.deleted).sort(([a], [b]) => (a < b ? -1 : 1))
  return `[${list}]{${keys.map(([key, item]) => `${JSON.stringify(key)}:${describeContent(item)}`).join()}}`
}

function describeContent({ content }: Y.Item): string {
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentType) return describe(content.type)
  if (content instanceof Y.ContentFormat) return `<${content.key}=${JSON.stringify(content.value)}>`
  if (content instanceof Y.ContentBinary) return `<${content.content.join()}>`
  return `<${content
    .getContent()
    .map(value => (typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)))
    .join('><')}>`
}

/** True when both hold the same bytes. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
