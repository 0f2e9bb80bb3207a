import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, encodeStateVector } from 'yjs'
import type * as Y from 'yjs'
import {
  MAX_FRAME_BYTES,
  MESSAGE_AWARENESS,
  MESSAGE_MARK,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_SYNC,
} from '../../shared/protocol.ts'

/** What a line is told by its provider. */
export type ProviderEvents = {
  /** An attempt to open the line begins. */
  connecting(): void
  /** The line is open; nothing has been said on it yet. */
  connected(): void
  /** The server's step 1 has been answered, with these bytes: from now on edits go out as they are made. */
  answered(update: Uint8Array): void
  synced(): void
  /** The line is down, or an attempt to open it failed. */
  down(): void
  saved(n: number): void
  refused(code: string): void
  /** A close that trying again does not mend (4400–4499). */
  final(code: number): void
}

/** A stock provider with Trestle's messages: see `openProvider`. */
export type Provider = {
  readonly stock: WebsocketProvider
  /** Sends one update if the line takes edits now; false when it goes with the next answer to a step 1 instead. */
  send(update: Uint8Array): boolean
  mark(n: number): void
  /** Asks for all that the server has and answers its state vector; never, when the line drops first. */
  serverHas(): Promise<Uint8Array>
  /** Opens the line now, if it is not open or opening. */
  connect(): void
  /** Drops the line and stays away until `connect`. */
  leave(): void
  /** Drops the line and opens it again at once. */
  reopen(): void
  close(): void
}

/** Where a document's line is opened, exactly as the provider opens it. */
export function lineAddress(parts: { syncUrl: string; lowData: { on(): boolean } }, document: string): string {
  return `${parts.syncUrl}/${document}?${new URLSearchParams(paramsOf(parts))}`
}

/** Room for a message's own header. */
const HEADER = 16

/**
 * Opens a stock `WebsocketProvider` and changes three of its habits: it sends presence of its own client id only (the stock
 * one answers every remote change with an echo); it holds edits back until the server's step 1 is answered (sent before,
 * they would skip what the answer carries); and it speaks *saved* and *refused*. Tabs never talk to each other past the
 * server (`disableBc`), since client ids are leased.
 */
