import { expect, test } from 'vitest'
import type { Role } from '../../../shared/access/roles.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

const ROLES: Role[] = ['broker', 'co-broker', 'representative', 'contributor', 'observer']
const DAY = 86_400_000

test('[ACC-1] a broker is never made by an invite', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const answer = await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'broker' })
  expect([answer.status, answer.body.code]).toEqual([422, 'invalid'])
})

test('[ACC-2] each role invites exactly whom it may', async () => {
  const table = openTable()
  const { id, people, parties } = await seatEveryone(table)
  const all = ['co-broker', 'representative', 'contributor', 'observer']
  const allowed: Record<string, string[]> = {}
  for (const role of ROLES) {
    allowed[role] = []
    for (const invited of all) {
      const made = await people[role].post(`/api/partnerships/${id}/invites`, { role: invited, partyId: parties.water })
      if (made.status === 201) allowed[role].push(invited)
      else expect([made.status, made.body.code]).toEqual([403, 'not-allowed'])
    }
  }
  expect(allowed).toEqual({
    broker: all,
    'co-broker': all,
    representative: ['contributor', 'observer'],
    contributor: [],
    observer: [],
  })
  const foreign = await people.representative.post(`/api/partnerships/${id}/invites`, {
    role: 'contributor',
    partyId: parties.fishers,
  })
  expect(foreign.body.code).toBe('not-allowed')
})

test('[ACC-2] a representative’s invite is bound to their own party even when they do not say so', async () => {
  const table = openTable()
  const { id, people, parties } = await seatEveryone(table)
  const invite = (await people.representative.post(`/api/partnerships/${id}/invites`, { role: 'contributor' })).body
  const guest = new Visitor(table)
  expect(
    (await guest.post('/api/join', { code: invite.code, name: 'Aisha', partyId: parties.fishers })).body.code,
  ).toBe('party-fixed')
  await guest.post('/api/join', { code: invite.code, name: 'Aisha' })
  expect((await guest.get(`/api/partnerships/${id}`)).body.me).toMatchObject({
    role: 'contributor',
    partyId: parties.water,
  })
})

test('[ACC-3] a revoked, expired, used-up or unknown invite opens nothing and says which it is', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const make = async (more = {}) =>
    (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer', ...more })).body
  const tries = async (key: object) => {
    const guest = new Visitor(table)
    const joined = await guest.post('/api/join', { ...key, name: 'Guest' })
    const seen = await guest.post('/api/invites/preview', key)
    expect(seen.status === 200 ? null : seen.body.code).toBe(
      joined.status === 201 && seen.status === 200 ? null : (joined.body.code ?? 'invite-used-up'),
    )
    return [joined.status, joined.body.code]
  }

  const revoked = await make()
  expect((await people.broker.delete(`/api/partnerships/${id}/invites/${revoked.id}`)).status).toBe(204)
  expect(await tries({ secret: revoked.secret })).toEqual([410, 'invite-revoked'])
  expect(await tries({ code: revoked.code })).toEqual([410, 'invite-revoked'])

  const single = await make({ maxUses: 1 })
  expect(await tries({ secret: single.secret })).toEqual([201, undefined])
  expect(await tries({ secret: single.secret })).toEqual([410, 'invite-used-up'])

  const short = await make({ expiresInHours: 2 })
  const standard = await make()
  table.clock.pass(2 * 3_600_000)
  expect(await tries({ secret: short.secret })).toEqual([410, 'invite-expired'])
  expect(await tries({ secret: standard.secret })).toEqual([201, undefined])
  table.clock.pass(14 * DAY)
  expect(await tries({ secret: standard.secret })).toEqual([410, 'invite-expired'])
  expect(await tries({ secret: 'a'.repeat(43) })).toEqual([404, 'invite-unknown'])
})

test('[ACC-3] two people who take the last use at once: one joins', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { secret } = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer', maxUses: 1 }))
    .body
  const answers = await Promise.all(
    ['Ana', 'Bo', 'Cy'].map(name => new Visitor(table).post('/api/join', { secret, name })),
  )
  expect(answers.map(answer => answer.status).sort()).toEqual([201, 410, 410])
})

test('[ACC-4] an invite is revoked by brokers and by who made it, and by nobody else', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  for (const role of ROLES) {
    const own = (await people.representative.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
    const answer = await people[role].delete(`/api/partnerships/${id}/invites/${own.id}`)
    expect([role, answer.status]).toEqual([role, ['contributor', 'observer'].includes(role) ? 403 : 204])
  }
  const seen = async (role: Role) => (await people[role].get(`/api/partnerships/${id}/invites`)).body.invites.length
  expect(await seen('broker')).toBeGreaterThan(await seen('representative'))
  expect(await seen('observer')).toBe(0)
})

