import { expect, test } from 'vitest'
import { ROLES } from '../../../shared/access/roles.ts'
import type { Entry } from '../../../shared/ledger/facts.ts'
import { brought, taken } from '../archive/exports.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from './table.ts'

const DAY = 86_400_000
const secretOf = (url: string) => url.split('#')[1]!

/** Joins one more person with the given role and answers them. */
async function sit(table: TestTable, id: string, broker: Visitor, body: object): Promise<Visitor> {
  const invite = (await broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  const visitor = new Visitor(table)
  visitor.member = (await visitor.post('/api/join', { secret: invite.secret, ...body })).body.member.id
  return visitor
}

test('[REC-1] every member makes their own way back; it works once, and a newer one ends it', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  for (const role of ROLES) {
    const make = async () => (await people[role].post(`/api/partnerships/${id}/recovery`)).body.recoveryUrl as string
    const old = secretOf(await make())
    const link = await make()
    expect(link).toMatch(/^http:\/\/localhost:4000\/recover\/#/)
    expect((await new Visitor(table).post('/api/recover', { secret: old })).body.code).toBe('recovery-replaced')
    const back = new Visitor(table)
    const done = await back.post('/api/recover', { secret: secretOf(link) })
    expect([role, done.status, done.body.member.id]).toEqual([role, 201, people[role].member])
    expect((await new Visitor(table).post('/api/recover', { secret: secretOf(link) })).body.code).toBe('recovery-used')
  }
})

test('[IMP-36] whoever brings a partnership in gets a way back to it that works', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const made = await brought(new Visitor(table), await taken(table, people.broker, id))
  const back = await new Visitor(table).post('/api/recover', { secret: secretOf(made.body.recoveryUrl) })
  expect([back.status, back.body.member]).toEqual([201, { id: made.body.member.id, role: 'broker' }])
})

test('[REC-2] a way back that nobody used lapses: one’s own after a year, one made for another after a week', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const own = (await people.observer.post(`/api/partnerships/${id}/recovery`)).body
  const { member } = people.contributor
  const made = (await people.broker.post(`/api/partnerships/${id}/members/${member}/recovery`)).body
  table.clock.pass(7 * DAY)
  expect((await new Visitor(table).post('/api/recover', { secret: secretOf(made.recoveryUrl) })).body.code).toBe(
    'recovery-expired',
  )
  table.clock.pass(358 * DAY)
  expect((await new Visitor(table).post('/api/recover', { secret: secretOf(own.recoveryUrl) })).body.code).toBe(
    'recovery-expired',
  )
})

test('[REC-3] brokers make a way back for anyone else, co-brokers for anyone but brokers, nobody else at all', async () => {
  const outcome: Record<string, Record<string, number>> = {}
  for (const actor of ROLES) {
    for (const target of ROLES) {
      const table = openTable()
      const { id, people } = await seatEveryone(table)
      const path = `/api/partnerships/${id}/members/${people[target].member}/recovery`
      outcome[actor] = { ...outcome[actor], [target]: (await people[actor].post(path)).status }
    }
  }
  const nobody = { broker: 403, 'co-broker': 403, representative: 403, contributor: 403, observer: 403 }
  const all = { broker: 201, 'co-broker': 201, representative: 201, contributor: 201, observer: 201 }
  expect(outcome).toEqual({
    broker: { ...all, broker: 403 },
    'co-broker': { ...all, broker: 403, 'co-broker': 403 },
    representative: nobody,
    contributor: nobody,
    observer: nobody,
  })
})

test('[REC-4] that a broker made a way back, and that it was used, stands in the record for all to see', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { member } = people.contributor
  const made = await people.broker.post(`/api/partnerships/${id}/members/${member}/recovery`)
  await new Visitor(table).post('/api/recover', { secret: secretOf(made.body.recoveryUrl) })
  const { entries } = (await people.observer.get(`/api/partnerships/${id}/ledger`)).body as { entries: Entry[] }
  expect(entries.slice(-2).map(({ actor, fact }) => [actor, fact])).toEqual([
    [people.broker.member, { type: 'recovery.issued', member, by: people.broker.member }],
    [member, { type: 'recovery.used', member }],
  ])
  const state = await table.services.ledger.state(id)
  const at = table.clock.now()
  expect(state.waysBack.get(member)).toEqual({ by: people.broker.member, issuedAt: at, usedAt: at })
  expect(JSON.stringify(entries)).not.toContain(secretOf(made.body.recoveryUrl))
})

test('[REC-5] a way back is worth no more than the word of the broker who made it', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const helper = people['co-broker']
  const made = await helper.post(`/api/partnerships/${id}/members/${people.contributor.member}/recovery`)
  await people.broker.delete(`/api/partnerships/${id}/members/${helper.member}`)
  const answer = await new Visitor(table).post('/api/recover', { secret: secretOf(made.body.recoveryUrl) })
  expect(answer.body.code).toBe('recovery-replaced')
})

