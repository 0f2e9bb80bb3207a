import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Boundary } from '../../shared/access/roles.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { SyncParts } from '../sync/parts.ts'
import { keepRefusedCopy, type RefusedCopy, refusedCopies } from '../sync/refused-copies.ts'
import { type Shown, SyncedDoc } from '../sync/synced-doc.ts'
import { Notifier } from '../sync/watch.ts'
import { stopsHere } from './looking.ts'
import { type PresenceUser, peopleOf } from './people.ts'
import type { CanvasRoom, PersonHere, SavedState } from './types.ts'

/** Whether the canvas may be seen at all: `gone` and `not-allowed` are the server's last word. */
export type CanvasStanding = 'open' | 'not-allowed' | 'gone'

/** What a canvas needs to know of the session that opened it. */
export type CanvasHost = {
  document: string
  kind: KindId
  boundary: Boundary
  member: string
  parts: SyncParts
  mayWrite(): boolean
  me(): PresenceUser
  /** The server ended the line; the host finds out why and calls `resume` or `shut`. */
  ended(canvas: Canvas): void
  /** The last holder closed it and everything in it is saved. */
  released(canvas: Canvas): void
}

/**
 * A canvas that is open in this browser, shared by everyone who opens it here. After a refused edit it stays as it was,
 * read-only, with its words on the screen, until `startAfresh` replaces `doc`, `awareness` and `undo` by new ones: views
 * are keyed on `doc`.
 */
export class Canvas implements CanvasRoom {
  readonly #host: CanvasHost
  readonly #changes = new Notifier()
  readonly #origin = { room: 'canvas' }
  #synced: SyncedDoc
  #undo: Y.UndoManager
  #standing: CanvasStanding = 'open'
  #holders = 0
  #closed = false
  #people: readonly PersonHere[] | null = null

  constructor(host: CanvasHost) {
    this.#host = host
    this.#synced = this.#begin()
    this.#undo = this.#track()
  }

  get document(): string {
    return this.#host.document
  }
  get kind(): KindId {
    return this.#host.kind
  }
  get boundary(): Boundary {
    return this.#host.boundary
  }
  get doc(): Y.Doc {
    return this.#synced.doc
  }
  get awareness(): Awareness {
    return this.#synced.awareness
  }
  get undo(): Y.UndoManager {
    return this.#undo
  }
  get standing(): CanvasStanding {
    return this.#standing
  }
  get canEdit(): boolean {
    return this.#standing === 'open' && this.#host.mayWrite() && this.#synced.editable
  }
  get loaded(): boolean {
    return this.#synced.loaded
  }
  get saved(): SavedState {
    return this.#synced.saved
  }
  /** Edits that the server has not acknowledged, and whether this browser has them past the tab by now. */
  get unsaved(): { count: number; kept: boolean } {
    return { count: this.#synced.count, kept: this.#synced.kept && this.#synced.written }
  }
  get people(): readonly PersonHere[] {
    this.#people ??= peopleOf(this.awareness, this.#host.me())
    return this.#people
  }
  /** What the server did not take here, kept on this device, newest first. */
  get refusedCopies(): readonly RefusedCopy[] {
    return refusedCopies(this.#host.parts.storage, this.#host.member, this.document)
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener)
  }

  transact(change: () => void): void {
    if (!this.canEdit) throw new Error(`no edits in ${this.document} now: check canEdit first`)
    if (stopsHere()) return
    this.#undo.stopCapturing()
    this.doc.transact(change, this.#origin)
    this.#undo.stopCapturing()
  }

  show(fields: Shown): void {
    this.#synced.show(fields)
  }

  /** One more holder; each needs one `close`. */
  hold(): this {
    this.#holders++
    return this
  }

  close(): void {
    this.#holders--
    this.#releaseIfDone()
  }

  /** The role or party of this browser's member changed. */
  reseat(): void {
    this.#synced.setWrites(this.#host.mayWrite())
    this.#changed()
  }

  /** The server ended the line for a reason that has passed. */
  resume(): void {
    this.#synced.resume()
  }

  /** The server's last word on who may see this. */
  shut(standing: Exclude<CanvasStanding, 'open'>): void {
    this.#standing = standing
    this.#changed()
  }

  /** After a refused edit: leaves this device's copy (the words are kept aside) and takes the server's. */
  async startAfresh(): Promise<void> {
    const old = this.#synced
    await old.discard()
    if (this.#closed) return
    this.#undo.destroy()
    this.#synced = this.#begin()
    this.#undo = this.#track()
    this.#changed()
  }

  /** Closes whatever holds it. */
  async end(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#undo.destroy()
    this.#changes.clear()
    await this.#synced.close()
  }

  #begin(): SyncedDoc {
    const { document, member, parts } = this.#host
    const synced = new SyncedDoc({
      document,
      member,
      parts,
      writes: this.#host.mayWrite(),
      shows: true,
      changed: () => this.#changed(),
      ended: (code, refused) => this.#ended(code, refused),
    })
    synced.awareness.on('change', () => this.#changed())
    synced.doc.on('update', () => this.#changes.notify())
    return synced
  }

  #track(): Y.UndoManager {
    return new Y.UndoManager(this.doc, { trackedOrigins: new Set([this.#origin]) })
  }

  #ended(code: number, refused: string | null): void {
    const { saved } = this.#synced
    if (saved.type === 'not-saved') {
      const { document, member, parts } = this.#host
      const words = this.#synced.unsavedWords()
      void this.#synced.forgetCopy()
      if (words.length > 0)
        keepRefusedCopy(parts.storage, { member, document, at: parts.now(), code: saved.code, words })
      return
    }
    if (code === CLOSE.noDocument) this.shut('gone')
    else if (refused === null) this.#host.ended(this)
  }

  #changed(): void {
    this.#people = null
    this.#changes.notify()
    this.#releaseIfDone()
  }

  /** Words on their way are not dropped with the page that wrote them: its line goes on trying until they are saved. */
  #releaseIfDone(): void {
    if (this.#closed || this.#holders > 0) return
    if (this.#synced.count > 0 && this.saved.type !== 'not-saved') return
    this.#host.released(this)
  }
}
