import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { PROBLEMS } from '../../../server/http/problem-codes.ts'
import { newId } from '../../../shared/ids.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

const OCTETS = { 'content-type': 'application/octet-stream' }

test('[API-4] every refusal is a problem document with a stable code, a title and no inner workings', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  const wrong = await visitor.post('/api/partnerships', { name: '', start: 'castle' })
  expect(wrong.headers.get('content-type')).toContain('application/problem+json')
  expect(wrong.body).toMatchObject({
    type: 'urn:trestle:problem:invalid',
    code: 'invalid',
    status: 422,
    title: PROBLEMS.invalid.title,
  })
  expect(wrong.body.errors.map((error: { field: string }) => error.field).sort()).toEqual([
    'brokerName',
    'name',
    'start',
  ])
  expect((await visitor.get('/api/nothing')).body.code).toBe('no-such-route')
  expect((await visitor.post('/api/partnerships', '{"name":')).body).toMatchObject({ code: 'bad-json', status: 400 })
  expect(
    (await visitor.post('/api/partnerships', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' })).body,
  ).toMatchObject({ code: 'not-json', status: 415 })
  expect((await visitor.post('/api/partnerships', { name: 'x'.repeat(300_000) })).body).toMatchObject({
    code: 'too-large',
    status: 413,
  })
})

test('[API-4] a fault is logged whole and answered without a word of it', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  table.services.store.addPartnership = async () => {
    throw new Error('disk on fire at /var/secret')
  }
  const answer = await visitor.post('/api/partnerships', { name: 'T', brokerName: 'B' })
  expect(answer.status).toBe(500)
  expect(JSON.stringify(answer.body)).not.toContain('fire')
  expect(table.log.lines.join()).toContain('disk on fire')
})

test('[API-5] a change from another site is refused, from our own page or a tool it is not', async () => {
  const table = openTable()
  const wish = { name: 'T', brokerName: 'B' }
  const tries = async (headers: Record<string, string>) =>
    (await new Visitor(table).post('/api/partnerships', wish, headers)).status
  expect(await tries({})).toBe(201)
  expect(await tries({ origin: 'http://localhost:4000' })).toBe(201)
  for (const origin of ['http://localhost:4001', 'https://localhost:4000', 'http://evil.example', 'null'])
    expect([origin, await tries({ origin })]).toEqual([origin, 403])
  for (const site of ['same-origin', 'cross-site', 'none']) expect(await tries({ 'sec-fetch-site': site })).toBe(403)
  const refused = await new Visitor(table).post('/api/partnerships', wish, { origin: 'http://evil.example' })
  expect(refused.body.code).toBe('foreign-origin')
})

test('[API-6] the same command id twice is one fact and one answer', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const command = { id: newId(), type: 'document.rename', document: view.documents[0].id, title: 'Who is who' }
  const before = (await people.broker.get(`/api/partnerships/${id}/ledger`)).body.head.seq
  const answers = await Promise.all(
    [1, 2, 3].map(() => people.broker.post(`/api/partnerships/${id}/commands`, command)),
  )
  expect(answers.map(answer => [answer.status, answer.body])).toEqual(Array(3).fill([200, { seq: before + 1 }]))
  expect((await people.broker.get(`/api/partnerships/${id}/ledger`)).body.head.seq).toBe(before + 1)
})

test('[API-7] a refused command is a problem with its reason as code, and records nothing', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const head = async () => (await people.broker.get(`/api/partnerships/${id}/ledger`)).body.head
  const before = await head()
  const send = (role: keyof typeof people, command: object) =>
    people[role].post(`/api/partnerships/${id}/commands`, { id: newId(), ...command })
  const observer = await send('observer', { type: 'partnership.rename', name: 'Mine', purpose: '' })
  expect([observer.status, observer.body.code]).toEqual([403, 'not-allowed'])
  const missing = await send('broker', { type: 'document.archive', document: newId() })
  expect([missing.status, missing.body.code]).toEqual([404, 'no-such-document'])
  expect((await send('broker', { type: 'crown.take' })).body.code).toBe('invalid')
  expect(
    (
      await send('representative', {
        type: 'member.change',
        member: people.representative.member,
        role: 'broker',
        party: null,
        name: 'N',
      })
    ).body.code,
  ).toBe('not-allowed')
  expect(await head()).toEqual(before)
  expect(view.name).toBe('Delta table')
})

