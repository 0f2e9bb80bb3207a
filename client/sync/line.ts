import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/protocol.ts'
import type { SavedState } from '../room/types.ts'
import { Acks } from './acks.ts'
import type { SyncParts } from './parts.ts'
import { openProvider, type Provider } from './provider.ts'
import { savedState } from './saved-state.ts'
import { Unsaved } from './unsaved.ts'

/** What a line tells its owner. */
export type LineEvents = {
  /** Something that `saved`, `synced`, `count` or `tried` say has changed. */
  changed(): void
  /** The server's content has been received (again). */
  synced(): void
  /** The server ended the line for good: `code` is the close code, `refused` the reason it gave for the last frame. */
  ended(code: number, refused: string | null): void
}

/** Without a word from the server for this long after a mark, people read that they are offline. Milliseconds. */
const SUSPECT = 4_000
/** And after this long the line is taken for dead and opened anew. */
const SILENCE = 12_000
/** The same when the browser says that its network is gone. */
const SILENCE_WHEN_LOST = 3_000
/** An attempt without a word from the server for this long is called offline, and after `SILENCE` begun anew. */
const ATTEMPT = 5_000
/** How often a quiet line is looked at. */
const LOOK_EVERY = 5_000
/** The server lets nobody wait longer than 15 s for a word: as many looks in a row without one mean a dead line. */
const LOOKS_IN_VAIN = 4
/** How long to stay away after the server called it a flood. */
const FLOOD_PAUSE = 15_000

/** One document's line to the server: sends edits, counts what is acknowledged, comes back by itself. */
export class Line {
  readonly unsaved: Unsaved
  readonly #doc: Y.Doc
  readonly #parts: SyncParts
  readonly #events: LineEvents
  readonly #provider: Provider
  readonly #acks: Acks
  readonly #isDevice: (origin: unknown) => boolean
  readonly #kept: () => { kept: boolean; written: boolean }
  readonly #undo: (() => void)[] = []
  #answered = false
  #refusedCode: string | null = null
  #refused: string | null = null
  #offlineSince: number | null = null
  #savedAt: number | null = null
  #tried = false
  #closed = false
  #ended = false
  #reopening = false
  #silence: ReturnType<typeof setTimeout> | null = null
  #silent = false
  readonly #look: ReturnType<typeof setInterval>
  #lastSeen = 0
  #inVain = 0
  #comparing = false
  #pause: ReturnType<typeof setTimeout> | null = null
  #markDue = false
  #writes: boolean

