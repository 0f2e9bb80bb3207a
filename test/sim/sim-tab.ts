import * as Y from 'yjs'
import type { SyncParts } from '../../client/sync/parts.ts'
import { SyncedDoc } from '../../client/sync/synced-doc.ts'
import type { Chance } from './random.ts'
import { randomEdit, undoFor } from './random-edit.ts'

/** What a tab needs of the world around it. */
export type TabHost = {
  document: string
  member: string
  mayWrite(): boolean
  /** How far each client's structs are on disk for good. */
  safe(): ReadonlyMap<number, number>
  lied(what: string): void
  /** The server did not take an edit; `words` is what the person is given to copy. */
  refused(tab: SimTab, code: string, words: readonly string[]): void
  ended(tab: SimTab, code: number): void
}

/** One open tab: the client's own code, and a person who edits in it and believes what the indicator says. */
export class SimTab {
  readonly name: string
  readonly synced: SyncedDoc
  readonly #host: TabHost
  readonly #undo: Y.UndoManager
  /** Ids of one's own and clocks that *Saved* speaks of. */
  readonly #own = new Map<number, number>()
  closed = false
  dead = false
  #notes = 0
  #edits = 0
  /** Words that were written and not acknowledged so far, with the number of their edit. */
  #unsaid: { words: string; edit: number }[] = []

  constructor(name: string, parts: SyncParts, host: TabHost) {
    this.name = name
    this.#host = host
    this.synced = new SyncedDoc({
      document: host.document,
      member: host.member,
      writes: host.mayWrite(),
      shows: true,
      parts: { ...parts, device: deviceUntil(parts, () => this.dead) },
      changed: () => this.#look(),
      ended: (code, refused) => this.#ended(code, refused),
    })
    this.#undo = undoFor(this.synced.doc)
    this.synced.doc.on('update', (_update, _origin, _doc, { local }: Y.Transaction) => {
      if (local) this.#edits++
    })
    this.synced.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (!transaction.local) return
      const { doc } = this.synced
      this.#own.set(doc.clientID, Y.getState(doc.store, doc.clientID))
    })
  }

  get doc(): Y.Doc {
    return this.synced.doc
  }

  /** Ids that this tab wrote under. */
  get ids(): number[] {
    return [...this.#own.keys()]
  }

  /** Words that were written, and that the server has not said to be saved. */
  get unsaid(): string[] {
    const acknowledged = this.#edits - this.synced.count
    return this.#unsaid.flatMap(({ words, edit }) => (edit > acknowledged ? words : []))
  }

  /** One edit, if the client allows one; false when it does not. */
  edit(chance: Chance): boolean {
    if (this.closed || !this.synced.editable) return false
    if (chance.odds(0.15)) {
      const words = `note ${this.name} ${++this.#notes}`
      this.doc.transact(() => this.doc.getMap('clauses').set(words, words), 'note')
      this.#unsaid.push({ words, edit: this.#edits })
    } else randomEdit(this.doc, chance, this.#undo)
    this.#look()
    return true
  }

  /** After a change of role reached this tab. */
  reseat(): void {
    if (!this.closed) this.synced.setWrites(this.#host.mayWrite())
  }

  /** Closes in order; `dead` before it means that the browser was ended instead. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.#undo.destroy()
    await this.synced.close()
  }

  async discard(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.#undo.destroy()
    await this.synced.discard()
  }

  #look(): void {
    if (this.closed || this.dead || this.synced?.saved.type !== 'saved') return
    const safe = this.#host.safe()
    for (const [id, clock] of this.#own) {
      if ((safe.get(id) ?? 0) >= clock) continue
      this.#host.lied(`${this.name} reads Saved at ${id}:${clock}, the disk has ${safe.get(id) ?? 0}`)
    }
  }

  #ended(code: number, refused: string | null): void {
    if (this.closed) return
    const { saved } = this.synced
    if (saved.type === 'not-saved') {
      const words = this.synced.unsavedWords()
      void this.synced.forgetCopy()
      this.#host.refused(this, saved.code, words)
    } else if (refused === null) this.#host.ended(this, code)
  }
}

/** A device that a browser which was ended writes nothing to any more. */
function deviceUntil({ device }: SyncParts, ended: () => boolean): SyncParts['device'] {
  return {
    forget: prefix => device.forget(prefix),
    async open(name, doc) {
      const copy = await device.open(name, doc)
      return {
        ...copy,
        get kept() {
          return copy.kept
        },
        get written() {
          return copy.written
        },
        setNote: async (key, value) => (ended() ? undefined : copy.setNote(key, value)),
      }
    },
  }
}
