import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { awarenessFrame, decodeFrame, step1Frame } from '../../../server/sync/frame.ts'
import { Canvas } from '../../../server/sync/canvas.ts'
import { compactUpdates } from '../../../server/sync/compact.ts'
import { BOARD, freshLoad, joinDoc, joinPeer, type Peer, seat, settle, startServer } from './helpers.ts'

const EMPTY = new Uint8Array([0])
const SECRET = 'what was withdrawn again'

/** A document's updates, one for each change. */
function logOf(...changes: ((doc: Y.Doc) => void)[]): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  doc.clientID = 5001
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const change of changes) change(doc)
  return { doc, updates }
}
const put =
  (key: string, value: unknown) =>
  (doc: Y.Doc): unknown =>
    doc.getMap('cards').set(key, value)

const stored = (updates: Uint8Array[], snapshot: Uint8Array | null = null) => ({
  snapshot,
  updates,
  leases: [{ clientId: 5001, member: 'ana' }],
  upTo: updates.length,
})

/** What a joiner has after applying what it was sent, and the frame that told it so. */
function applied(peer: Peer): { cards: unknown; sync: string[] } {
  const doc = new Y.Doc()
  const sync: string[] = []
  for (const frame of peer.frames.map(bytes => decodeFrame(bytes, false))) {
    if (frame?.type !== 'step2' && frame?.type !== 'update') continue
    sync.push(frame.type)
    Y.applyUpdate(doc, frame.update)
  }
  return { cards: doc.getMap('cards').toJSON(), sync }
}

async function serverWith(updates: Uint8Array[]) {
  const server = await startServer()
  const leases = [{ clientId: 5001, member: 'ana' }]
  await server.store.append({
    document: BOARD.id,
    updates: updates.map(bytes => ({ bytes, member: 'ana', at: 1 })),
    leases,
  }).synced
  return server
}

test('[ENG-1] nobody who reads, joins or comes back builds a live document; the first write does, and rest lets it go again', () => {
  const { doc, updates } = logOf(put('a', 1), put('b', new Y.Map([['text', 'river']])))
  const canvas = new Canvas(stored(updates))
  canvas.answer(EMPTY)
  canvas.answer(Y.encodeStateVector(doc))
  expect(canvas.vector()).toEqual(Y.encodeStateVector(doc))
  expect(canvas.isKnown(new Uint8Array([0, 0]))).toBe(true)
  expect(canvas.isLive).toBe(false)

  canvas.open().getMap('cards').set('c', 3)
  expect(canvas.isLive).toBe(true)
  canvas.rest()
  expect(canvas.isLive).toBe(false)
  const again = new Y.Doc()
  for (const frame of canvas.answer(EMPTY)!.frames.map(bytes => decodeFrame(bytes, false)))
    if (frame?.type === 'step2' || frame?.type === 'update') Y.applyUpdate(again, frame.update)
  expect(again.getMap('cards').toJSON()).toEqual({ a: 1, b: { text: 'river' }, c: 3 })
  expect(canvas.open().getMap('cards').toJSON()).toEqual({ a: 1, b: { text: 'river' }, c: 3 })
})

test('[ENG-2] who comes back with everything is answered with the deletions alone, and all of them with the same bytes', () => {
  const { doc } = logOf(put('a', 'x'.repeat(50)), put('b', 1), put('a', 2))
  const snapshot = Y.encodeStateAsUpdate(doc)
  const more = new Y.Doc()
  Y.applyUpdate(more, snapshot)
  more.getMap('cards').set('own', 'typed offline')
  for (const live of [false, true]) {
    const canvas = new Canvas(stored([], snapshot))
    if (live) canvas.open()
    const answer = canvas.answer(Y.encodeStateVector(doc))!
    expect(canvas.answer(Y.encodeStateVector(more))).toBe(answer)
    const [frame] = answer.frames.map(bytes => decodeFrame(bytes, false))
    const update = frame?.type === 'step2' ? Y.decodeUpdate(frame.update) : null
    expect([update?.structs, update?.ds.clients.size]).toEqual([[], 1])
    // Which is what a stock client with nothing of its own says in turn.
    expect(canvas.isKnown(Y.encodeStateAsUpdate(doc, canvas.vector()))).toBe(!live)
    expect(canvas.isLive).toBe(live)
  }
  expect(new Canvas(stored([])).answer(new Uint8Array([5, 1]))).toBeNull()
})

test('[ENG-3] a joiner is never sent words that were deleted, from the log neither', async () => {
  const { updates } = logOf(put('a', SECRET), put('a', 'public'))
  const server = await serverWith(updates)
  const reader = await joinPeer(server, seat('rea'), { canWrite: false })
  reader.send(step1Frame(EMPTY))
  await settle()
  expect(applied(reader).cards).toEqual({ a: 'public' })
  for (const frame of reader.frames) expect(new TextDecoder().decode(frame)).not.toContain(SECRET)
})

