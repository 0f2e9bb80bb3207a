import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { step1Frame, step2Frame } from '../../../server/sync/frame.ts'
import { readerOf } from '../../../server/sync/varint.ts'

/** What y-websocket's own server does, without its crashes: everything is applied in `try`, and everything is passed on. */
export async function startPlainRelay(): Promise<{ url: string; close(): Promise<void> }> {
  const documents = new Map<string, { doc: Y.Doc; sockets: Set<import('ws').WebSocket> }>()
  const http = createServer()
  const server = new WebSocketServer({ server: http, maxPayload: 11 * 1024 * 1024 })
  server.on('connection', (socket, request) => {
    const id = (request.url ?? '/').split('?')[0]!
    const room = documents.get(id) ?? { doc: new Y.Doc(), sockets: new Set() }
    documents.set(id, room)
    room.sockets.add(socket)
    socket.on('close', () => room.sockets.delete(socket))
    socket.on('error', () => {})
    socket.send(step1Frame(Y.encodeStateVector(room.doc)))
    socket.on('message', (data: Buffer) => {
      const bytes = new Uint8Array(data)
      const reader = readerOf(bytes)
      try {
        const [type, step] = [bytes[0] === 0x80 ? 0 : reader.uint(), reader.uint()]
        if (type === 0 && step === 0) socket.send(step2Frame(Y.encodeStateAsUpdate(room.doc, reader.block())))
        else if (type === 0) Y.applyUpdate(room.doc, reader.block())
      } catch {
        // As the stock one: logged and gone on with.
      }
      if (type(bytes) !== 'step1') for (const other of room.sockets) if (other !== socket) other.send(bytes)
    })
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`,
    async close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

const type = (bytes: Uint8Array): string => (bytes[0] === 0 && bytes[1] === 0 ? 'step1' : 'other')
