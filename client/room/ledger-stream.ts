import type * as Y from 'yjs'
import type { Boundary } from '../../shared/access/roles.ts'
import { type ChainFault, faultAfter, type Head, leafHash } from '../../shared/ledger/chain.ts'
import type { Commitment, Entry, TextRow } from '../../shared/ledger/facts.ts'
import { wordsMatch } from '../../shared/ledger/words.ts'
import type { Device } from '../sync/device.ts'
import type { SyncParts } from '../sync/parts.ts'
import { SyncedDoc } from '../sync/synced-doc.ts'

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

/**
 * One boundary's ledger in this browser: its entries, each checked against the one before, and the words behind their
 * commitments. A copy on this device that does not hold together is dropped and fetched anew.
 */
export class LedgerStream {
  readonly address: LedgerAddress
  readonly #host: StreamHost
  #entriesDoc: SyncedDoc
  readonly #textsDoc: SyncedDoc
  #lines: string[] = []
  #entries: Entry[] = []
  #head: Head | null = null
  #noted: Head | null = null
  #fault: ChainFault | null = null
  #reading = false
  #retried = false
  #closed = false
  readonly #rows = new Map<Commitment, TextRow>()
  readonly #checked = new Map<Commitment, string>()
  #textsRead = 0

  constructor(address: LedgerAddress, host: StreamHost) {
    this.address = address
    this.#host = host
    this.#entriesDoc = this.#openEntries()
    this.#textsDoc = this.#synced(address.texts, false)
    void this.#readTexts()
  }

  /** Entries that hold together, from the first on. */
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

  /** Whether loading has been tried, well or not. */
  get tried(): boolean {
    return this.loaded || (this.#entriesDoc.tried && this.#textsDoc.tried)
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
    const known = this.#checked.get(commitment)
    if (known !== undefined) return known
    const row = this.#rows.get(commitment)
    if (!row) return ''
    // Words that do not match what was committed to were never said.
    const words = wordsMatch(row) ? row.words : ''
    this.#checked.set(commitment, words)
    return words
  }

  /** The server ended the lines for a reason that has passed. */
  resume(): void {
    this.#entriesDoc.resume()
    this.#textsDoc.resume()
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([this.#entriesDoc.close(), this.#textsDoc.close()])
  }

  /** Leaves nothing of it on this device: the boundary is no longer for this member. */
  async discard(): Promise<void> {
    this.#closed = true
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
    const lines = array.toArray()
    const last = this.#lines.length - 1
    let fault: ChainFault | null = last >= 0 && lines[last] !== this.#lines[last] ? 'prev-differs' : null
    const before = this.#entries.length
    for (let at = last + 1; fault === null && at < lines.length; at++) fault = this.#take(lines[at])
    if (fault === null && this.#entries.length === before) return
    if (fault !== null) this.#broken(fault)
    else if (this.#head) void this.#entriesDoc.setNote('head', `${this.#head.seq} ${this.#head.leaf}`)
    this.#host.changed()
  }

  #take(line: unknown): ChainFault | null {
    const entry = readEntry(line)
    if (!entry) return 'not-canonical'
    const { boundary } = this.address
    const fault = faultAfter(this.#head, entry)
    if (fault) return fault
    if (entry.stream !== boundary) return 'other-stream'
    if (entry.partnership !== this.#host.partnership) return 'other-partnership'
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
    this.#lines.push(line as string)
    this.#entries.push(entry)
    return null
  }

  #broken(fault: ChainFault): void {
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
        this.#checked.clear()
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
