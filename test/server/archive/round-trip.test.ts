import { beforeAll, expect, test, vi } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { verifyExport } from '../../../shared/verify/verify-export.ts'
import { openTable, seatEveryone, Visitor } from '../http/table.ts'
import { brought, contentOf, opened, sampleTable, shown, taken } from './exports.ts'

// Each trip starts threads that read a whole partnership: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let told: Awaited<ReturnType<typeof sampleTable>>
let zip: Uint8Array
beforeAll(async () => {
  told = await sampleTable()
  zip = await taken(told.table, told.broker, told.id)
})

test('[IMP-1] what was taken out comes in again with equal content: texts, decisions, dissent, parties, roster', async () => {
  const { table, id } = told
  const other = openTable()
  const ines = new Visitor(other)

  const made = await brought(ines, zip)

  expect([made.status, made.body.partnership?.name, made.body.member?.role]).toEqual([
    201,
    (await contentOf(table, id)).name,
    'broker',
  ])
  const copy = made.body.partnership.id
  expect(copy).not.toBe(id)
  const before = await contentOf(table, id)
  const after = await contentOf(other, copy)
  expect(after.people.at(-1)).toMatchObject({ name: 'Ines', role: 'broker' })
  expect({ ...after, people: after.people.slice(0, -1) }).toEqual(before)
  expect(before.decisions.length).toBeGreaterThan(3)
  expect(before.canvases.filter(one => one.text !== '').length).toBeGreaterThan(3)
})

test('[IMP-2] an export of the copy verifies, and its texts are those of the first byte for byte', async () => {
  const first = opened(zip)
  const other = openTable()
  const ines = new Visitor(other)
  const made = await brought(ines, zip)

  const second = opened(await taken(other, ines, made.body.partnership.id))

  expect(verifyExport(second).problems).toEqual([])
  const texts = (files: Record<string, Uint8Array>) =>
    Object.entries(files)
      .filter(([path]) => path.startsWith('documents/') && path.endsWith('.txt'))
      .map(([, bytes]) => new TextDecoder().decode(bytes))
      .sort()
  expect(texts(second)).toEqual(texts(first))
  const readable = (files: Record<string, Uint8Array>, path: string) => new TextDecoder().decode(files[path])
  expect(readable(second, 'readable/decisions.csv')).toBe(readable(first, 'readable/decisions.csv'))
  // And once more: a copy of a copy says so, and stands.
  const third = openTable()
  const again = await brought(new Visitor(third), await taken(other, ines, made.body.partnership.id))
  expect(again.status).toBe(201)
  const { imported } = await third.services.ledger.state(again.body.partnership.id)
  expect(imported?.from).toBe(made.body.partnership.id)
})

test('[IMP-3] the first fact of a copy says which export it is of, and every entry keeps its time', async () => {
  const { broker, id } = told
  const manifest = JSON.parse(new TextDecoder().decode(opened(zip)['trestle.json']))
  const other = openTable()
  const ines = new Visitor(other)
  const copy = (await brought(ines, zip)).body.partnership.id

  const old = (await broker.get(`/api/partnerships/${id}/ledger`)).body.entries
  const fresh = (await ines.get(`/api/partnerships/${copy}/ledger`)).body.entries

  expect(fresh[0].fact).toEqual({
    type: 'partnership.imported',
    from: id,
    digest: manifest.digest,
    exportedAt: manifest.exportedAt,
    ledgers: manifest.streams
      .filter((one: { boundary: string }) => one.boundary === 'partnership')
      .map((one: { boundary: string; head: object }) => ({ boundary: one.boundary, ...one.head })),
  })
  const again = fresh.slice(1, 1 + old.length)
  expect(again.map((one: { at: number; fact: { type: string } }) => [one.at, one.fact.type])).toEqual(
    old.map((one: { at: number; fact: { type: string } }) => [one.at, one.fact.type]),
  )
  const commitments = (entries: { fact: object }[]) =>
    new Set(JSON.stringify(entries.map(one => ('name' in one.fact ? one.fact.name : ''))).match(/[0-9a-f]{64}/g))
  for (const one of commitments(again)) expect(commitments(old)).not.toContain(one)
})

test('[IMP-4] who sat at the old table has left the copy, its invites lead nowhere, and its importer alone is seated', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'contributor' })
  const other = openTable()
  const ines = new Visitor(other)

  const copy = (await brought(ines, await taken(table, people.broker, id))).body.partnership.id

  const state = await other.services.ledger.state(copy)
  const here = [...state.members.values()].filter(one => one.leftAt === null)
  expect(here.map(one => one.id)).toEqual([(await ines.get(`/api/partnerships/${copy}`)).body.me.id])
  expect(state.members.size).toBe(6)
  expect([...state.invites.values()].every(one => one.revoked)).toBe(true)
  expect(state.invites.size).toBeGreaterThan(0)
  for (const visitor of [people.broker, people.representative]) {
    visitor.table.app = other.app
    expect((await visitor.get(`/api/partnerships/${copy}`)).status).toBe(401)
  }
})

