import * as Y from 'yjs'
import type { CanvasKind } from '../kinds/kind.ts'
import { canonicalProse } from '../model/prose.ts'
import { type PlainValue, plainValue } from './plain.ts'

/** One part of a canvas that history speaks of: a row under a root of its kind. */
export type PartId = { root: string; id: string }

/** A row as it stood: every field that it stored, and its rich text as Markdown (null for kinds whose rows have none). */
export type HistoryRow = PartId & {
  label: string
  fields: Readonly<Record<string, PlainValue>>
  prose: string | null
}

/** One key for a part. */
export function partKey({ root, id }: PartId): string {
  return `${root}/${id}`
}

/** Names of the roots of a kind that hold rows. */
export function rowRoots(kind: CanvasKind): string[] {
  return kind.roots.flatMap(spec => ('name' in spec && spec.type === 'map' ? [spec.name] : []))
}

/** The root of a row's own rich text; null when rows under `root` have none. Rich texts belong to the first root of rows. */
export function fragmentOf(kind: CanvasKind, { root, id }: PartId): string | null {
  const spec = kind.roots.find(one => 'prefix' in one && one.type === 'xml')
  return spec && 'prefix' in spec && rowRoots(kind)[0] === root ? `${spec.prefix}${id}` : null
}

/** The row that a rich text belongs to, by the name of its root; null for any other root. */
export function partOfFragment(kind: CanvasKind, name: string): PartId | null {
  const spec = kind.roots.find(one => 'prefix' in one && one.type === 'xml' && name.startsWith(one.prefix))
  const root = rowRoots(kind)[0]
  return spec && 'prefix' in spec && root !== undefined ? { root, id: name.slice(spec.prefix.length) } : null
}

/** The fields that a stored row holds, those that are null left out: they read as what is not stored. Null when there is no such row. */
export function fieldsOf(doc: Y.Doc, { root, id }: PartId): Record<string, PlainValue> | null {
  const stored = doc.getMap(root).get(id)
  if (!(stored instanceof Y.Map)) return null
  const named = [...stored.keys()].sort().map(name => [name, plainValue(stored.get(name))] as const)
  return Object.fromEntries(named.filter(([, value]) => value !== null))
}

/** Every row of a canvas by `partKey`, in the order in which the canvas reads. Labels are the canvas's own first lines. */
export function rowsOf(doc: Y.Doc, kind: CanvasKind): ReadonlyMap<string, HistoryRow> {
  const labels = new Map<string, string>()
  for (const { id, text } of kind.outline(doc)) if (id !== null && !labels.has(id)) labels.set(id, text)
  const rows = new Map<string, HistoryRow>()
  for (const root of rowRoots(kind)) {
    for (const id of inOrder([...doc.getMap(root).keys()], labels)) {
      const part = { root, id }
      const fields = fieldsOf(doc, part)
      if (!fields) continue
      const fragment = fragmentOf(kind, part)
      const prose = fragment === null ? null : canonicalProse(doc.getXmlFragment(fragment))
      rows.set(partKey(part), { ...part, label: labels.get(id) ?? '', fields, prose })
    }
  }
  return rows
}

/** Rows that the outline names in its order, the others after them by id. */
function inOrder(ids: readonly string[], labels: ReadonlyMap<string, string>): string[] {
  const there = new Set(ids)
  return [...[...labels.keys()].filter(id => there.has(id)), ...ids.filter(id => !labels.has(id)).sort()]
}
