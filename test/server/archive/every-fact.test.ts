import { expect, test } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { rangeOf, spanOf, wordsIn } from '../../../shared/model/prose-range.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from '../http/table.ts'
import { brought, taken } from './exports.ts'

/** A table at which each of the newer facts was recorded, with a comment on words of a clause. */
async function told() {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table, 'sample')
  const { broker, representative } = people
  const document = view.documents.find((one: { kind: string }) => one.kind === 'agreement').id as string
  const send = async (who: Visitor, body: object) => {
    const answer = await who.post(`/api/partnerships/${id}/commands`, { id: newId(), ...body })
    expect([answer.status, answer.body]).toMatchObject([200, {}])
  }
  await send(broker, { type: 'stage.set', stage: 'C', labels: 'steps', preset: 'full' })
  await send(broker, { type: 'artifact.mark', artifact: 'risk-log', standing: 'in-place', note: 'With the bank.' })
  const found = await table.services.sync.read(document, doc => {
    for (const { id: clause } of clausesOf(doc).all()) {
      const text = clauseText(doc, clause)
      const range = rangeOf(text, { from: 4, to: 24 })
      const span = range && spanOf(text, range, '')
      if (span?.to === 24) return { clause, range, quote: wordsIn(text, span) }
    }
    throw new Error('no clause has words')
  })
  const on = { document, about: found.clause }
  const [first, answer, gone] = [newId(), newId(), newId()]
  const { range, quote } = found
  await send(representative, { id: first, type: 'comment.add', ...on, range, quote, words: 'Is this so?' })
  await send(broker, { id: answer, type: 'comment.add', document, thread: first, words: 'At first.' })
  await send(broker, { type: 'comment.change', document, thread: first, comment: answer, words: 'In the end.' })
  await send(representative, { type: 'thread.resolve', document, thread: first })
  await send(broker, { type: 'thread.reopen', document, thread: first })
  await send(representative, { type: 'thread.resolve', document, thread: first })
  await send(representative, { id: gone, type: 'comment.add', document, words: 'Rude.' })
  await send(broker, { type: 'comment.erase', document, thread: gone, comment: gone })
  const way = await broker.post(`/api/partnerships/${id}/members/${representative.member}/recovery`)
  expect(way.status).toBe(201)
  const back = await new Visitor(table).post('/api/recover', { secret: way.body.recoveryUrl.split('#')[1] })
  expect(back.status).toBe(201)
  return { table, id, broker, quote, first, gone }
}

/** What must be equal: everything but ids of documents, words in place of their commitments, and the letters of ranges. */
async function contentOf({ services }: TestTable, id: string) {
  const state = await services.ledger.state(id)
  const words = (commitment: string | null) => (commitment ? services.ledger.words(id, commitment) : '')
  const threads = []
  for (const thread of [...state.threads.values()].flatMap(on => [...on.values()])) {
    const { about, resolved, range, quote } = thread
    const comments = await Promise.all(
      thread.comments.map(async ({ versions, ...comment }) => ({
        ...comment,
        versions: await Promise.all(versions.map(async one => ({ at: one.at, words: await words(one.words) }))),
      })),
    )
    const place =
      range &&
      (await services.sync.read(thread.document, async doc => {
        const text = clauseText(doc, about!)
        const span = spanOf(text, range, await words(quote))
        return span && wordsIn(text, span)
      }))
    threads.push({ id: thread.id, about, resolved, comments, quote: await words(quote), place: await place })
  }
  const { marked, ...cycle } = state.cycle
  const artifacts = await Promise.all(
    [...marked].map(async ([artifact, mark]) => [artifact, { ...mark, note: await words(mark.note) }]),
  )
  return { cycle, artifacts, waysBack: [...state.waysBack], threads }
}

test('[IMP-10] stage, artifacts, ways back and talk come along as they were; a comment on words stands on those words', async () => {
  const { table, id, broker, quote, first, gone } = await told()
  const other = openTable()

  const copy = (await brought(new Visitor(other), await taken(table, broker, id))).body.partnership.id

  const before = await contentOf(table, id)
  expect(await contentOf(other, copy)).toEqual(before)
  const thread = (which: string) => before.threads.find(one => one.id === which)!
  expect(thread(first)).toMatchObject({ place: quote, quote })
  expect(thread(first).resolved).not.toBeNull()
  expect(thread(gone)).toMatchObject({ place: null, quote: '', comments: [{ versions: [{ words: '' }] }] })
  expect(
    thread(first)
      .comments.at(-1)!
      .versions.map(one => one.words),
  ).toEqual(['At first.', 'In the end.'])
  expect(before.artifacts.length).toBeGreaterThan(0)
  expect(before.waysBack.at(-1)![1].usedAt).not.toBeNull()
})
