import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ApiEnv } from '../../../server/http/api.ts'
import { clientPages } from '../../../server/http/client.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const one of undo.splice(0)) one()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trestle-http-'))
  undo.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function start(env: Record<string, string>): {
  child: ChildProcess
  output: () => string
  ended: Promise<number | null>
  url: Promise<string>
} {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', TRESTLE_DATA: folder(), TRESTLE_LOG: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  undo.push(() => void child.kill('SIGKILL'))
  let output = ''
  const ended = new Promise<number | null>(resolve => child.on('exit', code => resolve(code)))
  const url = new Promise<string>(resolve => {
    const read = (chunk: Buffer) => {
      output += chunk
      const found = output.match(/Trestle is ready: (\S+)/)?.[1]
      if (found) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
  })
  return { child, ended, url, output: () => output }
}

test('[API-21] the server prints its URL, and SIGTERM ends it within 5 s with sockets closed by 1012 and nothing lost', async () => {
  const data = folder()
  const first = start({ TRESTLE_DATA: data })
  const url = await first.url
  const made = await fetch(`${url}/api/partnerships`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Delta table', brokerName: 'Zuhura' }),
  })
  const cookie = made.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  const { partnership } = (await made.json()) as { partnership: { id: string } }
  const view = (await (await fetch(`${url}/api/partnerships/${partnership.id}`, { headers: { cookie } })).json()) as {
    documents: { id: string }[]
  }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${view.documents[0]!.id}`, {
    headers: { cookie, origin: url },
  })
  await new Promise(resolve => socket.on('open', resolve))
  socket.send(new Uint8Array([0, 0, 1, 0]))
  await new Promise(resolve => socket.once('message', resolve))
  const closed = new Promise(resolve => socket.on('close', resolve))
  const asked = performance.now()
  first.child.kill('SIGTERM')
  expect(await closed).toBe(1012)
  expect(await first.ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5000)

  const second = start({ TRESTLE_DATA: data, PORT: new URL(url).port })
  const again = await fetch(`${await second.url}/api/partnerships/${partnership.id}`, {
    headers: { cookie: cookie.replaceAll('trestle_0', `trestle_${new URL(url).port}`) },
  })
  expect(((await again.json()) as { name: string }).name).toBe('Delta table')
})

test('[API-18] a bad variable or a busy port ends the start with 1 and a sentence that says what to do', async () => {
  const bad = start({ TRESTLE_LIMITS: 'perhaps' })
  expect(await bad.ended).toBe(1)
  expect(bad.output()).toContain('TRESTLE_LIMITS is "perhaps", but it must be standard or off.')
  const holder = createServer()
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve))
  undo.push(() => holder.close())
  const { port } = holder.address() as { port: number }
  const busy = start({ PORT: String(port) })
  expect(await busy.ended).toBe(1)
  expect(busy.output()).toContain(`PORT is ${port}, but another program already listens`)
})

test('[API-22] the client is served from memory: hashed files for ever, pages never, packed, and nothing outside', async () => {
  const dist = folder()
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Trestle</title>')
  writeFileSync(join(dist, 'assets/main-AbCd_123.js'), `export const words = "${'table '.repeat(500)}"`)
  writeFileSync(join(dist, 'icon.svg'), '<svg/>')
  const app = new Hono<ApiEnv>().get('/*', clientPages(dist))
  const page = await app.request('/p/abc/d/def')
  expect([page.status, page.headers.get('cache-control'), page.headers.get('content-type')]).toEqual([
    200,
    'no-store',
    'text/html; charset=utf-8',
  ])
  const script = await app.request('/assets/main-AbCd_123.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(script.headers.get('content-encoding')).toBe('br')
  expect((await script.arrayBuffer()).byteLength).toBeLessThan(200)
  const icon = await app.request('/icon.svg')
  expect(icon.headers.get('cache-control')).toBe('no-cache')
  const fresh = await app.request('/icon.svg', { headers: { 'if-none-match': icon.headers.get('etag')! } })
  expect(fresh.status).toBe(304)
  for (const path of [
    '/assets/gone-AbCd_124.js',
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
  ]) {
    expect([path, (await app.request(path)).status]).toEqual([path, 404])
  }
})