  constructor(options: {
    document: string
    doc: Y.Doc
    awareness: Awareness
    parts: SyncParts
    writes: boolean
    /** Edits of an earlier visit that are not known to be saved. */
    before: number
    isDevice(origin: unknown): boolean
    kept(): { kept: boolean; written: boolean }
    events: LineEvents
  }) {
    this.#doc = options.doc
    this.#parts = options.parts
    this.#events = options.events
    this.#isDevice = options.isDevice
    this.#kept = options.kept
    this.#writes = options.writes
    this.#acks = new Acks(options.before)
    this.unsaved = new Unsaved()
    // Nobody need wait for the first attempt to fail to read that what they wrote earlier waits on this device.
    if (options.parts.networkGone()) this.#offlineSince = options.parts.now()
    this.#provider = openProvider(options.parts, options.document, options.doc, options.awareness, {
      // Once it is open the answer may be a large document on a thin line: that one is waited for.
      connecting: () => this.#listenFor(ATTEMPT),
      connected: () => this.#listenFor(null),
      answered: update => this.#onAnswered(update),
      synced: () => this.#onSynced(),
      down: () => this.#onDown(),
      saved: n => this.#onSaved(n),
      refused: code => {
        this.#refusedCode = code
      },
      final: code => this.#onFinal(code),
    })
    this.#doc.on('update', this.#onUpdate)
    this.#undo.push(
      options.parts.onWake(() => {
        if (!this.#ended) this.connect()
      }),
      options.parts.onNetworkLost(() => this.#listenFor(SILENCE_WHEN_LOST, SILENCE_WHEN_LOST)),
      options.parts.lowData.subscribe(() => {
        if (this.#provider.stock.wsconnected) this.#reopen()
      }),
    )
    this.#look = setInterval(() => this.#lookAt(), LOOK_EVERY)
  }

  /** True for those who may write: then *saved* needs an acknowledgement. */
  get writes(): boolean {
    return this.#writes
  }

  set writes(writes: boolean) {
    this.#writes = writes
    void this.#giveBack()
  }

  /** True while the line is up and the server's content has been received over it. */
  get synced(): boolean {
    return this.#provider.stock.synced && !this.#silent
  }

  /** True once the first attempt has ended, well or not. */
  get tried(): boolean {
    return this.#tried
  }

  /** Local edits that the server has not acknowledged. */
  get count(): number {
    return this.#acks.count
  }

  get saved(): SavedState {
    return savedState({
      refused: this.#refused,
      synced: this.synced,
      confirmed: !this.writes || this.#acks.confirmed,
      offlineSince: this.#offlineSince,
      savedAt: this.#savedAt,
      count: this.count,
      ...this.#kept(),
    })
  }

  /** Opens the line now if it is neither open nor opening, also after the server ended it; never after a refused edit. */
  connect(): void {
    if (this.#closed || this.#refused !== null || this.#pause !== null) return
    this.#ended = false
    this.#provider.connect()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#look)
    this.#listenFor(null)
    if (this.#pause !== null) clearTimeout(this.#pause)
    for (const undo of this.#undo) undo()
    this.#doc.off('update', this.#onUpdate)
    this.#provider.close()
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider.stock) return
    if (this.#isDevice(origin)) {
      // Another tab's edits that this device kept: harmless twice, lost if that tab never comes back.
      this.#provider.send(update)
      return
    }
    this.#acks.edit()
    // Sent or not: it may be refused before it ever leaves, when the seat changes meanwhile.
    this.unsaved.made(this.#acks.made, update)
    // Too large for a frame: it goes with the answer to a new step 1, which may be larger.
    if (!this.#provider.send(update) && this.#answered) this.#reopen()
    this.#markSoon()
    this.#events.changed()
  }

  #onAnswered(update: Uint8Array): void {
    this.#answered = true
    this.unsaved.answered(this.#acks.made, update)
    this.#markSoon()
  }

  #onSynced(): void {
    this.#listenFor(null)
    this.#tried = true
    this.#heard()
    if (!this.writes) this.#savedAt = this.#parts.now()
    this.#markSoon()
    this.#events.synced()
    this.#events.changed()
    void this.#giveBack()
  }

  /** Who may not write any more is asked for nothing: what the server lacks of their edits is theirs to keep, as refused words are. */
  async #giveBack(): Promise<void> {
    const isDue = (): boolean => !this.#closed && !this.#writes && !this.#answered && this.count > 0 && this.synced
    if (this.#comparing || this.#refused !== null || !isDue()) return
    this.#comparing = true
    const theirs = await this.#provider.serverHas()
    this.#comparing = false
    // Asked meanwhile for what it lacks, the server takes it after all.
    if (this.#refused !== null || !isDue()) return
    const lost = Y.encodeStateAsUpdate(this.#doc, theirs)
    this.unsaved.answered(this.#acks.made, lost)
    if (Y.decodeUpdate(lost).structs.length === 0) {
      this.#acks.settle()
      this.unsaved.saved(this.#acks.made)
    } else {
      this.#ended = true
      this.#refused = 'read-only'
      this.#provider.leave()
      this.#events.ended(CLOSE.notAllowed, 'read-only')
    }
    this.#events.changed()
  }

  #onDown(): void {
    if (this.#closed) return
    this.#tried = true
    this.#answered = false
    this.#comparing = false
    this.#silent = false
    this.#listenFor(null)
    this.#acks.lineLost()
    if (!this.#reopening) this.#offlineSince ??= this.#parts.now()
    this.#reopening = false
    this.#events.changed()
  }

  #reopen(): void {
    this.#answered = false
    this.#reopening = true
    this.#provider.reopen()
  }

  #onSaved(n: number): void {
    this.#listenFor(null)
    this.#heard()
    if (!this.#acks.saved(n)) return
    this.unsaved.saved(n)
    if (this.count === 0) this.#savedAt = this.#parts.now()
    this.#markSoon()
    this.#events.changed()
  }

  #onFinal(code: number): void {
    if (this.#closed) return
    const refused = this.#refusedCode
    this.#refusedCode = null
    if (code === CLOSE.flood) {
      this.#pause = setTimeout(() => {
        this.#pause = null
        this.connect()
      }, FLOOD_PAUSE)
      return
    }
    const text = refused ?? CODE_OF_CLOSE[code]
    this.#ended = true
    if (text !== undefined) this.#refused = text
    this.#events.ended(code, refused)
    this.#events.changed()
  }

  #markSoon(): void {
    if (this.#markDue) return
    this.#markDue = true
    queueMicrotask(() => {
      this.#markDue = false
      // Before both, what the mark is to cover may not have been sent.
      if (this.#closed || !this.#answered || !this.#provider.stock.synced) return
      const n = this.#acks.takeMark()
      if (n === null) return
      this.#provider.mark(n)
      this.#listenFor(SUSPECT)
    })
  }

  /** Half-open lines say nothing: whoever waits for an answer must not wait for ever. First it is said, then mended. */
  #listenFor(suspect: number | null, giveUp = SILENCE): void {
    if (this.#silence !== null) clearTimeout(this.#silence)
    this.#silence = null
    const { stock } = this.#provider
    if (suspect === null || !(stock.wsconnected || stock.wsconnecting)) return
    const asked = stock.wsLastMessageReceived
    const wait = (ms: number, then: () => void): void => {
      const before = stock.ws?.bufferedAmount ?? 0
      this.#silence = setTimeout(() => {
        this.#silence = null
        if (stock.wsLastMessageReceived !== asked) return
        // What still leaves this device is a line that works, however slowly.
        if ((stock.ws?.bufferedAmount ?? 0) < before) wait(ms, then)
        else then()
      }, ms)
    }
    wait(suspect, () => {
      this.#fallSilent()
      if (giveUp <= suspect) this.#reopen()
      else wait(giveUp - suspect, () => this.#reopen())
    })
  }

  /** Nobody asked anything for a while: the server's own beat tells whether it is still there. */
  #lookAt(): void {
    const { wsconnected, wsLastMessageReceived } = this.#provider.stock
    const quiet = wsconnected && wsLastMessageReceived === this.#lastSeen
    this.#lastSeen = wsLastMessageReceived
    // Looks are counted, not the time between them: a tab that slept has not listened in vain.
    this.#inVain = quiet ? this.#inVain + 1 : 0
    if (!wsconnected) return
    if (this.#inVain >= LOOKS_IN_VAIN) this.#fallSilent()
    else if (this.#silent && this.#silence === null) {
      this.#heard()
      this.#events.changed()
    }
  }

  #fallSilent(): void {
    if (this.#silent || this.#closed) return
    this.#silent = true
    this.#tried = true
    this.#offlineSince ??= this.#parts.now()
    this.#events.changed()
  }

  #heard(): void {
    this.#silent = false
    this.#offlineSince = null
  }
}

/** What a close says of the last edit when the server named no reason. */
const CODE_OF_CLOSE: Record<number, string> = {
  [CLOSE.badMessage]: 'bad-message',
  [CLOSE.refusedUpdate]: 'refused-update',
  [CLOSE.tooLarge]: 'too-large',
}
