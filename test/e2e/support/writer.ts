import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { newId } from '../../../shared/ids.ts'
import { MESSAGE_MARK, MESSAGE_SAVED } from '../../../shared/protocol.ts'

/**
 * A program that writes notes on a board through the stock provider, asks after each when it is saved, and remembers which
 * notes the server called saved and which notes of others it was shown.
 */
export class Writer {
  readonly saved = new Set<string>()
  readonly shown = new Set<string>()
  readonly #doc = new Y.Doc()
  readonly #provider: WebsocketProvider
  readonly #own = new Set<string>()
  readonly #marks = new Map<number, string[]>()
  #mark = 0

  constructor(url: string, board: string, token: string) {
    const Polyfill = class extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols, { headers: { authorization: `Bearer ${token}` } })
      }
    }
    this.#provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, board, this.#doc, {
      WebSocketPolyfill: Polyfill as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      params: { ext: '1' },
    })
    this.#provider.messageHandlers[MESSAGE_SAVED] = (_encoder, decoder) => {
      for (const note of this.#marks.get(decoding.readVarUint(decoder)) ?? []) this.saved.add(note)
    }
    this.#doc.getMap('cards').observe(event => {
      for (const note of event.keysChanged) if (!this.#own.has(note)) this.shown.add(note)
    })
  }

  ready(): Promise<void> {
    return new Promise(resolve => this.#provider.once('sync', () => resolve()))
  }

  /** Adds one note and asks when it is on disk. */
  write(): void {
    const note = newId()
    const row = new Y.Map<unknown>()
    row.set('text', `note ${note}`)
    this.#own.add(note)
    this.#doc.getMap('cards').set(note, row)
    this.#marks.set(++this.#mark, [note])
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE_MARK)
    encoding.writeVarUint(encoder, this.#mark)
    if (this.#provider.wsconnected) this.#provider.ws?.send(encoding.toUint8Array(encoder))
  }

  /** Every note that this program holds. */
  notes(): string[] {
    return [...this.#doc.getMap('cards').keys()]
  }

  /** Goes away for good, so that nothing it holds can come back from it. */
  leave(): void {
    this.#provider.destroy()
    this.#doc.destroy()
  }
}
