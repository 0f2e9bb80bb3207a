import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { MOST_SOCKETS } from '../../../server/http/admit.ts'
import { listen } from '../../../server/http/listen.ts'
import { ECHO } from '../../../server/http/venue.ts'
import { newId } from '../../../shared/ids.ts'
import { PACK_LIMITS } from '../../../server/archive/limits.ts'
import { resealed } from '../../verify/sample-export.ts'
import { brought, opened, packed, shown, taken } from '../archive/exports.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

vi.setConfig({ testTimeout: 60_000 })

type Info = { id: string; kind: string; boundary: string }

const mapOf = (documents: Info[]): string =>
  documents.find(one => one.kind === 'stakeholder-map' && one.boundary === 'partnership')!.id

test('[RED-1] in a copy nobody takes the id of a comment that came along', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table, 'mou')
  const thread = newId()
  const answer = newId()
  const say = (who: Visitor, at: string, body: object) => who.post(`/api/partnerships/${at}/commands`, body)
  const first = { id: thread, type: 'comment.add', document: mapOf(view.documents), words: 'We said no' }
  expect((await say(people.representative, id, first)).status).toBe(200)
  expect((await say(people.contributor, id, { ...first, id: answer, words: 'So did we', thread })).status).toBe(200)
  const importer = new Visitor(table)
  const copy: string = (await brought(importer, await taken(table, people.broker, id))).body.partnership.id
  const document = mapOf((await importer.get(`/api/partnerships/${copy}`)).body.documents)
  for (const taking of [thread, answer]) {
    const said = await say(importer, copy, { ...first, id: taking, document, words: 'We said yes' })
    expect([said.status, said.body.code, said.body.field]).toEqual([422, 'invalid', 'id'])
  }
  const comments = (await table.services.ledger.state(copy)).threads.get(document)?.get(thread)?.comments ?? []
  expect(comments.map(one => one.id)).toEqual([thread, answer])
  expect(await table.services.ledger.words(copy, comments[0]!.versions[0]!.words)).toBe('We said no')
})

test('[RED-2] the home list counts open proposals of the brokers’ boundary for brokers alone', async () => {
  const table = openTable()
  const { id, people, parties } = await seatEveryone(table)
  const log: string = (
    await people.broker.post(`/api/partnerships/${id}/documents`, {
      kind: 'decision-log',
      title: 'Among brokers',
      boundary: 'broker',
    })
  ).body.id
  await table.services.ledger.record(
    id,
    [
      {
        boundary: 'broker',
        fact: {
          type: 'proposal.opened',
          proposal: newId(),
          document: log,
          number: 1,
          title: { words: 'Ask them to go' },
          text: { words: 'Ask them to go' },
          textHash: '0'.repeat(64),
          language: 'en',
          settings: {
            method: 'consent',
            unit: 'party',
            quorum: 50,
            threshold: 50,
            required: [],
            closesAt: table.clock.now() + 86_400_000,
            reasonsOnDissent: true,
            reversible: true,
          },
          electorate: [parties.water],
          owner: null,
          reviewOn: null,
          supersedes: null,
        },
      },
    ],
    { actor: people.broker.member, role: 'broker', party: null },
  )
  const counted = async (who: Visitor) => (await who.get('/api/partnerships')).body.partnerships[0].openProposals
  expect([await counted(people.broker), await counted(people['co-broker'])]).toEqual([1, 1])
  for (const who of [people.representative, people.contributor, people.observer]) expect(await counted(who)).toBe(0)
})

test('[RED-3] in another’s seat of the sample nobody makes a token or a way back', async () => {
  const table = openTable()
  const host = new Visitor(table)
  const made = await host.post('/api/partnerships', { name: 'Mirata', brokerName: 'Ada', start: 'sample' })
  const at = `/api/partnerships/${made.body.partnership.id}`
  const { seats } = (await host.get(at)).body
  const attempts = async () => [
    (await host.post(`${at}/tokens`, { scopes: ['write'] })).status,
    (await host.post(`${at}/recovery`)).status,
  ]
  expect((await host.post(`${at}/seat`, { member: seats[0] })).status).toBe(200)
  expect(await attempts()).toEqual([403, 403])
  expect((await host.post(`${at}/seat`, { member: made.body.member.id })).status).toBe(200)
  expect(await attempts()).toEqual([201, 201])
})

