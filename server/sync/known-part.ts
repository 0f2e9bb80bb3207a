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

/**
 * True when `[from, to)` of the struct is what the document holds at that place: the same words with the same neighbours. Deleted
 * content is gone on one side or the other and cannot be compared.
 */
export function sameStruct(doc: Y.Doc, struct: Y.Item | Y.GC, from: number, to: number): boolean {
  const { client } = struct.id
  const structs = doc.store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(structs, from); at < structs.length && structs[at]!.id.clock < to; at++) {
    const known = structs[at]!
    if (!(known instanceof Y.Item) || known.content instanceof Y.ContentDeleted) continue
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) continue
    const start = Math.max(from, known.id.clock)
    const end = Math.min(to, known.id.clock + known.length)
    if (!sameNeighbours(known, struct, start) || said(struct, start, end) !== said(known, start, end)) return false
  }
  return true
}

function sameNeighbours(known: Y.Item, struct: Y.Item, clock: number): boolean {
  const [was, is] = [originAt(known, clock), originAt(struct, clock)]
  if (!sameId(was, is) || !sameId(known.rightOrigin, struct.rightOrigin)) return false
  if (is !== null || struct.rightOrigin !== null) return true
  if (known.parentSub !== struct.parentSub || !(known.parent instanceof Y.AbstractType)) return false
  const parent = struct.parent as unknown
  if (parent instanceof Y.ID) return sameId(known.parent._item?.id ?? null, parent)
  return known.parent._item === null && Y.findRootTypeKey(known.parent) === parent
}

const originAt = ({ id, origin }: Y.Item, clock: number): Y.ID | null =>
  clock > id.clock ? Y.createID(id.client, clock - 1) : origin

const sameId = (a: Y.ID | null, b: Y.ID | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)

function said({ id, content }: Y.Item, from: number, to: number): string {
  const part = slice(content, from - id.clock, to - id.clock)
  if (part !== null) return part
  const encoder = new Y.UpdateEncoderV1()
  content.write(encoder, 0)
  return `${content.getRef()}:${encoder.toUint8Array().join()}`
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
