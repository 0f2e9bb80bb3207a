import * as Y from 'yjs'
import type { Device, DeviceCopy } from '../../../client/sync/device.ts'

type Kept = { updates: Uint8Array[]; notes: Map<string, unknown> }

/** A device whose copies outlive the documents that are opened on it: what IndexedDB is to a browser. */
export class MemoryDevice implements Device {
  readonly copies = new Map<string, Kept>()
  #slow = false
  readonly #late: (() => void)[] = []
  readonly #held = new Map<string, Promise<void>>()

  /** From now on edits are on their way to the copy until `catchUp`. */
  lag(): void {
    this.#slow = true
  }

  /** Writes down what was on its way. */
  catchUp(): void {
    this.#slow = false
    for (const write of this.#late.splice(0)) write()
  }

  /** What was on its way is lost: the browser was ended. */
  lose(): void {
    this.#slow = false
    this.#late.length = 0
  }

  /** From now on notes of this name are read only once what it answers is called. */
  holdNote(key: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held.set(key, promise)
    return resolve
  }

  async open(name: string, doc: Y.Doc): Promise<DeviceCopy> {
    const kept: Kept = this.copies.get(name) ?? { updates: [], notes: new Map() }
    this.copies.set(name, kept)
    const origin = { device: name }
    for (const update of kept.updates) Y.applyUpdate(doc, update, origin)
    let underWay = 0
    let tell = (): void => {}
    const follow = (update: Uint8Array, from: unknown): void => {
      if (from === origin) return
      if (!this.#slow) return void kept.updates.push(update)
      underWay++
      this.#late.push(() => {
        kept.updates.push(update)
        if (--underWay === 0) tell()
      })
    }
    doc.on('update', follow)
    return {
      kept: true,
      get written() {
        return underWay === 0
      },
      onWritten(listener) {
        tell = listener
      },
      owns: from => from === origin,
      note: async key => {
        await this.#held.get(key)
        return kept.notes.get(key)
      },
      setNote: async (key, value) => void kept.notes.set(key, value),
      reread: async () => {
        for (const update of [...kept.updates]) Y.applyUpdate(doc, update, origin)
      },
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
