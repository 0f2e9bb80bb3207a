import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { startWireServer } from '../server/sync/wire-server.ts'

// A server under measurement, in a process of its own: `trestle` (rooms, guard, SQLite) or `relay` (raw ws, no document, no disk).
// Prints its URL, then its CPU milliseconds for each line on stdin.
const [kind] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'trestle-bench-'))

async function startRelay(): Promise<string> {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', socket => {
    socket.on('message', data => {
      const frame = data as Buffer
      if (frame[0] === 0 && frame[1] === 0) return socket.send(new Uint8Array([0, 1, 2, 0, 0]))
      for (const other of sockets.clients) if (other !== socket) other.send(frame)
    })
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
}

const url =
  kind === 'relay'
    ? await startRelay()
    : (await startWireServer({ store: await openSqliteStore(folder), limits: 'off' })).url
process.stdout.write(`${url}\n`)
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${(user + system) / 1000}\n`)
})
process.stdin.on('end', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
