import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import type { Appended, Store } from '../../../server/ports.ts'
import { compactUpdates } from '../../../server/sync/compact.ts'
import { decodeFrame, step1Frame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { createWriter } from '../../../server/sync/varint.ts'
import { MESSAGE_MARK, MESSAGE_REFUSED, MESSAGE_SAVED } from '../../../shared/protocol.ts'
import { forge } from './forge.ts'
import { BOARD, freshLoad, joinDoc, joinPeer, type Peer, seat, settle, startServer } from './helpers.ts'

const EMPTY = new Uint8Array([0])
const mark = (n: number): Uint8Array => createWriter(8).uint(MESSAGE_MARK).uint(n).done()
const saved = (peer: Peer): number[] => peer.frames.filter(frame => frame[0] === MESSAGE_SAVED).map(frame => frame[1]!)

/** One edit by a document of its own, as bytes. */
function edit(clientId: number, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientId
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
const card = (clientId: number, key: string): Uint8Array => edit(clientId, doc => doc.getMap('cards').set(key, 1))

/** A store whose disk waits to be told. */
function slowStore(): Store & { steps: { write(): void; sync(): void; fail(): void }[] } {
  const store = createMemoryStore()
  const steps: { write(): void; sync(): void; fail(): void }[] = []
  const append = (batch: Parameters<Store['append']>[0]): Appended => {
    const written = Promise.withResolvers<void>()
    const synced = Promise.withResolvers<void>()
    written.promise.catch(() => {})
    steps.push({
      write: () => {
        store.append(batch)
        written.resolve()
      },
      sync: () => synced.resolve(),
      fail: () => {
        written.reject(new Error('disk full'))
        synced.reject(new Error('disk full'))
      },
    })
    return { written: written.promise, synced: synced.promise }
  }
  return { ...store, append, steps }
}

test('[SYN-1] two people edit one canvas: both see the same, and so does a fresh load from the store', async () => {
  const server = await startServer()
  const ana = await joinDoc(server, seat('ana'), 5001)
  const bo = await joinDoc(server, seat('bo'), 5002)

  ana.doc.getMap('cards').set('c1', new Y.Map([['text', 'river']]))
  bo.doc.getMap('cards').set('c2', new Y.Map([['text', 'mill']]))
  server.clock.pass(100)
  await settle()
  ana.pull()
  bo.pull()

  const seen = { c1: { text: 'river' }, c2: { text: 'mill' } }
  expect(ana.closed ?? bo.closed).toBeNull()
  expect(ana.doc.getMap('cards').toJSON()).toEqual(seen)
  expect(bo.doc.getMap('cards').toJSON()).toEqual(seen)
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual(seen)
})

test('[SYN-8] an edit is shown once it is written and acknowledged once it is synced, never before', async () => {
  const store = slowStore()
  const server = await startServer({ store, log: store })
  const ana = await joinPeer(server, seat('ana'), { ext: true })
  const bo = await joinPeer(server, seat('bo'))
  bo.send(step1Frame(EMPTY))
  await settle()
  const before = bo.frames.length

  ana.send(updateFrame(card(5001, 'x')))
  ana.send(mark(1))
  await settle()
  expect([bo.frames.length - before, saved(ana)]).toEqual([0, []])
  store.steps[0]!.write()
  await settle()
  expect([bo.frames.length - before, saved(ana)]).toEqual([1, []])
  store.steps[0]!.sync()
  await settle()
  expect([bo.frames.length - before, saved(ana)]).toEqual([1, [1]])
})

test('[SYN-9] who joins is sent nothing that is not yet written', async () => {
  const store = slowStore()
  const server = await startServer({ store, log: store })
  const ana = await joinPeer(server, seat('ana'))
  ana.send(updateFrame(card(5001, 'x')))
  const bo = await joinPeer(server, seat('bo'))
  bo.send(step1Frame(EMPTY))
  await settle()
  expect(bo.types()).toEqual(['step1'])
  store.steps[0]!.write()
  await settle()
  expect(bo.types()).toContain('step2')
})

test('[SYN-10] a mark is answered only when everything before it is on disk, and only to clients that asked for it', async () => {
  const store = slowStore()
  const server = await startServer({ store, log: store })
  const ana = await joinPeer(server, seat('ana'), { ext: true })
  ana.send(mark(1))
  await settle()
  expect(saved(ana)).toEqual([1])
  ana.send(updateFrame(card(5001, 'x')))
  ana.send(updateFrame(edit(5003, doc => doc.getMap('cards').set('y', 1))))
  ana.send(mark(2))
  store.steps[0]!.write()
  store.steps[0]!.sync()
  await settle()
  expect(saved(ana)).toEqual([1])
  server.clock.pass(16)
  store.steps[1]!.write()
  store.steps[1]!.sync()
  await settle()
  expect(saved(ana)).toEqual([1, 2])

  const stock = await joinPeer(server, seat('bo'))
  stock.send(mark(1))
  expect(stock.closed).toEqual({ code: 4400, reason: 'bad-message' })
})

test('[SYN-11] the first edit after a pause leaves at once, those that follow within a tick leave together', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  const bo = await joinPeer(server, seat('bo'))
  bo.send(step1Frame(EMPTY))
  await settle()
  const updates = (): number => bo.types().filter(type => type === 'update').length
  for (const [n, id] of [5001, 5002, 5003].entries()) ana.send(updateFrame(card(id, `k${n}`)))
  await settle()
  expect(updates()).toBe(1)
  server.clock.pass(3)
  await settle()
  expect(updates()).toBe(1)
  server.clock.pass(1)
  await settle()
  expect(updates()).toBe(3)
})

test('[SYN-12] a store that fails closes the room with try-again, acknowledges nothing, and the room loads anew', async () => {
  const store = slowStore()
  const server = await startServer({ store, log: store })
  const ana = await joinPeer(server, seat('ana'), { ext: true })
  ana.send(updateFrame(card(5001, 'x')))
  ana.send(mark(1))
  store.steps[0]!.fail()
  await settle()
  expect(ana.closed).toEqual({ code: 1013, reason: 'store-failed' })
  expect(saved(ana)).toEqual([])
  expect(server.directory.metrics.storeFailures).toBe(1)

  const again = await joinPeer(server, seat('ana'), { ext: true })
  again.send(updateFrame(card(5001, 'x')))
  again.send(mark(1))
  store.steps[1]!.write()
  store.steps[1]!.sync()
  await settle()
  expect(saved(again)).toEqual([1])
})

test('[SYN-13] a reader is sent no step 1, may answer with what is known, and is closed for anything new', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  ana.send(updateFrame(card(5001, 'x')))
  const reader = await joinPeer(server, seat('rea', { role: 'observer' }), { canWrite: false })
  reader.send(step1Frame(EMPTY))
  await settle()
  expect(reader.types()).toEqual(['step2'])
  reader.send(step2Frame(card(5001, 'x')))
  expect(reader.closed).toBeNull()
  reader.send(updateFrame(card(6001, 'forged')))
  expect(reader.closed).toEqual({ code: 4403, reason: 'read-only' })
})

