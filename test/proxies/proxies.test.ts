import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, expect, test, vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { selfSignedCertificate } from '../../server/adapters/certificate.ts'
import { MESSAGE_MARK, MESSAGE_SAVED } from '../../shared/protocol.ts'
import { freePort } from '../e2e/support/server.ts'
import { findOrInstall, startProgram } from './program.ts'
import { ask, cookieOf, socketOptions, type Visit } from './visit.ts'

// The recipes of docs/proxies with the real programs: what is replaced is the name's certificate, ports and folders.

const NAME = 'table.example.org'
const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

/** Replaces what a host would change, and nothing that is not there. */
function replaced(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((so, [from, to]) => {
    if (!so.includes(from)) throw new Error(`The recipe has no ${JSON.stringify(from)}`)
    return so.replaceAll(from, to)
  }, text)
}

type Setting = { folder: string; port: number; redirect: number; upstream: number; cert: string; key: string }

function caddyConfig({ folder, port, redirect, upstream, cert, key }: Setting): string[] {
  const recipe = replaced(readFileSync('docs/proxies/Caddyfile', 'utf8'), [
    [`${NAME} {`, `${NAME} {\n\ttls ${cert} ${key}`],
    ['127.0.0.1:4000', `127.0.0.1:${upstream}`],
    ['/var/log/caddy/trestle.log', `${folder}/access.log`],
  ])
  const file = join(folder, 'Caddyfile')
  writeFileSync(file, `{\n\tadmin off\n\thttps_port ${port}\n\thttp_port ${redirect}\n}\n${recipe}`)
  return ['run', '--config', file, '--adapter', 'caddyfile']
}

function nginxConfig({ folder, port, redirect, upstream, cert, key }: Setting): string[] {
  const recipe = replaced(readFileSync('docs/proxies/nginx.conf', 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${redirect};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['/etc/letsencrypt/live/table.example.org/fullchain.pem', cert],
    ['/etc/letsencrypt/live/table.example.org/privkey.pem', key],
    ['127.0.0.1:4000', `127.0.0.1:${upstream}`],
    ['/var/log/nginx/trestle.log', `${folder}/access.log`],
    ['/var/log/nginx/trestle-error.log', `${folder}/error.log`],
  ])
  const file = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    one => `${one}_temp_path ${folder}/${one};`,
  )
  writeFileSync(
    file,
    `daemon off;\npid ${folder}/nginx.pid;\nerror_log ${folder}/main.log;\nevents {}\nhttp {\n${temporary.join('\n')}\n${recipe}\n}\n`,
  )
  return ['-c', file, '-e', `${folder}/start.log`]
}

async function stand(path: string, configOf: (setting: Setting) => string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-proxy-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  const { cert: ca } = await selfSignedCertificate(join(folder, 'tls'), [NAME], Date.now())
  const [cert, key] = [join(folder, 'tls/self-signed.crt'), join(folder, 'tls/self-signed.key')]
  // Somebody else on a busy machine may take a port between the look and the start: then once more, with others.
  for (let tries = 1; ; tries++) {
    const [port, redirect, upstream] = [await freePort(), await freePort(), await freePort()]
    const trestle = startProgram(process.execPath, ['server/main.ts'], {
      PORT: String(upstream),
      TRESTLE_DATA: join(folder, 'data'),
      TRESTLE_LOG: 'warn',
      TRESTLE_PUBLIC_URL: `https://${NAME}`,
      TRESTLE_TRUSTED_PROXIES: '127.0.0.1',
    })
    const args = configOf({ folder, port, redirect, upstream, cert, key })
    const proxy = startProgram(path, args, { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder })
    const visit = (from: string): Visit => ({ name: NAME, port, ca, from })
    const both = () => trestle.running() && proxy.running()
    const answers = await vi.waitUntil(
      async () =>
        !both() ||
        (await ask(visit('127.0.0.7'), '/readyz').then(
          ({ status }) => status === 200,
          () => false,
        )),
      { timeout: 40_000, interval: 100 },
    )
    if (answers && both()) {
      undo.push(
        () => trestle.stop(),
        () => proxy.stop(),
      )
      return { visit, log: () => readFileSync(join(folder, 'access.log'), 'utf8') }
    }
    await Promise.all([trestle.stop(), proxy.stop()])
    if (tries === 3) throw new Error(trestle.output() + proxy.output())
  }
}

