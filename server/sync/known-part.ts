import * as Y from 'yjs'

/**
 * A struct may begin before what the document knows and end after it. True when its known part says what the document says, so
 * far as that is still there (deleted content is gone and cannot be compared). `state` is the first unknown clock.
 */
export function sameAsKnown(doc: Y.Doc, struct: Y.Item | Y.GC, state: number): boolean {
  const { client, clock } = struct.id
  const structs = doc.store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const known = structs[at]!
    const from = Math.max(clock, known.id.clock)
    const to = Math.min(state, known.id.clock + known.length)
    if (!(known instanceof Y.Item) || known.content instanceof Y.ContentDeleted) continue
    // Once deleted on the sender's side its content is gone; the delete itself comes in the same update.
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) continue
    const said = slice(struct.content, from - clock, to - clock)
    const kept = slice(known.content, from - known.id.clock, to - known.id.clock)
    if (said === null || said !== kept) return false
  }
  return true
}

function slice(content: Y.Item['content'], from: number, to: number): string | null {
  if (content instanceof Y.ContentString) return `s${content.str.slice(from, to)}`
  if (content instanceof Y.ContentAny) return `a${content.arr.slice(from, to).map(stable).join('\u0000')}`
  return null
}

function stable(value: unknown): string {
  if (value instanceof Uint8Array) return `b${value.join()}`
  if (typeof value === 'bigint') return `n${value}`
  return (
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `n${inner}` : inner)) ?? 'undefined'
  )
}
