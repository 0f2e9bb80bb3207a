import type * as Y from 'yjs'
import type { Boundary } from '../../shared/access/roles.ts'
import { type ChainFault, faultAfter, type Head, leafHash } from '../../shared/ledger/chain.ts'
import type { Commitment, Entry, TextRow } from '../../shared/ledger/facts.ts'
import { wordsMatch } from '../../shared/ledger/words.ts'
import type { Device } from '../sync/device.ts'
import type { SyncParts } from '../sync/parts.ts'
import { SyncedDoc } from '../sync/synced-doc.ts'
import { whenIdle } from '../sync/when-idle.ts'

/** Where a boundary's ledger is read from, as `GET /api/partnerships/:id` lists it. */
export type LedgerAddress = { boundary: Boundary; document: string; texts: string }

/** What a stream needs of its book. */
export type StreamHost = {
  partnership: string
  member: string
  parts: SyncParts
  changed(): void
  /** Someone shows themselves at a ledger, or stopped. */
  present(): void
  /** The server ended one of its lines. */
  ended(): void
}

/** So many entries at once are checked before they show; hashing more would keep a phone from drawing for a second. */
const CHECKED_AT_ONCE = 24
/** Entries of a whole ledger that are checked in one moment without work. */
const SLICE = 24

/**
 * One boundary's ledger in this browser: its entries, each checked against the one before, and the words behind their
 * commitments. A whole ledger shows at once and is checked right after, slice by slice; from the first entry that does not
 * hold on nothing stays. A copy on this device that does not hold together is dropped and fetched anew.
 */
export class LedgerStream {
  readonly address: LedgerAddress
  readonly #host: StreamHost
  #entriesDoc: SyncedDoc
  readonly #textsDoc: SyncedDoc
  #lines: string[] = []
  #entries: Entry[] = []
  /** Where the checked part ends. */
  #head: Head | null = null
  #checking: (() => void) | null = null
  #noted: Head | null = null
  #fault: ChainFault | null = null
  #reading = false
  #retried = false
  #closed = false
  readonly #rows = new Map<Commitment, TextRow>()
  readonly #known = new Map<Commitment, string>()
  #textsRead = 0

  constructor(address: LedgerAddress, host: StreamHost) {
    this.address = address
    this.#host = host
    // Words first: their line is then ahead of the one that brings the facts which speak of them.
    this.#textsDoc = this.#synced(address.texts, false)
    this.#entriesDoc = this.#openEntries()
    void this.#readTexts()
  }

  /** Entries from the first on: numbered without a gap, and holding together as far as they are checked yet. */
  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** What broke the chain in what the server itself sent; null as long as nothing did. */
  get fault(): ChainFault | null {
    return this.#fault
  }

  /** Whether the ledger is there, from this device or from the server. */
  get loaded(): boolean {
    return this.#reading && this.#entriesDoc.loaded && this.#textsDoc.loaded
  }

