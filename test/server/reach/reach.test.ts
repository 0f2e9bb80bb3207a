import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { listen } from '../../../server/http/listen.ts'
import { openTable, seatEveryone, TestClock } from '../http/table.ts'

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

const ADDRESSES = [{ url: 'http://192.168.1.20:4000', kind: 'private' as const, network: 'wlan0' }]

test('[NET-13] only brokers learn how others reach the server, and its addresses only at the machine itself', async () => {
  const table = openTable()
  table.services.reach = () => ({ listening: 'network', https: 'off', addresses: ADDRESSES })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.close())
  const { id, people } = await seatEveryone(table)
  const path = `/api/partnerships/${id}/reach`
  const at = async (cookie: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}${path}`, { headers: { cookie, ...headers } })
    return (await answer.json()) as { addresses: unknown[]; listening: string }
  }

  expect(await at(people.broker.cookie)).toEqual({
    listening: 'network',
    https: 'off',
    publicUrl: null,
    addresses: ADDRESSES,
  })
  expect((await at(people['co-broker'].cookie)).addresses).toEqual(ADDRESSES)
  for (const [role, visitor] of Object.entries(people)) {
    if (role === 'broker' || role === 'co-broker') continue
    const answer = await visitor.get(path)
    expect([role, answer.status, answer.body.code]).toEqual([role, 403, 'not-allowed'])
  }
  expect((await table.app.request(path)).status).toBe(401)
  // Through a relay, a proxy on this machine is what sits here, not the person.
  for (const headers of [{ 'x-forwarded-for': '203.0.113.9' }, { via: '1.1 caddy' }, { forwarded: 'for=203.0.113.9' }])
    expect((await at(people.broker.cookie, headers as Record<string, string>)).addresses).toEqual([])
  expect((await people.broker.get(path, { host: 'table.example.org' })).body.addresses).toEqual([])
})

test('[VEN-1] the server answers the check’s questions without a session, in few bytes, within limits', async () => {
  const table = openTable({ rules: { venue: { points: 3, seconds: 60 }, venueLoad: { points: 2, seconds: 60 } } })
  for (const _ of [1, 2, 3]) {
    const answer = await table.app.request('/api/venue/ping')
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
    const text = await answer.text()
    expect(JSON.parse(text)).toEqual({ at: table.clock.now() })
    expect(text.length).toBeLessThan(40)
  }
  expect((await table.app.request('/api/venue/ping')).status).toBe(429)

  const block = await table.app.request('/api/venue/block')
  expect((await block.arrayBuffer()).byteLength).toBe(64 * 1024)
  expect(block.headers.get('cache-control')).toBe('no-store')
  await table.app.request('/api/venue/block')
  expect((await table.app.request('/api/venue/block')).status).toBe(429)
  expect((await table.app.request('/api/venue/echo')).status).toBe(400)
})

test('[VEN-2] the echo gives short words back, few of them, not for long and to no other site’s pages', async () => {
  const clock = new TestClock(systemClock.now())
  const table = openTable({ clock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  const open = (headers: Record<string, string>) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/venue/echo`, { headers })
    undo.push(() => socket.terminate())
    socket.on('error', () => {})
    return {
      socket,
      opened: new Promise<void>(resolve => socket.once('open', () => resolve())),
      closed: new Promise<number>(resolve => socket.once('close', resolve)),
    }
  }
  const own = { origin: server.url }

  const foreign = open({ origin: 'https://elsewhere.example' })
  expect(
    await new Promise(resolve => foreign.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode))),
  ).toBe(403)

  const first = open(own)
  await first.opened
  const heard: string[] = []
  first.socket.on('message', data => heard.push(String(data)))
  for (let n = 0; n < 9; n++) first.socket.send(`word ${n}`)
  expect(await first.closed).toBe(4429)
  expect(heard).toEqual(Array.from({ length: 8 }, (_, n) => `word ${n}`))

  const large = open(own)
  await large.opened
  large.socket.send('x'.repeat(65))
  expect(await large.closed).toBe(1009)

  const long = open(own)
  await long.opened
  clock.pass(10_001)
  expect(await long.closed).toBe(1000)

  table.services.state.phase = 'draining'
  const late = open(own)
  expect(
    await new Promise(resolve => late.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode))),
  ).toBe(503)
})