export function openProvider(
  parts: { syncUrl: string; WebSocket: typeof WebSocket; lowData: { on(): boolean } },
  document: string,
  doc: Y.Doc,
  awareness: Awareness,
  events: ProviderEvents,
): Provider {
  const stock = new WebsocketProvider(parts.syncUrl, document, doc, {
    connect: false,
    awareness,
    params: paramsOf(parts),
    WebSocketPolyfill: parts.WebSocket,
    disableBc: true,
    maxBackoffTime: 5_000,
  })
  let flowing = false
  const write = (fill: (encoder: encoding.Encoder) => void): void => {
    const encoder = encoding.createEncoder()
    fill(encoder)
    stock.ws?.send(encoding.toUint8Array(encoder))
  }

  doc.off('update', stock._updateHandler)
  awareness.off('update', stock._awarenessUpdateHandler)
  const showOwn = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    const own = awareness.clientID
    if (!stock.wsconnected || ![changes.added, changes.updated, changes.removed].some(ids => ids.includes(own))) return
    write(encoder => {
      encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [own]))
    })
  }
  awareness.on('update', showOwn)

  let compared: { theirs: Y.Doc; found: (vector: Uint8Array) => void } | null = null
  const received = (type: number, update: Uint8Array): void => {
    if (!compared) return
    const { theirs, found } = compared
    applyUpdate(theirs, update)
    if (type !== syncProtocol.messageYjsSyncStep2) return
    compared = null
    found(encodeStateVector(theirs))
    theirs.destroy()
  }
  stock.messageHandlers[MESSAGE_SYNC] = syncHandler(stock.messageHandlers[MESSAGE_SYNC]!, received, update => {
    flowing = true
    events.answered(update)
  })
  stock.messageHandlers[MESSAGE_SAVED] = (_reply, decoder) => events.saved(decoding.readVarUint(decoder))
  stock.messageHandlers[MESSAGE_REFUSED] = (_reply, decoder) => events.refused(decoding.readVarString(decoder))

  stock.on('sync', synced => {
    if (synced) events.synced()
  })
  stock.on('connection-close', () => {
    flowing = false
    compared = null
  })
  stock.on('status', ({ status }) => {
    if (status === 'disconnected') forgetOthers(awareness)
    if (status === 'connecting') events.connecting()
    if (status === 'connected') events.connected()
    // Whoever switches to low data meanwhile is spared presence from the next line on.
    if (status !== 'connected') stock.params = paramsOf(parts)
  })
  // After the stock code has put its own state in order.
  stock.on('connection-close', () => queueMicrotask(events.down))
  stock.on('closed', ({ code }) => queueMicrotask(() => events.final(code)))

  const disconnect = (): void => {
    ownMeta(awareness, doc)
    stock.disconnect()
  }
  return {
    stock,
    send(update) {
      if (!flowing || update.length + HEADER > MAX_FRAME_BYTES) return false
      write(encoder => {
        encoding.writeVarUint(encoder, MESSAGE_SYNC)
        syncProtocol.writeUpdate(encoder, update)
      })
      return true
    },
    mark: n =>
      write(encoder => {
        encoding.writeVarUint(encoder, MESSAGE_MARK)
        encoding.writeVarUint(encoder, n)
      }),
    serverHas: () =>
      new Promise(found => {
        compared = { theirs: new Doc(), found }
        write(encoder => {
          encoding.writeVarUint(encoder, MESSAGE_SYNC)
          syncProtocol.writeSyncStep1(encoder, new Doc())
        })
      }),
    connect: () => stock.connect(),
    leave: disconnect,
    reopen() {
      stock.params = paramsOf(parts)
      disconnect()
      stock.connect()
    },
    close() {
      awareness.off('update', showOwn)
      ownMeta(awareness, doc)
      stock.destroy()
    },
  }
}

function paramsOf({ lowData }: { lowData: { on(): boolean } }): { [key: string]: string } {
  return lowData.on() ? { ext: '1', presence: '0' } : { ext: '1' }
}

type Handler = WebsocketProvider['messageHandlers'][number]

/** `received` is told each update that comes in, `answered` what our answer to a step 1 was. */
function syncHandler(
  stock: Handler,
  received: (type: number, update: Uint8Array) => void,
  answered: (update: Uint8Array) => void,
): Handler {
  return (reply, decoder, provider, emitSynced, type) => {
    const ahead = decoding.createDecoder(decoder.arr.subarray(decoder.pos))
    const step = decoding.readVarUint(ahead)
    const isStep1 = step === syncProtocol.messageYjsSyncStep1
    // Before anybody asks anew because of what this message completes.
    if (!isStep1) received(step, decoding.readVarUint8Array(ahead))
    stock(reply, decoder, provider, emitSynced, type)
    if (!isStep1) return
    const answer = decoding.createDecoder(encoding.toUint8Array(reply))
    decoding.readVarUint(answer)
    decoding.readVarUint(answer)
    const update = decoding.readVarUint8Array(answer)
    // The stock code sends the reply when this returns; what we send must come after it.
    queueMicrotask(() => answered(update))
  }
}

/** Else someone who comes back with an unchanged clock would stay unseen until their next heartbeat. */
function forgetOthers(awareness: Awareness): void {
  for (const id of [...awareness.meta.keys()]) {
    if (id !== awareness.clientID && !awareness.states.has(id)) awareness.meta.delete(id)
  }
}

/** The stock farewell throws when its id was never shown. */
function ownMeta(awareness: Awareness, doc: Y.Doc): void {
  if (!awareness.meta.has(doc.clientID)) awareness.meta.set(doc.clientID, { clock: 0, lastUpdated: 0 })
}