test('[REC-6] looking at a link spends nothing, says whom it brings back, and whose seat this browser has there', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { recoveryUrl } = (await people.observer.post(`/api/partnerships/${id}/recovery`)).body
  const secret = secretOf(recoveryUrl)
  const stranger = await new Visitor(table).post('/api/recover/preview', { secret })
  expect(stranger.body).toMatchObject({
    partnership: { id, name: 'Delta table' },
    member: { name: 'Paulo' },
    already: null,
  })
  const other = await people.contributor.post('/api/recover/preview', { secret })
  expect(other.body.already).toEqual({ id: people.contributor.member, name: 'Mwanahawa', role: 'contributor' })
  expect((await people.observer.post('/api/recover/preview', { secret })).body.already).toBeNull()
  expect((await new Visitor(table).post('/api/recover/preview', { secret: 'x' })).body.code).toBe('recovery-unknown')
  expect((await new Visitor(table).post('/api/recover', { secret })).status).toBe(201)
})

test('[REC-7] recovery links are tried no more often than the limit, by address', async () => {
  const table = openTable({ rules: { recover: { points: 3, seconds: 600 } } })
  const visitor = new Visitor(table)
  for (let tries = 0; tries < 3; tries++)
    expect((await visitor.post('/api/recover', { secret: 'x'.repeat(43) })).body.code).toBe('recovery-unknown')
  const answer = await visitor.post('/api/recover/preview', { secret: 'x'.repeat(43) })
  expect([answer.status, answer.body.code]).toEqual([429, 'too-many-requests'])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('[REC-8] a tool makes no way back, whatever its scopes', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const tool = new Visitor(table)
  tool.token = (await people.broker.post(`/api/partnerships/${id}/tokens`, { scopes: ['admin'] })).body.token
  for (const path of ['recovery', `members/${people.observer.member}/recovery`])
    expect((await tool.post(`/api/partnerships/${id}/${path}`)).body.code).toBe('not-allowed')
})

test('[REC-9] a shared phone has a short session and is no device that is remembered', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const phone = await sit(table, id, people.broker, { name: 'Asha', shared: true })
  expect([...phone.cookies.keys()]).toEqual(['trestle_4000'])
  const path = `/api/partnerships/${id}`
  table.clock.pass(29 * 60_000)
  expect((await phone.get(path)).status).toBe(200)
  table.clock.pass(31 * 60_000)
  expect((await phone.get(path)).body.code).toBe('no-session')
  expect((await phone.post('/api/return')).status).toBe(401)
  const own = await sit(table, id, people.broker, { name: 'Own phone' })
  table.clock.pass(31 * 60_000)
  expect((await own.get(path)).status).toBe(200)
})

test('[REC-10] joining on a shared phone forgets the device that was remembered there, and what follows is shared too', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const { broker } = people
  const phone = await sit(table, id, broker, { name: 'First' })
  const device = phone.cookies.get('trestle_4000_device')!
  const other = new Visitor(table)
  const elsewhere = (await other.post('/api/partnerships', { name: 'Elsewhere', brokerName: 'E' })).body.partnership.id
  const invite = (await other.post(`/api/partnerships/${elsewhere}/invites`, { role: 'observer' })).body
  await phone.post('/api/join', { secret: invite.secret, name: 'First', shared: true })
  expect(phone.cookies.has('trestle_4000_device')).toBe(false)
  const planted = new Visitor(table)
  planted.cookies.set('trestle_4000_device', device)
  expect((await planted.post('/api/return')).status).toBe(401)
})

test('[ASK-1] a member keeps language and time zone: fellow members see them, no ledger does, and they go with the member', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const path = `/api/partnerships/${id}`
  const put = (who: Visitor, body: object) => who.ask('PUT', `${path}/settings`, body)
  const before = (await table.store.entries(id, 'partnership', 0, 1000)).length
  expect((await put(people.observer, { language: 'sw', timeZone: 'Africa/Dar_es_Salaam' })).status).toBe(204)
  const seen = async () =>
    (await people.representative.get(path)).body.members.find(
      (one: { id: string }) => one.id === people.observer.member,
    )
  expect(await seen()).toMatchObject({ language: 'sw', timeZone: 'Africa/Dar_es_Salaam' })
  expect((await people.representative.get(path)).body.members[0]).toMatchObject({ language: null, timeZone: null })
  for (const wrong of [
    { language: 'sw', timeZone: 'Mars/Base' },
    { language: 'not a tag', timeZone: 'UTC' },
  ])
    expect((await put(people.observer, wrong)).status).toBe(422)
  expect((await put(new Visitor(table), { language: 'sw', timeZone: 'UTC' })).status).toBe(401)
  expect((await table.store.entries(id, 'partnership', 0, 1000)).length).toBe(before)
  await people.broker.delete(`${path}/members/${people.observer.member}`)
  expect(await table.store.memberSettings(id)).toEqual([])
})