test('[SYN-14] a refusal is named to clients that understand it, counted, and nothing after it is read', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'), { ext: true })
  ana.send(updateFrame(edit(5001, doc => doc.getMap('elsewhere').set('x', 1))))
  expect(ana.closed).toEqual({ code: 4409, reason: 'unknown-root' })
  const said = ana.frames.find(frame => frame[0] === MESSAGE_REFUSED)!
  expect(new TextDecoder().decode(said.subarray(2))).toBe('unknown-root')
  expect(server.directory.metrics.refusals).toEqual({ 'unknown-root': 1 })
  ana.send(updateFrame(card(5001, 'x')))
  server.clock.pass(100)
  expect((await freshLoad(server.store)).getMap('cards').size).toBe(0)
})

test('[SYN-15] a revoked member is out at once, and so is one whose join was under way', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  const joining = joinPeer(server, seat('ana'))
  server.directory.revoke(BOARD.partnership, 'ana')
  ana.send(updateFrame(card(5001, 'late')))
  expect(ana.closed).toEqual({ code: 4403, reason: 'revoked' })
  expect((await joining).closed).toEqual({ code: 4403, reason: 'revoked' })
  expect(server.directory.present(BOARD.partnership)).toEqual([])
  expect((await freshLoad(server.store)).getMap('cards').size).toBe(0)
  expect((await joinPeer(server, seat('ana'))).closed).toBeNull()
})

