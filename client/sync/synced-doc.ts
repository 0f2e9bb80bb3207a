import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { mendOrder } from '../../shared/model/mend-order.ts'
import type { PresenceState } from '../../shared/protocol.ts'
import type { SavedState } from '../room/types.ts'
import { ClientId } from './client-id.ts'
import { copyName, type DeviceCopy, unkeptCopy } from './device.ts'
import { type EarlySocket, openEarly } from './early-socket.ts'
import { Line } from './line.ts'
import { lineAddress } from './provider.ts'
import type { SyncParts } from './parts.ts'
import { wordsIn } from './unsaved.ts'
import { noteWaiting } from './waiting.ts'

/** What a member shows of themselves; their identity is the server's to stamp. */
export type Shown = Partial<Omit<PresenceState, 'user'>>

/** How long an open document waits for its line before it may be edited without one, in milliseconds. */
const GRACE = 2_500
/** How long after a change the number of unsaved edits is noted on this device, in milliseconds. */
const NOTE_AFTER = 300
/** Shortest time between two showings of oneself, in milliseconds. */
const SHOW_EVERY = 33

/** Beside a copy: whether something that was deleted may still be in it. */
const REWRITE = 'rewrite'

/** Options of a `SyncedDoc`. */
export type SyncedDocOptions = {
  document: string
  /** Whose copy it is: names on this device contain the member's id. */
  member: string
  /** May this member write here? Can change: `setWrites`. */
  writes: boolean
  /** Whether this tab shows itself to the others. */
  shows: boolean
  parts: SyncParts
  /** Anything that the getters say has changed. */
  changed(): void
  /** The server ended the line: close code, and its reason for refusing the last frame. */
  ended(code: number, refused: string | null): void
}

/**
 * One document in this browser: the copy on the device, the line to the server, and the id that this tab edits under, in
 * the order that keeps texts whole: load the device's copy, sync, settle the id, edit.
 */
export class SyncedDoc {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  /** Resolves once the device's copy is loaded and the line has been told to open. */
  readonly opened: Promise<void>
  readonly #options: SyncedDocOptions
  #copy: DeviceCopy = unkeptCopy()
  #line: Line | null = null
  #early: EarlySocket | null = null
  #id: ClientId | null = null
  #writes: boolean
  #syncedBefore = false
  #syncedNow = false
  #closed = false
  #shown: Shown = {}
  #showTimer: ReturnType<typeof setTimeout> | null = null
  #showAt = 0
  #grace: ReturnType<typeof setTimeout> | null = null
  #noteTimer: ReturnType<typeof setTimeout> | null = null
  #noted = 0
  #writtenCount = 0

  constructor(options: SyncedDocOptions) {
    this.#options = options
    this.#writes = options.writes
    mendOrder(this.doc)
    this.awareness.setLocalState(null)
    this.opened = this.#open()
  }

  /** Whether content is there, from this device or from the server. */
  get loaded(): boolean {
    return this.#syncedBefore || this.#syncedNow
  }

  /** Whether the server's content is being received now. */
  get online(): boolean {
    return this.#line?.synced ?? false
  }

  /** Whether the line was tried and the answer, good or bad, is known. */
  get tried(): boolean {
    return this.#line?.tried ?? false
  }

  /** Whether edits may be made: this device has synced the document once, and this tab has its id. */
  get editable(): boolean {
    return this.#writes && this.loaded && (this.#id?.settled ?? false) && this.saved.type !== 'not-saved'
  }

  get saved(): SavedState {
    return this.#line?.saved ?? { type: 'loading' }
  }

  /** Edits made here, earlier visits included, that the server has not acknowledged. */
  get count(): number {
    return this.#line?.count ?? 0
  }

  /** False when this browser cannot keep edits past the tab. */
  get kept(): boolean {
    return this.#copy.kept
  }

  /** False while an edit, or how many of them wait, is on its way into this device's copy. */
  get written(): boolean {
    return this.#copy.written && this.#writtenCount === this.count
  }

  /** The words that were written and not acknowledged. */
  unsavedWords(): string[] {
    const update = this.#line?.unsaved.merged() ?? null
    return update === null ? [] : wordsIn(update)
  }