test('[RED-4] looks as somebody else count against the limits of the broker who looks', async () => {
  const table = openTable({ rules: { export: { points: 2, seconds: 600 } } })
  const { id, people } = await seatEveryone(table)
  const statuses = []
  for (let at = 0; at < 3; at++) {
    const { token } = (
      await people.broker.post(`/api/partnerships/${id}/previews`, { name: `Look ${at}`, role: 'observer' })
    ).body
    const answer = await people.broker.get(`/api/partnerships/${id}/export`, { 'trestle-preview': token })
    statuses.push(answer.status)
  }
  expect(statuses).toEqual([200, 200, 429])
})

test('[RED-5] whoever sends exports slowly from one address leaves room for others', async () => {
  const table = openTable({ env: { TRESTLE_TRUSTED_PROXIES: '127.0.0.1' } })
  const ends: (() => void)[] = []
  const slowly = (address: string) => {
    const body = new ReadableStream<Uint8Array>({
      start: controller => void ends.push(() => controller.close()),
    })
    return Promise.resolve(
      table.app.request('http://localhost:4000/api/partnerships/import/preview', {
        method: 'POST',
        headers: {
          host: 'localhost:4000',
          'content-type': 'application/octet-stream',
          'x-forwarded-for': address,
        },
        body,
        duplex: 'half',
      } as RequestInit),
    )
  }
  const slow = [slowly('203.0.113.5'), slowly('203.0.113.5')]
  expect((await slowly('203.0.113.5')).status).toBe(503)
  const other = await table.app.request('http://localhost:4000/api/partnerships/import/preview', {
    method: 'POST',
    headers: { host: 'localhost:4000', 'content-type': 'application/octet-stream', 'x-forwarded-for': '203.0.113.6' },
    body: new Uint8Array(10),
  })
  expect(((await other.json()) as { code: string }).code).toBe('export-unreadable')
  for (const end of ends) end()
  await Promise.all(slow)
  expect((await shown(new Visitor(table), new Uint8Array(10))).body.code).toBe('export-unreadable')
})

test('[RED-6] in a copy nobody outside the brokers’ boundary learns how long the brokers’ ledger was', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  const importer = new Visitor(table)
  const copy: string = (await brought(importer, await taken(table, people.broker, id))).body.partnership.id
  const facts = async (boundary: 'partnership' | 'broker') => {
    const entries = await table.store.entries(copy, boundary, 0, 1)
    return entries.map(({ fact }) => fact)
  }
  for (const boundary of ['partnership', 'broker'] as const) {
    const [first] = await facts(boundary)
    expect(first).toMatchObject({ type: 'partnership.imported', from: id, ledgers: [{ boundary }] })
    expect(JSON.stringify(first).match(/"boundary"/g)).toHaveLength(1)
  }
})

test('[RED-7] no title of a canvas keeps others from taking the partnership out', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  // Sixty UTF-16 units of the first end within its last letter.
  for (const title of [`${'a'.repeat(59)}\u{1d400}`, '../../etc/passwd', '<script>', '.']) {
    const made = await people.representative.post(`/api/partnerships/${id}/documents`, { kind: 'agreement', title })
    expect([title, made.status]).toEqual([title, 201])
  }
  expect((await taken(table, people.observer, id)).length).toBeGreaterThan(0)
})

test('[RED-8] whoever brings a partnership in gets a way back that brings them back', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { member, recoveryUrl } = (await brought(new Visitor(table), await taken(table, people.broker, id))).body
  const back = await new Visitor(table).post('/api/recover', { secret: recoveryUrl.split('#')[1] })
  expect([back.status, back.body.member?.id]).toEqual([201, member.id])
})