test('[SYN-16] a change of role changes at once what a member may write, and closes what they may no longer see', async () => {
  const server = await startServer()
  const row = { ...BOARD, id: 'brokerbrokerbrokerbr', boundary: 'broker' as const }
  const open = await joinPeer(server, seat('ana', { role: 'broker' }))
  const narrow = await joinPeer(server, seat('ana', { role: 'broker' }), { row })
  server.directory.reseat(BOARD.partnership, 'ana', seat('ana', { role: 'observer' }), () => false)
  expect(narrow.closed).toEqual({ code: 4403, reason: 'not-allowed' })
  open.send(updateFrame(card(5001, 'x')))
  expect(open.closed).toEqual({ code: 4403, reason: 'read-only' })
})

test('[SYN-17] nobody is sent an empty document while it is being loaded: frames wait for it', async () => {
  const store = createMemoryStore()
  await store.append({
    document: BOARD.id,
    updates: [{ bytes: card(5001, 'x'), member: 'ana', at: 1 }],
    leases: [{ clientId: 5001, member: 'ana' }],
  }).synced
  let loads = 0
  const load: Store['load'] = async id => {
    loads++
    await settle()
    return store.load(id)
  }
  const server = await startServer({ store, log: { ...store, load } })
  const peers = await Promise.all(['ana', 'bo', 'cy'].map(name => joinPeer(server, seat(name))))
  for (const peer of peers) peer.send(step1Frame(EMPTY))
  await settle()
  for (const peer of peers) {
    const answer = peer.frames.map(frame => decodeFrame(frame, false)).find(frame => frame?.type === 'step2')
    const doc = new Y.Doc()
    if (answer?.type === 'step2') Y.applyUpdate(doc, answer.update)
    expect(doc.getMap('cards').toJSON()).toEqual({ x: 1 })
  }
  expect(loads).toBe(1)
})

test('[SYN-18] an idle room lets go of its document and loads it again for the next visitor', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  ana.send(updateFrame(card(5001, 'x')))
  await settle()
  ana.session.leave()
  server.clock.pass(100_000)
  expect(server.directory.metrics.rooms).toBe(0)
  expect(await server.directory.read(BOARD.id, doc => doc.getMap('cards').toJSON())).toEqual({ x: 1 })
})

test('[SYN-19] a long tail is compacted into a snapshot that loads to the same, and typing goes on meanwhile', async () => {
  const server = await startServer()
  const ana = await joinDoc(server, seat('ana'), 5001)
  for (let n = 0; n < 2_100; n++) ana.doc.getMap('cards').set(`k${n % 50}`, n)
  server.clock.pass(20)
  for (let n = 0; n < 5; n++) await settle()
  ana.doc.getMap('cards').set('after', 1)
  server.clock.pass(20)
  for (let n = 0; n < 5; n++) await settle()
  const stored = await server.store.load(BOARD.id)
  expect(server.directory.metrics.compactions).toBe(1)
  expect(stored.updates.length).toBeLessThan(5)
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual(ana.doc.getMap('cards').toJSON())
})

test('[SYN-20] compaction keeps what is seen and forgets deleted words', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getMap('cards').set('x', 'a secret that was withdrawn')
  doc.getMap('cards').set('x', 'public')
  const { snapshot } = compactUpdates(null, updates)
  const again = new Y.Doc()
  Y.applyUpdate(again, snapshot)
  expect(again.getMap('cards').toJSON()).toEqual({ x: 'public' })
  expect(new TextDecoder().decode(snapshot)).not.toContain('secret')
})

test('[SYN-21] the server’s own edit and a bulk update are on disk when they answer, and take the same guard', async () => {
  const server = await startServer()
  await server.directory.edit(BOARD, doc => doc.getMap('cards').set('seed', 1))
  expect(await server.directory.update(BOARD, seat('ana'), card(5001, 'bulk'))).toEqual({ ok: true, value: null })
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual({ seed: 1, bulk: 1 })
  expect(
    await server.directory.update(
      BOARD,
      seat('bo'),
      forge([{ client: 5001, clock: 1, structs: [{ parent: 'cards', sub: 'x', ref: 8, content: [1, 126] }] }]),
    ),
  ).toMatchObject({
    ok: false,
    refusal: { code: 'not-leased', close: 4409 },
  })
  expect(await server.directory.update(BOARD, seat('rea', { role: 'observer' }), card(7001, 'x'))).toMatchObject({
    ok: false,
    refusal: { code: 'read-only' },
  })
})

