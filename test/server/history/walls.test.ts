import { afterEach, expect, test } from 'vitest'
import { listen } from '../../../server/http/listen.ts'
import { newId } from '../../../shared/ids.ts'
import { addCard } from '../../../shared/kinds/board/model.ts'
import { openTable, seatEveryone, Visitor } from '../http/table.ts'
import { Painter } from './painter.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const one of undo.splice(0)) await one()
})

const MARKER = 'words-behind-the-wall'

/** A table behind a real port, with a board of the brokers' own that has a past, and one for everyone. */
async function walled() {
  const table = openTable()
  const server = await listen(table.app, { host: '127.0.0.1', port: 0 })
  undo.push(() => server.endSockets().then(() => server.close()))
  const { id, people, view } = await seatEveryone(table, 'meeting')
  const { body: hidden } = await people.broker.post(`/api/partnerships/${id}/documents`, {
    kind: 'board',
    title: `Ours: ${MARKER}`,
    boundary: 'broker',
  })
  const board: string = view.documents.find((one: { kind: string }) => one.kind === 'board').id
  const stranger = new Visitor(table)
  await stranger.post('/api/partnerships', { name: 'Other', brokerName: 'X', start: 'empty' })
  const ask = async (who: Visitor, method: string, path: string, body?: object) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { cookie: who.cookie, origin: server.url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString('latin1') }
  }
  return { table, id, people, stranger, nobody: new Visitor(table), hidden: hidden.id as string, board, ask }
}

/** Every way to the past of a canvas. */
const ways = (canvas: string, member: string) =>
  [
    ['GET', `/api/documents/${canvas}/history`],
    ['GET', `/api/documents/${canvas}/history?before=2&limit=1`],
    ['GET', `/api/documents/${canvas}/history/states/1`],
    ['GET', `/api/documents/${canvas}/history/states/99`],
    ['GET', `/api/documents/${canvas}/history/compare?from=0`],
    ['GET', `/api/documents/${canvas}/history/compare?from=0&to=99`],
    ['POST', `/api/documents/${canvas}/history/restore`, { point: 0, parts: null }],
    ['POST', `/api/documents/${canvas}/history/restore`, { point: 99, parts: null }],
    ['POST', `/api/documents/${canvas}/history/put-back`, { member }],
  ] as const

test('[HIS-21] nobody outside the boundary reads a byte of a past, or learns which points it has', async () => {
  const { table, id, people, stranger, nobody, hidden, board, ask } = await walled()
  const painter = new Painter(people.broker, hidden, 5001)
  const card = await painter.paint(doc => addCard(doc, MARKER))
  await painter.paint(doc => doc.getMap('cards').delete(card))
  const named = { id: newId(), type: 'version.name', document: hidden, point: 1, name: `Version of ${MARKER}` }
  expect((await people.broker.post(`/api/partnerships/${id}/commands`, named)).status).toBe(200)
  const inside = await ask(people.broker, 'GET', `/api/documents/${hidden}/history`)
  expect([inside.status, inside.text.includes(MARKER)]).toEqual([200, true])

  const { representative, contributor, observer } = people
  const { broker } = people
  for (const [role, who] of Object.entries({ representative, contributor, observer, stranger, nobody })) {
    const told = new Set<string>()
    for (const [method, path, body] of ways(hidden, broker.member)) {
      const { status, text } = await ask(who, method, path, body)
      expect([role, method, path, status, text.includes(MARKER), text.includes(card)]).toEqual([
        role,
        method,
        path,
        role === 'nobody' ? 401 : 403,
        false,
        false,
      ])
      told.add(text.replace(/"(instance|request|id)":"[^"]*"/g, ''))
    }
    // Point 1 is there and point 99 is not: the answer is the same, for every way.
    expect([role, told.size]).toEqual([role, 1])
    for (const path of [`/api/partnerships/${id}`, `/api/partnerships/${id}/ledger`]) {
      expect([role, path, (await ask(who, 'GET', path)).text.includes(MARKER)]).toEqual([role, path, false])
    }
  }
  // The past of the canvas that everyone sees tells nothing of how busy the other was.
  const open = JSON.parse((await ask(observer, 'GET', `/api/documents/${board}/history`)).text)
  await painter.paint(doc => addCard(doc, 'More'))
  expect(JSON.parse((await ask(observer, 'GET', `/api/documents/${board}/history`)).text)).toEqual(open)
  expect(await table.store.historyOutline(hidden)).toMatchObject({ stretches: [{ last: 3 }] })
})

test('[HIS-22] nothing is restored or put back where the canvas is archived, or by who may not write there any more', async () => {
  const { id, people, board, ask, table } = await walled()
  const painter = new Painter(people.contributor, board, 5001)
  await painter.paint(doc => addCard(doc, 'One'))
  const acts = (who: Visitor) =>
    Promise.all(
      ways(board, people.contributor.member)
        .filter(([method, , body]) => method === 'POST' && !(body && 'point' in body && body.point > 0))
        .map(async ([method, path, body]) => {
          const { status, text } = await ask(who, method, path, body)
          return [status, JSON.parse(text).code as string]
        }),
    )
  const before = (await table.store.historyOutline(board)).stretches.at(-1)!.last
  expect(await acts(people.observer)).toEqual([
    [403, 'read-only'],
    [403, 'read-only'],
  ])
  const demoted = { type: 'member.change', member: people.contributor.member, party: null, name: 'Mwanahawa' } as const
  const { status } = await people.broker.post(`/api/partnerships/${id}/commands`, {
    ...demoted,
    id: newId(),
    role: 'observer',
  })
  expect(status).toBe(200)
  expect((await acts(people.contributor)).map(([, code]) => code)).toEqual(['read-only', 'read-only'])
  expect((await people.broker.post(`/api/documents/${board}/archive`)).status).toBeLessThan(300)
  expect((await acts(people.broker)).map(([, code]) => code)).toEqual(['document-archived', 'document-archived'])
  expect((await table.store.historyOutline(board)).stretches.at(-1)!.last).toBe(before)
  expect((await ask(people.observer, 'GET', `/api/documents/${board}/history/states/${before}`)).status).toBe(200)
})