test('[ENG-4] a document of several updates is whole for a stock client when it says that it is synced', async () => {
  const server = await serverWith(logOf(put('a', 1), put('b', 2), put('c', 3)).updates)
  const reader = await joinPeer(server, seat('rea'), { canWrite: false })
  reader.send(step1Frame(EMPTY))
  await settle()
  expect(applied(reader)).toEqual({ cards: { a: 1, b: 2, c: 3 }, sync: ['update', 'update', 'step2'] })
  reader.send(step1Frame(Y.encodeStateVector(logOf(put('a', 1)).doc)))
  await settle()
  expect(reader.closed).toBeNull()
  expect(applied(reader).cards).toEqual({ a: 1, b: 2, c: 3 })
})

test('[ENG-5] of a large document step 1 is asked after the first answer has gone', async () => {
  const { doc, updates } = logOf(put('a', 'x'.repeat(100_000)))
  const server = await serverWith(updates)
  const ana = await joinPeer(server, seat('ana'))
  expect(ana.types()).toEqual([])
  ana.send(step1Frame(EMPTY))
  await settle()
  expect(ana.types()).toEqual(['step2', 'step1'])
  expect(decodeFrame(ana.frames[1]!, false)).toEqual({ type: 'step1', stateVector: Y.encodeStateVector(doc) })
  const quiet = await joinPeer(server, seat('bo'))
  quiet.send(new Uint8Array([3]))
  expect(quiet.types()).toContain('step1')
})

test('[ENG-15] what stands beside a snapshot says what would be read off it, and of a large one step 1 is asked at once', async () => {
  const { doc, updates } = logOf(put('a', 'x'.repeat(100_000)), put('b', 1), put('a', 'y'.repeat(100_000)), put('c', 2))
  const { snapshot, edge } = compactUpdates(null, updates.slice(0, 3))
  const tail = updates.slice(3)
  const told = new Canvas({ ...stored(tail, snapshot), edge })
  const read = new Canvas(stored(tail, snapshot))
  expect([told.knowsVector, read.knowsVector]).toEqual([true, false])
  expect(told.vector()).toEqual(Y.encodeStateVector(doc))
  const all = Y.encodeStateVector(doc)
  expect(told.answer(all)!.frames).toEqual(read.answer(all)!.frames)
  expect(told.isKnown(Y.encodeStateAsUpdate(doc, all))).toBe(true)
  told.open().getMap('cards').set('d', 3)
  told.rest()
  expect(told.knowsVector).toBe(true)
  expect(Y.decodeStateVector(told.vector()).size).toBe(2)

  const server = await serverWith(updates)
  await server.store.compact(BOARD.id, updates.length - 1, snapshot, edge)
  const ana = await joinPeer(server, seat('ana'))
  expect(ana.types()).toEqual(['step1'])
  expect(decodeFrame(ana.frames[0]!, false)).toEqual({ type: 'step1', stateVector: all })
})

test('[ENG-6] a log that is worth it is compacted while nobody writes, and before its room is dropped', async () => {
  const server = await startServer()
  const ana = await joinDoc(server, seat('ana'), 5001)
  const type = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) ana.doc.getMap('cards').set(`k${n % 7}`, n)
    server.clock.pass(20)
    await settle()
  }
  await type(100)
  for (let n = 0; n < 3; n++) {
    server.clock.pass(30_000)
    await settle()
  }
  expect(server.directory.metrics.compactions).toBe(1)
  expect((await server.store.load(BOARD.id)).updates).toEqual([])
  await type(100)
  ana.session.leave()
  for (let n = 0; n < 3; n++) {
    server.clock.pass(30_000)
    await settle()
  }
  expect(server.directory.metrics).toMatchObject({ compactions: 2, rooms: 0 })
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual(ana.doc.getMap('cards').toJSON())
})

test('[ENG-8] echoes of others’ presence are passed over unread, and counted', async () => {
  const server = await startServer()
  const [ana, bo] = [await joinPeer(server, seat('ana')), await joinPeer(server, seat('bo'))]
  const json = new TextEncoder().encode('{"at":1}')
  const broken = new TextEncoder().encode('{"at":')
  ana.send(awarenessFrame([{ clientId: 5001, clock: 1, json }]))
  bo.send(awarenessFrame([{ clientId: 5002, clock: 1, json }]))
  const echo = [5001, 5003, 5004].map(clientId => ({ clientId, clock: 9, json: broken }))
  bo.send(awarenessFrame([...echo, { clientId: 5002, clock: 2, json }]))
  expect(server.directory.metrics).toMatchObject({ presence: 3, presenceDropped: 3 })
  expect(bo.closed).toBeNull()
  bo.send(new Uint8Array([1, 3, 2, 0x89, 0x27]))
  expect(bo.closed).toMatchObject({ reason: 'bad-message' })
})