test('[SYN-22] a server edit that throws half-way leaves no trace, live or stored', async () => {
  const server = await startServer()
  const ana = await joinDoc(server, seat('ana'), 5001)
  ana.doc.getMap('cards').set('kept', 1)
  const failing = server.directory.edit(BOARD, doc => {
    doc.getMap('cards').set('half', 1)
    throw new Error('no more')
  })
  await expect(failing).rejects.toThrow('no more')
  for (let n = 0; n < 3; n++) await settle()
  expect(await server.directory.read(BOARD.id, doc => doc.getMap('cards').toJSON())).toEqual({ kept: 1 })
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual({ kept: 1 })
  ana.doc.getMap('cards').set('goes on', 2)
  server.clock.pass(20)
  await settle()
  expect(ana.closed).toBeNull()
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual({ kept: 1, 'goes on': 2 })
})

test('[SYN-23] draining puts everything on disk and closes with try-again', async () => {
  const server = await startServer()
  const ana = await joinPeer(server, seat('ana'))
  ana.send(updateFrame(card(5001, 'a')))
  ana.send(updateFrame(card(5002, 'b')))
  await server.directory.drain()
  expect(ana.closed).toEqual({ code: 1012, reason: 'restarting' })
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual({ a: 1, b: 1 })
  expect((await joinPeer(server, seat('bo'))).closed).toEqual({ code: 1012, reason: 'restarting' })
})

test('[SYN-24] who types between coming back and answering step 1 is not refused, and is acknowledged only with the answer', async () => {
  const server = await startServer()
  const doc = new Y.Doc()
  doc.clientID = 5001
  doc.getMap('cards').set('offline', 1)
  const ana = await joinPeer(server, seat('ana'), { ext: true, answers: false })
  const vector = Y.encodeStateVector(doc)
  doc.getMap('cards').set('typed', 2)
  ana.send(updateFrame(Y.encodeStateAsUpdate(doc, vector)))
  ana.send(mark(1))
  await settle()
  expect([ana.closed, saved(ana)]).toEqual([null, []])
  ana.send(step2Frame(Y.encodeStateAsUpdate(doc)))
  server.clock.pass(20)
  await settle()
  expect(saved(ana)).toEqual([1])
  expect((await freshLoad(server.store)).getMap('cards').toJSON()).toEqual({ offline: 1, typed: 2 })
})

test('[SYN-25] a reader that falls behind loses presence first and is closed beyond the watermark, others are not held up', async () => {
  const server = await startServer()
  const [ana, slow] = [await joinPeer(server, seat('ana')), await joinPeer(server, seat('slow'))]
  slow.send(step1Frame(EMPTY))
  await settle()
  slow.buffered = 5 * 1024 * 1024
  ana.send(updateFrame(card(5001, 'x')))
  await settle()
  expect(slow.closed).toEqual({ code: 1013, reason: 'slow-reader' })
  expect(ana.closed).toBeNull()
  expect(server.directory.metrics.slowReaders).toBe(1)
})

test('[SYN-26] frames above 256 KB are refused, but for the one answer to step 1', async () => {
  const server = await startServer()
  const big = edit(5001, doc => doc.getMap('cards').set('x', 'x'.repeat(300_000)))
  const ana = await joinPeer(server, seat('ana'))
  ana.send(step2Frame(big))
  expect(ana.closed).toBeNull()
  const more = edit(5002, doc => doc.getMap('cards').set('y', 'y'.repeat(300_000)))
  ana.send(step2Frame(more))
  // A large answer is judged beside the loop; what comes after it waits for that.
  while (ana.closed === null) await settle()
  expect(ana.closed).toEqual({ code: 4413, reason: 'too-large' })
})

test('[SYN-40] nothing is called saved before the answer to step 1 has come, even if all that was sent so far is on disk', async () => {
  const server = await startServer()
  await server.directory.update(BOARD, seat('ana'), card(5001, 'x'))
  const ana = await joinPeer(server, seat('ana'), { ext: true, answers: false })
  // Found by the simulator (seed 2952): a delete alone leans on nothing, the offline edits before it are still to come.
  ana.send(updateFrame(forge([], [{ client: 5001, ranges: [[0, 1]] }])))
  ana.send(mark(1))
  server.clock.pass(20)
  await settle()
  expect([ana.closed, saved(ana)]).toEqual([null, []])
  ana.send(step2Frame(edit(5002, offline => offline.getMap('cards').set('offline', 1))))
  server.clock.pass(20)
  await settle()
  expect(saved(ana)).toEqual([1])
})
