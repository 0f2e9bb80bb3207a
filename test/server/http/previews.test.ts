import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { listen } from '../../../server/http/listen.ts'
import { awarenessFrame, step1Frame } from '../../../server/sync/frame.ts'
import { newId } from '../../../shared/ids.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from './table.ts'

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

type Seated = Awaited<ReturnType<typeof seatEveryone>>
type Wish = { role: string; partyId?: string | null }

/** The same browser as `by`, in a page where it looks as somebody else. */
async function look(table: TestTable, { id }: Seated, by: Visitor, wish: Wish): Promise<Visitor> {
  const made = await by.post(`/api/partnerships/${id}/previews`, { name: 'A look', ...wish })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return lookingWith(table, by, made.body.token)
}

function lookingWith(table: TestTable, by: Visitor, token: string): Visitor {
  const visitor = new Visitor(table)
  for (const [name, value] of by.cookies) visitor.cookies.set(name, value)
  visitor.preview = token
  return visitor
}

test('[VAS-2] only brokers and co-brokers look, and only as somebody outside their boundary', async () => {
  const table = openTable()
  const seated = await seatEveryone(table)
  const { id, people, parties } = seated
  const open = (who: Visitor, wish: object) =>
    who.post(`/api/partnerships/${id}/previews`, { name: 'A look', role: 'observer', ...wish })
  const outcome: Record<string, number> = {}
  for (const [role, who] of Object.entries(people)) outcome[role] = (await open(who, {})).status
  expect(outcome).toEqual({ broker: 201, 'co-broker': 201, representative: 403, contributor: 403, observer: 403 })
  const { broker } = people
  for (const role of ['broker', 'co-broker']) expect((await open(broker, { role })).status).toBe(422)
  expect((await open(broker, { role: 'representative' })).body.code).toBe('party-required')
  expect((await open(broker, { role: 'contributor', partyId: newId() })).body.code).toBe('no-such-party')
  const tool = new Visitor(table)
  tool.token = (await broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['admin'] })).body.token
  expect((await open(tool, {})).body.code).toBe('not-allowed')
  const looking = await look(table, seated, broker, { role: 'representative', partyId: parties.water })
  expect((await open(looking, {})).body.code).toBe('only-looking')
})

test('[VAS-3] a look shows what that seat would be shown: role, party, canvases, ledgers and the list of partnerships', async () => {
  const table = openTable()
  const seated = await seatEveryone(table, 'mou')
  const { id, people, parties } = seated
  await people.broker.post('/api/partnerships', { name: 'Another table', brokerName: 'Zuhura' })
  const looking = await look(table, seated, people.broker, { role: 'representative', partyId: parties.water })
  const mine = (await people.representative.get(`/api/partnerships/${id}`)).body
  const shown = (await looking.get(`/api/partnerships/${id}`)).body
  expect(shown.me).toMatchObject({ role: 'representative', partyId: parties.water, name: 'A look' })
  expect({ ...shown, me: null, present: null }).toEqual({ ...mine, me: null, present: null })
  const own = (await looking.get('/api/partnerships')).body.partnerships
  expect(own.map((one: { id: string }) => one.id)).toEqual([id])
  expect((await looking.get(`/api/partnerships/${id}/ledger?boundary=broker`)).body.code).toBe('no-such-boundary')
})

test('[VAS-4] a look does nothing: every route that changes something answers so, and nothing is recorded', async () => {
  const table = openTable()
  const seated = await seatEveryone(table, 'mou')
  const { id, people, parties } = seated
  const looking = await look(table, seated, people.broker, { role: 'representative', partyId: parties.water })
  const before = await table.store.entries(id, 'partnership', 0, 1000)
  const inner = await table.store.entries(id, 'broker', 0, 1000)
  const cookies = looking.cookie
  const { paths } = (await looking.get('/api/openapi.json')).body
  let asked = 0
  for (const [path, methods] of Object.entries<Record<string, unknown>>(paths)) {
    for (const method of Object.keys(methods)) {
      if (method === 'get' || !path.startsWith('/api/')) continue
      asked++
      const answer = await looking.ask(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, id), {})
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'only-looking'])
    }
  }
  expect(asked).toBeGreaterThan(15)
  expect(looking.cookie).toBe(cookies)
  expect(await table.store.entries(id, 'partnership', 0, 1000)).toEqual(before)
  expect(await table.store.entries(id, 'broker', 0, 1000)).toEqual(inner)
})

