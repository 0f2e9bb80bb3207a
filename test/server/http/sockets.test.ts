import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { type Listening, listen } from '../../../server/http/listen.ts'
import { isBroker, type Role } from '../../../shared/access/roles.ts'
import { newId } from '../../../shared/ids.ts'
import { openTable, seatEveryone, type TestTable, type Visitor } from './table.ts'

const ROLES: Role[] = ['broker', 'co-broker', 'representative', 'contributor', 'observer']
const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

type Served = Awaited<ReturnType<typeof seatEveryone>> & {
  table: TestTable
  server: Listening
  map: string
  board: string
  inner: string
}

async function serve(): Promise<Served> {
  const table = openTable({ clock: systemClock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  undo.push(() => table.services.live.stop())
  const seated = await seatEveryone(table, 'mou')
  const find = (kind: string, boundary: string) =>
    seated.view.documents.find(
      (one: { kind: string; boundary: string }) => one.kind === kind && one.boundary === boundary,
    ).id
  return {
    ...seated,
    table,
    server,
    map: find('stakeholder-map', 'partnership'),
    board: find('board', 'partnership'),
    inner: find('stakeholder-map', 'broker'),
  }
}

/** Headers of a browser that has this person's cookies and shows one of our own pages. */
function browser({ server }: Served, visitor: Visitor): Record<string, string> {
  return { cookie: visitor.cookie, origin: server.url }
}

type Opened = {
  socket: WebSocket
  closed: Promise<number>
  refused: Promise<{ status: number; code: string | undefined }>
}

function open({ server }: Served, document: string, headers: Record<string, string>, query = ''): Opened {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${document}${query}`, { headers })
  undo.push(() => socket.terminate())
  socket.on('error', () => {})
  return {
    socket,
    closed: new Promise(resolve => socket.on('close', code => resolve(code))),
    refused: new Promise(resolve => {
      socket.on('unexpected-response', (_request, answer) => {
        resolve({ status: answer.statusCode ?? 0, code: answer.headers['trestle-problem'] as string | undefined })
        socket.terminate()
      })
    }),
  }
}

/** Resolves with `true` at the server's first message, or with the close code. */
function firstWord({ socket, closed }: Opened): Promise<true | number> {
  return Promise.race([new Promise<true>(resolve => socket.once('message', () => resolve(true))), closed])
}

function askForAll(socket: WebSocket): void {
  socket.on('open', () => socket.send(new Uint8Array([0, 0, 1, 0])))
}

async function provider(served: Served, document: string, headers: Record<string, string>) {
  const doc = new Y.Doc()
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers })
    }
  }
  const line = new WebsocketProvider(`${served.server.url.replace('http', 'ws')}/sync`, document, doc, {
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  undo.push(() => line.destroy())
  const closes: number[] = []
  line.on('connection-close', event => event && closes.push(event.code))
  if (!line.synced) await new Promise<void>(resolve => line.once('sync', () => resolve()))
  return { doc, line, closes }
}

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 5000, interval: 10 }).toBe(true)
}

test('[ACC-20] every role × boundary over a socket: who may not see is closed with 4403 after the upgrade', async () => {
  const served = await serve()
  for (const role of ROLES) {
    for (const [document, inside] of [
      [served.map, true],
      [served.inner, isBroker(role)],
    ] as const) {
      const opened = open(served, document, browser(served, served.people[role]))
      askForAll(opened.socket)
      expect([role, document === served.map, await firstWord(opened)]).toEqual([
        role,
        document === served.map,
        inside ? true : 4403,
      ])
    }
  }
})

test('[ACC-21] without a session 4401, without a document 4404, from elsewhere 4403, and a foreign Origin is an HTTP 403', async () => {
  const served = await serve()
  const other = await seatEveryone(served.table)
  const { broker } = served.people
  expect(await open(served, served.map, {}).closed).toBe(4401)
  expect(await open(served, served.map, { cookie: broker.cookie }).closed).toBe(4401)
  expect(await open(served, served.map, { authorization: 'Bearer nothing' }).closed).toBe(4401)
  expect(await open(served, served.map, {}, '?ticket=nothing').closed).toBe(4401)
  expect(await open(served, newId(), browser(served, broker)).closed).toBe(4404)
  expect(await open(served, served.map, browser(served, other.people.broker)).closed).toBe(4403)
  const foreign = await open(served, served.map, { cookie: broker.cookie, origin: 'http://evil.example' }).refused
  expect(foreign).toEqual({ status: 403, code: 'foreign-origin' })
  served.table.services.state.phase = 'draining'
  expect(await open(served, served.map, browser(served, broker)).refused).toEqual({ status: 503, code: 'draining' })
})

test('[ACC-22] stock providers edit together and see each other as the roster knows them', async () => {
  const served = await serve()
  const tool = {
    authorization: `Bearer ${(await served.people.broker.post(`/api/partnerships/${served.id}/tokens`, { scopes: ['write'] })).body.token}`,
  }
  const a = await provider(served, served.board, tool)
  const b = await provider(served, served.board, browser(served, served.people.contributor))
  a.doc.getMap('cards').set('c'.repeat(20), new Y.Map([['text', 'shrimp']]))
  b.line.awareness.setLocalStateField('user', { name: 'The Minister', role: 'broker' })
  await until(() => b.doc.getMap('cards').size === 1)
  await until(() => {
    const state = a.line.awareness.getStates().get(b.doc.clientID)
    return state?.user?.name === 'Mwanahawa' && state.user.role === 'contributor' && state.user.initials === 'F'
  })
})

test('[ACC-23] a member who may only read and writes all the same is closed with 4403, and nothing of it stays', async () => {
  const served = await serve()
  const writer = (await served.people.broker.post(`/api/partnerships/${served.id}/tokens`, { scopes: ['read'] })).body
    .token
  for (const headers of [browser(served, served.people.observer), { authorization: `Bearer ${writer}` }]) {
    const reader = await provider(served, served.board, headers)
    reader.doc.getMap('cards').set(newId(), new Y.Map([['text', 'graffiti']]))
    await until(() => reader.closes.includes(4403))
  }
  const kept = await served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)
  expect(kept).toBe(0)
})

test('[ACC-24] removal, logging out and revoking a token close sockets within a second, and no frame is taken after', async () => {
  const served = await serve()
  const { broker, contributor, representative, observer } = served.people
  const token = (await representative.post(`/api/partnerships/${served.id}/tokens`, { scopes: ['write'] })).body
  const removed = await provider(served, served.board, browser(served, contributor))
  const left = await provider(served, served.board, browser(served, observer))
  const tool = await provider(served, served.board, { authorization: `Bearer ${token.token}` })
  const started = performance.now()
  await broker.delete(`/api/partnerships/${served.id}/members/${contributor.member}`)
  await observer.post('/api/log-out')
  await representative.delete(`/api/partnerships/${served.id}/tokens/${token.id}`)
  await until(() => removed.closes.includes(4403) && left.closes.includes(4401) && tool.closes.includes(4401))
  expect(performance.now() - started).toBeLessThan(1000)
  removed.doc.getMap('cards').set(newId(), new Y.Map([['text', 'too late']]))
  expect(await open(served, served.board, browser(served, contributor)).closed).toBe(4403)
  expect(await served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)).toBe(0)
})

test('[ACC-24] a member who was removed cannot slip a frame in while the socket closes', async () => {
  const served = await serve()
  const { contributor, broker } = served.people
  const opened = open(served, served.board, browser(served, contributor))
  askForAll(opened.socket)
  await firstWord(opened)
  const forged = new Y.Doc()
  forged.getMap('cards').set(newId(), new Y.Map([['text', 'too late']]))
  const update = Y.encodeStateAsUpdate(forged)
  const gone = broker.delete(`/api/partnerships/${served.id}/members/${contributor.member}`)
  const frame = new Uint8Array([0, 2, update.length, ...update])
  await gone
  for (let n = 0; n < 20; n++) if (opened.socket.readyState === WebSocket.OPEN) opened.socket.send(frame)
  expect(await opened.closed).toBe(4403)
  expect(await served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)).toBe(0)
})

test('[ACC-25] a role that changes changes open sockets: an observer made contributor may write, and the other way round not', async () => {
  const served = await serve()
  const { broker, observer } = served.people
  const change = (role: Role, party: string | null) =>
    broker.post(`/api/partnerships/${served.id}/commands`, {
      id: newId(),
      type: 'member.change',
      member: observer.member,
      role,
      party,
      name: 'Paulo',
    })
  const line = await provider(served, served.board, browser(served, observer))
  expect((await change('contributor', served.parties.water)).status).toBe(200)
  line.doc.getMap('cards').set(newId(), new Y.Map([['text', 'now I may']]))
  const size = () => served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)
  await expect.poll(size, { timeout: 5000 }).toBe(1)
  expect((await change('observer', null)).status).toBe(200)
  line.doc.getMap('cards').set(newId(), new Y.Map([['text', 'no more']]))
  await until(() => line.closes.includes(4403))
  expect(await size()).toBe(1)
})

test('[ACC-25] a token that only reads does not gain the right to write when its member’s role changes', async () => {
  const served = await serve()
  const { broker, observer } = served.people
  const { token } = (await observer.post(`/api/partnerships/${served.id}/tokens`, { scopes: ['read'] })).body
  const line = await provider(served, served.board, { authorization: `Bearer ${token}` })
  await broker.post(`/api/partnerships/${served.id}/commands`, {
    id: newId(),
    type: 'member.change',
    member: observer.member,
    role: 'contributor',
    party: served.parties.water,
    name: 'Paulo',
  })
  await until(() => line.closes.includes(1012) && line.line.wsconnected)
  line.doc.getMap('cards').set(newId(), new Y.Map([['text', 'smuggled']]))
  await until(() => line.closes.includes(4403))
  expect(await served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)).toBe(0)
})

test('[ACC-26] a ticket opens one socket, not two, and ends with the session behind it', async () => {
  const served = await serve()
  const { contributor } = served.people
  const { ticket } = (await contributor.post(`/api/documents/${served.board}/tickets`)).body
  const first = open(served, served.board, {}, `?ticket=${ticket}`)
  askForAll(first.socket)
  expect(await firstWord(first)).toBe(true)
  expect(await open(served, served.board, {}, `?ticket=${ticket}`).closed).toBe(4401)
  expect(await open(served, served.map, {}, `?ticket=${ticket}`).closed).toBe(4401)
  first.socket.close()
  await first.closed
  const again = open(served, served.board, {}, `?ticket=${ticket}`)
  askForAll(again.socket)
  expect(await firstWord(again)).toBe(true)
  await contributor.post('/api/log-out')
  expect(await again.closed).toBe(4401)
  expect(await open(served, served.board, {}, `?ticket=${ticket}`).closed).toBe(4401)
})

test('[ACC-27] an archived canvas is read-only at once for sockets that were open before', async () => {
  const served = await serve()
  const line = await provider(served, served.board, browser(served, served.people.contributor))
  await served.people.broker.post(`/api/documents/${served.board}/archive`)
  await until(() => line.closes.includes(1012))
  await until(() => line.line.wsconnected)
  line.doc.getMap('cards').set(newId(), new Y.Map([['text', 'late']]))
  await until(() => line.closes.includes(4403))
  expect(await served.table.services.sync.read(served.board, doc => doc.getMap('cards').size)).toBe(0)
})

test('[ACC-28] text, nonsense and giant frames close one socket with a final code and harm no other', async () => {
  const served = await serve()
  const neighbour = await provider(served, served.board, browser(served, served.people.broker))
  const send = async (data: string | Uint8Array) => {
    const opened = open(served, served.board, browser(served, served.people.contributor))
    opened.socket.on('open', () => opened.socket.send(data))
    return opened.closed
  }
  expect(await send('hello')).toBe(4400)
  expect(await send(new Uint8Array([0, 2, 5, 255, 255, 255, 255, 255]))).toBe(4400)
  expect(await send(new Uint8Array(11 * 1024 * 1024))).toBe(4413)
  expect(neighbour.line.wsconnected).toBe(true)
})

test('[ACC-29] a session lives on while one of its sockets is open, and its sockets end with it', async () => {
  const served = await serve()
  const { contributor } = served.people
  const line = await provider(served, served.board, browser(served, contributor))
  const { live, store } = served.table.services
  await live.sweep()
  expect(line.line.wsconnected).toBe(true)
  store.sessionBySecret = async () => null
  await live.sweep()
  await until(() => line.closes.includes(4401))
})

test('[ENG-14] an open socket keeps neither the request that it came by nor what was made to rule on it', async () => {
  const served = await serve()
  const made: WeakRef<object>[] = []
  const { fetch } = served.table.app
  const { app } = served.table
  app.fetch = (request, env, ...rest) => {
    const { incoming } = env as { incoming?: object }
    if (incoming) made.push(new WeakRef(incoming))
    made.push(new WeakRef(request))
    return fetch(request, env, ...rest)
  }
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  const { socket } = open(
    { ...served, server },
    served.board,
    browser({ ...served, server }, served.people.contributor),
  )
  await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.OPEN))
  expect(made).toHaveLength(2)

  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  await vi.waitFor(() => {
    collect()
    expect(made.filter(one => one.deref() !== undefined)).toEqual([])
  })

  expect(socket.readyState).toBe(WebSocket.OPEN)
})
