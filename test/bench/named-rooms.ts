import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DocumentRow, Store } from '../../server/ports.ts'
import { isId } from '../../shared/ids.ts'

/** A file of one Yjs update, and how it is sent to a room. */
export type Seed = { file: string; send: (room: string, update: Uint8Array<ArrayBuffer>) => Promise<void> }

const NAMES = /^\/(?:sync\/)?([^/]+)$/
const UPDATES = /^\/api\/documents\/([^/]+)\/updates$/
const SEEDED = /^(join-|restart)/

/**
 * Lets any name be a room: `/<name>` and `/sync/<name>` lead to a board of the partnership whose id follows from the name,
 * and which is made when it is first asked for.
 */
export function openRooms(
  inner: Store,
  seed: Seed | null,
): {
  store: Store
  /** Where a request leads, instead of where its address says. */
  pathOf: (request: Request) => string
  /** From now on, rooms are boards of this partnership. */
  sitDown: (partnership: string) => void
} {
  const names = new Map<string, string>()
  const made = new Map<string, Promise<{ row: DocumentRow; fresh: boolean }>>()
  const sown = new Set<string>()
  let partnership = ''

  const named = (name: string): string => {
    if (isId(name)) return name
    const id = idOf(name)
    names.set(id, name)
    return id
  }
  const make = async (id: string): Promise<{ row: DocumentRow; fresh: boolean }> => {
    const known = await inner.document(id)
    if (known) return { row: known, fresh: false }
    const row = { id, partnership, boundary: 'partnership', role: 'canvas', kind: 'board' } as const
    await inner.addDocument(row)
    return { row, fresh: true }
  }
  const document = async (id: string): Promise<DocumentRow | null> => {
    const name = names.get(id)
    if (name === undefined) return inner.document(id)
    const making = made.get(id) ?? make(id)
    made.set(id, making)
    const { row, fresh } = await making
    if (fresh && seed && SEEDED.test(name) && !sown.has(id)) {
      // The request that carries the seed asks for the document too; whoever came first waits for it.
      sown.add(id)
      await seed.send(id, new Uint8Array(readFileSync(seed.file)))
    }
    return row
  }

  return {
    store: { ...inner, document },
    pathOf(request) {
      const path = new URL(request.url).pathname
      const updates = UPDATES.exec(path)?.[1]
      if (updates) return `/api/documents/${named(updates)}/updates`
      const name = NAMES.exec(path)?.[1]
      if (!name || request.headers.get('upgrade') === null) return path
      return `/sync/${named(name)}`
    },
    sitDown(found) {
      partnership = found
    },
  }
}

/** An id that follows from a name. */
function idOf(name: string): string {
  const hash = createHash('sha256').update(name).digest()
  return Array.from(hash.subarray(0, 20), byte => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('')
}
