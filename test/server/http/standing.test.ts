import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { MOST_SOCKETS } from '../../../server/http/admit.ts'
import { listen } from '../../../server/http/listen.ts'
import { newId } from '../../../shared/ids.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from './table.ts'

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

type Seated = Awaited<ReturnType<typeof seatEveryone>>

const change = ({ id, people }: Seated, member: string, role: string, name = 'N') =>
  people.broker.post(`/api/partnerships/${id}/commands`, {
    id: newId(),
    type: 'member.change',
    member,
    role,
    party: null,
    name,
  })
const link = async ({ id }: Seated, by: Visitor, role: string, partyId: string | null = null) =>
  (await by.post(`/api/partnerships/${id}/invites`, { role, partyId })).body.secret as string

async function brokersLeft({ id, people }: Seated): Promise<number> {
  const { members } = (await people.observer.get(`/api/partnerships/${id}`)).body
  return members.filter((member: { role: string }) => member.role === 'broker').length
}

async function serve(table: TestTable) {
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  undo.push(() => table.services.live.stop())
  return (visitor: Visitor, document: string) => {
    const headers = { cookie: visitor.cookie, origin: server.url }
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${document}`, { headers })
    undo.push(() => socket.terminate())
    const opened = new Promise<void>(resolve => socket.once('open', () => resolve()))
    const closed = new Promise<number>(resolve => socket.once('close', resolve))
    return { socket, opened, closed }
  }
}

test('[ACC-40] two brokers who remove each other, or leave, at the same moment never leave the table without one', async () => {
  for (const act of ['remove', 'leave'] as const) {
    const seated = await seatEveryone(openTable())
    const { id, people } = seated
    const second = people['co-broker']
    await change(seated, second.member, 'broker')
    const of = (by: Visitor, whom: Visitor) =>
      act === 'leave'
        ? by.post(`/api/partnerships/${id}/leave`)
        : by.delete(`/api/partnerships/${id}/members/${whom.member}`)
    const answers = await Promise.all([of(people.broker, second), of(second, people.broker)])
    expect(answers.map(({ status }) => status)).toEqual([204, act === 'leave' ? 409 : 403])
    expect(await brokersLeft(seated)).toBe(1)
  }
})

test('[ACC-41] a link opens no more than its maker may still give: not after they stepped back, not when made while being removed', async () => {
  const seated = await seatEveryone(openTable())
  const { people, parties } = seated
  const before = {
    'co-broker': await link(seated, people['co-broker'], 'co-broker'),
    observer: await link(seated, people['co-broker'], 'observer'),
    own: await link(seated, people.representative, 'contributor', parties.water),
  }
  await change(seated, people['co-broker'].member, 'observer')
  await change(seated, people.representative.member, 'contributor')
  for (const secret of Object.values(before)) {
    expect((await new Visitor(seatTable(people.broker)).post('/api/invites/preview', { secret })).status).toBe(410)
    const back = await new Visitor(seatTable(people.broker)).post('/api/join', { secret, name: 'Back' })
    expect([back.status, back.body.code]).toEqual([410, 'invite-revoked'])
  }
  const list = (await people.broker.get(`/api/partnerships/${seated.id}/invites`)).body.invites
  const made = list.filter((one: { createdBy: string }) => one.createdBy === people['co-broker'].member)
  expect(made.map((one: { state: string }) => one.state)).toEqual(['revoked', 'revoked'])
})

test('[ACC-41] of links that are asked for while their maker is being removed none ever opens', async () => {
  const seated = await seatEveryone(openTable())
  const { id, people } = seated
  const [, ...links] = await Promise.all([
    people.broker.delete(`/api/partnerships/${id}/members/${people['co-broker'].member}`),
    ...Array.from({ length: 20 }, () =>
      people['co-broker'].post(`/api/partnerships/${id}/invites`, { role: 'co-broker' }),
    ),
  ])
  for (const { status, body } of links) {
    if (status !== 201) continue
    const back = await new Visitor(seatTable(people.broker)).post('/api/join', { secret: body.secret, name: 'Back' })
    expect(back.status).toBe(410)
  }
})

test('[ACC-42] every new seat comes with fresh secrets: who planted or read the old cookies gains nothing by it', async () => {
  const table = openTable()
  const seated = await seatEveryone(table)
  const attacker = new Visitor(table)
  const own = (await attacker.post('/api/partnerships', { name: 'Mine', brokerName: 'Eve' })).body.partnership.id
  const [victim, stale] = [new Visitor(table), new Visitor(table)]
  for (const [name, value] of attacker.cookies) for (const one of [victim, stale]) one.cookies.set(name, value)
  const secret = await link(seated, seated.people.broker, 'observer')
  await victim.post('/api/join', { secret, name: 'Victim' })
  expect([...victim.cookies.values()].some(value => [...attacker.cookies.values()].includes(value))).toBe(false)
  expect((await victim.get(`/api/partnerships/${seated.id}`)).status).toBe(200)
  expect((await victim.get(`/api/partnerships/${own}`)).status).toBe(200)
  expect((await attacker.get(`/api/partnerships/${seated.id}`)).body.code).toBe('not-a-member')
  expect((await attacker.post('/api/return')).body.partnerships).toEqual([own])
  expect((await stale.get(`/api/partnerships/${own}`)).status).toBe(200)
  table.clock.pass(60_000)
  expect((await stale.get(`/api/partnerships/${own}`)).body.code).toBe('no-session')
  expect((await victim.get(`/api/partnerships/${seated.id}`)).status).toBe(200)
})

test('[ACC-42] open sockets go on under the new secret and end with it', async () => {
  const table = openTable({ clock: systemClock })
  const seated = await seatEveryone(table)
  const open = await serve(table)
  const { observer } = seated.people
  const line = open(observer, seated.view.documents[0].id)
  await line.opened
  const old = observer.cookie
  await observer.post('/api/partnerships', { name: 'Second', brokerName: 'Paulo' })
  expect(observer.cookie).not.toBe(old)
  await table.services.live.sweep()
  expect(line.socket.readyState).toBe(WebSocket.OPEN)
  await observer.post('/api/log-out')
  expect(await line.closed).toBe(4401)
})

test('[ACC-43] a co-broker revokes anyone’s token but a broker’s', async () => {
  const { id, people } = await seatEveryone(openTable())
  const token = async (by: Visitor) =>
    (await by.post(`/api/partnerships/${id}/tokens`, { scopes: ['read'] })).body.id as string
  const [ofBroker, ofOther] = [await token(people.broker), await token(people.contributor)]
  const revoke = async (by: Visitor, one: string) => (await by.delete(`/api/partnerships/${id}/tokens/${one}`)).status
  expect(await revoke(people['co-broker'], ofBroker)).toBe(403)
  expect(await revoke(people['co-broker'], ofOther)).toBe(204)
  expect(await revoke(people.broker, ofBroker)).toBe(204)
})

test('[ACC-44] codes sent all at once count one by one, and links open whatever a neighbour typed', async () => {
  const table = openTable({ rules: { guess: { points: 5, seconds: 60 } } })
  const seated = await seatEveryone(table)
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, n) => new Visitor(table).post('/api/join', { code: `quiet-heron-${n}`, name: 'G' })),
  )
  const told = guesses.map(({ status }) => status)
  expect([told.filter(one => one === 404).length, told.filter(one => one === 429).length]).toEqual([5, 55])
  const secret = await link(seated, seated.people.broker, 'observer')
  expect((await new Visitor(table).post('/api/join', { secret, name: 'Guest' })).status).toBe(201)
  const [, recovery] = seated.recoveryUrl.split('#')
  expect((await new Visitor(table).post('/api/recover', { secret: recovery })).status).toBe(201)
})

test('[ACC-45] an Authorization header that says Bearer and no more is a bad token, not a reason to look at the cookie', async () => {
  const { id, people } = await seatEveryone(openTable())
  for (const authorization of ['Bearer', 'Bearer  ', 'bearer', 'Bearer a b'])
    expect((await people.observer.get(`/api/partnerships/${id}`, { authorization })).body.code).toBe('bad-token')
})

test('[ACC-46] a role that is lost while a socket is being opened is lost to that socket too', async () => {
  const table = openTable({ clock: systemClock })
  const seated = await seatEveryone(table)
  const open = await serve(table)
  const { id, view, people } = seated
  const inner = view.documents.find((one: { boundary: string }) => one.boundary === 'broker').id
  const board = view.documents.find((one: { boundary: string }) => one.boundary === 'partnership').id
  const { sync, ledger } = table.services
  const join = sync.join.bind(sync)
  const demoted = { type: 'member.change', member: people['co-broker'].member, party: null, name: 'Ben' } as const
  // Ruled on behind the sockets' backs, at the one moment when no room knows of this one yet.
  sync.join = async (...given) => {
    sync.join = join
    const broker = { member: people.broker.member, role: 'broker', party: null } as const
    await ledger.execute(id, broker, { id: newId(), ...demoted, role: 'observer' })
    return join(...given)
  }
  expect(await open(people['co-broker'], inner).closed).toBe(4403)
  await change(seated, people['co-broker'].member, 'co-broker')
  sync.join = async (...given) => {
    sync.join = join
    const broker = { member: people.broker.member, role: 'broker', party: null } as const
    await ledger.execute(id, broker, { id: newId(), ...demoted, role: 'observer' })
    return join(...given)
  }
  expect(await open(people['co-broker'], board).closed).toBe(1012)
})

test('[ACC-48] a socket that cannot be ruled on again is closed to be tried once more, and the server goes on', async () => {
  const table = openTable({ clock: systemClock })
  const { view, people } = await seatEveryone(table)
  const open = await serve(table)
  const board = view.documents.find((one: { boundary: string }) => one.boundary === 'partnership').id
  const { sync, ledger } = table.services
  const join = sync.join.bind(sync)
  const state = ledger.state.bind(ledger)
  sync.join = async (...given) => {
    sync.join = join
    const session = await join(...given)
    ledger.state = async () => {
      ledger.state = state
      throw new Error('the store is away')
    }
    return session
  }
  expect(await open(people.representative, board).closed).toBe(1013)
  expect((await people.representative.get('/api/partnerships')).status).toBe(200)
})

test('[ACC-47] one member has so many sockets open and no more, and others are not counted with them', async () => {
  const table = openTable({ clock: systemClock })
  const { view, people } = await seatEveryone(table)
  const open = await serve(table)
  const [document] = view.documents
  const fake = {
    type: 'session',
    credential: '',
    document: document.id,
    home: null,
    lentAs: null,
    full: true,
    close: () => {},
  } as const
  for (let n = 0; n < MOST_SOCKETS; n++)
    table.services.live.add({
      ...fake,
      partnership: view.id,
      member: people.observer.member,
      countedFor: people.observer.member,
    })
  expect(await open(people.observer, document.id).closed).toBe(1013)
  const line = open(people.contributor, document.id)
  await line.opened
  expect(
    await Promise.race([line.closed, new Promise(resolve => line.socket.once('message', () => resolve('in')))]),
  ).toBe('in')
})

function seatTable(visitor: Visitor): TestTable {
  return visitor.table
}
