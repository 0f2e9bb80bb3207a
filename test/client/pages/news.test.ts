// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { keepLook, lookBefore } from '../../../client/pages/table/last-look.ts'
import { lookNow, newsSince } from '../../../client/pages/table/news.ts'
import type { CanvasRoom } from '../../../client/room/types.ts'
import { memoryStorage } from '../../../client/sync/storage.ts'
import { clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { newId } from '../../../shared/ids.ts'
import { sampleSession } from '../decision-log/fake-session.ts'
import * as Y from 'yjs'

const DAY = 86_400_000

async function table() {
  const sample = await sampleSession('tolu')
  const rooms = new Map<string, CanvasRoom>()
  for (const [name, kind] of [
    ['map', 'stakeholder-map'],
    ['agreement', 'agreement'],
  ] as const) {
    const document = sample.documents[name].id
    rooms.set(document, { ...sample.room, document, kind, doc: sample.docs.get(document)! })
  }
  return { ...sample, rooms }
}

test('[FRO-6] since the last look there are the clauses settled, the proposals opened and closed, and what is new on the canvases', async () => {
  const { session, rooms, docs, documents, now } = await table()
  const look = lookNow(session, rooms, now)
  expect(newsSince(session, rooms, look)).toEqual([])
  const before = { at: now - 90 * DAY, rows: look.rows, reopened: [] }
  const kinds = newsSince(session, rooms, before).map(one => one.of)
  expect(kinds).toContain('settled')
  expect(kinds).toContain('decided')
  stakeholdersOf(docs.get(documents.map.id)!).add({ name: 'Night fishers' }, newId())
  const [fresh] = newsSince(session, rooms, look)
  expect(fresh).toMatchObject({ of: 'new', href: `/p/${session.id}/d/${documents.map.id}` })
})

test('[FRO-7] a settled clause whose words changed is news once, whoever changed them and without a fact', async () => {
  const { session, rooms, docs, documents, now } = await table()
  const look = lookNow(session, rooms, now)
  const doc = docs.get(documents.agreement.id)!
  const settled = clausesOf(doc)
    .all()
    .find(row => session.ledger.clauses.get(documents.agreement.id)?.get(row.id)?.state === 'settled')!
  clauseText(doc, settled.id).insert(0, [new Y.XmlElement('paragraph')])
  const words = new Y.XmlText('And more.')
  ;(clauseText(doc, settled.id).get(0) as Y.XmlElement).insert(0, [words])
  expect(newsSince(session, rooms, look).map(one => one.of)).toEqual(['reopened'])
  expect(newsSince(session, rooms, lookNow(session, rooms, now))).toEqual([])
})

test('[FRO-8] a reload is the same visit: news are counted from the visit before, until they were walked through', () => {
  const storage = memoryStorage()
  const look = (at: number) => ({ at, rows: [], reopened: [] })
  const before = (now: number) => lookBefore(storage, 'p', 'm', now)?.at ?? null
  expect(before(0)).toBeNull()
  keepLook(storage, 'p', 'm', look(1000))
  expect(before(60_000)).toBe(1000)
  keepLook(storage, 'p', 'm', look(60_000))
  expect(before(DAY)).toBe(60_000)
  keepLook(storage, 'p', 'm', look(DAY))
  expect(before(DAY + 1000)).toBe(60_000)
  keepLook(storage, 'p', 'm', look(DAY + 2000), true)
  expect(before(DAY + 3000)).toBe(DAY + 2000)
  expect(lookBefore(storage, 'p', 'other', DAY)).toBeNull()
})