async function wholeVisit(path: string, configOf: (setting: Setting) => string[]): Promise<void> {
  const { visit, log } = await stand(path, configOf)
  const [broker, guest] = [visit('127.0.0.7'), visit('127.0.0.8')]
  const post = (who: Visit, to: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(who, to, { method: 'POST', body: JSON.stringify(body), headers })

  const made = await post(broker, '/api/partnerships', { name: 'Delta table', brokerName: 'Zuhura', start: 'mou' })
  expect(made.status).toBe(201)
  expect(made.headers['strict-transport-security']).toBe('max-age=31536000')
  expect((made.headers['set-cookie'] as string[]).every(line => /; Secure/i.test(line))).toBe(true)
  const { partnership, recoveryUrl } = JSON.parse(String(made.body))
  expect(recoveryUrl).toMatch(`https://${NAME}/recover/#`)
  const cookie = cookieOf(made)
  const api = `/api/partnerships/${partnership.id}`
  const party = JSON.parse(
    String((await post(broker, `${api}/parties`, { name: 'Fishers', sector: 'community' }, { cookie })).body),
  )
  const wish = { role: 'contributor', partyId: party.id }
  const invited = JSON.parse(String((await post(broker, `${api}/invites`, wish, { cookie })).body))
  const elsewhere = { cookie, origin: 'https://elsewhere.example' }
  expect((await post(broker, `${api}/parties`, { name: 'X', sector: 'public' }, elsewhere)).status).toBe(403)

  // Joining: the page of the link (a browser sends no fragment), a look, a seat; and by the code in an address.
  expect((await ask(guest, '/j/')).status).not.toBe(502)
  await ask(guest, `/join?code=${invited.code}`)
  expect((await post(guest, '/api/invites/preview', { secret: invited.secret })).status).toBe(200)
  const joined = await post(guest, '/api/join', { secret: invited.secret, name: 'Nassor', noticeRead: true })
  expect(joined.status).toBe(201)

  // Writing over wss with the stock provider, until the server says that it is on disk.
  const view = JSON.parse(String((await ask(broker, api, { headers: { cookie } })).body))
  const board = view.documents.find((one: { kind: string }) => one.kind === 'board').id
  const ticket = JSON.parse(String((await post(broker, `/api/documents/${board}/tickets`, {}, { cookie })).body)).ticket
  class Polyfill extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols, socketOptions(guest, cookieOf(joined)))
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`wss://127.0.0.1:${guest.port}/sync`, board, doc, {
    WebSocketPolyfill: Polyfill as unknown as typeof globalThis.WebSocket,
    params: { ext: '1' },
    disableBc: true,
  })
  undo.push(() => provider.destroy())
  await vi.waitFor(() => expect(provider.synced).toBe(true), { timeout: 30_000 })
  const card = new Y.Map<unknown>([['text', 'written through a proxy']])
  doc.getMap('cards').set('mzxw6ytboi2gs4dqnfzg', card)
  const saved = new Promise<void>(resolve => {
    provider.messageHandlers[MESSAGE_SAVED] = () => resolve()
  })
  provider.ws?.send(new Uint8Array([MESSAGE_MARK, 1]))
  await saved
  const second = new WebSocket(
    `wss://127.0.0.1:${broker.port}/sync/${board}?ticket=${ticket}`,
    socketOptions(broker, ''),
  )
  await new Promise(resolve => second.once('open', resolve))
  second.close()

  const exported = await ask(broker, `${api}/export`, { headers: { cookie } })
  expect(exported.status).toBe(200)
  const files = unzipSync(exported.body)
  expect(Object.values(files).some(bytes => Buffer.from(bytes).includes('written through a proxy'))).toBe(true)

  // Bodies: what Trestle takes passes the proxy, and what it does not is refused by one of the two.
  const bytes = { cookie, origin: `https://${NAME}`, 'content-type': 'application/octet-stream' }
  const update = (size: number) =>
    ask(broker, `/api/documents/${board}/updates`, {
      method: 'POST',
      headers: bytes,
      body: new Uint8Array(size).fill(255),
    })
  const large = await update(9_900_000)
  expect([large.status, JSON.parse(String(large.body)).code]).toEqual([400, 'bad-message'])
  expect((await update(11_000_000).catch(() => ({ status: 413 }))).status).toBe(413)
  expect((await ask(broker, '/metrics')).status).toBe(404)

  // Guessing: whoever claims a new address each time is counted under the one address that they have.
  const guess = (n: number) =>
    post(
      visit('127.0.0.9'),
      '/api/invites/preview',
      { code: `quiet-heron-${1000 + n}` },
      { 'x-forwarded-for': `203.0.113.${n}` },
    )
  for (let n = 0; n < 40; n++) expect((await guess(n)).status).toBe(404)
  expect((await guess(41)).status).toBe(429)
  expect((await post(guest, '/api/invites/preview', { code: 'quiet-heron-9999' })).status).toBe(404)

  const written = log()
  expect(written).toContain('/api/join')
  for (const secret of [invited.secret, invited.code, ticket, cookie.split('=')[1]!.split(';')[0]!])
    expect(written.includes(secret)).toBe(false)
}

const caddy = findOrInstall('caddy')
const nginx = findOrInstall('nginx')

test(
  '[NET-14] behind Caddy as in the recipe people join, write, save and export; a forged address is not believed, no secret is logged',
  { skip: caddy === null, timeout: 90_000 },
  () => wholeVisit(caddy!, caddyConfig),
)

test(
  '[NET-15] behind nginx as in the recipe people join, write, save and export; a forged address is not believed, no secret is logged',
  { skip: nginx === null, timeout: 90_000 },
  () => wholeVisit(nginx!, nginxConfig),
)
