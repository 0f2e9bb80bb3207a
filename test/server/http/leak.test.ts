import { unzipSync } from 'fflate'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { listen } from '../../../server/http/listen.ts'
import { awarenessFrame, step1Frame } from '../../../server/sync/frame.ts'
import { newId } from '../../../shared/ids.ts'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

type Sighting = { from: string; bytes: Uint8Array }

/** Words that only brokers may ever see; each is looked for byte by byte. */
const MARKS = {
  contact: 'marker-contact-hen@example.org',
  sensitivity: 'marker-sensitivity-ødelagt',
  laterContact: 'marker-later-contact',
  note: 'marker-note-on-a-brokers-board',
  title: 'marker-title-of-a-document',
  renamed: 'marker-title-after-renaming',
  proposalTitle: 'marker-title-of-a-proposal',
  proposalText: 'marker-text-of-a-proposal',
  reason: 'marker-reason-for-withdrawing',
  question: 'marker-question-of-a-map',
  comment: 'marker-comment-among-brokers',
  changedComment: 'marker-comment-after-changing',
  quote: 'marker-words-that-a-comment-quotes',
  presence: 'marker-presence-in-a-document',
} as const

async function serve() {
  const table = openTable({ clock: systemClock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  undo.push(() => table.services.live.stop())
  return { table, server, seated: await seatEveryone(table, 'mou') }
}

type Served = Awaited<ReturnType<typeof serve>>

/** A socket whose every frame is kept, and which asks for all there is. */
function listenIn({ server }: Served, visitor: Visitor, document: string, into: Sighting[], from: string) {
  const headers =
    visitor.token === null
      ? { cookie: visitor.cookie, origin: server.url }
      : { authorization: `Bearer ${visitor.token}` }
  const look = visitor.preview === null ? '' : `&preview=${visitor.preview}`
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${document}?ext=1${look}`, { headers })
  undo.push(() => socket.terminate())
  const ready = new Promise<void>(resolve => {
    socket.on('open', () => {
      socket.send(step1Frame(new Uint8Array([0])))
      socket.send(new Uint8Array([3]))
    })
    socket.once('message', () => resolve())
    socket.once('close', (_code, reason) => {
      into.push({ from: `${from}, close`, bytes: reason })
      resolve()
    })
  })
  socket.on('error', error => into.push({ from: `${from}, error`, bytes: Buffer.from(String(error)) }))
  socket.on('message', (frame: Buffer) => into.push({ from, bytes: frame }))
  return { socket, ready }
}

/** Everything that a visitor can be answered: every GET that openapi.json describes, changes that are refused, and exports. */
async function askEverything(visitor: Visitor, ids: Record<string, string[]>, into: Sighting[]): Promise<void> {
  const keep = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const sent = { host: 'localhost:4000', ...headers }
    const who = visitor.token === null ? { cookie: visitor.cookie } : { authorization: `Bearer ${visitor.token}` }
    const answer = await visitor.table.app.request(`http://localhost:4000${path}`, {
      method,
      headers: {
        ...sent,
        ...who,
        ...(visitor.preview === null ? {} : { 'trestle-preview': visitor.preview }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const from = `${method} ${path} ${JSON.stringify(body ?? null)} → ${answer.status}`
    const bytes = new Uint8Array(await answer.arrayBuffer())
    into.push({ from, bytes }, { from: `${from}, headers`, bytes: Buffer.from(JSON.stringify([...answer.headers])) })
    if (answer.headers.get('content-type') === 'application/zip')
      for (const [name, file] of Object.entries(unzipSync(bytes)))
        into.push({ from: `${from}, ${name}`, bytes: file }, { from, bytes: Buffer.from(name) })
  }
  const { paths } = (await visitor.get('/api/openapi.json')).body
  const described = Object.entries<Record<string, unknown>>(paths).filter(([, methods]) => methods.get !== undefined)
  expect(described.length).toBeGreaterThan(8)
  for (const [path] of described) {
    for (const id of ids.all!) {
      const filled = path.replaceAll(/\{\w+\}/g, id)
      await keep('GET', filled)
      if (filled === path) break
    }
  }
  await keep('GET', '/api/openapi.json')
  for (const [partnership = ''] of [ids.partnerships!])
    for (const boundary of ['partnership', 'broker', 'public', 'Broker', 'broker ', 'partnership,broker', '__proto__'])
      for (const stream of ['ledger', 'texts'])
        await keep('GET', `/api/partnerships/${partnership}/${stream}?boundary=${encodeURIComponent(boundary)}`)
  for (const document of ids.inner!) {
    await keep('POST', `/api/documents/${document}/tickets`)
    await keep('POST', `/api/documents/${document}/archive`)
    await keep('PATCH', `/api/documents/${document}`, { title: 'Mine' })
    await keep('POST', `/api/documents/${document}/updates`, {})
  }
  const send = (body: object) =>
    keep('POST', `/api/partnerships/${ids.partnerships![0]}/commands`, { id: newId(), ...body })
  const [proposal = '', log = '', map = '', stakeholder = ''] = ids.inside!
  const textHash = '0'.repeat(64)
  await send({ type: 'document.rename', document: log, title: 'Mine' })
  await send({ type: 'comment.add', document: map, words: 'Mine', about: stakeholder })
  await send({ type: 'position.take', proposal, textHash, value: 'consent' })
  await send({ type: 'proposal.withdraw', proposal })
  await send({ type: 'proposal.close', proposal })
  await send({ type: 'rating.give', document: map, stakeholder, values: { power: 10 } })
  const settings = { method: 'consent', closesAt: Date.now() + 3_600_000 }
  await send({ type: 'proposal.open', document: log, proposal, textHash, settings, electorate: [newId()] })
}

/** Lays marker words into every place of the brokers' boundary, some before and some while others listen. */
async function furnish({ table, seated }: Served) {
  const { id, people, view, parties } = seated
  const { broker } = people
  const find = (kind: string, boundary: string) =>
    view.documents.find((one: { kind: string; boundary: string }) => one.kind === kind && one.boundary === boundary)
      .id as string
  const make = async (kind: string, title: string) =>
    (await broker.post(`/api/partnerships/${id}/documents`, { kind, title, boundary: 'broker' })).body.id as string
  const companion = find('stakeholder-map', 'broker')
  const board = await make('board', MARKS.title)
  const log = await make('decision-log', 'Brokers decide')
  const hen = newId()
  const proposal = newId()
  const thread = newId()
  const done = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await answer
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const write = (document: string, change: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc()
    doc.transact(() => change(doc))
    return done(
      broker.ask('POST', `/api/documents/${document}/updates`, Y.encodeStateAsUpdate(doc), {
        'content-type': 'application/octet-stream',
      }),
    )
  }
  const command = (body: object) => done(broker.post(`/api/partnerships/${id}/commands`, { id: newId(), ...body }))
  await write(find('stakeholder-map', 'partnership'), doc =>
    doc.getMap('stakeholders').set(hen, new Y.Map([['name', 'Hen keepers']])),
  )
  await write(companion, doc =>
    doc.getMap('stakeholders').set(
      hen,
      new Y.Map([
        ['contact', MARKS.contact],
        ['sensitivities', MARKS.sensitivity],
      ]),
    ),
  )
  const draft = new Y.Doc()
  draft.getMap('proposals').set(proposal, new Y.Map([['title', MARKS.proposalTitle]]))
  writeProse(draft.getXmlFragment(`proposal:${proposal}`), [{ type: 'paragraph', text: MARKS.proposalText }])
  const update = Y.encodeStateAsUpdate(draft)
  await done(
    broker.ask('POST', `/api/documents/${log}/updates`, update, { 'content-type': 'application/octet-stream' }),
  )
  const { hash } = draftOf(draft, proposal)!
  const secrets: string[] = [seated.recoveryUrl.split('#')[1]!]

  const later = async () => {
    await write(board, doc => doc.getMap('cards').set(newId(), new Y.Map([['text', MARKS.note]])))
    await write(companion, doc => doc.getMap('stakeholders').set(newId(), new Y.Map([['contact', MARKS.laterContact]])))
    await command({ type: 'document.rename', document: board, title: MARKS.renamed })
    await command({ type: 'question.set', document: companion, text: MARKS.question })
    const letter = { client: 1, clock: 1 }
    const quoting = { about: hen, range: { from: letter, to: letter }, quote: MARKS.quote }
    await command({ id: thread, type: 'comment.add', document: companion, words: MARKS.comment, ...quoting })
    const changed = { words: MARKS.changedComment, comment: thread, thread }
    await command({ type: 'comment.change', document: companion, ...changed })
    await command({
      type: 'proposal.open',
      document: log,
      proposal,
      textHash: hash,
      settings: { method: 'consent', closesAt: Date.now() + 3_600_000 },
      electorate: [parties.water],
    })
    await command({ type: 'proposal.withdraw', proposal, reason: MARKS.reason })
    const invite = await broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })
    const token = await broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'] })
    secrets.push(invite.body.secret, invite.body.code, token.body.token, ...broker.cookies.values())
    return { invite: invite.body.id as string, token: token.body.id as string }
  }
  const rows = await table.store.documents(id)
  const ledgers = rows.filter(row => row.boundary === 'broker' && row.role !== 'canvas').map(row => row.id)
  return {
    inner: [companion, board, log, ...ledgers],
    outer: rows.filter(row => row.boundary === 'partnership').map(row => row.id),
    inside: [proposal, log, companion, hen, thread],
    board,
    secrets,
    later,
  }
}

type Furnished = Awaited<ReturnType<typeof furnish>>

/** What one visitor sees over every transport while a broker works. */
async function watch(
  served: Served,
  furnished: Furnished,
  visitor: Visitor,
): Promise<{ seen: Sighting[]; ask: () => Promise<void> }> {
  const { seated } = served
  const { inner, outer, inside } = furnished
  const seen: Sighting[] = []
  const lines = [...inner, ...outer].map(document => listenIn(served, visitor, document, seen, `socket ${document}`))
  await Promise.all(lines.map(({ ready }) => ready))
  const ids = { all: [seated.id, ...inner, seated.people.broker.member], partnerships: [seated.id], inner, inside }
  return { seen, ask: () => askEverything(visitor, ids, seen) }
}

function sightings(seen: readonly Sighting[], words: string): string[] {
  const needle = Buffer.from(words)
  return seen.filter(({ bytes }) => Buffer.from(bytes).includes(needle)).map(({ from }) => from)
}

async function play(served: Served, visitors: Record<string, Visitor>) {
  const furnished = await furnish(served)
  const watched = new Map<string, Awaited<ReturnType<typeof watch>>>()
  for (const [who, visitor] of Object.entries(visitors)) watched.set(who, await watch(served, furnished, visitor))
  // A broker listens last of all: what has reached them has been sent to everyone to whom it is sent.
  const shown: Sighting[] = []
  const { broker } = served.seated.people
  const own = furnished.inner.map(document => listenIn(served, broker, document, shown, 'the broker’s own'))
  await Promise.all(own.map(({ ready }) => ready))
  const presenter = listenIn(served, broker, furnished.board, [], 'presenter')
  await presenter.ready
  const state = Buffer.from(JSON.stringify({ at: MARKS.presence }))
  presenter.socket.send(awarenessFrame([{ clientId: 77_777, clock: 1, json: state }]))
  const made = await furnished.later()
  await vi.waitFor(() => {
    for (const words of Object.values(MARKS)) expect([words, sightings(shown, words).length > 0]).toEqual([words, true])
  })
  for (const { ask } of watched.values()) await ask()
  return { furnished, made, seen: (who: string) => watched.get(who)!.seen }
}

test('[API-44] markers in every place of the brokers’ boundary: 0 bytes reach anyone outside, and brokers see each of them', async () => {
  const served = await serve()
  const { table, seated } = served
  const { id, people } = seated
  const tool = new Visitor(table)
  tool.token = (await people.contributor.post(`/api/partnerships/${id}/tokens`, { scopes: ['admin'] })).body.token
  const { representative, contributor, observer } = people
  const { furnished, made, seen } = await play(served, {
    'co-broker': people['co-broker'],
    representative,
    contributor,
    observer,
    tool,
  })
  // Whoever is inside sees each marker by the very same means, so that seeing none of them elsewhere says something.
  for (const words of Object.values(MARKS))
    expect([words, sightings(seen('co-broker'), words).length > 0]).toEqual([words, true])
  for (const who of ['representative', 'contributor', 'observer', 'tool']) {
    expect(seen(who).length).toBeGreaterThan(60)
    expect([who, sightings(seen(who), 'Hen keepers').length > 0]).toEqual([who, true])
    const named = [...furnished.inner, made.invite, made.token]
    for (const words of [...Object.values(MARKS), ...furnished.secrets])
      expect([who, words, sightings(seen(who), words)]).toEqual([who, words, []])
    for (const hidden of named) {
      // What they asked for by its id is answered by no more than their own words.
      const told = sightings(seen(who), hidden).filter(from => !from.includes(hidden))
      expect([who, hidden, told]).toEqual([who, hidden, []])
    }
  }
  const log = Buffer.from(table.log.lines.join('\n'))
  for (const words of [...Object.values(MARKS), ...furnished.secrets])
    expect([words, sightings([{ from: 'log', bytes: log }], words)]).toEqual([words, []])
}, 60_000)

test('[VAS-1] who looks as somebody else gets not one byte of the brokers’ boundary, though their own session stands within it', async () => {
  const served = await serve()
  const { id, people, parties } = served.seated
  const as = async (by: Visitor, role: string, partyId: string | null) => {
    const { status, body } = await by.post(`/api/partnerships/${id}/previews`, { role, partyId, name: 'A look' })
    expect(status).toBe(201)
    const visitor = new Visitor(served.table)
    for (const [name, value] of by.cookies) visitor.cookies.set(name, value)
    visitor.preview = body.token
    return visitor
  }
  const lookers = {
    'as a representative': await as(people.broker, 'representative', parties.water),
    'as a contributor': await as(people.broker, 'contributor', parties.fishers),
    'as an observer': await as(people['co-broker'], 'observer', null),
  }
  const { furnished, made, seen } = await play(served, lookers)
  for (const who of Object.keys(lookers)) {
    expect(seen(who).length).toBeGreaterThan(60)
    expect([who, sightings(seen(who), 'Hen keepers').length > 0]).toEqual([who, true])
    for (const words of [...Object.values(MARKS), ...furnished.secrets])
      expect([who, words, sightings(seen(who), words)]).toEqual([who, words, []])
    for (const hidden of [...furnished.inner, made.invite, made.token]) {
      const told = sightings(seen(who), hidden).filter(from => !from.includes(hidden))
      expect([who, hidden, told]).toEqual([who, hidden, []])
    }
  }
}, 60_000)

test('[API-46] a command about something inside answers those outside just as one about something that does not exist', async () => {
  const served = await serve()
  const { inside, later } = await furnish(served)
  await later()
  const { id, people } = served.seated
  const [proposal, log, map, stakeholder, thread] = inside
  const about = (some: { proposal: string; log: string; map: string }) => [
    { type: 'comment.add', document: some.map, words: 'w', thread },
    { type: 'comment.change', document: some.map, words: 'w', thread, comment: thread },
    { type: 'comment.erase', document: some.map, thread, comment: thread },
    { type: 'thread.resolve', document: some.map, thread },
    { type: 'document.rename', document: some.log, title: 'T' },
    { type: 'document.archive', document: some.map },
    { type: 'question.set', document: some.map, text: 'Who?' },
    { type: 'rating.give', document: some.map, stakeholder, values: { power: 10 } },
    { type: 'rating.agree', document: some.map, stakeholder, values: null },
    { type: 'proposal.amend', proposal: some.proposal, textHash: '0'.repeat(64), change: 'c' },
    { type: 'proposal.withdraw', proposal: some.proposal },
    { type: 'proposal.close', proposal: some.proposal },
    { type: 'position.take', proposal: some.proposal, textHash: '0'.repeat(64), value: 'consent' },
    { type: 'position.confirm', proposal: some.proposal },
    { type: 'objection.test', proposal: some.proposal, objection: newId() },
    { type: 'objection.settle', proposal: some.proposal, objection: newId(), state: 'withdrawn' },
  ]
  for (const who of ['representative', 'contributor', 'observer'] as const) {
    const codes = async (some: { proposal: string; log: string; map: string }) => {
      const answers = []
      for (const body of about(some))
        answers.push(await people[who].post(`/api/partnerships/${id}/commands`, { id: newId(), ...body }))
      return answers.map(({ status, body }) => [status, body.code])
    }
    const real = await codes({ proposal: proposal!, log: log!, map: map! })
    expect(real).toEqual(await codes({ proposal: newId(), log: newId(), map: newId() }))
    expect(real.every(([status]) => status === 403 || status === 404)).toBe(true)
  }
})

test('[API-45] a removed member, a neighbour’s broker and a stranger get not one byte of a partnership', async () => {
  const served = await serve()
  const { table, seated } = served
  const { id, people } = seated
  const removed = people['co-broker']
  expect((await people.broker.delete(`/api/partnerships/${id}/members/${removed.member}`)).status).toBe(204)
  const neighbour = new Visitor(table)
  await neighbour.post('/api/partnerships', { name: 'Elsewhere', brokerName: 'Eve' })
  const { furnished, seen } = await play(served, { removed, neighbour, stranger: new Visitor(table) })
  const common = ['Hen keepers', 'Delta table', 'Zuhura', 'Water Directorate', 'Mwanahawa']
  for (const who of ['removed', 'neighbour', 'stranger']) {
    expect(seen(who).length).toBeGreaterThan(60)
    for (const words of [...common, ...Object.values(MARKS), ...furnished.secrets])
      expect([who, words, sightings(seen(who), words)]).toEqual([who, words, []])
  }
}, 60_000)
