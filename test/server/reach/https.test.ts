import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { approach, proxyList } from '../../../server/access/address.ts'
import { readConfig } from '../../../server/config.ts'
import { openTable } from '../http/table.ts'

const undo: (() => void)[] = []

afterEach(() => {
  for (const one of undo.splice(0)) one()
})

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; ca?: string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const { method = 'GET', headers = {}, body, ca } = options
    const request = send(url, { method, headers, ...(ca && { ca }) }, response => {
      let text = ''
      response.on('data', chunk => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function start(
  args: string[],
): Promise<{ url: string; ca: string; child: ChildProcess; ended: Promise<unknown> }> {
  const data = mkdtempSync(join(tmpdir(), 'trestle-https-'))
  const child = spawn(process.execPath, ['server/main.ts', ...args], {
    env: { PATH: process.env.PATH, TRESTLE_DATA: data, TRESTLE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  undo.push(() => {
    child.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', chunk => {
      output += chunk
      const found = output.match(/Trestle is ready: (\S+)/)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(output)))
  })
  return { url, ca: readFileSync(join(data, 'https/self-signed.crt'), 'utf8'), child, ended }
}

test('[NET-8] over https of its own: Secure cookies, the Origin check, sockets, a drain by SIGTERM, and no pin for a year', async () => {
  const { url, ca, child, ended } = await start(['--https', '--port', '0'])
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Delta table', brokerName: 'Zuhura' })

  const foreign = { ...json, origin: url.replace('https:', 'http:') }
  expect((await ask(`${url}/api/partnerships`, { method: 'POST', headers: foreign, body, ca })).status).toBe(403)
  const made = await ask(`${url}/api/partnerships`, { method: 'POST', headers: { ...json, origin: url }, body, ca })
  expect(made.status).toBe(201)
  const cookies = made.headers['set-cookie'] as string[]
  expect(cookies.every(line => /; Secure/i.test(line) && /; HttpOnly/i.test(line))).toBe(true)
  expect(made.headers['strict-transport-security']).toBeUndefined()
  expect(JSON.parse(made.body).recoveryUrl).toMatch(/^https:\/\/127\.0\.0\.1/)

  const cookie = cookies.map(line => line.split(';')[0]).join('; ')
  const { partnership } = JSON.parse(made.body)
  const view = JSON.parse((await ask(`${url}/api/partnerships/${partnership.id}`, { headers: { cookie }, ca })).body)
  const address = `${url.replace('https', 'wss')}/sync/${view.documents[0].id}`
  const stranger = new WebSocket(address, { ca, headers: { cookie, origin: 'https://elsewhere.example' } })
  expect(await new Promise(resolve => stranger.on('error', error => resolve(error.message)))).toContain('403')

  const socket = new WebSocket(address, { ca, headers: { cookie, origin: url } })
  await new Promise(resolve => socket.on('open', resolve))
  socket.send(new Uint8Array([0, 0, 1, 0]))
  await new Promise(resolve => socket.once('message', resolve))
  const closed = new Promise(resolve => socket.on('close', resolve))
  const asked = performance.now()
  child.kill('SIGTERM')
  expect(await closed).toBe(1012)
  expect(await ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5000)
}, 60_000)

test('[NET-9] whoever speaks plain http to the https port is sent to https, and nothing else is answered', async () => {
  const { url } = await start(['--https', '--port', '0'])
  const plain = url.replace('https:', 'http:')
  const sent = await ask(`${plain}/join?code=quiet-heron-52`)
  expect([sent.status, sent.headers.location]).toEqual([307, `${url}/join?code=quiet-heron-52`])
  expect((await ask(`${plain}/api/partnerships`, { method: 'POST', body: '{}' })).status).toBe(400)
  expect((await ask(`${plain}/`, { headers: { host: 'evil.example/path?' } })).status).toBe(400)
  const socket = new WebSocket(`${plain.replace('http', 'ws')}/sync/x`)
  expect(await new Promise(resolve => socket.on('error', error => resolve(error.message)))).toContain('400')

  const { hostname, port } = new URL(url)
  const rude = connect(Number(port), hostname)
  rude.on('error', () => {})
  rude.resume()
  rude.end('\x00\x01nothing that anyone speaks\r\n\r\n')
  await new Promise(resolve => rude.once('close', resolve))
  expect((await ask(`${plain}/`)).status).toBe(307)
}, 60_000)

test('[NET-10] browsers are told to insist on https only for names that are known beyond this network', async () => {
  const pinned = async (publicUrl: string, https = 'off') => {
    const table = openTable({ env: { TRESTLE_PUBLIC_URL: publicUrl, TRESTLE_HTTPS: https } })
    return (await table.app.request('http://127.0.0.1:4000/healthz')).headers.has('strict-transport-security')
  }
  expect(await pinned('https://table.example.org')).toBe(true)
  expect(await pinned('https://table.example.org', 'self-signed')).toBe(false)
  for (const host of ['192.168.1.20:4000', '[2001:db8::5]', 'localhost:4000', 'laptop.local:4000', 'laptop'])
    expect([host, await pinned(`https://${host}`)]).toEqual([host, false])
})

test('[NET-11] a trusted proxy’s word on the scheme is believed, and nobody else’s; without it the connection decides', () => {
  const trusted = proxyList(['127.0.0.1'])
  const from = (peer: string, forwardedProto: string | undefined, encrypted: boolean) =>
    approach(trusted, peer, { forwardedFor: undefined, forwardedProto }, encrypted).https
  expect(from('192.168.1.7', 'https', false)).toBe(false)
  expect(from('192.168.1.7', 'http', true)).toBe(true)
  expect(from('127.0.0.1', 'https', false)).toBe(true)
  expect(from('127.0.0.1', 'http', true)).toBe(false)
  expect(from('127.0.0.1', undefined, true)).toBe(true)
})

test('[NET-12] variables of https are read, and what does not fit together is refused', () => {
  const read = (env: Record<string, string>) => {
    const config = readConfig(env)
    return config.ok ? config.value.https : config.refusal.map(({ message }) => message).join('\n')
  }
  expect(read({ TRESTLE_HTTPS: 'self-signed' })).toEqual({ type: 'self-signed' })
  expect(read({ TRESTLE_TLS_CERT: '/c.pem', TRESTLE_TLS_KEY: '/k.pem' })).toEqual({
    type: 'files',
    cert: '/c.pem',
    key: '/k.pem',
  })
  expect(read({ TRESTLE_HTTPS: 'yes' })).toContain('it must be off or self-signed')
  expect(read({ TRESTLE_TLS_CERT: '/c.pem' })).toContain('TRESTLE_TLS_KEY is not')
  expect(read({ TRESTLE_TLS_KEY: '/k.pem' })).toContain('TRESTLE_TLS_CERT is not')
  expect(read({ TRESTLE_HTTPS: 'self-signed', TRESTLE_PUBLIC_URL: 'http://laptop' })).toContain('speaks https')
})
