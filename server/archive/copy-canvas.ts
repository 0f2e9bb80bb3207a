import * as Y from 'yjs'
import type { CanvasKind, RootSpec } from '../../shared/kinds/kind.ts'
import { decodeUpdate } from '../sync/decode-update.ts'
import { nameAllowed, valueAllowed } from '../sync/content-rules.ts'
import { SERVER_CLIENT_ID } from '../sync/limits.ts'
import { IMPORT_LIMITS } from './limits.ts'

/**
 * A stranger's canvas written anew: what can be read of it under the kind's own roots, by the rules of the guard, as one
 * update of the server's own. None of its structs, client ids or deletions come along. Null when the bytes are no whole
 * update, lean on what is missing, or hold types too deep in each other.
 */
export function copyCanvas(kind: CanvasKind, state: Uint8Array): { doc: Y.Doc; update: Uint8Array } | null {
  const decoded = state.length <= IMPORT_LIMITS.state ? decodeUpdate(state) : null
  if (!decoded) return null
  let structs = 0
  for (const list of decoded.clients.values()) structs += list.length
  if (structs > IMPORT_LIMITS.structs) return null
  const from = new Y.Doc()
  const to = new Y.Doc()
  to.clientID = SERVER_CLIENT_ID
  try {
    Y.applyUpdate(from, state)
    if (from.store.pendingStructs !== null || from.store.pendingDs !== null) return null
    to.transact(() => {
      for (const name of from.share.keys()) {
        const root = kind.roots.find(spec => isRoot(spec, name))
        if (root) copyRoot(from, to, name, root)
      }
    })
    return { doc: to, update: Y.encodeStateAsUpdate(to) }
  } catch {
    // Yjs throws many kinds of errors on structs that a forger put together, and `deep` on nesting.
    return null
  } finally {
    from.destroy()
  }
}

function isRoot(spec: RootSpec, name: string): boolean {
  if (!nameAllowed(name) || name.length > 200) return false
  return 'name' in spec ? spec.name === name : name.startsWith(spec.prefix)
}

function copyRoot(from: Y.Doc, to: Y.Doc, name: string, { type }: RootSpec): void {
  if (type === 'map') copyMap(from.getMap(name), to.getMap(name), 1)
  else {
    const nodes = xmlOf(from.getXmlFragment(name), 1)
    if (nodes.length > 0) to.getXmlFragment(name).insert(0, nodes)
  }
}

function copyMap(from: Y.Map<unknown>, to: Y.Map<unknown>, depth: number): void {
  deep(depth)
  from.forEach((value, key) => {
    if (!nameAllowed(key)) return
    if (value instanceof Y.Map) {
      const inner = new Y.Map<unknown>()
      to.set(key, inner)
      copyMap(value, inner, depth + 1)
    } else if (!(value instanceof Y.AbstractType) && valueAllowed(value, 1)) to.set(key, value)
  })
}

type XmlNode = Y.XmlElement | Y.XmlText

function xmlOf(parent: Y.XmlFragment, depth: number): XmlNode[] {
  deep(depth)
  return parent.toArray().flatMap((node): XmlNode[] => {
    if (node instanceof Y.XmlText) return [textOf(node)]
    if (!(node instanceof Y.XmlElement) || !nameAllowed(node.nodeName)) return []
    const element = new Y.XmlElement(node.nodeName)
    for (const [key, value] of Object.entries(node.getAttributes())) {
      // Numbers are stored as numbers, although the type says string.
      if (nameAllowed(key) && valueAllowed(value, 1)) element.setAttribute(key, value as string)
    }
    element.insert(0, xmlOf(node, depth + 1))
    return [element]
  })
}

function textOf(node: Y.XmlText): Y.XmlText {
  const text = new Y.XmlText()
  const runs = (node.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]).flatMap(
    ({ insert, attributes = {} }) => {
      if (typeof insert !== 'string') return []
      const kept = Object.entries(attributes).filter(([key, value]) => nameAllowed(key) && valueAllowed(value, 1))
      return [{ insert, ...(kept.length > 0 && { attributes: Object.fromEntries(kept) }) }]
    },
  )
  if (runs.length > 0) text.applyDelta(runs)
  return text
}

function deep(depth: number): void {
  if (depth > IMPORT_LIMITS.nesting) throw new RangeError('types lie too deep in each other')
}