test('[VAS-5] a look belongs to the session that opened it, and ends with time, with the session and with the broker’s role', async () => {
  const table = openTable()
  const seated = await seatEveryone(table)
  const { id, people } = seated
  const { broker } = people
  const path = `/api/partnerships/${id}`
  const first = await look(table, seated, people['co-broker'], { role: 'observer' })
  const stolen = lookingWith(table, people.representative, first.preview!)
  expect((await stolen.get(path)).body.code).toBe('preview-over')
  expect((await lookingWith(table, new Visitor(table), first.preview!).get(path)).body.code).toBe('preview-over')
  expect((await first.get(path)).status).toBe(200)
  table.clock.pass(30 * 60_000)
  expect((await first.get(path)).body.code).toBe('preview-over')

  const demoted = await look(table, seated, people['co-broker'], { role: 'observer' })
  const change = {
    type: 'member.change',
    member: people['co-broker'].member,
    role: 'observer',
    party: null,
    name: 'Ben',
  }
  expect((await broker.post(`${path}/commands`, { id: newId(), ...change })).status).toBe(200)
  expect((await demoted.get(path)).body.code).toBe('preview-over')

  const left = await look(table, seated, broker, { role: 'observer' })
  await broker.post('/api/log-out')
  expect((await left.get(path)).body.code).toBe('preview-over')
})

test('[VAS-6] over sockets a look reads and never writes, is present to nobody, and closes when it ends', async () => {
  const table = openTable({ clock: systemClock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  undo.push(() => table.services.live.stop())
  const seated = await seatEveryone(table, 'mou')
  const { id, people, parties, view } = seated
  const canvas = view.documents.find((one: { kind: string }) => one.kind === 'agreement').id as string
  const connect = (visitor: Visitor, look: string) => {
    const url = `${server.url.replace('http', 'ws')}/sync/${canvas}?ext=1${look}`
    const socket = new WebSocket(url, { headers: { cookie: visitor.cookie, origin: server.url } })
    undo.push(() => socket.terminate())
    const frames: Buffer[] = []
    socket.on('message', (frame: Buffer) => frames.push(frame))
    const closed = new Promise<number>(resolve => socket.on('close', resolve))
    return { socket, frames, closed, open: new Promise(resolve => socket.on('open', resolve)) }
  }
  const token = (await look(table, seated, people.broker, { role: 'representative', partyId: parties.water })).preview
  const peer = connect(people.representative, '')
  await peer.open
  const looking = connect(people.broker, `&preview=${token}`)
  await looking.open
  looking.socket.send(step1Frame(new Uint8Array([0])))
  const state = Buffer.from(JSON.stringify({ at: 'marker-of-a-looker' }))
  looking.socket.send(awarenessFrame([{ clientId: 66_666, clock: 1, json: state }]))
  await expect.poll(() => looking.frames.length).toBeGreaterThan(0)
  // The peer asks who is here after the looker has spoken; the answer comes after all that was shown before.
  peer.socket.send(new Uint8Array([3]))
  await expect.poll(() => peer.frames.length).toBeGreaterThan(0)
  expect(Buffer.concat(peer.frames).includes('marker-of-a-looker')).toBe(false)
  expect((await people.broker.get(`/api/partnerships/${id}`)).body.present).toEqual([people.representative.member])

  const writer = connect(people.broker, `&preview=${token}`)
  await writer.open
  writer.socket.send(new Uint8Array([0, 2, 2, 0, 0]))
  writer.socket.send(new Uint8Array([0, 2, 13, 1, 1, 210, 9, 0, 4, 1, 1, 97, 1, 120, 0]))
  expect(await writer.closed).toBeGreaterThanOrEqual(4400)
  const before = Date.now()
  await people.broker.post('/api/log-out')
  expect(await looking.closed).toBe(4401)
  expect(Date.now() - before).toBeLessThan(1000)
  const late = connect(people.broker, `&preview=${token}`)
  expect(await late.closed).toBe(4401)
}, 20_000)

test('[VAS-7] only our own pages may frame our pages: everywhere else the browser refuses', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  for (const path of ['/', '/api/partnerships', `/p/${newId()}`, '/healthz']) {
    const policy = (await visitor.get(path)).headers.get('content-security-policy') ?? ''
    const directive = (name: string) => policy.split('; ').find(one => one.startsWith(`${name} `))
    expect(directive('frame-ancestors')).toBe("frame-ancestors 'self'")
    expect(directive('frame-src')).toBe("frame-src 'self'")
    expect(directive('default-src')).toBe("default-src 'none'")
  }
})
