import { count, transact } from 'lib0/indexeddb'
import { fetchUpdates, IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'

/** One document's copy on this device, with a few notes beside it. Nothing here rejects. */
export interface DeviceCopy {
  /** False when edits are not kept past this tab: no IndexedDB, or it stopped taking writes. */
  readonly kept: boolean
  /** False while an edit is on its way into IndexedDB: whoever closes the tab then may lose it. */
  readonly written: boolean
  /** Calls `listener` whenever `written` changes. */
  onWritten(listener: () => void): void
  /** True for the origin of updates that came from this device and not from a person or the server. */
  owns(origin: unknown): boolean
  note(key: string): Promise<unknown>
  setNote(key: string, value: string | number | readonly number[]): Promise<void>
  /** Takes into the document what other tabs have written into the copy since it was loaded. */
  reread(): Promise<void>
  /** Writes the copy anew as the document stands, so that nothing that was deleted from it is left here. Notes stay. */
  rewrite(): Promise<void>
  /** Forgets the copy and its notes, and closes it. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Where documents are kept on this device. Names contain the member's id and the document's. */
export interface Device {
  /** Loads the copy into `doc` and keeps following it. Resolves once loaded; degrades to the tab's memory. */
  open(name: string, doc: Y.Doc): Promise<DeviceCopy>
  /** Deletes every copy whose name begins so, open or not. False when this device did not let it. */
  forget(prefix: string): Promise<boolean>
}

/** The name of a member's copy of a document. */
export function copyName(member: string, document: string): string {
  return `trestle/${member}/${document}`
}

/** A copy that keeps nothing: what a private window has. */
export function unkeptCopy(): DeviceCopy {
  const notes = new Map<string, unknown>()
  return {
    kept: false,
    written: true,
    onWritten: () => {},
    owns: () => false,
    note: async key => notes.get(key),
    setNote: async (key, value) => void notes.set(key, value),
    reread: async () => {},
    rewrite: async () => {},
    clear: async () => notes.clear(),
    close: async () => {},
  }
}

/**
 * How long IndexedDB may take to load a document before the page goes on without it, in milliseconds. Long: on a slow phone
 * without a line, going on without it would show nothing of what is there.
 */
const PATIENCE = 15_000
/** How long after an edit it is checked that IndexedDB still takes writes, in milliseconds. */
const CHECK_AFTER = 400

let usable: Promise<boolean> | null = null

/** IndexedDB through y-indexeddb. */
export const browserDevice: Device = {
  async open(name, doc) {
    usable ??= canStore()
    if (!(await usable)) return unkeptCopy()
    const stored = new IndexeddbPersistence(name, doc)
    const loaded = await Promise.race([stored.whenSynced.then(() => true), after(PATIENCE).then(() => false)])
    if (loaded) return copyOver(stored, doc)
    // What cannot be opened may not be closable either; the page already goes on without it.
    void stored.destroy().catch(() => {})
    return unkeptCopy()
  },
  forget: prefix => forgetCopies(prefix),
}

/** Deletes every copy whose name begins so, open or not. False when this browser did not let it. */
export async function forgetCopies(prefix: string): Promise<boolean> {
  try {
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []))
    return (await Promise.all(names.map(deleted))).every(Boolean)
  } catch {
    // No IndexedDB, or one that cannot list what it holds.
    return !(await (usable ?? canStore()))
  }
}

function copyOver(stored: IndexeddbPersistence, doc: Y.Doc): DeviceCopy {
  let kept = true
  let check: ReturnType<typeof setTimeout> | null = null
  const setNote = async (key: string, value: unknown): Promise<void> => {
    try {
      await stored.set(key, value as string)
    } catch {
      // A full disk or a database that was taken away: say so instead of promising.
      kept = false
    }
  }
  let written = true
  let begun = false
  let tell = (): void => {}
  // y-indexeddb does not say when a write is done. A transaction on the same store begins only after those before it.
  const untilWritten = async (): Promise<void> => {
    try {
      do {
        begun = false
        const [updates] = stored.db ? transact(stored.db, ['updates'], 'readonly') : []
        if (updates) await count(updates)
      } while (begun)
    } catch {
      // As in `setNote`: this browser takes no writes any more.
      kept = false
    }
    written = true
    tell()
  }
  const follow = (_update: Uint8Array, origin: unknown): void => {
    if (origin === stored) return
    begun = true
    if (written) {
      written = false
      void untilWritten()
    }
    if (check !== null) return
    check = setTimeout(() => {
      check = null
      void setNote('edited', Date.now())
    }, CHECK_AFTER)
  }
  doc.on('update', follow)
  const stop = (): void => {
    doc.off('update', follow)
    if (check !== null) clearTimeout(check)
  }
  return {
    get kept() {
      return kept
    },
    get written() {
      return written
    },
    onWritten(listener) {
      tell = listener
    },
    owns: origin => origin === stored,
    // A note that cannot be read is as good as none, and what cannot be cleared or closed is left behind: nobody waits.
    note: key => stored.get(key).catch(() => undefined),
    setNote,
    async reread() {
      try {
        await fetchUpdates(stored)
      } catch {
        // What cannot be read, or is closing, is as good as not there.
      }
    },
    async rewrite() {
      try {
        await storeState(stored)
        // It does not wait for what it has begun: the next transaction on the same store does.
        const [updates] = stored.db ? transact(stored.db, ['updates'], 'readonly') : []
        if (updates) await count(updates)
      } catch {
        // As in `setNote`: this browser takes no writes any more.
        kept = false
      }
    },
    async clear() {
      stop()
      await stored.clearData().catch(() => {})
    },
    async close() {
      stop()
      await stored.destroy().catch(() => {})
    },
  }
}

/** Another tab closes its copy when asked to; the deletion then goes through, and the page need not wait for it. */
function deleted(name: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve(true)
    request.onerror = () => resolve(false)
    request.onblocked = () => resolve(true)
  })
}

/** Firefox's private windows of old and blocked storage fail only when opened. */
function canStore(): Promise<boolean> {
  return new Promise(resolve => {
    try {
      const request = indexedDB.open('trestle/probe')
      request.onsuccess = () => {
        request.result.close()
        resolve(true)
      }
      request.onerror = () => resolve(false)
      request.onblocked = () => resolve(false)
    } catch {
      resolve(false)
    }
  })
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
