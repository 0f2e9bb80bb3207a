import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { verifyExport } from '../../../shared/verify/verify-export.ts'
import { openTable, seatEveryone, type Visitor } from './table.ts'

async function talkative(rules?: Parameters<typeof openTable>[0]) {
  const table = openTable(rules)
  const seated = await seatEveryone(table, 'mou')
  const { id, people, view } = seated
  const map = view.documents.find(
    (one: { kind: string; boundary: string }) => one.kind === 'stakeholder-map' && one.boundary === 'partnership',
  ).id as string
  const send = (who: Visitor, body: object) => who.post(`/api/partnerships/${id}/commands`, { id: newId(), ...body })
  return { ...seated, table, people, map, send }
}

test('[COM-7] forty comments a minute and member: then 429 with the seconds to wait, and other acts go on', async () => {
  const { people, map, send } = await talkative({ rules: {} })
  const { contributor, representative } = people
  const add = { type: 'comment.add', document: map, words: 'w' }
  for (let at = 0; at < 40; at++) expect((await send(contributor, add)).status).toBe(200)
  const slowed = await send(contributor, add)
  expect([slowed.status, slowed.body.code, slowed.headers.get('retry-after')]).toEqual([429, 'too-many-requests', '60'])
  expect((await send(representative, add)).status).toBe(200)
  expect((await send(contributor, { type: 'question.set', document: map, text: 'q' })).body.code).toBe('not-allowed')
})

test('[COM-6] comments stand in the readable ledger of an export; erased ones say so, and the export verifies', async () => {
  const { id, people, map, send } = await talkative()
  const { representative, broker, observer } = people
  const thread = newId()
  await send(representative, { id: thread, type: 'comment.add', document: map, words: 'Who speaks for the taps?' })
  await send(representative, { type: 'comment.add', document: map, words: 'Taken back', thread })
  const hidden = await send(broker, { id: newId(), type: 'comment.add', document: map, words: 'Rude words' })
  expect(hidden.status).toBe(200)
  const files = async () => {
    const answer = await observer.table.app.request(`http://localhost:4000/api/partnerships/${id}/export`, {
      headers: { host: 'localhost:4000', cookie: observer.cookie },
    })
    return unzipSync(new Uint8Array(await answer.arrayBuffer()))
  }
  const readable = async () => new TextDecoder().decode((await files())['readable/ledger.csv'])
  expect(await readable()).toContain('Who speaks for the taps?')
  expect(await readable()).toContain('Rude words')
  const state = await people.broker.get(`/api/partnerships/${id}/ledger`)
  const rude = state.body.entries.at(-1).fact.comment as string
  const erased = await send(people['co-broker'], {
    type: 'comment.erase',
    document: map,
    thread: rude,
    comment: rude,
  })
  expect(erased.status).toBe(200)
  expect(await readable()).not.toContain('Rude words')
  expect(await readable()).toContain('comment.erased')
  const report = verifyExport(await files())
  expect(report.ok).toBe(true)
  expect(report.streams[0]!.words).toMatchObject({ erased: 1, wrong: 0 })
})