test('[API-8] the ledger is read in pages that join without a gap', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const all = (await people.observer.get(`/api/partnerships/${id}/ledger`)).body
  expect(all.entries.map((entry: { seq: number }) => entry.seq)).toEqual(
    all.entries.map((_: unknown, at: number) => at + 1),
  )
  expect(all.head.seq).toBe(all.entries.length)
  const tail = (await people.observer.get(`/api/partnerships/${id}/ledger?after=3`)).body
  expect(tail.entries).toEqual(all.entries.slice(3))
  expect((await people.observer.get(`/api/partnerships/${id}/ledger?after=-1`)).status).toBe(422)
  const texts = (await people.observer.get(`/api/partnerships/${id}/texts`)).body
  expect(texts.texts.some((row: { words: string }) => row.words === 'Delta table')).toBe(true)
  expect((await people.observer.get(`/api/partnerships/${id}/texts?after=${texts.texts.length}`)).body).toEqual({
    texts: [],
    next: null,
  })
  expect((await people.broker.get(`/api/partnerships/${id}/ledger?boundary=castle`)).body.code).toBe('no-such-boundary')
})

test('[API-9] documents are made, renamed, archived and restored, and an archived one takes no update', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { broker } = people
  const made = await broker.post(`/api/partnerships/${id}/documents`, { kind: 'board', title: 'Notes' })
  const document = made.body.id
  const info = async () =>
    (await broker.get(`/api/partnerships/${id}`)).body.documents.find((one: { id: string }) => one.id === document)
  expect(await info()).toMatchObject({
    kind: 'board',
    title: 'Notes',
    boundary: 'partnership',
    archived: false,
    writable: true,
  })
  expect((await broker.ask('PATCH', `/api/documents/${document}`, { title: 'Ideas' })).status).toBe(200)
  expect((await broker.post(`/api/documents/${document}/archive`)).status).toBe(200)
  expect(await info()).toMatchObject({ title: 'Ideas', archived: true, writable: false })
  expect((await broker.post(`/api/documents/${document}/updates`, new Uint8Array([0, 0]), OCTETS)).body.code).toBe(
    'document-archived',
  )
  expect((await broker.post(`/api/documents/${document}/restore`)).status).toBe(200)
  expect((await broker.post(`/api/documents/${document}/updates`, new Uint8Array([0, 0]), OCTETS)).status).toBe(204)
  const tries = async (body: object) =>
    (await broker.post(`/api/partnerships/${id}/documents`, { title: 'T', ...body })).body.code
  expect(await tries({ kind: 'agenda' })).toBe('unknown-kind')
  expect(await tries({ kind: 'board', boundary: `party:${'a'.repeat(20)}` })).toBe('boundary-not-supported')
})

test('[API-10] a bulk update goes through the guard and is there for the next reader', async () => {
  const table = openTable()
  const { people, view } = await seatEveryone(table, 'mou')
  const board = view.documents.find((one: { kind: string }) => one.kind === 'board').id
  const doc = new Y.Doc()
  doc.getMap('cards').set('b'.repeat(20), new Y.Map([['text', 'marsh']]))
  const send = (bytes: Uint8Array, path = board) =>
    people.contributor.post(`/api/documents/${path}/updates`, bytes, OCTETS)
  expect((await send(Y.encodeStateAsUpdate(doc))).status).toBe(204)
  const kept = await table.services.sync.read(board, read => read.getMap('cards').toJSON())
  expect(kept).toEqual({ [`${'b'.repeat(20)}`]: { text: 'marsh' } })

  const foreign = new Y.Doc()
  foreign.getMap('castle').set('x', 1)
  expect(await send(Y.encodeStateAsUpdate(foreign))).toMatchObject({ status: 409, body: { code: 'unknown-root' } })
  expect(await send(new Uint8Array([255, 1, 2]))).toMatchObject({ status: 400, body: { code: 'bad-message' } })
  expect(await send(new Uint8Array(10 * 1024 * 1024 + 1))).toMatchObject({ status: 413, body: { code: 'too-large' } })
  expect(await send(new Uint8Array([0, 0]), view.ledgers[0].document)).toMatchObject({
    status: 403,
    body: { code: 'not-a-canvas' },
  })
})

