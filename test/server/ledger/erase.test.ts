import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId } from '../../../shared/ids.ts'
import { verifyStream } from '../../../shared/ledger/chain.ts'
import type { Command } from '../../../shared/ledger/commands.ts'
import { type Bench, bench, ledgerOver, projectedRows } from './bench.ts'

const nothing = { about: null, thread: null, range: null, quote: null, mentions: [] }

async function say(on: Bench, words: string, over: Partial<Extract<Command, { type: 'comment.add' }>> = {}) {
  const id = newId()
  const command: Command = { id, type: 'comment.add', document: on.log_, words, ...nothing, ...over }
  expect(await on.ledger.execute(on.partnership, on.reps[0], command)).toMatchObject({ ok: true })
  return id
}

async function erase(on: Bench, comment: string, by = on.ledger) {
  const command: Command = { id: newId(), type: 'comment.erase', document: on.log_, thread: comment, comment }
  expect(await by.execute(on.partnership, on.reps[0], command)).toMatchObject({ ok: true })
}

const saidIn = (doc: Y.Doc) => JSON.stringify(doc.getArray('texts').toArray())

test('[COM-4] erasing takes the words out of the store, of memory and of what is projected, and the chain stays whole', async () => {
  const on = await bench()
  const { texts, ledger } = projectedRows(on.partnership)
  const doc = await on.ledger.project(texts)
  const follower = new Y.Doc()
  Y.applyUpdate(follower, Y.encodeStateAsUpdate(doc))
  on.ledger.onProjected((document, update) => document === texts.id && Y.applyUpdate(follower, update))
  const [first, second] = [await say(on, 'MARKER one'), await say(on, 'Something else')]
  const change = { document: on.log_, thread: first, comment: first, words: 'MARKER two', mentions: [] }
  await on.ledger.execute(on.partnership, on.reps[0], { id: newId(), type: 'comment.change', ...change })
  expect(saidIn(follower)).toContain('MARKER two')
  const { versions } = (await on.ledger.state(on.partnership)).threads.get(on.log_)!.get(first)!.comments[0]!
  await erase(on, first)
  expect(saidIn(doc)).not.toContain('MARKER')
  expect(saidIn(follower)).not.toContain('MARKER')
  expect(saidIn(follower)).toContain('Something else')
  for (const { words } of versions) expect(await on.ledger.words(on.partnership, words)).toBe('')
  const rows = await on.store.texts(on.partnership, 'partnership', 0)
  expect(rows.filter(row => row === null)).toHaveLength(2)
  const entries = await on.store.entries(on.partnership, 'partnership', 0, 1000)
  expect(verifyStream(entries)).toMatchObject({ ok: true })
  // A server that starts anew yields the same bytes, and what comes after stands behind them.
  const again = ledgerOver(on.store, on.clock, on.sync)
  expect(Y.encodeStateAsUpdate(await again.project(texts))).toEqual(Y.encodeStateAsUpdate(doc))
  expect(Y.encodeStateAsUpdate(await again.project(ledger))).toEqual(
    Y.encodeStateAsUpdate(await on.ledger.project(ledger)),
  )
  await say(on, 'An answer', { thread: second })
  expect(saidIn(follower)).toContain('An answer')
})

test('[COM-4] words that another server erased are forgotten here too', async () => {
  const on = await bench()
  const { texts } = projectedRows(on.partnership)
  const doc = await on.ledger.project(texts)
  const comment = await say(on, 'MARKER')
  const [{ words } = { words: '' }] = (await on.ledger.state(on.partnership)).threads.get(on.log_)!.get(comment)!
    .comments[0]!.versions
  const other = ledgerOver(on.store, on.clock, on.sync)
  await erase(on, comment, other)
  await say(on, 'Next')
  expect(saidIn(doc)).not.toContain('MARKER')
  expect(await on.ledger.words(on.partnership, words)).toBe('')
  expect(Y.encodeStateAsUpdate(await other.project(texts))).not.toEqual(new Uint8Array())
})

test('[COM-1] the same comment sent again, also after it was erased, is one comment', async () => {
  const on = await bench()
  const id = newId()
  const command: Command = { id, type: 'comment.add', document: on.log_, words: 'Once', ...nothing }
  const first = await on.ledger.execute(on.partnership, on.reps[0], command)
  expect(await on.ledger.execute(on.partnership, on.reps[0], command)).toEqual(first)
  await erase(on, id)
  expect(await on.ledger.execute(on.partnership, on.reps[0], command)).toEqual(first)
  const other = { ...command, thread: id }
  expect(await on.ledger.execute(on.partnership, on.reps[0], other)).toMatchObject({ refusal: { code: 'invalid' } })
  expect((await on.ledger.state(on.partnership)).threads.get(on.log_)?.size).toBe(1)
})

test('[COM-2] the server looks into its own canvas for what a comment is about', async () => {
  const on = await bench()
  const about = newId()
  const command = (): Command => ({
    id: newId(),
    type: 'comment.add',
    document: on.log_,
    words: 'w',
    ...nothing,
    about,
  })
  const refused = await on.ledger.execute(on.partnership, on.reps[0], command())
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'no-such-row' } })
  await on.sync.read(on.log_, doc => doc.getMap('proposals').set(about, new Y.Map([['title', 'Tuesdays']])))
  expect(await on.ledger.execute(on.partnership, on.reps[0], command())).toMatchObject({ ok: true })
})