test('[ACC-5] joining takes a name, a party where the role needs one, and from a browser the notice', async () => {
  const table = openTable()
  const { id, people, parties } = await seatEveryone(table)
  const { secret } = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'contributor' })).body
  const from = { origin: 'http://localhost:4000' }
  const guest = new Visitor(table)
  const tries = async (body: object, headers?: Record<string, string>) =>
    (await guest.post('/api/join', { secret, ...body }, headers)).body.code
  expect(await tries({ name: '  ', partyId: parties.water })).toBe('invalid')
  expect(await tries({ name: 'x'.repeat(121), partyId: parties.water })).toBe('invalid')
  expect(await tries({ name: 'Guest' })).toBe('party-required')
  expect(await tries({ name: 'Guest', partyId: 'a'.repeat(20) })).toBe('no-such-party')
  expect(await tries({ name: 'Guest', partyId: parties.water }, from)).toBe('notice-not-read')
  expect(await tries({ name: 'Guest', partyId: parties.water, noticeRead: false }, from)).toBe('invalid')
  expect(
    (await guest.post('/api/join', { secret, name: 'Guest', partyId: parties.water, noticeRead: true }, from)).status,
  ).toBe(201)
})

test('[ACC-6] a browser that sits at the table already keeps its seat and uses nothing up', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const invite = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer', maxUses: 1 })).body
  const again = await people.broker.post('/api/join', { secret: invite.secret, name: 'Somebody else' })
  expect(again.body.member).toEqual({ id: people.broker.member, role: 'broker' })
  const preview = await people.broker.post('/api/invites/preview', { code: invite.code })
  expect(preview.body.already).toMatchObject({ member: people.broker.member, name: 'Zuhura' })
  expect((await new Visitor(table).post('/api/join', { secret: invite.secret, name: 'Guest' })).status).toBe(201)
})

test('[ACC-7] a session ends after 12 idle hours, lives on while it is used, and its device can come back as the same member', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { broker } = people
  for (let hours = 0; hours < 48; hours += 11) {
    table.clock.pass(11 * 3_600_000)
    expect((await broker.get(`/api/partnerships/${id}`)).status).toBe(200)
  }
  table.clock.pass(12 * 3_600_000 + 1)
  expect((await broker.get(`/api/partnerships/${id}`)).body.code).toBe('session-idle')
  const stranger = new Visitor(table)
  for (const [name, value] of broker.cookies) if (!name.endsWith('_device')) stranger.cookies.set(name, value)
  expect((await stranger.get(`/api/partnerships/${id}`)).body.code).toBe('no-session')
  expect((await stranger.post('/api/return')).status).toBe(401)
  expect((await broker.post('/api/return')).status).toBe(201)
  expect((await broker.get(`/api/partnerships/${id}`)).body.me.id).toBe(broker.member)
})

test('[ACC-8] logging out ends the session and forgets the device', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const before = new Map(people.observer.cookies)
  expect((await people.observer.post('/api/log-out')).status).toBe(204)
  expect(people.observer.cookies.size).toBe(0)
  const thief = new Visitor(table)
  for (const [name, value] of before) thief.cookies.set(name, value)
  expect((await thief.get(`/api/partnerships/${id}`)).status).toBe(401)
  expect((await thief.post('/api/return')).status).toBe(401)
})

