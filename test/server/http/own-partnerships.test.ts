import { expect, test } from 'vitest'
import { byUrgency } from '../../../server/http/own-partnerships.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

test('[HOM-1] the list of one’s partnerships says how much waits, until when, and what is first', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'sample')
  const list = async (who: Visitor) => (await who.get('/api/partnerships')).body.partnerships
  const [asBroker] = await list(people.broker)
  expect(asBroker.waiting.count).toBeGreaterThan(0)
  const anwar = (await people.broker.get(`/api/partnerships/${id}`)).body.members.find(
    (one: { name: string }) => one.name === 'Speaker Tolu',
  ).id
  await people.broker.post(`/api/partnerships/${id}/seat`, { member: anwar })
  const [asTolu] = await list(people.broker)
  expect(asTolu).toMatchObject({ member: { id: anwar, role: 'representative' }, start: 'sample' })
  expect(asTolu.waiting.due).toBeGreaterThan(table.clock.now())
  expect(['position', 'reconfirm', 'objection', 'confirm']).toContain(asTolu.waiting.first)
  expect(asTolu.log).toMatch(/^[a-z2-7]{20}$/)
})

test('[HOM-2] a broker who has just begun is told what to set up, and an observer that nothing waits', async () => {
  const table = openTable()
  const visitor = new Visitor(table)
  await visitor.post('/api/partnerships', { name: 'Fresh', brokerName: 'Ada' })
  const [one] = (await visitor.get('/api/partnerships')).body.partnerships
  expect(one.waiting).toEqual({ count: 1, due: null, first: 'add-parties' })
  const { people } = await seatEveryone(openTable())
  const [seen] = (await people.observer.get('/api/partnerships')).body.partnerships
  expect(seen.waiting).toEqual({ count: 0, due: null, first: null })
})

test('[HOM-3] the most urgent comes first: the nearest deadline, then what waits without one, then the last changed', () => {
  const line = (name: string, count: number, due: number | null, changedAt: number) => ({
    name,
    waiting: { count, due, first: null },
    changedAt,
  })
  const lines = [
    line('quiet', 0, null, 9),
    line('older', 0, null, 1),
    line('later', 2, 50, 1),
    line('waits', 1, null, 1),
    line('soon', 1, 10, 1),
  ]
  expect(lines.toSorted(byUrgency).map(one => one.name)).toEqual(['soon', 'later', 'waits', 'quiet', 'older'])
})