test('[IMP-5] an export without the brokers’ part comes in without it, and its map has an empty brokers’ half', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  const without = await taken(table, people.observer, id)
  const other = openTable()
  const ines = new Visitor(other)

  const look = await shown(ines, without)
  const made = await brought(ines, without, { brokerName: 'Ines', companionTitle: 'Notre moitié' })

  expect(look.body).toMatchObject({ brokersPart: false, name: 'Delta table' })
  const view = (await ines.get(`/api/partnerships/${made.body.partnership.id}`)).body
  const halves = view.documents.filter((one: { companionOf: string | null }) => one.companionOf !== null)
  expect(halves.map((one: { title: string; boundary: string }) => [one.title, one.boundary])).toEqual([
    ['Notre moitié', 'broker'],
  ])
})

test('[IMP-6] a proposal goes on in the copy while its time lasts; when its time ran out meanwhile it is withdrawn, saying why', async () => {
  const { table, broker, id } = await sampleTable()
  const open = (await contentOf(table, id)).decisions.filter(one => one.status === 'open')
  const zip = await taken(table, broker, id)
  const soon = openTable()
  const late = openTable()
  late.clock.pass(90 * 86_400_000)

  const going = (await brought(new Visitor(soon), zip)).body.partnership.id
  const wish = { brokerName: 'Ines', closedReason: 'Trop tard.' }
  const gone = (await brought(new Visitor(late), zip, wish)).body.partnership.id

  const statuses = async (at: typeof soon, copy: string) => {
    const { proposals } = await at.services.ledger.state(copy)
    return open.map(one => proposals.get(one.id)?.status)
  }
  expect(open.length).toBeGreaterThan(0)
  expect(await statuses(soon, going)).toEqual(open.map(() => 'open'))
  expect(await statuses(late, gone)).toEqual(open.map(() => 'withdrawn'))
  const { fact } = (await late.store.entries(gone, 'partnership', 0, 1000)).findLast(
    one => one.fact.type === 'proposal.withdrawn',
  ) as { fact: { reason: string } }
  expect(await late.services.ledger.words(gone, fact.reason)).toBe('Trop tard.')
})

test('[IMP-7] an export is shown before anything is made of it: name, parties, canvases, decisions, and when it was made', async () => {
  const { table, id } = told
  const other = openTable()

  const look = await shown(new Visitor(other), zip)

  const content = await contentOf(table, id)
  expect(look.status).toBe(200)
  expect(look.body).toMatchObject({
    name: content.name,
    brokersPart: true,
    exportedAt: table.clock.now(),
    decided: content.decisions.filter(one => one.decidedAt !== null).length,
    open: content.decisions.filter(one => one.status === 'open').length,
  })
  expect(look.body.parties).toHaveLength(content.parties.length)
  expect(look.body.canvases).toHaveLength(content.canvases.length)
  expect(await other.store.partnerships()).toEqual([])
})

test('[IMP-8] work goes on in a copy: clauses keep their assents where the words are equal, and its canvases take edits', async () => {
  const other = openTable()
  const ines = new Visitor(other)
  const copy = (await brought(ines, zip)).body.partnership.id
  const state = await other.services.ledger.state(copy)
  const view = (await ines.get(`/api/partnerships/${copy}`)).body
  const settled = [...state.clauses.values()]
    .flatMap(clauses => [...clauses.values()])
    .filter(one => one.state === 'settled')

  const invite = await ines.post(`/api/partnerships/${copy}/invites`, {
    role: 'representative',
    partyId: view.parties[0].id,
  })
  const bo = new Visitor(other)
  const joined = await bo.post('/api/join', { secret: invite.body.secret, name: 'Bo' })
  const renamed = await ines.ask('PATCH', `/api/documents/${view.documents[0].id}`, { title: 'Our map' })

  expect(settled.length).toBeGreaterThan(0)
  expect([invite.status, joined.status, renamed.status]).toEqual([201, 201, 200])
  expect((await bo.get(`/api/partnerships/${copy}`)).body.me.partyId).toBe(view.parties[0].id)
})

test('[IMP-9] comments come along in their words, and what was erased stays erased', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table, 'mou')
  const document = view.documents[0].id
  const send = (body: object) => people.broker.post(`/api/partnerships/${id}/commands`, { document, ...body })
  const [kept, gone] = [newId(), newId()]
  await send({ id: kept, type: 'comment.add', words: 'Who speaks for the taps?' })
  await send({ id: gone, type: 'comment.add', words: 'Rude words' })
  const threads = [...(await table.services.ledger.state(id)).threads.get(document)!.keys()]
  await send({ id: newId(), type: 'comment.erase', thread: threads[1], comment: threads[1] })
  const other = openTable()

  const copy = (await brought(new Visitor(other), await taken(table, people.broker, id))).body.partnership.id

  const state = await other.services.ledger.state(copy)
  const all = [...state.threads.values()].flatMap(on => [...on.values()])
  const words = await Promise.all(
    all.map(thread => other.services.ledger.words(copy, thread.comments[0]!.versions[0]!.words)),
  )
  expect(words).toEqual(['Who speaks for the taps?', ''])
  expect(JSON.stringify(await other.store.texts(copy, 'partnership', 0))).not.toContain('Rude words')
})
