import * as Y from 'yjs'
import type { CanvasKind } from '../kinds/kind.ts'
import { type Effort, newEffort } from './effort.ts'
import { type PlainValue, samePlain } from './plain.ts'
import { nodesOf, type ProseNode } from './prose-nodes.ts'
import { fieldsOf, fragmentOf, type PartId, partKey, rowRoots } from './rows.ts'
import { writeNodes } from './write-prose-nodes.ts'

type Fields = Readonly<Record<string, PlainValue>>
type Prose = { fragment: string; nodes: readonly ProseNode[] }

/** How a row stood: its fields, null where it was not there, and its rich text where rows have one. */
export type RowState = { fields: Fields | null; prose: Prose | null }

/**
 * One thing that a restore writes, always as a new edit. With `expect` it is written only where the canvas still says that:
 * what somebody else changed since stays.
 */
export type Write =
  | (PartId & { type: 'row'; to: RowState; expect: RowState | null })
  | (PartId & { type: 'field'; name: string; to: PlainValue | null; expect: PlainValue | null })
  | (PartId & { type: 'prose'; to: Prose; expect: Prose })
  | { type: 'only'; root: string; ids: readonly string[] }

/** How a row stands in `doc`. */
export function rowState(doc: Y.Doc, kind: CanvasKind, part: PartId): RowState {
  const fragment = fragmentOf(kind, part)
  return {
    fields: fieldsOf(doc, part),
    prose: fragment === null ? null : { fragment, nodes: nodesOf(doc.getXmlFragment(fragment)) },
  }
}

/** What to write so that `parts` stand as they do in `past`; null stands for the whole canvas, rows that came later going. */
export function restoreWrites(past: Y.Doc, kind: CanvasKind, parts: readonly PartId[] | null): Write[] {
  const roots = rowRoots(kind)
  const write = (part: PartId): Write => ({ ...part, type: 'row', to: rowState(past, kind, part), expect: null })
  if (parts) return parts.filter(part => roots.includes(part.root)).map(write)
  return roots.flatMap(root => {
    const ids = [...past.getMap(root).keys()].sort()
    return [...ids.map(id => write({ root, id })), { type: 'only', root, ids } as const]
  })
}

/** Writes into `doc`, only what differs. Answers the parts that changed, and those that were left since they say something else by now. */
export function applyWrites(
  doc: Y.Doc,
  kind: CanvasKind,
  writes: readonly Write[],
): { done: PartId[]; left: PartId[] } {
  const done = new Map<string, PartId>()
  const left = new Map<string, PartId>()
  const effort = newEffort()
  const note = (into: Map<string, PartId>, { root, id }: PartId) => into.set(partKey({ root, id }), { root, id })
  for (const write of writes) {
    if (write.type === 'only') {
      for (const part of others(doc, write)) {
        doc.getMap(part.root).delete(part.id)
        note(done, part)
      }
      continue
    }
    const answer = writeOne(doc, kind, write, effort)
    if (answer !== 'same') note(answer === 'done' ? done : left, write)
  }
  return { done: [...done.values()], left: [...left.values()] }
}

function others(doc: Y.Doc, { root, ids }: Extract<Write, { type: 'only' }>): PartId[] {
  const keep = new Set(ids)
  return [...doc.getMap(root).keys()].filter(id => !keep.has(id)).map(id => ({ root, id }))
}

function writeOne(
  doc: Y.Doc,
  kind: CanvasKind,
  write: Exclude<Write, { type: 'only' }>,
  effort: Effort,
): 'done' | 'left' | 'same' {
  switch (write.type) {
    case 'row': {
      const now = rowState(doc, kind, write)
      if (sameRow(now, write.to)) return 'same'
      if (write.expect && !sameRow(now, write.expect)) return 'left'
      writeRow(doc, write, write.to, effort)
      return 'done'
    }
    case 'field': {
      const now = fieldsOf(doc, write)
      if (now && samePlain(now[write.name] ?? null, write.to)) return 'same'
      if (!now || !samePlain(now[write.name] ?? null, write.expect)) return 'left'
      setField(doc.getMap(write.root).get(write.id) as Y.Map<unknown>, write.name, write.to)
      return 'done'
    }
    case 'prose': {
      const now = nodesOf(doc.getXmlFragment(write.to.fragment))
      if (sameNodes(now, write.to.nodes)) return 'same'
      if (!sameNodes(now, write.expect.nodes)) return 'left'
      writeNodes(doc.getXmlFragment(write.to.fragment), write.to.nodes, effort)
      return 'done'
    }
  }
}

function writeRow(doc: Y.Doc, { root, id }: PartId, { fields, prose }: RowState, effort: Effort): void {
  const map = doc.getMap(root)
  if (fields === null) {
    map.delete(id)
    return
  }
  const stored = map.get(id)
  const row = stored instanceof Y.Map ? (stored as Y.Map<unknown>) : new Y.Map<unknown>()
  if (row !== stored) map.set(id, row)
  const now = fieldsOf(doc, { root, id }) ?? {}
  for (const name of new Set([...Object.keys(now), ...Object.keys(fields)])) {
    if (!samePlain(now[name], fields[name])) setField(row, name, fields[name] ?? null)
  }
  if (prose) writeNodes(doc.getXmlFragment(prose.fragment), prose.nodes, effort)
}

// What is not stored reads as its default, and so does null in every shape.
function setField(row: Y.Map<unknown>, name: string, value: PlainValue | null): void {
  if (value === null) row.delete(name)
  else row.set(name, value)
}

/** True when both rows say the same. Where a row is not there, what its rich text holds says nothing. */
export function sameRow(a: RowState, b: RowState): boolean {
  if (a.fields === null || b.fields === null) return a.fields === b.fields
  return samePlain(a.fields, b.fields) && sameNodes(a.prose?.nodes ?? [], b.prose?.nodes ?? [])
}

/** True when both rich texts say the same. */
export function sameNodes(a: readonly ProseNode[], b: readonly ProseNode[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
