import { deserialize, serialize } from 'node:v8'

/** Rows in one page: few enough to be written down in a few milliseconds. */
const PAGE = 200

/** Rows in pieces of memory that move to a thread instead of being copied, written with the loop free in between. */
export async function toPages(rows: readonly unknown[]): Promise<Uint8Array<ArrayBuffer>[]> {
  const pages: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < rows.length; at += PAGE) {
    pages.push(new Uint8Array(serialize(rows.slice(at, at + PAGE))))
    await new Promise<void>(resolve => setImmediate(resolve))
  }
  return pages
}

/** What `toPages` wrote; never given bytes from outside. */
export function fromPages<Row>(pages: readonly Uint8Array[]): Row[] {
  return pages.flatMap(page => deserialize(page) as Row[])
}
