import { expect, test } from 'vitest'
import {
  halfRated,
  type ImportInto,
  type ImportProgress,
  RatingsRun,
  ratingCommands,
  serverHasRows,
  writeRows,
} from '../../../client/kinds/stakeholder-map/import-run.ts'
import { OwnActs } from '../../../client/kinds/stakeholder-map/own-acts.ts'
import { companionsOf, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { ImportPlan, PlannedRow } from '../../../shared/stakeholders/csv/plan.ts'
import { FakeRoom, FakeSession } from './fakes.ts'

const row = (id: string, more: Partial<PlannedRow> = {}): PlannedRow => ({
  id,
  line: 2,
  name: id,
  isNew: true,
  fields: { name: id },
  companion: {},
  rating: {},
  ...more,
})
const plan = (...rows: PlannedRow[]): ImportPlan => ({ rows, skipped: [], inError: [] })

function into(session: FakeSession, ratingsBecome: ImportInto['ratingsBecome'] = null): ImportInto {
  const log = new OwnActs()
  log.follow(session.room.undo)
  if (session.companion) log.follow(session.companion.undo)
  return { session, room: session.room, companion: session.companion, log, ratingsBecome }
}

test('[MAP-28] an import writes map and companion as one undoable step, sensitive words only into the companion', () => {
  const session = new FakeSession({ role: 'broker', companion: new FakeRoom(undefined, 'broker') })
  const where = into(session, 'agreed')
  stakeholdersOf(session.room.doc).add({ name: 'Old', notes: 'kept' }, 'old')
  writeRows(
    plan(
      row('a', { companion: { sensitivities: 'court case' } }),
      row('old', { isNew: false, fields: { name: 'Old', stake: 'Votes' } }),
    ),
    where,
  )
  expect(stakeholdersOf(session.room.doc).get('old')).toMatchObject({ notes: 'kept', stake: 'Votes' })
  expect(companionsOf(session.companion!.doc).get('a')?.sensitivities).toBe('court case')
  expect(JSON.stringify(session.room.doc.getMap('stakeholders').toJSON())).not.toContain('court case')
  where.log.undo()
  expect(
    stakeholdersOf(session.room.doc)
      .all()
      .map(one => one.id),
  ).toEqual(['old'])
  expect(companionsOf(session.companion!.doc).all()).toEqual([])
})

test('[MAP-28] an importer without the companion leaves sensitive words out altogether', () => {
  const session = new FakeSession({ role: 'representative', party: 'wd' })
  writeRows(plan(row('a', { companion: { sensitivities: 'court case' } })), into(session))
  expect(JSON.stringify(session.room.doc.getMap('stakeholders').toJSON())).not.toContain('court case')
})

test('[MAP-29] ratings of a file become the party’s ratings beside what it said before, or the broker’s agreed points', () => {
  const party = new FakeSession({ party: 'wd', parties: ['wd'] })
  party.rated('a', 'wd', { impact: 30 }, 'because')
  expect(ratingCommands(plan(row('a', { rating: { power: 80 } }), row('b')), into(party, 'rating'))).toEqual([
    {
      type: 'rating.give',
      document: party.room.document,
      stakeholder: 'a',
      values: { impact: 30, power: 80 },
      note: 'because',
    },
  ])
  const broker = new FakeSession({ role: 'broker' })
  const rows = plan(row('a', { rating: { power: 80, interest: 90, impact: 60 } }), row('b', { rating: { power: 80 } }))
  expect(ratingCommands(rows, into(broker, 'agreed'))).toEqual([
    {
      type: 'rating.agree',
      document: broker.room.document,
      stakeholder: 'a',
      values: { power: 80, interest: 90, impact: 60 },
    },
  ])
  expect(halfRated(rows).map(one => one.id)).toEqual(['b'])
  expect(ratingCommands(rows, into(broker, null))).toEqual([])
})

test('[MAP-29] a line that drops in the middle stops the ratings, and going on records each exactly once', async () => {
  const session = new FakeSession({ party: 'wd', parties: ['wd'] })
  const rows = Array.from({ length: 20 }, (_, at) => row(`s${at}`, { rating: { power: at } }))
  const run = new RatingsRun(session, ratingCommands(plan(...rows), into(session, 'rating')))
  const seen: ImportProgress[] = []
  session.failures = [...(Array(7).fill(undefined) as []), { code: 'offline' }]
  const stopped = await run.resume(progress => seen.push(progress))
  expect(stopped.failure).toEqual({ code: 'offline' })
  expect(stopped.done).toBeLessThan(20)
  const ended = await run.resume(progress => seen.push(progress))
  expect(ended).toEqual({ done: 20, total: 20, failure: null })
  expect(seen.map(one => one.done)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  const given = session.ledger.ratings.get(session.room.document)!.of
  expect(rows.every(one => given.get(one.id)?.get('wd')?.values.power === one.rating.power)).toBe(true)
  // The failed command went out again under its own id, so that the server can tell that it is the same.
  expect(new Set(session.ids).size).toBe(20)
  expect(session.ids).toHaveLength(21)
})

test('[MAP-29] ratings wait until the server has the rows, and do not wait for ever when the line is down', async () => {
  const room = new FakeRoom()
  room.saved = { type: 'saving', count: 1 }
  let ready = false
  const waiting = serverHasRows(room).then(() => {
    ready = true
  })
  await Promise.resolve()
  expect(ready).toBe(false)
  room.saved = { type: 'saved', at: 1 }
  room.tell()
  await waiting
  expect(ready).toBe(true)
  room.saved = { type: 'offline', since: 0, count: 1 }
  await serverHasRows(room)
})