  /** Whether loading has been tried, well or not: this device's copy is read, and the lines have answered or failed. */
  get tried(): boolean {
    return this.loaded || (this.#reading && this.#entriesDoc.tried && this.#textsDoc.tried)
  }

  get online(): boolean {
    return this.#entriesDoc.online
  }

  /** Whether the line was tried and is not there: until the first answer nobody knows. */
  get away(): boolean {
    return this.#entriesDoc.tried && !this.#entriesDoc.online
  }

  /** Who shows themselves at this ledger: its awareness states. */
  get presence(): SyncedDoc['awareness'] {
    return this.#entriesDoc.awareness
  }

  /** The words behind a commitment, checked against it; '' while unknown or erased. */
  words(commitment: Commitment): string {
    const known = this.#known.get(commitment)
    if (known !== undefined) return known
    const row = this.#rows.get(commitment)
    if (!row) return ''
    // Words that do not match what was committed to were never said.
    const words = wordsMatch(row) ? row.words : ''
    this.#known.set(commitment, words)
    return words
  }

  /** Checks every entry now; false when that broke the chain, and what it said is unsaid. */
  checkAll(): boolean {
    return this.#check(this.#entries.length)
  }

  /** The server ended the lines for a reason that has passed. */
  resume(): void {
    this.#entriesDoc.resume()
    this.#textsDoc.resume()
  }

  async close(): Promise<void> {
    this.#stop()
    await Promise.all([this.#entriesDoc.close(), this.#textsDoc.close()])
  }

  /** Leaves nothing of it on this device: the boundary is no longer for this member. */
  async discard(): Promise<void> {
    this.#stop()
    await Promise.all([this.#entriesDoc.discard(), this.#textsDoc.discard()])
  }

  #synced(document: string, shows: boolean, parts = this.#host.parts): SyncedDoc {
    const { member } = this.#host
    const [changed, ended] = [() => this.#host.changed(), () => this.#host.ended()]
    return new SyncedDoc({ document, member, parts, writes: false, shows, changed, ended })
  }

  /** A broken copy must be gone before its name is opened again. */
  #openEntries(gone: Promise<void> = Promise.resolve()): SyncedDoc {
    const { device } = this.#host.parts
    const open: Device['open'] = async (name, doc) => {
      await gone
      return device.open(name, doc)
    }
    // Whoever has the partnership open shows it at the partnership's ledger.
    const shows = this.address.boundary === 'partnership'
    const synced = this.#synced(this.address.document, shows, {
      ...this.#host.parts,
      device: { open, forget: prefix => device.forget(prefix) },
    })
    synced.awareness.on('change', () => this.#host.present())
    void this.#readEntries(synced)
    return synced
  }

  async #readEntries(synced: SyncedDoc): Promise<void> {
    await synced.opened
    this.#noted = readHead(await synced.note('head'))
    if (this.#closed || synced !== this.#entriesDoc) return
    const array = synced.doc.getArray<unknown>('entries')
    this.#reading = true
    array.observe(() => this.#walk(synced, array))
    this.#walk(synced, array)
    this.#host.changed()
  }

  #walk(synced: SyncedDoc, array: Y.Array<unknown>): void {
    if (this.#fault !== null || this.#closed || synced !== this.#entriesDoc) return
    const before = this.#entries.length
    const last = before - 1
    const lines = array.slice(Math.max(last, 0))
    let fault: ChainFault | null = last >= 0 && lines.shift() !== this.#lines[last] ? 'prev-differs' : null
    for (let at = 0; fault === null && at < lines.length; at++) fault = this.#take(lines[at])
    if (fault === null && this.#entries.length === before) return
    if (fault === null && this.#entries.length - this.#checked > CHECKED_AT_ONCE) this.#checkSoon()
    // What came before a fault may be what broke.
    else if (!this.#check(this.#entries.length)) return
    if (fault !== null) this.#broken(fault)
    this.#host.changed()
  }

  /** Takes a line as the next entry by what it says of itself. */
  #take(line: unknown): ChainFault | null {
    const entry = readEntry(line)
    if (!entry) return 'not-canonical'
    if (entry.v !== 1) return 'unknown-version'
    if (entry.seq !== this.#entries.length + 1) return 'seq-gap'
    if (entry.stream !== this.address.boundary) return 'other-stream'
    if (entry.partnership !== this.#host.partnership) return 'other-partnership'
    this.#lines.push(line as string)
    this.#entries.push(entry)
    return null
  }

  /** How many entries are checked. */
  get #checked(): number {
    return this.#head?.seq ?? 0
  }

  /** Checks the entries up to this one against each other; false when one of them broke the chain. */
  #check(upTo: number): boolean {
    for (const entry of this.#entries.slice(this.#checked, upTo)) {
      const fault = this.#checkOne(entry)
      if (fault === null) continue
      // Nothing from here on was ever so.
      this.#lines.length = this.#checked
      this.#entries.length = this.#checked
      this.#broken(fault)
      return false
    }
    if (this.#head && this.#checked === this.#entries.length)
      void this.#entriesDoc.setNote('head', `${this.#head.seq} ${this.#head.leaf}`)
    return true
  }

  #checkOne(entry: Entry): ChainFault | null {
    const fault = faultAfter(this.#head, entry)
    if (fault) return fault
    let leaf: string
    try {
      leaf = leafHash(entry)
    } catch {
      // Not canonical or too large; either way no entry of ours.
      return 'not-canonical'
    }
    // The last entry of a copy has none after it to contradict a change.
    if (this.#noted?.seq === entry.seq && this.#noted.leaf !== leaf) return 'prev-differs'
    this.#head = { seq: entry.seq, leaf }
    return null
  }

  #checkSoon(): void {
    this.#checking ??= whenIdle(() => {
      this.#checking = null
      if (!this.#closed && this.#check(this.#checked + SLICE) && this.#checked < this.#entries.length) this.#checkSoon()
    })
  }

  #stop(): void {
    this.#closed = true
    this.#checking?.()
    this.#checking = null
  }

  #broken(fault: ChainFault): void {
    this.#checking?.()
    this.#checking = null
    if (this.#retried) this.#fault = fault
    else {
      this.#retried = true
      this.#reading = false
      this.#lines = []
      this.#entries = []
      this.#head = null
      this.#entriesDoc = this.#openEntries(this.#entriesDoc.discard())
    }
    this.#host.changed()
  }

  async #readTexts(): Promise<void> {
    await this.#textsDoc.opened
    if (this.#closed) return
    const array = this.#textsDoc.doc.getArray<unknown>('texts')
    const read = (from: number): void => {
      for (const line of array.slice(from)) {
        const row = readRow(line)
        if (row) this.#rows.set(row.commitment, row)
      }
      this.#textsRead = array.length
      this.#host.changed()
    }
    array.observe(event => {
      const erased = event.changes.deleted.size > 0
      if (erased) {
        // Someone's words were erased: forget every copy of them.
        this.#rows.clear()
        this.#known.clear()
        void this.#textsDoc.rewriteCopy()
      }
      read(erased ? 0 : this.#textsRead)
    })
    read(0)
  }
}

function readEntry(line: unknown): Entry | null {
  const value = parse(line)
  return typeof value === 'object' && value !== null && 'seq' in value && 'fact' in value ? (value as Entry) : null
}

function readRow(line: unknown): TextRow | null {
  const value = parse(line)
  if (typeof value !== 'object' || value === null) return null
  const { commitment, salt, words } = value as Record<string, unknown>
  if (typeof commitment !== 'string' || typeof salt !== 'string' || typeof words !== 'string') return null
  return { commitment, salt, words }
}

function readHead(note: unknown): Head | null {
  const [seq, leaf] = typeof note === 'string' ? note.split(' ') : []
  return seq && leaf ? { seq: Number(seq), leaf } : null
}

function parse(line: unknown): unknown {
  try {
    return typeof line === 'string' ? JSON.parse(line) : null
  } catch {
    // A cache can hold anything.
    return null
  }
}