test('[RED-9] what came by a way back that somebody else made ends when its member comes to run the table', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const at = `/api/partnerships/${id}`
  const { member } = people.contributor
  const helper = people['co-broker']
  const secretOf = (answer: { body: { recoveryUrl: string } }) => answer.body.recoveryUrl.split('#')[1]!
  const own = secretOf(await people.contributor.post(`${at}/recovery`))
  const sneak = new Visitor(table)
  const redeemed = await sneak.post('/api/recover', {
    secret: secretOf(await helper.post(`${at}/members/${member}/recovery`)),
  })
  const next = secretOf(redeemed)
  const tool = new Visitor(table)
  tool.token = (await sneak.post(`${at}/tokens`, { scopes: ['read'] })).body.token
  const statuses = async () => {
    const returned = new Visitor(table)
    for (const [name, value] of sneak.cookies) returned.cookies.set(name, value)
    returned.cookies.delete('trestle_4000')
    return [
      (await sneak.get(at)).status,
      (await tool.get(at)).status,
      (await sneak.get('/api/partnerships')).body.partnerships.length,
      (await new Visitor(table).post('/api/recover/preview', { secret: next })).status,
      (await returned.post('/api/return')).status,
    ]
  }
  expect(await statuses()).toEqual([200, 200, 1, 200, 201])
  const ended: string[] = []
  const line = {
    type: 'session',
    credential: '',
    partnership: id,
    member,
    home: null,
    document: '',
    full: true,
  } as const
  for (const lentAs of ['contributor', null] as const)
    table.services.live.add({ ...line, countedFor: member, lentAs, close: () => void ended.push(lentAs ?? 'own') })
  const change = (role: string) =>
    people.broker.post(`${at}/commands`, {
      id: newId(),
      type: 'member.change',
      member,
      role,
      party: null,
      name: 'Mwanahawa',
    })
  expect((await change('broker')).status).toBe(200)
  expect(await statuses()).toEqual([403, 403, 0, 410, 401])
  expect((await sneak.post(`${at}/recovery`)).status).toBe(403)
  expect(ended).toEqual(['contributor'])
  // The person's own device stays, and a link that a broker makes now is worth what they are now.
  expect((await people.contributor.get(at)).body.me.role).toBe('broker')
  expect((await new Visitor(table).post('/api/recover', { secret: own })).body.code).toBe('recovery-replaced')
  const fresh = await people.broker.post(`${at}/members/${member}/recovery`)
  const back = new Visitor(table)
  expect((await back.post('/api/recover', { secret: secretOf(fresh) })).status).toBe(201)
  expect((await back.get(at)).status).toBe(200)
})

test('[RED-10] a link made in a session that came by somebody else’s is lent like that one; one’s own device stays one’s own', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const at = `/api/partnerships/${id}`
  const { member } = people.observer
  const secretOf = (answer: { body: { recoveryUrl: string } }) => answer.body.recoveryUrl.split('#')[1]!
  const lent = async () => secretOf(await people['co-broker'].post(`${at}/members/${member}/recovery`))
  // The person opens the link on the very browser that they sit in already.
  expect((await people.observer.post('/api/recover', { secret: await lent() })).status).toBe(201)
  const sneak = new Visitor(table)
  await sneak.post('/api/recover', { secret: await lent() })
  const again = new Visitor(table)
  await again.post('/api/recover', { secret: secretOf(await sneak.post(`${at}/recovery`)) })
  expect((await again.get(at)).status).toBe(200)
  const raised = { id: newId(), type: 'member.change', member, role: 'co-broker', party: null, name: 'Paulo' }
  expect((await people.broker.post(`${at}/commands`, raised)).status).toBe(200)
  expect((await again.get(at)).status).toBe(403)
  expect((await people.observer.get(at)).status).toBe(200)
})

test('[RED-12] who brings exports in and who takes theirs out wait in lines of their own, and each line has an end', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { archivist } = table.services
  let go = (): void => {}
  const gate = new Promise<void>(resolve => {
    go = resolve
  })
  let gathered = 0
  const held = Array.from({ length: PACK_LIMITS.atOnce + PACK_LIMITS.waiting }, () =>
    archivist.pack(async () => {
      gathered += 1
      await gate
      throw new Error('not this time')
    }),
  )
  const settled = Promise.allSettled(held)
  const refused = await people.observer.get(`/api/partnerships/${id}/export`)
  expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([503, 'export-busy', '10'])
  expect(gathered).toBe(PACK_LIMITS.atOnce)
  expect((await shown(new Visitor(table), packed({ 'a.txt': new Uint8Array(9) }))).body.code).toBe('export-foreign')
  go()
  expect((await settled).every(one => one.status === 'rejected')).toBe(true)
  expect((await taken(table, people.observer, id)).length).toBeGreaterThan(0)
})