test('[ACC-9] cookies are HttpOnly, SameSite=Lax, named by port, and Secure on https alone', async () => {
  const plain = openTable({ env: { PORT: '4001' } })
  const made = await new Visitor(plain).post('/api/partnerships', { name: 'T', brokerName: 'B' })
  const [session] = made.headers.getSetCookie()
  expect(session).toMatch(/^trestle_4001=[\w-]{43};/)
  expect(session).toContain('HttpOnly')
  expect(session).toContain('SameSite=Lax')
  expect(session).not.toContain('Secure')
  const safe = openTable({ env: { TRESTLE_PUBLIC_URL: 'https://table.example.org' } })
  const secure = await new Visitor(safe).post('/api/partnerships', { name: 'T', brokerName: 'B' })
  expect(secure.headers.getSetCookie()[0]).toContain('Secure')
  expect(secure.body.recoveryUrl).toMatch(/^https:\/\/table\.example\.org\/recover\/#/)
})

test('[ACC-10] no secret is stored or logged as it is', async () => {
  const table = openTable()
  const { id, people, recoveryUrl } = await seatEveryone(table)
  const invite = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  const token = (await people.broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'] })).body.token
  const { store } = table
  const stored = JSON.stringify([
    await store.invites(id),
    await store.tokens(id),
    await store.entries(id, 'broker', 0, 100),
    await store.texts(id, 'broker', 0),
    table.log.lines,
  ])
  for (const secret of [
    invite.secret,
    invite.code,
    token,
    recoveryUrl.split('#')[1]!,
    ...people.broker.cookies.values(),
  ])
    expect(stored).not.toContain(secret)
  for (const secret of people.broker.cookies.values()) expect(await store.sessionBySecret(secret)).toBeNull()
})

test('[ACC-11] a recovery link works once, rotates, and brings back the same member', async () => {
  const table = openTable()
  const { id, people, recoveryUrl } = await seatEveryone(table)
  const secret = recoveryUrl.split('#')[1]
  const back = new Visitor(table)
  const first = await back.post('/api/recover', { secret })
  expect([first.status, first.body.member.id]).toEqual([201, people.broker.member])
  expect((await back.get(`/api/partnerships/${id}`)).body.me.role).toBe('broker')
  expect((await new Visitor(table).post('/api/recover', { secret })).body.code).toBe('recovery-used')
  const next = first.body.recoveryUrl.split('#')[1]
  expect((await new Visitor(table).post('/api/recover', { secret: next })).status).toBe(201)
})

test('[ACC-12] a removed member loses everything at once: routes, tokens, invites, return and recovery', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { representative, broker } = people
  const tool = new Visitor(table)
  tool.token = (await representative.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'] })).body.token
  const invite = (await representative.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  expect((await tool.get(`/api/partnerships/${id}`)).status).toBe(200)

  expect((await broker.delete(`/api/partnerships/${id}/members/${representative.member}`)).status).toBe(204)
  expect((await representative.get(`/api/partnerships/${id}`)).body.code).toBe('not-a-member')
  expect((await representative.get('/api/partnerships')).body.partnerships).toEqual([])
  expect((await tool.get(`/api/partnerships/${id}`)).body.code).toBe('bad-token')
  expect((await new Visitor(table).post('/api/join', { secret: invite.secret, name: 'X' })).body.code).toBe(
    'invite-revoked',
  )
  expect((await representative.post('/api/return')).status).toBe(401)
  expect((await broker.get(`/api/partnerships/${id}`)).body.members.map((one: { id: string }) => one.id)).not.toContain(
    representative.member,
  )
})

test('[ACC-13] each role removes exactly whom it may, anyone may leave, and the last broker stays', async () => {
  const outcome: Record<string, Record<string, number>> = {}
  for (const actor of ROLES) {
    for (const target of ROLES) {
      const table = openTable()
      const { id, people } = await seatEveryone(table)
      const answer = await people[actor].delete(`/api/partnerships/${id}/members/${people[target].member}`)
      outcome[actor] = { ...outcome[actor], [target]: answer.status }
    }
  }
  expect(outcome).toEqual({
    broker: { broker: 409, 'co-broker': 204, representative: 204, contributor: 204, observer: 204 },
    'co-broker': { broker: 403, 'co-broker': 204, representative: 204, contributor: 204, observer: 204 },
    representative: { broker: 403, 'co-broker': 403, representative: 204, contributor: 403, observer: 403 },
    contributor: { broker: 403, 'co-broker': 403, representative: 403, contributor: 204, observer: 403 },
    observer: { broker: 403, 'co-broker': 403, representative: 403, contributor: 403, observer: 204 },
  })
})

test('[ACC-14] a token does no more than its scopes, and never makes a token that does more', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const document = view.documents[0].id
  const acts: [string, (tool: Visitor) => Promise<{ status: number }>][] = [
    ['see', tool => tool.get(`/api/partnerships/${id}`)],
    [
      'edit',
      tool =>
        tool.post(`/api/documents/${document}/updates`, new Uint8Array([0, 0]), {
          'content-type': 'application/octet-stream',
        }),
    ],
    ['document', tool => tool.post(`/api/partnerships/${id}/documents`, { kind: 'board', title: 'B' })],
    ['party', tool => tool.post(`/api/partnerships/${id}/parties`, { name: 'P', sector: 'media' })],
    ['token', tool => tool.post(`/api/partnerships/${id}/tokens`, { scopes: ['admin'] })],
  ]
  const may: Record<string, string[]> = {}
  for (const scope of ['read', 'write', 'admin']) {
    const tool = new Visitor(table)
    tool.token = (await people.broker.post(`/api/partnerships/${id}/tokens`, { scopes: [scope] })).body.token
    may[scope] = []
    for (const [name, act] of acts) if ((await act(tool)).status < 300) may[scope].push(name)
  }
  expect(may).toEqual({
    read: ['see'],
    write: ['see', 'edit', 'document'],
    admin: ['see', 'edit', 'document', 'party', 'token'],
  })
})

test('[ACC-14] a token ends when it expires or is revoked, and a bad one never falls back to a cookie', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const tool = new Visitor(table)
  const made = (await people.broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'], expiresInDays: 1 })).body
  tool.token = made.token
  expect((await tool.get(`/api/partnerships/${id}`)).status).toBe(200)
  table.clock.pass(DAY)
  expect((await tool.get(`/api/partnerships/${id}`)).body.code).toBe('bad-token')
  await people.broker.post('/api/return')
  const other = (await people.broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'] })).body
  tool.token = other.token
  expect((await people.broker.delete(`/api/partnerships/${id}/tokens/${other.id}`)).status).toBe(204)
  expect((await tool.get(`/api/partnerships/${id}`)).body.code).toBe('bad-token')
  const both = await people.broker.get(`/api/partnerships/${id}`, {
    authorization: 'Bearer nothing',
    cookie: people.broker.cookie,
  })
  expect(both.body.code).toBe('bad-token')
})

test('[ACC-15] guessing codes is slowed by address and by session', async () => {
  const table = openTable({ rules: { guess: { points: 5, seconds: 60 }, guessBySession: { points: 2, seconds: 60 } } })
  const { people } = await seatEveryone(table)
  const guess = (visitor: Visitor, n: number) => visitor.post('/api/invites/preview', { code: `quiet-heron-000${n}` })
  expect([(await guess(people.observer, 1)).status, (await guess(people.observer, 2)).status]).toEqual([404, 404])
  const slowed = await guess(people.observer, 3)
  expect([slowed.status, slowed.body.code]).toEqual([429, 'too-many-requests'])
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
  const stranger = new Visitor(table)
  for (let n = 0; n < 3; n++) expect((await guess(stranger, n)).status).toBe(404)
  expect((await guess(new Visitor(table), 9)).status).toBe(429)
})

test('[ACC-16] ids of one partnership open nothing through another', async () => {
  const table = openTable()
  const mine = await seatEveryone(table)
  const theirs = await seatEveryone(table)
  const { broker } = mine.people
  const invite = (await theirs.people.broker.post(`/api/partnerships/${theirs.id}/invites`, { role: 'observer' })).body
  const token = (await theirs.people.broker.post(`/api/partnerships/${theirs.id}/tokens`, { scopes: ['read'] })).body
  const document = theirs.view.documents[0].id
  const answers = [
    await broker.get(`/api/partnerships/${theirs.id}`),
    await broker.get(`/api/partnerships/${theirs.id}/ledger`),
    await broker.post(`/api/partnerships/${theirs.id}/parties`, { name: 'P', sector: 'media' }),
    await broker.post(`/api/documents/${document}/tickets`),
    await broker.post(`/api/documents/${document}/archive`),
    await broker.delete(`/api/partnerships/${mine.id}/invites/${invite.id}`),
    await broker.delete(`/api/partnerships/${mine.id}/tokens/${token.id}`),
    await broker.delete(`/api/partnerships/${mine.id}/members/${theirs.people.observer.member}`),
    await broker.post(`/api/partnerships/${mine.id}/invites`, { role: 'observer', partyId: theirs.parties.water }),
    await broker.post(`/api/partnerships/${mine.id}/commands`, {
      id: 'a'.repeat(20),
      type: 'document.archive',
      document,
    }),
  ]
  expect(answers.map(answer => answer.body.code)).toEqual([
    'not-a-member',
    'not-a-member',
    'not-a-member',
    'not-a-member',
    'not-a-member',
    'no-such-invite',
    'no-such-token',
    'no-such-member',
    'no-such-party',
    'no-such-document',
  ])
})

test('[OFF-29] whoever has joined is told in the same answer where the ledgers are, and only those of their boundaries', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { secret } = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  const guest = new Visitor(table)
  const joined = await guest.post('/api/join', { secret, name: 'Guest' })
  const asked = await guest.get(`/api/partnerships/${id}`)
  const { me, ledgers, protocol } = asked.body
  expect(joined.body).toMatchObject({ me, ledgers, protocol })
  expect(ledgers.map((one: { boundary: string }) => one.boundary)).toEqual(['partnership'])
})
