import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net'

/** How long a connection may stay silent before its first byte, and a plain request may take, in milliseconds. */
const PATIENCE_MS = 10_000
/** First byte of every TLS handshake. */
const HANDSHAKE = 22

/**
 * One port for both: TLS connections go to `secure`; whoever speaks plain http there is told the https address and
 * nothing else. People type addresses without a scheme, and some browsers then try http first.
 */
export function onePort(secure: HttpsServer): NetServer {
  const plain = createHttpServer(
    { requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS, keepAlive: false },
    redirect,
  )
  plain.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'))
  return createNetServer({ noDelay: true }, socket => {
    const silence = setTimeout(() => socket.destroy(), PATIENCE_MS)
    const gone = () => clearTimeout(silence)
    socket.on('error', ignore)
    socket.once('close', gone)
    socket.once('data', first => {
      clearTimeout(silence)
      socket.off('close', gone)
      socket.off('error', ignore)
      socket.pause()
      socket.unshift(first)
      ;(first[0] === HANDSHAKE ? secure : plain).emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
}

function ignore(this: Socket): void {
  // A connection that breaks before it says anything is nobody's fault.
}

function redirect(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close')
  const target = URL.parse(`https://${request.headers.host ?? ''}`)
  if ((request.method !== 'GET' && request.method !== 'HEAD') || !target || target.pathname !== '/') {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
    response.end('This server speaks https here.\n')
    return
  }
  // Not permanent: the same laptop may serve plain http tomorrow.
  const path = request.url?.startsWith('/') ? request.url : '/'
  response.writeHead(307, { location: `${target.origin}${path}`, 'cache-control': 'no-store' })
  response.end()
}
