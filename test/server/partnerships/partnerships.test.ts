import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csvCell } from '../../../shared/take-out/csv-cell.ts'
import { FURNISHINGS } from '../../../server/partnerships/furnish.ts'
import { agreement } from '../../../shared/kinds/agreement/kind.ts'
import { verifyExport } from '../../../shared/verify/verify-export.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from '../http/table.ts'

async function started(start: string, more: object = {}) {
  const table = openTable()
  const broker = new Visitor(table)
  const made = await broker.post('/api/partnerships', { name: 'Delta table', brokerName: 'Zuhura', start, ...more })
  expect(made.status).toBe(201)
  const id: string = made.body.partnership.id
  return { table, broker, id, view: (await broker.get(`/api/partnerships/${id}`)).body, made: made.body }
}

async function exported(table: TestTable, visitor: Visitor, id: string) {
  const answer = await table.app.request(`http://localhost:4000/api/partnerships/${id}/export`, {
    headers: { host: 'localhost:4000', cookie: visitor.cookie },
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return unzipSync(new Uint8Array(await answer.arrayBuffer()))
}

test('[PAR-1] starting a partnership seats its convenor and lays three canvases, the map with its brokers’ half', async () => {
  const { view, made } = await started('empty', {
    purpose: 'Fresh water in March',
    host: 'The Institute',
    brokerTitle: 'convenor',
  })
  expect(view).toMatchObject({
    name: 'Delta table',
    purpose: 'Fresh water in March',
    host: 'The Institute',
    brokerTitle: 'convenor',
    start: 'empty',
    parties: [],
    protocol: 1,
  })
  expect(view.members).toEqual([
    { id: made.member.id, name: 'Zuhura', role: 'broker', partyId: null, language: null, timeZone: null },
  ])
  expect(view.me.id).toBe(made.member.id)
  expect(view.documents.map((one: { kind: string; boundary: string }) => `${one.kind} ${one.boundary}`).sort()).toEqual(
    ['agreement partnership', 'decision-log partnership', 'stakeholder-map broker', 'stakeholder-map partnership'],
  )
  const map = view.documents.find(
    (one: { boundary: string; kind: string }) => one.kind === 'stakeholder-map' && one.boundary === 'partnership',
  )
  expect(view.documents.find((one: { boundary: string }) => one.boundary === 'broker').companionOf).toBe(map.id)
  expect(view.ledgers.map((one: { boundary: string }) => one.boundary).sort()).toEqual(['broker', 'partnership'])
})

test('[PAR-2] the map has a first question, and titles and question are in the words that were given', async () => {
  const { table, id, view } = await started('empty', { titles: { map: 'خريطة' }, question: 'من يقرر؟' })
  expect(view.documents.map((one: { title: string }) => one.title)).toContain('خريطة')
  const state = await table.services.ledger.state(id)
  const ratings = state.ratings.get(view.documents.find((one: { title: string }) => one.title === 'خريطة').id)
  expect(await table.services.ledger.words(id, ratings?.questionText ?? null)).toBe('من يقرر؟')
})

test('[PAR-3] each template lays out the clauses of its preset', async () => {
  const counts: Record<string, number> = {}
  for (const { start } of FURNISHINGS.filter(one => one.start !== 'sample')) {
    const { table, view } = await started(start)
    const document = view.documents.find((one: { kind: string }) => one.kind === 'agreement').id
    counts[start] = await table.services.sync.read(
      document,
      doc => agreement.outline(doc).filter(line => line.depth === 0).length,
    )
  }
  expect(counts).toMatchObject({ empty: 0, charter: 7, 'letter-of-intent': 5 })
  expect(counts.mou).toBeGreaterThan(20)
  expect(counts.full).toBeGreaterThan(counts.mou!)
})

test('[PAR-4] the sample is furnished, its whole story lies in the past in order, and its creator is broker', async () => {
  const { table, broker, id, view } = await started('sample')
  expect(view.parties.length).toBeGreaterThanOrEqual(8)
  expect(view.me.role).toBe('broker')
  const { entries } = (await broker.get(`/api/partnerships/${id}/ledger`)).body
  const times = entries.map((entry: { at: number }) => entry.at)
  expect(times).toEqual([...times].sort((a: number, b: number) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(table.clock.now())
})

test('[PAR-4] the sample’s export verifies: every decision follows from its positions, in their very words', async () => {
  const { table, broker, id } = await started('sample')
  expect(verifyExport(await exported(table, broker, id)).problems).toEqual([])
})

test('[PAR-5] an export verifies, and holds exactly the boundaries that its asker may see', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  const mine = await exported(table, people.broker, id)
  const theirs = await exported(table, people.observer, id)
  expect(verifyExport(mine).problems).toEqual([])
  expect(verifyExport(theirs).problems).toEqual([])
  expect(
    verifyExport(mine)
      .streams.map(stream => stream.boundary)
      .sort(),
  ).toEqual(['broker', 'partnership'])
  expect(verifyExport(theirs).streams.map(stream => stream.boundary)).toEqual(['partnership'])
  const everything = Object.entries(theirs)
    .map(([path, bytes]) => path + new TextDecoder().decode(bytes))
    .join()
  expect(everything).not.toContain('broker.jsonl')
  expect(everything).not.toContain('brokers’ notes')
  const csv = new TextDecoder().decode(mine['readable/ledger.csv'])
  expect(csv).toContain('party.added')
  expect(csv).toContain('Water Directorate')
})

test('[PAR-6] no cell of an exported table is taken for a formula', () => {
  expect(['=1+1', '+1', '-1', '@a', '\tx', 'a,"b"', 'plain'].map(csvCell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@a",
    "'\tx",
    '"a,""b"""',
    'plain',
  ])
})

test('[PAR-8] the home page lists the tables of this session alone, last changed first', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  for (const name of ['First', 'Second']) {
    table.clock.pass(1000)
    await visitor.post('/api/partnerships', { name, brokerName: 'B' })
  }
  await new Visitor(table).post('/api/partnerships', { name: 'Elsewhere', brokerName: 'E' })
  const listed = (await visitor.get('/api/partnerships')).body.partnerships
  expect(listed.map((one: { name: string }) => one.name)).toEqual(['Second', 'First'])
  table.clock.pass(1000)
  await visitor.post(`/api/partnerships/${listed[1].id}/parties`, { name: 'P', sector: 'media' })
  expect((await visitor.get('/api/partnerships')).body.partnerships[0].name).toBe('First')
})

test('[PAR-9] whoever has an invite sees whom they would join before they join', async () => {
  const table = openTable()
  const { id, people, parties } = await seatEveryone(table)
  const open = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'representative' })).body
  const bound = (
    await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'contributor', partyId: parties.water })
  ).body
  const guest = new Visitor(table)
  expect((await guest.post('/api/invites/preview', { code: open.code.toUpperCase() })).body).toMatchObject({
    partnership: { name: 'Delta table' },
    invitedBy: { name: 'Zuhura', role: 'broker' },
    role: 'representative',
    party: null,
    partyNeeded: true,
    already: null,
  })
  const choices = (await guest.post('/api/invites/preview', { code: open.code })).body.parties.map(
    (party: { name: string }) => party.name,
  )
  expect(choices.sort()).toEqual(['Fishers', 'Water Directorate'])
  expect((await guest.post('/api/invites/preview', { secret: bound.secret })).body).toMatchObject({
    party: { id: parties.water },
    parties: [],
    partyNeeded: false,
  })
  expect(open.url).toBe(`http://localhost:4000/j/#${open.secret}`)
})
