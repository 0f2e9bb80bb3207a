import WebSocket from 'ws'
import { SyncedDoc } from '../../client/sync/synced-doc.ts'
import { FakeBrowser } from '../client/sync/fake-browser.ts'
import { FakeNet } from '../client/sync/fake-net.ts'

/** A WebSocket class that comes with a token. */
export function socketWith(token: string): typeof globalThis.WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false })
      this.on('error', () => {})
    }
  } as unknown as typeof globalThis.WebSocket
}

/** The client's own sync code with its saved indicator, over real sockets, as one person's open tab. */
export class Person {
  readonly synced: SyncedDoc
  /** Edits whose number is at most this were called *Saved*. */
  savedUpTo = 0
  /** When the indicator last changed its type, and to what. */
  changes: { at: number; type: string }[] = []
  #edits = 0
  readonly #name: string

  constructor(options: { url: string; board: string; token: string; name: string }) {
    this.#name = options.name
    const browser = new FakeBrowser(new FakeNet(() => ({ receive: () => {}, leave: () => {} })), options.name)
    const syncUrl = `${options.url.replace('http', 'ws')}/sync`
    this.synced = new SyncedDoc({
      document: options.board,
      member: options.name,
      writes: true,
      shows: true,
      parts: { ...browser.tab(), syncUrl, WebSocket: socketWith(options.token) },
      changed: () => this.#look(),
      ended: () => {},
    })
  }

  get says(): string {
    return this.synced.saved.type
  }

  /** Adds one card of `size` characters. */
  write(size: number): void {
    this.#edits++
    this.synced.doc.getMap('cards').set(this.key(this.#edits), 'x'.repeat(size))
  }

  key(edit: number): string {
    return `${this.#name}-${edit}`
  }

  /** The keys of every edit that was called *Saved*. */
  promised(): string[] {
    return Array.from({ length: this.savedUpTo }, (_, at) => this.key(at + 1))
  }

  #look(): void {
    const { type } = this.synced.saved
    if (this.changes.at(-1)?.type !== type) this.changes.push({ at: performance.now(), type })
    if (type === 'saved') this.savedUpTo = this.#edits
  }
}
