import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId } from '../../../shared/ids.ts'
import { agreement as kind } from '../../../shared/kinds/agreement/kind.ts'
import { addClause, clauseText, clausesOf, moveClause } from '../../../shared/kinds/agreement/model.ts'
import { addCard, cardsOf } from '../../../shared/kinds/board/model.ts'
import type { Comparison, HistoryPage, Restored } from '../../../shared/history/moments.ts'
import { proseText, writeProse } from '../../../shared/model/prose.ts'
import { brought, taken } from '../archive/exports.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from '../http/table.ts'
import { Painter } from './painter.ts'

const MINUTE = 60_000

/** A table with a board and an agreement, and two people who write on each. */
async function atWork() {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table, 'meeting')
  const canvas = (kind: string) => view.documents.find((one: { kind: string }) => one.kind === kind).id as string
  const { representative, contributor } = people
  const [board, agreement] = [canvas('board'), canvas('agreement')]
  return {
    table,
    id,
    people,
    board,
    agreement,
    ann: new Painter(representative, board, 5001),
    bo: new Painter(contributor, board, 5002),
    annWrites: new Painter(representative, agreement, 5003),
    boWrites: new Painter(contributor, agreement, 5004),
    past: async (canvas: string, who: Visitor = representative): Promise<HistoryPage> => {
      const { status, body } = await who.get<HistoryPage>(`/api/documents/${canvas}/history`)
      expect(status).toBe(200)
      return body
    },
    compare: async (canvas: string, from: number, to?: number): Promise<Comparison> => {
      const path = `/api/documents/${canvas}/history/compare?from=${from}${to === undefined ? '' : `&to=${to}`}`
      return (await representative.get<Comparison>(path)).body
    },
    read: <T>(canvas: string, reader: (doc: Y.Doc) => T) => table.services.sync.read(canvas, reader),
  }
}

const restore = (who: Visitor, canvas: string, body: object) =>
  who.post<Restored>(`/api/documents/${canvas}/history/restore`, body)
const putBack = (who: Visitor, canvas: string, body: object) =>
  who.post<Restored>(`/api/documents/${canvas}/history/put-back`, body)
const factsOf = async (table: TestTable, id: string, type: string) =>
  (await table.store.entries(id, 'partnership', 0, 1000)).filter(entry => entry.fact.type === type)

test('[HIS-5] the past tells who changed what and when, in stretches that end by a pause, across compaction', async () => {
  const { table, ann, bo, board, past, people } = await atWork()
  const card = await ann.paint(doc => addCard(doc, 'Water first'))
  await bo.paint(doc => cardsOf(doc).set(card, { text: 'Water and land first' }))
  table.clock.pass(6 * MINUTE)
  const stored = await table.store.load(board)
  await table.store.compact(
    board,
    stored.upTo,
    await ann.visitor.table.services.sync.read(board, Y.encodeStateAsUpdate),
  )
  await bo.paint(doc => addCard(doc, 'Who pays?'))
  const { moments, latest, earliest } = await past(board)
  const [rep, con] = [people.representative.member, people.contributor.member]
  expect([earliest, latest, moments.map(({ from, point }) => [from, point])]).toEqual([
    0,
    3,
    [
      [2, 3],
      [0, 2],
    ],
  ])
  expect(moments[1]!.authors).toEqual([
    { member: rep, edits: 1 },
    { member: con, edits: 1 },
  ])
  expect(moments[1]!.parts).toMatchObject([{ id: card, type: 'added', label: 'Water and land first', by: [con, rep] }])
  expect(moments[0]!.parts).toMatchObject([{ type: 'added', label: 'Who pays?', by: [con] }])
  expect(moments[0]!.startedAt - moments[1]!.endedAt).toBe(6 * MINUTE)
})

