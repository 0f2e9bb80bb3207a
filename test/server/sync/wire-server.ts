import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import type { Clock, DocumentRow, Store } from '../../../server/ports.ts'
import { Directory } from '../../../server/sync/directory.ts'
import { Rates } from '../../../server/sync/rate.ts'
import { attachSocket } from '../../../server/sync/socket.ts'
import { BOARD, ROOTS, seat, silent } from './helpers.ts'

export type WireServer = {
  url: string
  directory: Directory
  store: Store
  row(document: string): DocumentRow
  /** How often this member's sockets were read no further for a while. */
  slowed(member: string): number
  close(): Promise<void>
}

/**
 * The rooms behind a real HTTP server and real WebSockets, without the rest of the product: `/sync/<document>?member=<m>&read=1&ext=1&presence=0`.
 * Every document is a board.
 */
export async function startWireServer(
  options: { store?: Store; port?: number; limits?: 'standard' | 'off'; clock?: Clock } = {},
): Promise<WireServer> {
  const store = options.store ?? createMemoryStore()
  const limits = options.limits ?? 'standard'
  const rates = limits === 'off' ? null : new Rates(options.clock ?? systemClock)
  const ledger = { project: async () => new Y.Doc(), onProjected: () => () => {} }
  const row = (id: string): DocumentRow => ({ ...BOARD, id })
  const documents = { document: async (id: string) => row(id) }
  const slowed = new Map<string, number>()
  const directory = new Directory({
    log: store,
    documents,
    clock: systemClock,
    logger: silent,
    rootsOf: () => ROOTS,
    limits,
    ledger,
  })
  const http = createServer((_request, response) => response.end('ok'))
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: 11 * 1024 * 1024 })
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'http://local')
    const document = row(url.pathname.split('/').at(-1)!)
    const member = url.searchParams.get('member') ?? 'ana'
    const pause = socket.pause.bind(socket)
    socket.pause = () => {
      slowed.set(member, (slowed.get(member) ?? 0) + 1)
      pause()
    }
    const canWrite = url.searchParams.get('read') !== '1'
    const ext = url.searchParams.get('ext') === '1'
    void attachSocket(directory, socket, {
      document,
      seat: seat(member),
      canWrite,
      ext,
      presence: url.searchParams.get('presence') !== '0',
      rates,
      clock: options.clock ?? systemClock,
      log: silent,
    })
  })
  await new Promise<void>(resolve => http.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}/sync`,
    directory,
    store,
    row,
    slowed: member => slowed.get(member) ?? 0,
    async close() {
      await directory.drain()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}
