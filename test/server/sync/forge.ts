/** A struct written by hand, true or not. `content` is its bytes without the info byte; `ref` its kind. */
export type Forged = {
  ref: number
  origin?: [number, number]
  right?: [number, number]
  /** A root's name, or the id of the item that holds it. Only without origins, as Yjs writes it. */
  parent?: string | [number, number]
  sub?: string
  content: number[]
}

/** lib0's varuint. */
export function uint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

/** lib0's varstring. */
export function str(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)]
  return [...uint(bytes.length), ...bytes]
}

/** Contents as Yjs encodes them. */
export const content = {
  string: (value: string): Pick<Forged, 'ref' | 'content'> => ({ ref: 4, content: str(value) }),
  any: (...values: number[][]): Pick<Forged, 'ref' | 'content'> => ({
    ref: 8,
    content: [...uint(values.length), ...values.flat()],
  }),
  number: (value: number): number[] => [125, value],
  map: (): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [1] }),
  array: (): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [0] }),
  xmlText: (): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [6] }),
  subdocument: (): Pick<Forged, 'ref' | 'content'> => ({ ref: 9, content: [...str('guid'), 118, 0] }),
}

function structBytes(struct: Forged): number[] {
  const hasOrigin = struct.origin !== undefined || struct.right !== undefined
  const info = struct.ref | (struct.origin ? 128 : 0) | (struct.right ? 64 : 0) | (struct.sub !== undefined ? 32 : 0)
  const id = (pair: [number, number] | undefined): number[] => (pair ? pair.flatMap(uint) : [])
  const parent = hasOrigin
    ? []
    : typeof struct.parent === 'string'
      ? [1, ...str(struct.parent)]
      : [0, ...id(struct.parent)]
  const sub = !hasOrigin && struct.sub !== undefined ? str(struct.sub) : []
  return [info, ...id(struct.origin), ...id(struct.right), ...parent, ...sub, ...struct.content]
}

/** An update with exactly these structs and deletes. */
export function forge(
  clients: { client: number; clock: number; structs: Forged[] }[],
  deletes: { client: number; ranges: [number, number][] }[] = [],
): Uint8Array {
  return new Uint8Array([
    ...uint(clients.length),
    ...clients.flatMap(({ client, clock, structs }) => [
      ...uint(structs.length),
      ...uint(client),
      ...uint(clock),
      ...structs.flatMap(structBytes),
    ]),
    ...uint(deletes.length),
    ...deletes.flatMap(({ client, ranges }) => [
      ...uint(client),
      ...uint(ranges.length),
      ...ranges.flat().flatMap(uint),
    ]),
  ])
}
