import * as Y from 'yjs'
import { fragmentOf, partKey, partOfFragment } from '../../shared/history/rows.ts'
import type { CanvasKind } from '../../shared/kinds/kind.ts'
import { type Past, Replay } from './replay.ts'

/** Rich texts that hold words though their row is gone, by name: nobody reads them, and every copy would keep them. */
export function leftoversIn(doc: Y.Doc, kind: CanvasKind): string[] {
  return [...doc.share.keys()].filter(name => {
    const part = partOfFragment(kind, name)
    if (!part || fragmentOf(kind, part) !== name || doc.getMap(part.root).has(part.id)) return false
    return doc.getXmlFragment(name).length > 0
  })
}

/** Takes every word out of a rich text. */
export function emptyText(doc: Y.Doc, name: string): void {
  const fragment = doc.getXmlFragment(name)
  fragment.delete(0, fragment.length)
}

/** The leftovers at a point. */
export function leftoversAt(past: Past, kind: CanvasKind, point: number): string[] {
  const replay = new Replay(past, kind)
  replay.goTo(point)
  const names = leftoversIn(replay.doc, kind)
  replay.destroy()
  return names
}

/** The state at a point without its leftovers, but for those of rows that were touched since: a later state may show them. */
export function baseWithoutLeftovers(
  past: Past,
  kind: CanvasKind,
  point: number,
): { state: Uint8Array; emptied: string[] } {
  const later = new Replay(past, kind)
  later.goTo(point)
  const names = leftoversIn(later.doc, kind)
  const touched = new Set(later.watchTo(past.from + past.updates.length).map(({ part }) => partKey(part)))
  later.destroy()
  const emptied = names.filter(name => !touched.has(partKey(partOfFragment(kind, name)!)))
  const replay = new Replay(past, kind)
  replay.goTo(point)
  replay.doc.transact(() => {
    for (const name of emptied) emptyText(replay.doc, name)
  })
  const state = Y.encodeStateAsUpdate(replay.doc)
  replay.destroy()
  return { state, emptied }
}
