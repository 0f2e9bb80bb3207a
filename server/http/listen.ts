import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { CLOSE, MAX_UPDATE_BYTES } from '../../shared/protocol.ts'
import type { Api } from './api.ts'
import { onePort } from './one-port.ts'

/** A server that answers. */
export type Listening = {
  /** Where it is reached from this machine. */
  url: string
  port: number
  /** Takes no more connections; resolves when the last answer is given, or was waited for long enough. Idle connections end at once. */
  close(): Promise<void>
  /** Ends sockets that have not closed by themselves. */
  endSockets(): Promise<void>
  /** Connections from now on are answered with another certificate; those that are open go on. */
  renew(tls: Tls): void
}

/** Certificate and private key, PEM. */
export type Tls = { cert: string; key: string }

const HEADER = 16
const GRACE_MS = 1_000
/** How long answers that were begun may take when the server stops, and how often connections are looked through that fell idle. */
const ANSWERS_MS = 3_000
const IDLE_MS = 50

/** Listens for HTTP and WebSockets, over TLS when a certificate is given. Rejects with the system's error when the address cannot be had. */
export async function listen(
  app: Api,
  { host, port, tls = null }: { host: string; port: number; tls?: Tls | null },
): Promise<Listening> {
  // Compression would make every socket its own writer; the rooms write one buffer to all.
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_UPDATE_BYTES + HEADER,
    // Enough for the largest message in pieces of 5 kB, and for a bad line's packets; each piece costs memory of its own.
    maxFragments: 2_048,
    maxBufferedChunks: 16_384,
    skipUTF8Validation: true,
  })
  const parts = { fetch: app.fetch, websocket: { server: sockets as unknown as WebSocketServerLike } }
  const patience = { requestTimeout: 120_000, headersTimeout: 20_000 }
  const server = tls
    ? createAdaptorServer({ ...parts, createServer: createHttpsServer, serverOptions: { ...patience, ...tls } })
    : createAdaptorServer({ ...parts, serverOptions: patience })
  const door = server instanceof HttpsServer ? onePort(server) : server
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject)
    door.listen(port, host, () => {
      door.off('error', reject)
      resolve()
    })
  })
  const address = door.address() as AddressInfo
  const name =
    host === '0.0.0.0' || host === '::' ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : host
  return {
    url: new URL(`${tls ? 'https' : 'http'}://${name}:${address.port}`).origin,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        // A connection that falls idle later would stay for the five seconds of its keep-alive, and one that never asked for longer.
        const idle = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), IDLE_MS)
        const end = (): void => {
          clearInterval(idle)
          clearTimeout(last)
          resolve()
        }
        const last = setTimeout(end, ANSWERS_MS)
        door.close(end)
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
    async endSockets() {
      for (const socket of sockets.clients)
        if (socket.readyState === socket.OPEN) socket.close(CLOSE.restarting, 'restarting')
      const deadline = Date.now() + GRACE_MS
      while (sockets.clients.size > 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20))
      for (const socket of sockets.clients) socket.terminate()
    },
    renew(next) {
      if (server instanceof HttpsServer) server.setSecureContext(next)
    },
  }
}
