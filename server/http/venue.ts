import { randomBytes } from 'node:crypto'
import { upgradeWebSocket } from '@hono/node-server'
import { createRoute, z } from '@hono/zod-openapi'
import type { WebSocket } from 'ws'
import { CLOSE } from '../../shared/protocol.ts'
import { createApi } from './api.ts'
import { isOwnOrigin, originAdvice } from './gate.ts'
import { problem, problems } from './problem.ts'
import { jsonAnswer } from './shapes.ts'

/** What one phone may ask of the echo: so many messages, so large, for so long; and how many phones at once, in all and from one address. */
export const ECHO = { messages: 8, bytes: 64, lastsMs: 10_000, atOnce: 96, atOnceOfOne: 48 } as const
/** A block that no proxy can pack smaller, to see how fast the line is. */
const BLOCK = randomBytes(64 * 1024)

const ping = createRoute({
  method: 'get',
  path: '/api/venue/ping',
  tags: ['operation'],
  summary: 'The smallest answer there is, with the server’s time; for the venue check',
  responses: { 200: jsonAnswer('Here.', z.object({ at: z.int() })), ...problems },
})

const block = createRoute({
  method: 'get',
  path: '/api/venue/block',
  tags: ['operation'],
  summary: '64 KB that mean nothing, to measure a line; for the venue check',
  responses: {
    200: { description: 'Bytes.', content: { 'application/octet-stream': { schema: z.string() } } },
    ...problems,
  },
})

/**
 * What the venue check asks of the server, before anybody has joined: nothing here looks at a session, reads or writes
 * anything kept, or reaches a room.
 */
export function venueRoutes() {
  const open: string[] = []
  const api = createApi()
    .openapi(ping, async c => {
      const { limits, clock } = c.get('services')
      const wait = await limits.take('venue', c.get('approach').address)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      return c.json({ at: clock.now() }, 200)
    })
    .openapi(block, async c => {
      const wait = await c.get('services').limits.take('venueLoad', c.get('approach').address)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      return c.body(new Uint8Array(BLOCK), 200, { 'content-type': 'application/octet-stream' })
    })
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/venue/echo',
    tags: ['operation'],
    summary: 'A WebSocket that gives short words back; for the venue check',
    description: `${ECHO.messages} messages of at most ${ECHO.bytes} bytes within ${ECHO.lastsMs / 1000} s, then it closes.`,
    responses: { 101: { description: 'Upgraded.' }, ...problems },
  })
  api.get('/api/venue/echo', async c => {
    const { state, limits, clock } = c.get('services')
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') return problem(c, { code: 'handshake' })
    if (state.phase !== 'ready') return problem(c, { code: 'not-ready', retryAfter: 2 })
    if (c.req.header('origin') !== undefined && !isOwnOrigin(c))
      return problem(c, { code: 'foreign-origin', detail: originAdvice(c) })
    const { address } = c.get('approach')
    const full = open.length >= ECHO.atOnce || open.filter(one => one === address).length >= ECHO.atOnceOfOne
    const wait = full ? 2 : await limits.take('venueLoad', address)
    if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
    return upgradeWebSocket(c, {
      onOpen(_event, context) {
        const socket = context.raw as unknown as WebSocket
        open.push(address)
        capMessages(socket)
        const cancel = clock.after(ECHO.lastsMs, () => socket.close(1000, 'enough'))
        socket.on('close', () => {
          open.splice(open.indexOf(address), 1)
          cancel()
        })
        socket.on('error', () => {
          // Too large or broken: ws closes it by itself.
        })
        let heard = 0
        socket.on('message', (data: Buffer, binary: boolean) => {
          heard += 1
          if (heard > ECHO.messages || binary || data.length > ECHO.bytes) {
            socket.removeAllListeners('message')
            socket.close(CLOSE.flood, 'enough')
            return
          }
          socket.send(data.toString())
        })
      },
    })
  })
  return api
}

// The sockets of a server share one largest size, which is a canvas's; a stranger's need not hold megabytes.
function capMessages(socket: WebSocket): void {
  const { _receiver: receiver } = socket as unknown as { _receiver?: { _maxPayload: number } }
  if (receiver) receiver._maxPayload = ECHO.bytes
}