test('[API-11] openapi.json describes every route that answers, from the schemas that validate', async () => {
  const table = openTable()
  const { body } = await new Visitor(table).get('/api/openapi.json')
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  const registered = table.app.routes
    .filter(route => route.method !== 'ALL' && route.path !== '/api/openapi.json' && route.path !== '/*')
    .map(route => `${route.method} ${route.path}`)
  expect(
    [...new Set(described.map(route => (route.startsWith('GET /sync') ? 'GET /sync/:document' : route)))].sort(),
  ).toEqual([...new Set(registered)].sort())
  expect(body.components.schemas.Problem.properties.code.enum).toContain('invite-revoked')
  expect(JSON.stringify(body.components.schemas.Command)).toContain('position.take')
  expect(body.components.schemas.FactType.enum).toContain('decision.closed')
})

test('[API-12] every contract route is there under its name', async () => {
  const table = openTable()
  const { body } = await new Visitor(table).get('/api/openapi.json')
  for (const [path, method] of [
    ['/healthz', 'get'],
    ['/readyz', 'get'],
    ['/metrics', 'get'],
    ['/api/partnerships', 'post'],
    ['/api/partnerships/{id}', 'get'],
    ['/api/partnerships/{id}/parties', 'post'],
    ['/api/partnerships/{id}/invites', 'post'],
    ['/api/partnerships/{id}/invites/{invite}', 'delete'],
    ['/api/partnerships/{id}/members/{member}', 'delete'],
    ['/api/join', 'post'],
    ['/api/partnerships/{id}/documents', 'post'],
    ['/api/documents/{id}/updates', 'post'],
    ['/api/documents/{id}/tickets', 'post'],
    ['/api/partnerships/{id}/commands', 'post'],
    ['/api/partnerships/{id}/ledger', 'get'],
    ['/api/partnerships/{id}/export', 'get'],
    ['/api/partnerships/{id}/tokens', 'post'],
  ] as const)
    expect([path, Object.keys(body.paths[path] ?? {})]).toEqual([path, expect.arrayContaining([method])])
})

test('[API-13] ready is not live: a server that drains or whose store is gone is alive but not ready', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  expect([(await visitor.get('/healthz')).status, (await visitor.get('/readyz')).status]).toEqual([200, 200])
  for (const phase of ['starting', 'draining'] as const) {
    table.services.state.phase = phase
    expect([(await visitor.get('/healthz')).status, (await visitor.get('/readyz')).status]).toEqual([200, 503])
  }
  table.services.state.phase = 'ready'
  table.services.store.hasPartnership = async () => {
    throw new Error('gone')
  }
  expect((await visitor.get('/readyz')).body.code).toBe('not-ready')
})

test('[API-14] metrics count answers by route and refusals by code, and hold no id', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  await people.observer.post(`/api/partnerships/${id}/parties`, { name: 'P', sector: 'media' })
  const text = (await people.broker.get<string>('/metrics')).body
  expect(text).toMatch(
    /trestle_http_requests_total\{method="POST",route="\/api\/partnerships\/:id\/parties",status="201"\} 2/,
  )
  expect(text).toMatch(/trestle_refusals_total\{code="not-allowed"\} 1/)
  expect(text).not.toContain(id)
})

test('[API-15] every answer carries the headers that keep pages closed', async () => {
  const table = openTable()
  for (const path of ['/healthz', '/api/partnerships', '/nothing']) {
    const { headers } = await new Visitor(table).get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('[API-16] limits by address and by member answer 429 with the seconds to wait', async () => {
  const table = openTable({ rules: { change: { points: 3, seconds: 60 }, create: { points: 1, seconds: 60 } } })
  const broker = new Visitor(table)
  const made = await broker.post('/api/partnerships', { name: 'T', brokerName: 'B' })
  const add = () => broker.post(`/api/partnerships/${made.body.partnership.id}/parties`, { name: 'P', sector: 'media' })
  expect([(await add()).status, (await add()).status, (await add()).status]).toEqual([201, 201, 201])
  const slowed = await add()
  expect([slowed.status, slowed.body.code, slowed.headers.get('retry-after')]).toEqual([429, 'too-many-requests', '60'])
  expect((await new Visitor(table).post('/api/partnerships', { name: 'T', brokerName: 'B' })).status).toBe(429)
})
