import { expect, test } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

type View = {
  me: { id: string; role: string }
  home: string | null
  seats: string[]
  members: { id: string; name: string; role: string }[]
}

async function sample() {
  const table = openTable()
  const host = new Visitor(table)
  const made = await host.post('/api/partnerships', { name: 'Mirata', brokerName: 'Ada', start: 'sample' })
  const id: string = made.body.partnership.id
  const own: string = made.body.member.id
  const view = async (who = host) => (await who.get<View>(`/api/partnerships/${id}`)).body
  const member = async (name: string) => (await view()).members.find(one => one.name === name)!.id
  const sit = (seat: string, who = host, headers = {}) =>
    who.post(`/api/partnerships/${id}/seat`, { member: seat }, headers)
  return { table, host, id, own, view, member, sit }
}

async function guest({ table, host, id }: Awaited<ReturnType<typeof sample>>, role: string, name: string) {
  const party = (await host.get(`/api/partnerships/${id}`)).body.parties[0].id
  const invite = await host.post(`/api/partnerships/${id}/invites`, {
    role,
    partyId: role === 'representative' ? party : null,
  })
  const visitor = new Visitor(table)
  const joined = await visitor.post('/api/join', { secret: invite.body.secret, name })
  visitor.member = joined.body.member.id
  return visitor
}

test('[HOM-21] who began the sample sits in the seat of any of its parties or of its observer, acts from there, and comes back', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  expect((await walk.sit(anwar)).body).toEqual({ member: { id: anwar, role: 'representative' } })
  expect(await walk.view()).toMatchObject({ me: { id: anwar }, home: walk.own })
  expect((await walk.view()).seats).toContain(anwar)
  expect((await walk.host.get(`/api/partnerships/${walk.id}/ledger?boundary=broker`)).status).toBe(404)
  const asha = await walk.member('Producer Asha')
  expect((await walk.sit(asha)).body).toEqual({ member: { id: asha, role: 'observer' } })
  expect((await walk.sit(walk.own)).status).toBe(200)
  expect(await walk.view()).toMatchObject({ me: { id: walk.own, role: 'broker' }, home: null })
  expect((await walk.host.get(`/api/partnerships/${walk.id}/ledger?boundary=broker`)).status).toBe(200)
})

test('[HOM-22] a seat taken lasts through joining another table, and a returning device is back in its own seat', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  await walk.sit(anwar)
  await walk.host.post('/api/partnerships', { name: 'Another', brokerName: 'Ada' })
  expect(await walk.view()).toMatchObject({ me: { id: anwar }, home: walk.own })
  walk.table.clock.pass(13 * 3_600_000)
  expect((await walk.host.post('/api/return', {})).status).toBe(201)
  expect(await walk.view()).toMatchObject({ me: { id: walk.own }, home: null })
})

test('[HOM-23] a guest in a sample never takes a seat, nor does anybody take theirs', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  for (const role of ['representative', 'co-broker', 'observer']) {
    const visitor = await guest(walk, role, `Guest ${role}`)
    expect((await walk.sit(anwar, visitor)).body.code).toBe('seat-not-open')
    expect((await walk.view(visitor)).seats).toEqual([])
    expect((await walk.sit(visitor.member)).body.code).toBe('seat-not-open')
    expect((await walk.view()).seats).not.toContain(visitor.member)
  }
  const fact = { type: 'recovery.issued', member: anwar, by: walk.own } as const
  const by = { actor: walk.own, role: 'broker', party: null } as const
  await walk.table.services.ledger.record(walk.id, [{ boundary: 'broker', fact }], by)
  expect((await walk.sit(anwar)).body.code).toBe('seat-not-open')
})

test('[HOM-24] the seats of the sample’s brokers, unknown seats and seats of who left are closed', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  for (const name of ['Zuhura', 'Ben'])
    expect((await walk.sit(await walk.member(name))).body.code).toBe('seat-not-open')
  expect((await walk.sit(newId())).body.code).toBe('seat-not-open')
  await walk.host.delete(`/api/partnerships/${walk.id}/members/${anwar}`)
  expect((await walk.sit(anwar)).body.code).toBe('seat-not-open')
})

test('[HOM-25] outside a sample nobody takes a seat, by whatever right', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  for (const visitor of Object.values(people)) {
    const answer = await visitor.post(`/api/partnerships/${id}/seat`, { member: people.representative.member })
    expect([answer.status, answer.body.code]).toEqual([403, 'seat-not-open'])
  }
})

test('[HOM-26] a token takes no seat, another site’s page takes none, and a stranger neither', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  const tool = new Visitor(walk.table)
  tool.token = (await walk.host.post(`/api/partnerships/${walk.id}/tokens`, { scopes: ['admin'] })).body.token
  expect((await walk.sit(anwar, tool)).body.code).toBe('seat-not-open')
  const foreign = await walk.sit(anwar, walk.host, { origin: 'https://evil.example' })
  expect(foreign.body.code).toBe('foreign-origin')
  expect((await walk.sit(anwar, new Visitor(walk.table))).body.code).toBe('no-session')
  expect((await walk.view()).me.id).toBe(walk.own)
})

test('[HOM-27] the sockets of a seat that is left end at once, those of other tables stay; with the host the seats go too', async () => {
  const walk = await sample()
  const anwar = await walk.member('Dr Anwar')
  const closed: string[] = []
  const open = async (partnership: string) => {
    const [session] = [...walk.host.cookies].find(([name]) => !name.endsWith('_device'))!.slice(1)
    const { hashSecret } = await import('../../../server/access/secrets.ts')
    const { me, home } = await walk.view()
    walk.table.services.live.add({
      type: 'session',
      credential: hashSecret('session', session!),
      partnership,
      member: me.id,
      countedFor: me.id,
      home,
      lentAs: null,
      document: newId(),
      full: true,
      close: (_code, reason) => void closed.push(`${partnership === walk.id ? 'here' : 'there'} ${reason}`),
    })
  }
  await open(walk.id)
  await open(newId())
  await walk.sit(anwar)
  expect(closed).toEqual(['here seat-changed'])
  await open(walk.id)
  walk.table.services.live.endAway(walk.id, walk.own)
  expect(closed).toEqual(['here seat-changed', 'here not-a-member'])
})
