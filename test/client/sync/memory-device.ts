import * as Y from 'yjs'
import type { Device, DeviceCopy } from '../../../client/sync/device.ts'

type Kept = { updates: Uint8Array[]; notes: Map<string, unknown> }

/** A device whose copies outlive the documents that are opened on it: what IndexedDB is to a browser. */
export class MemoryDevice implements Device {
  readonly copies = new Map<string, Kept>()

  async open(name: string, doc: Y.Doc): Promise<DeviceCopy> {
    const kept: Kept = this.copies.get(name) ?? { updates: [], notes: new Map() }
    this.copies.set(name, kept)
    const origin = { device: name }
    for (const update of kept.updates) Y.applyUpdate(doc, update, origin)
    const follow = (update: Uint8Array, from: unknown): void => {
      if (from !== origin) kept.updates.push(update)
    }
    doc.on('update', follow)
    return {
      kept: true,
      owns: from => from === origin,
      note: async key => kept.notes.get(key),
      setNote: async (key, value) => void kept.notes.set(key, value),
      rewrite: async () => {
        kept.updates = [Y.encodeStateAsUpdate(doc)]
      },
      clear: async () => {
        doc.off('update', follow)
        this.copies.delete(name)
      },
      close: async () => {
        doc.off('update', follow)
      },
    }
  }

  async forget(prefix: string): Promise<boolean> {
    for (const name of [...this.copies.keys()]) if (name.startsWith(prefix)) this.copies.delete(name)
    return true
  }

  /** The document as it is kept under a name that ends like this. */
  load(ending: string): Y.Doc {
    const doc = new Y.Doc()
    for (const [name, { updates }] of this.copies) {
      if (name.endsWith(ending)) for (const update of updates) Y.applyUpdate(doc, update)
    }
    return doc
  }
}