  /** After a change of role. */
  setWrites(writes: boolean): void {
    this.#writes = writes
    if (this.#line) this.#line.writes = writes
    this.#options.changed()
  }

  /** Shows fields of one's presence to the others, a few dozen times a second at most. */
  show(fields: Shown): void {
    // On a thin line others see that one is here, and nothing that moves.
    if (this.#options.parts.lowData.on()) return
    this.#shown = { ...this.#shown, ...fields }
    if (this.#showTimer !== null) return
    const wait = this.#showAt + SHOW_EVERY - this.#options.parts.now()
    if (wait <= 0 || wait > SHOW_EVERY) this.#showNow()
    else this.#showTimer = setTimeout(() => this.#showNow(), wait)
  }

  /** Opens the line again after the server ended it. */
  resume(): void {
    this.#line?.connect()
  }

  /** A note kept beside this device's copy. */
  note(key: string): Promise<unknown> {
    return this.#copy.note(key)
  }

  /** Keeps a note beside this device's copy. */
  setNote(key: string, value: string): Promise<void> {
    return this.#copy.setNote(key, value)
  }

  /** Leaves nothing on this device of what was deleted from the document; also when the tab ends before that is done. */
  async rewriteCopy(): Promise<void> {
    const due = this.#copy.setNote(REWRITE, 'due')
    // Yjs lets go of what was deleted when its transaction is over.
    await Promise.resolve()
    await due
    await this.#copy.rewrite()
    await this.#copy.setNote(REWRITE, 'done')
  }

  /** Forgets this device's copy; the document stays open. After a refusal, else a reload would send the same again. */
  async forgetCopy(): Promise<void> {
    const copy = this.#copy
    this.#copy = unkeptCopy()
    await copy.clear()
  }

  /** Forgets this device's copy and closes. */
  async discard(): Promise<void> {
    await this.opened
    this.#stop()
    await this.forgetCopy()
    this.#destroy()
  }

  async close(): Promise<void> {
    await this.opened
    if (this.#closed) return
    this.#stop()
    if (this.#noted !== this.count) await this.#note()
    await this.#copy.close()
    this.#destroy()
  }

  async #open(): Promise<void> {
    const { document, member, parts, shows } = this.#options
    // The line opens while the copy is read, and says nothing before.
    const early = openEarly(parts.WebSocket, lineAddress(parts, document))
    this.#early = early
    this.#copy = await parts.device.open(copyName(member, document), this.doc)
    this.#copy.onWritten(() => this.#changed())
    this.#syncedBefore = (await this.#copy.note('synced')) !== undefined
    if ((await this.#copy.note(REWRITE)) === 'due') await this.rewriteCopy()
    const before = await this.#copy.note('unsaved')
    this.#noted = typeof before === 'number' && before > 0 ? before : 0
    this.#writtenCount = this.#noted
    if (shows) {
      this.#id = new ClientId(parts, {
        doc: this.doc,
        awareness: this.awareness,
        copy: this.#copy,
        name: copyName(member, document),
      })
    }
    this.#line = new Line({
      document,
      doc: this.doc,
      awareness: this.awareness,
      parts: { ...parts, WebSocket: early.WebSocket },
      writes: this.#writes,
      before: this.#noted,
      isDevice: origin => this.#copy.owns(origin),
      kept: () => ({ kept: this.#copy.kept, written: this.written }),
      events: {
        changed: () => this.#changed(),
        synced: () => void this.#onSynced(),
        ended: (code, refused) => this.#options.ended(code, refused),
      },
    })
    this.#line.connect()
    if (this.#syncedBefore) this.#grace = setTimeout(() => this.#settleOffline(), GRACE)
    this.#options.changed()
  }

  async #onSynced(): Promise<void> {
    if (this.#grace !== null) clearTimeout(this.#grace)
    this.#grace = null
    if (!this.#syncedNow) {
      this.#syncedNow = true
      void this.#copy.setNote('synced', this.#options.parts.now())
    }
    await this.#id?.settleSynced()
    if (this.#closed) return
    this.#showNow()
    this.#options.changed()
  }

  /** Reading needs no line, and a device that once had the document may go on with it. */
  #settleOffline(): void {
    if (this.#id === null || this.#id.settled || this.online || !this.#syncedBefore || this.#closed) return
    this.#id.settleFresh()
    this.#showNow()
    this.#options.changed()
  }

  #changed(): void {
    if (this.#line?.tried && !this.online) this.#settleOffline()
    if (this.#noteTimer === null && this.#noted !== this.count) {
      // Without a line this device has the only copy, and people are told when it is whole.
      const after = this.online ? NOTE_AFTER : 0
      this.#noteTimer = setTimeout(() => {
        this.#noteTimer = null
        void this.#note().then(() => !this.#closed && this.#changed())
      }, after)
    }
    this.#options.changed()
  }

  /** Beside the copy for whoever opens it again, and where it is found without opening every copy. */
  async #note(): Promise<void> {
    const { parts, member, document } = this.#options
    const { count } = this
    this.#noted = count
    if (this.kept) noteWaiting(parts.storage, member, document, count)
    await this.#copy.setNote('unsaved', count)
    this.#writtenCount = count
  }

  #showNow(): void {
    if (this.#showTimer !== null) clearTimeout(this.#showTimer)
    this.#showTimer = null
    if (this.#closed || !this.#id?.settled) return
    const state = this.awareness.getLocalState() ?? {}
    const changes = Object.entries(this.#shown).some(([key, value]) => !Object.is(state[key], value))
    if (!changes) return
    this.#showAt = this.#options.parts.now()
    this.awareness.setLocalState({ ...state, ...this.#shown })
    this.#shown = {}
  }

  #stop(): void {
    this.#closed = true
    for (const timer of [this.#showTimer, this.#grace, this.#noteTimer]) if (timer !== null) clearTimeout(timer)
    this.#line?.close()
    this.#early?.drop()
    this.#id?.close()
  }

  #destroy(): void {
    this.awareness.destroy()
    this.doc.destroy()
  }
}