test('[RED-14] sockets of all looks of one broker count together', async () => {
  const table = openTable({ env: { TRESTLE_LIMITS: 'standard' }, clock: systemClock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.endSockets().then(() => server.close()))
  onTestFinished(() => table.services.live.stop())
  const { id, people, view } = await seatEveryone(table, 'mou')
  const { broker } = people
  const fake = { type: 'preview', credential: '', document: '', home: null, lentAs: null, full: false } as const
  for (let n = 0; n < MOST_SOCKETS; n++)
    table.services.live.add({ ...fake, partnership: id, member: newId(), countedFor: broker.member, close: () => {} })
  const { token } = (await broker.post(`/api/partnerships/${id}/previews`, { name: 'Look', role: 'observer' })).body
  const headers = { cookie: broker.cookie, origin: server.url }
  const address = `${server.url.replace('http', 'ws')}/sync/${mapOf(view.documents)}?preview=${token}`
  const socket = new WebSocket(address, { headers })
  onTestFinished(() => socket.terminate())
  expect(await new Promise(resolve => socket.once('close', resolve))).toBe(1013)
})

test('[RED-15] one address does not hold every place of the venue check', async () => {
  const table = openTable({ env: { TRESTLE_TRUSTED_PROXIES: '127.0.0.1' }, clock: systemClock })
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.endSockets().then(() => server.close()))
  const answered = (address: string): Promise<number> => {
    const headers = { origin: server.url, 'x-forwarded-for': address }
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/venue/echo`, { headers })
    onTestFinished(() => socket.terminate())
    return new Promise(resolve => {
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0))
      socket.on('error', () => {})
    })
  }
  for (let n = 0; n < ECHO.atOnceOfOne; n++) expect(await answered('203.0.113.5')).toBe(101)
  expect(await answered('203.0.113.5')).toBe(429)
  expect(await answered('203.0.113.6')).toBe(101)
})

test('[RED-16] whoever began the sample and is not its broker any more is back in their own seat', async () => {
  const table = openTable()
  const host = new Visitor(table)
  const made = await host.post('/api/partnerships', { name: 'Mirata', brokerName: 'Ada', start: 'sample' })
  const id: string = made.body.partnership.id
  const own: string = made.body.member.id
  const at = `/api/partnerships/${id}`
  const view = (await host.get(at)).body
  const guest = new Visitor(table)
  const invite = (await host.post(`${at}/invites`, { role: 'co-broker' })).body
  const member: string = (await guest.post('/api/join', { secret: invite.secret, name: 'Ben' })).body.member.id
  const change = (who: Visitor, whose: string, role: string, name: string) =>
    who.post(`${at}/commands`, { id: newId(), type: 'member.change', member: whose, role, party: null, name })
  expect((await change(host, member, 'broker', 'Ben')).status).toBe(200)
  expect((await host.post(`${at}/seat`, { member: view.seats[0] })).status).toBe(200)
  expect((await host.get(at)).body.me.id).toBe(view.seats[0])
  const ended: string[] = []
  table.services.live.add({
    type: 'session',
    credential: '',
    partnership: id,
    member: view.seats[0],
    countedFor: view.seats[0],
    home: own,
    lentAs: null,
    document: '',
    full: true,
    close: (code, reason) => void ended.push(`${code} ${reason}`),
  })
  expect((await change(guest, own, 'observer', 'Ada')).status).toBe(200)
  expect((await host.get(at)).body.me).toMatchObject({ id: own, role: 'observer' })
  expect(ended).toEqual(['4401 seat-changed'])
})

test('[RED-17] an export goes by the name that its ledger gives it, and by no other', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const files = opened(await taken(table, people.broker, id))
  const forged = resealed(files, manifest => {
    manifest.name = 'x'.repeat(100_000)
  })
  expect((await shown(new Visitor(table), packed(forged))).body.code).toBe('export-tampered')
  expect((await shown(new Visitor(table), packed(resealed(files)))).body.name).toBe('Delta table')
})
