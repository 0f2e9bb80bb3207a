import { upgradeWebSocket } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { WebSocket } from 'ws'
import { Rates } from '../sync/rate.ts'
import { attachSocket } from '../sync/socket.ts'
import { mayRead, mayWrite } from '../../shared/access/roles.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { ApiEnv, Ask } from './api.ts'
import { type Admission, admit, socketPrincipal } from './admit.ts'
import { countedFor, homeIn, lentAsIn } from '../access/principal.ts'
import { isOwnOrigin, originAdvice } from './gate.ts'
import { seatNow } from './seated.ts'
import type { Services } from './services.ts'
import { problem } from './problem.ts'

/** `GET /sync/:document`: authorised here, then the room has the raw socket. */
export function syncRoutes() {
  let rates: Rates | null = null
  return new OpenAPIHono<ApiEnv>().get('/sync/:document', async c => {
    const { state, limits } = c.get('services')
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') return problem(c, { code: 'handshake' })
    if (state.phase !== 'ready')
      return problem(c, { code: state.phase === 'draining' ? 'draining' : 'not-ready', retryAfter: 2 })
    if (c.req.header('origin') !== undefined && !isOwnOrigin(c))
      return problem(c, { code: 'foreign-origin', detail: originAdvice(c) })
    const wait = await limits.wait('refusedSocket', c.get('approach').address)
    if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })

    const document = c.req.param('document')
    const { principal, release } = await socketPrincipal(c, document)
    const admitted = await admit(c, principal, document)
    if (!admitted.ok) await limits.take('refusedSocket', c.get('approach').address)
    return open(
      c,
      ws => {
        if (admitted.ok) {
          rates ??= new Rates(c.get('services').clock)
          return serve(c, ws, admitted.value, { rates, release })
        }
        release()
        c.get('services').metrics.refused(admitted.refusal.reason)
        ws.on('close', code => c.get('services').metrics.closed(code))
        ws.on('error', () => {
          // Whatever it sent, it is on its way out.
        })
        ws.close(admitted.refusal.code, admitted.refusal.reason)
      },
      release,
    )
  })
}

async function open(c: Ask, onSocket: (ws: WebSocket) => void, release: () => void): Promise<Response> {
  const { log } = c.get('services')
  const line = c.env?.incoming?.socket
  let first: WebSocket | null = null
  const events: Parameters<typeof upgradeWebSocket>[1] & object = {
    onOpen(_event, context) {
      first = context.raw as unknown as WebSocket
      line?.off('close', release)
      onSocket(first)
      letGo(first)
    },
    // What came before the raw socket had listeners of its own.
    onMessage(event) {
      first?.emit('message', Buffer.from(event.data as ArrayBuffer), typeof event.data !== 'string')
    },
  }
  // An aborted handshake never opens.
  line?.once('close', release)
  return upgradeWebSocket(c, events, {
    onError: error => log.error({ error: String(error) }, 'a socket could not be served'),
  })
}

/**
 * Takes off the listeners that the adapter adds after `onOpen`: they would build an event for each message, and keep the request
 * and all that was made to rule on it for as long as the socket lives.
 */
function letGo(ws: WebSocket): void {
  const ours = ['message', 'close', 'error'].map(event => [event, new Set(ws.listeners(event))] as const)
  queueMicrotask(() => {
    for (const [event, known] of ours)
      for (const listener of ws.listeners(event))
        if (!known.has(listener)) ws.off(event, listener as (...given: unknown[]) => void)
  })
}

type Line = { rates: Rates; release: () => void }

function serve(c: Ask, ws: WebSocket, admission: Admission, { rates, release }: Line): void {
  const { row, principal } = admission
  watch(c.get('services'), ws, admission, release)
  refuseHugeKindly(ws)
  joinRoom(c, ws, admission, rates)
    .then(() => stillAdmitted(c, ws, admission))
    .catch(error => {
      // Whoever cannot be ruled on again does not stay; the client tries once more.
      c.get('services').log.error(
        { document: row.id, principal: principal.type, reason: error instanceof Error ? error.message : String(error) },
        'a socket was not admitted',
      )
      end(ws, CLOSE.overloaded, 'not-ready')
    })
}

/** What is kept of a socket for as long as it lives. It must not reach the request: there are hundreds of sockets. */
function watch({ live, metrics }: Services, ws: WebSocket, admission: Admission, release: () => void): void {
  const { row, seat, full, principal } = admission
  const forget = live.add({
    type: principal.type,
    credential: principal.credential,
    partnership: row.partnership,
    member: seat.member,
    countedFor: countedFor(principal, seat.member),
    home: homeIn(principal, row.partnership),
    lentAs: lentAsIn(principal, row.partnership),
    document: row.id,
    full,
    close: (code, reason) => {
      // Until the other side agrees to close, it could go on sending.
      ws.removeAllListeners('message')
      ws.close(code, reason)
    },
  })
  ws.on('close', code => {
    forget()
    release()
    metrics.closed(code)
  })
}

function joinRoom(c: Ask, ws: WebSocket, { row, seat, canWrite }: Admission, all: Rates): Promise<void> {
  const { sync, log, clock, config } = c.get('services')
  const ext = c.req.query('ext') === '1'
  const presence = c.req.query('presence') !== '0'
  const rates = config.limits === 'off' ? null : all
  return attachSocket(sync, ws, { document: row, seat, canWrite, ext, presence, rates, clock, log })
}

// What was ruled on before the document was loaded may have changed before the room knew of this socket.
async function stillAdmitted(c: Ask, ws: WebSocket, { row, canWrite, full, principal }: Admission): Promise<void> {
  const state = await c.get('services').ledger.state(row.partnership)
  const now = await seatNow(c, principal, row.partnership, state)
  if (principal.type === 'preview' && !c.get('services').previews.has(principal.credential))
    return end(ws, CLOSE.noSession, 'no-session')
  if (!now || !mayRead(now, row.boundary)) return end(ws, CLOSE.notAllowed, 'not-allowed')
  const may = full && row.role === 'canvas' && mayWrite(now, row.boundary) && !state.documents.get(row.id)?.archived
  if (may !== canWrite) end(ws, CLOSE.restarting, 'access-changed')
}

function end(ws: WebSocket, code: number, reason: string): void {
  if (ws.readyState !== ws.OPEN) return
  ws.removeAllListeners('message')
  ws.close(code, reason)
}

// ws would close with 1009, which stock clients retry for ever; first come, first served.
function refuseHugeKindly(ws: WebSocket): void {
  const { _receiver: receiver } = ws as unknown as {
    _receiver?: { prependListener(event: 'error', listener: (error: { code?: string }) => void): void }
  }
  receiver?.prependListener('error', error => {
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') ws.close(CLOSE.tooLarge, 'too-large')
    else ws.close(CLOSE.badMessage, 'bad-message')
  })
}
