import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { CLOSE, MAX_UPDATE_BYTES } from '../../shared/protocol.ts'
import type { Api } from './api.ts'

/** A server that answers. */
export type Listening = {
  /** Where it is reached from this machine. */
  url: string
  port: number
  /** Takes no more connections; resolves when the last answer is given. Idle connections end at once. */
  close(): Promise<void>
  /** Ends sockets that have not closed by themselves. */
  endSockets(): Promise<void>
}

const HEADER = 16
const GRACE_MS = 1_000

/** Listens for HTTP and WebSockets. Rejects with the system's error when the address cannot be had. */
export async function listen(app: Api, { host, port }: { host: string; port: number }): Promise<Listening> {
  // Compression would make every socket its own writer; the rooms write one buffer to all.
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_UPDATE_BYTES + HEADER,
    skipUTF8Validation: true,
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    websocket: { server: sockets as unknown as WebSocketServerLike },
    serverOptions: { requestTimeout: 120_000, headersTimeout: 20_000 },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  const name =
    host === '0.0.0.0' || host === '::' ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : host
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
    async endSockets() {
      for (const socket of sockets.clients)
        if (socket.readyState === socket.OPEN) socket.close(CLOSE.restarting, 'restarting')
      const deadline = Date.now() + GRACE_MS
      while (sockets.clients.size > 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20))
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