test('[HIS-6] a canvas is shown as it stood at any point, also where its log was compacted since', async () => {
  const { table, annWrites, agreement, people, read } = await atWork()
  const clause = await annWrites.paint(doc => addClause(doc, { heading: 'Scope' }))
  for (const words of ['One.', 'Two.', 'Three.'])
    await annWrites.paint(doc => writeProse(clauseText(doc, clause), [{ type: 'paragraph', text: words }]))
  const { latest } = (await people.observer.get(`/api/documents/${agreement}/history`)).body
  const at = async (point: number): Promise<string> => {
    const answer = await table.services.history.state((await table.store.document(agreement))!, point)
    if (!answer.ok) return answer.refusal.code
    const doc = new Y.Doc()
    Y.applyUpdate(doc, answer.value)
    return proseText(clauseText(doc, clause))
  }
  const told = async () => Promise.all([latest - 3, latest - 2, latest - 1, latest].map(at))
  expect(await told()).toEqual(['', 'One.', 'Two.', 'Three.'])
  const stored = await table.store.load(agreement)
  await table.store.compact(agreement, stored.upTo, await read(agreement, Y.encodeStateAsUpdate))
  expect(await told()).toEqual(['', 'One.', 'Two.', 'Three.'])
  expect(await at(latest + 1)).toBe('no-such-point')
  const raw = await people.observer.get(`/api/documents/${agreement}/history/states/${latest}`)
  expect([raw.status, raw.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
})

test('[HIS-7] a comparison says of each field and text who changed it last', async () => {
  const { annWrites, boWrites, agreement, past, compare, people } = await atWork()
  const clause = await annWrites.paint(doc => addClause(doc, { heading: 'Scope' }))
  const { latest } = await past(agreement)
  await boWrites.paint(doc => clausesOf(doc).set(clause, { heading: 'Reach' }))
  await annWrites.paint(doc => writeProse(clauseText(doc, clause), [{ type: 'paragraph', text: 'All of it.' }]))
  const [rep, con] = [people.representative.member, people.contributor.member]
  const { changes } = await compare(agreement, latest)
  expect(changes).toMatchObject([
    {
      id: clause,
      type: 'changed',
      fields: [{ name: 'heading', before: 'Scope', after: 'Reach', by: con }],
      prose: { before: '', after: 'All of it.', by: [rep] },
      by: [rep, con],
    },
  ])
  const back = await compare(agreement, latest + 2, latest)
  expect(back.changes[0]?.fields).toMatchObject([{ name: 'heading', before: 'Reach', after: 'Scope' }])
})

test('[HIS-8] a restore is a new edit by whoever asks, on the record, and others lose nothing that they did elsewhere', async () => {
  const { table, id, ann, bo, board, past, people, read } = await atWork()
  const [one, two] = await ann.paint(doc => [addCard(doc, 'One'), addCard(doc, 'Two')])
  const { latest } = await past(board)
  await bo.paint(doc => cardsOf(doc).remove(one!))
  await bo.paint(doc => cardsOf(doc).set(two!, { text: 'Two, better' }))
  const part = { root: 'cards', id: one }
  const done = await restore(people.representative, board, { point: latest, parts: [part] })
  expect([done.status, done.body]).toMatchObject([200, { parts: [part], left: [] }])
  expect(
    await read(board, doc =>
      cardsOf(doc)
        .all()
        .map(({ text }) => text),
    ),
  ).toEqual(['One', 'Two, better'])
  const page = await past(board)
  expect(page.latest).toBe(latest + 3)
  expect(page.moments[0]!.authors).toContainEqual({ member: people.representative.member, edits: 2 })
  const [fact] = await factsOf(table, id, 'history.restored')
  expect(fact).toMatchObject({
    actor: people.representative.member,
    fact: { document: board, how: 'parts', point: latest, member: null, parts: 1 },
  })
  expect((await restore(people.representative, board, { point: latest, parts: [part] })).body).toMatchObject({
    code: 'nothing-changed',
  })
})

test('[HIS-8] a restore is taken back by putting back what one just did, and what somebody changed meanwhile stays', async () => {
  const { ann, bo, board, past, people, read } = await atWork()
  const [one, two] = await ann.paint(doc => [addCard(doc, 'One'), addCard(doc, 'Two')])
  const { latest } = await past(board)
  await bo.paint(doc => {
    cardsOf(doc).set(one!, { text: 'One!' })
    cardsOf(doc).set(two!, { text: 'Two!' })
  })
  const { body } = await restore(people.representative, board, { point: latest, parts: null })
  await bo.paint(doc => cardsOf(doc).set(two!, { text: 'Two?' }))
  const me = people.representative.member
  const undone = await putBack(people.representative, board, { member: me, after: body.before, upTo: body.after })
  expect(undone.body).toMatchObject({ parts: [{ id: one }], left: [{ id: two }] })
  expect(
    await read(board, doc =>
      cardsOf(doc)
        .all()
        .map(({ text }) => text),
    ),
  ).toEqual(['One!', 'Two?'])
})

test('[HIS-9] what somebody just moved is put back in one step, and only that', async () => {
  const { table, id, ann, bo, board, people, read } = await atWork()
  const cards = await ann.paint(doc => ['a', 'b', 'c', 'd'].map(text => addCard(doc, text)))
  const [a, b, c, d] = cards as [string, string, string, string]
  await ann.paint(doc => {
    for (const card of cards) cardsOf(doc).set(card, { at: [1, 1] })
  })
  table.clock.pass(2 * MINUTE)
  await bo.paint(doc => cardsOf(doc).set(d, { text: 'earlier' }))
  table.clock.pass(2 * MINUTE)
  for (const card of [a, b, c]) await bo.paint(doc => cardsOf(doc).set(card, { at: [500, 500] }))
  await bo.paint(doc => cardsOf(doc).set(a, { at: [600, 600] }))
  const added = await bo.paint(doc => addCard(doc, 'from bo'))
  await ann.paint(doc => cardsOf(doc).set(c, { at: [2, 2] }))
  const done = await putBack(people['co-broker'], board, { member: people.contributor.member })
  expect(done.status).toBe(200)
  const ids = (parts: { id: string }[]) => parts.map(part => part.id).sort()
  expect([ids(done.body.parts), ids(done.body.left)]).toEqual([[a, added, b].sort(), [c]])
  const now = await read(board, doc =>
    cardsOf(doc)
      .all()
      .map(({ id: card, text, at }) => [card, text, at]),
  )
  expect(now).toEqual([
    [a, 'a', [1, 1]],
    [b, 'b', [1, 1]],
    [c, 'c', [2, 2]],
    [d, 'earlier', [1, 1]],
  ])
  expect(await factsOf(table, id, 'history.restored')).toMatchObject([
    { actor: people['co-broker'].member, fact: { how: 'put-back', member: people.contributor.member, parts: 3 } },
  ])
})

test('[HIS-10] readers see the past, writers restore, and nobody outside the boundary learns of it', async () => {
  const { table, id, ann, board, people, past } = await atWork()
  await ann.paint(doc => addCard(doc, 'One'))
  const { body: hidden } = await people.broker.post(`/api/partnerships/${id}/documents`, {
    kind: 'board',
    title: 'Ours',
    boundary: 'broker',
  })
  const stranger = new Visitor(table)
  await stranger.post('/api/partnerships', { name: 'Other', brokerName: 'X', start: 'empty' })
  const routes = (canvas: string) =>
    [
      ['GET', `/api/documents/${canvas}/history`],
      ['GET', `/api/documents/${canvas}/history/states/0`],
      ['GET', `/api/documents/${canvas}/history/compare?from=0`],
      ['POST', `/api/documents/${canvas}/history/restore`, { point: 0, parts: null }],
      ['POST', `/api/documents/${canvas}/history/put-back`, { member: people.broker.member }],
    ] as const
  for (const [role, who] of Object.entries({ ...people, stranger, nobody: new Visitor(table) })) {
    for (const [canvas, isHidden] of [
      [board, false],
      [hidden.id, true],
    ] as const) {
      for (const [method, path, body] of routes(canvas)) {
        const { status, body: told } = await who.ask(method, path, body)
        const inside = isHidden ? role === 'broker' || role === 'co-broker' : Object.hasOwn(people, role)
        const cell = [role, isHidden, method, path.split('/')[5]?.split('?')[0]]
        if (!inside) expect([...cell, status]).toEqual([...cell, role === 'nobody' ? 401 : 403])
        else if (method === 'GET') expect([...cell, status]).toEqual([...cell, 200])
        else if (role === 'observer') expect([...cell, told.code]).toEqual([...cell, 'read-only'])
        else expect([...cell, [200, 409].includes(status)]).toEqual([...cell, true])
      }
    }
  }
  await people.broker.post(`/api/documents/${board}/archive`)
  expect((await restore(people.broker, board, { point: 0, parts: null })).body).toMatchObject({
    code: 'document-archived',
  })
  expect((await past(board)).latest).toBeGreaterThan(0)
})

test('[HIS-11] a point gets a name from whoever may write, and the name stands beside the past', async () => {
  const { id, ann, board, past, people } = await atWork()
  await ann.paint(doc => addCard(doc, 'One'))
  const name = (who: Visitor, body: object) =>
    who.post(`/api/partnerships/${id}/commands`, { id: newId(), type: 'version.name', document: board, ...body })
  expect((await name(people.observer, { point: 1, name: 'Mine' })).body.code).toBe('not-allowed')
  expect((await name(people.contributor, { point: 1, name: 'Before the June meeting' })).status).toBe(200)
  expect((await name(people.contributor, { point: 77, name: 'Nowhere' })).status).toBe(200)
  expect((await past(board)).named).toMatchObject([
    { point: 77, name: 'Nowhere', kept: false },
    { point: 1, name: 'Before the June meeting', by: people.contributor.member, kept: true },
  ])
  expect((await name(people.broker, { point: 77, name: null })).status).toBe(200)
  expect((await past(board)).named.map(({ point }) => point)).toEqual([1])
})

test('[HIS-6] whatever people do and whenever the log is compacted, each point is told as it was seen then', async () => {
  const { table, agreement, read, people } = await atWork()
  const row = (await table.store.document(agreement))!
  const random = seeded(7)
  const seen = new Map<number, string>()
  const members = [people.representative.member, people.contributor.member]
  const look = async () => {
    const page = await table.services.history.moments(row, { before: null, limit: 1 })
    if (page.ok) seen.set(page.value.latest, await read(agreement, kind.canonical))
  }
  for (let step = 0; step < 80; step++) {
    await table.services.sync.edit(row, doc => scribble(doc, random), members[step % 2]!)
    if (random() < 0.1) {
      const { upTo } = await table.store.load(agreement)
      await table.store.compact(agreement, upTo, await read(agreement, Y.encodeStateAsUpdate))
    }
    if (random() < 0.2) table.clock.pass(6 * MINUTE)
    await look()
  }
  expect(seen.size).toBeGreaterThan(60)
  for (const [point, canonical] of seen) {
    const state = await table.services.history.state(row, point)
    const doc = new Y.Doc()
    if (state.ok) Y.applyUpdate(doc, state.value)
    expect([point, kind.canonical(doc)]).toEqual([point, canonical])
  }
  // Back to the middle and, by a put-back of the restore, to the end again.
  const [middle, last] = [[...seen.keys()][40]!, [...seen.values()].at(-1)!]
  const back = (await restore(people.broker, agreement, { point: middle, parts: null })).body
  expect(await read(agreement, kind.canonical)).toBe(seen.get(middle))
  await putBack(people.broker, agreement, { member: people.broker.member, after: back.before, upTo: back.after })
  expect(await read(agreement, kind.canonical)).toBe(last)
})

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One thing that somebody might do in an agreement. */
function scribble(doc: Y.Doc, random: () => number): void {
  const clauses = clausesOf(doc)
  const rows = clauses.all()
  const one = rows[Math.floor(random() * rows.length)]
  const say = () => `Words ${Math.floor(random() * 1000)}.`
  const what = random()
  if (!one || what < 0.2) addClause(doc, { heading: say() }, one?.id ?? null)
  else if (what < 0.3) clauses.remove(one.id)
  else if (what < 0.5) clauses.set(one.id, { heading: say(), binding: random() < 0.5 ? 'intent' : 'binding' })
  else if (what < 0.6) moveClause(doc, one.id, Math.floor(random() * rows.length))
  else {
    const paragraphs = Array.from({ length: 3 }, () => ({ type: 'paragraph', text: say() }) as const)
    writeProse(clauseText(doc, one.id), [...paragraphs, { type: 'bullet_list', items: [say(), say()] }])
  }
}

test('[HIS-17] a copy of an export keeps names and retention, and says that their points are not in its past', async () => {
  const { table, id, ann, board, people } = await atWork()
  await ann.paint(doc => addCard(doc, 'One'))
  const send = async (body: object) =>
    expect((await people.broker.post(`/api/partnerships/${id}/commands`, { id: newId(), ...body })).status).toBe(200)
  await send({ type: 'version.name', document: board, point: 1, name: 'First' })
  await send({ type: 'history.retain', days: 365 })
  expect((await restore(people.broker, board, { point: 0, parts: null })).status).toBe(200)
  const other = openTable()
  other.clock.pass(MINUTE)
  const visitor = new Visitor(other)
  const copy = (await brought(visitor, await taken(table, people.broker, id))).body.partnership.id
  const view = (await visitor.get(`/api/partnerships/${copy}`)).body
  const there = view.documents.find((one: { kind: string }) => one.kind === 'board').id
  const page = (await visitor.get<HistoryPage>(`/api/documents/${there}/history`)).body
  expect(page).toMatchObject({ retentionDays: 365, named: [{ point: 1, name: 'First', kept: false }] })
})
