import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { awarenessFrame, decodeFrame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { LIMITS } from '../../../server/sync/limits.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import type { PowerLoss } from '../../../server/ports.ts'
import { BOARD, freshLoad, joinPeer, type Peer, type Server, seat, settle, startServer } from './helpers.ts'

const ANA = 5001
const BO = 5002

/** Ana's document with `first` in it, and what she wrote after as an update; Bo's copy has both and something of his own. */
function copies(more = 'more') {
  const ana = new Y.Doc()
  ana.clientID = ANA
  ana.getMap('cards').set('first', 'first')
  const before = Y.encodeStateAsUpdate(ana)
  ana.getMap('cards').set('lost', more)
  const bo = new Y.Doc()
  Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana))
  bo.clientID = BO
  bo.getMap('cards').set('his', 'his')
  return { ana, bo, before }
}

/** A server that lost what came after `first`. */
async function afterLoss(before: Uint8Array, powerLoss: PowerLoss | null): Promise<Server> {
  const store = createMemoryStore()
  await store.addDocument(BOARD)
  await store.append({
    document: BOARD.id,
    updates: [{ bytes: before, member: 'ana', at: 1 }],
    leases: [{ clientId: ANA, member: 'ana' }],
  }).synced
  return startServer({ store, powerLoss })
}

const LOSS = { at: 1_000_000, times: 1 }

/** Joins with a document as a client that comes back: shows itself, then answers the server's step 1 from what it has. */
async function comeBack(server: Server, member: string, doc: Y.Doc): Promise<Peer> {
  const peer = await joinPeer(server, seat(member), { ext: true, answers: false })
  peer.send(awarenessFrame([{ clientId: doc.clientID, clock: 1, json: new TextEncoder().encode('{}') }]))
  const asked = peer.frames.map(frame => decodeFrame(frame, true)).find(frame => frame?.type === 'step1')
  if (asked?.type === 'step1') peer.send(step2Frame(Y.encodeStateAsUpdate(doc, asked.stateVector)))
  await settle()
  server.clock.pass(50)
  await settle()
  return peer
}

const cards = async (server: Server): Promise<unknown> => (await freshLoad(server.store)).getMap('cards').toJSON()

test('[GRD-48] after a power loss others bring back what was shown, marked as brought by them, and its author goes on under the same id', async () => {
  const { ana, bo, before } = copies()
  const server = await afterLoss(before, LOSS)
  const his = await comeBack(server, 'bo', bo)
  expect(his.closed).toBeNull()
  expect(await cards(server)).toEqual({ first: 'first', lost: 'more', his: 'his' })
  const { recovered, leases } = await server.store.load(BOARD.id)
  expect(recovered).toEqual([{ clientId: ANA, clock: 1, length: 1, via: 'bo' }])
  expect(leases).toContainEqual({ clientId: ANA, member: 'ana' })
  expect(leases).toContainEqual({ clientId: BO, member: 'bo' })
  expect(server.directory.metrics.recovered).toBe(1)

  ana.getMap('cards').set('later', 'later')
  const hers = await comeBack(server, 'ana', ana)
  expect(hers.closed).toBeNull()
  expect(await cards(server)).toMatchObject({ lost: 'more', later: 'later' })
})

test('[GRD-49] whoever returns with other words at a place that was brought back is told so, whatever their length', async () => {
  for (const other of ['else', 'something much longer']) {
    const { bo, before } = copies()
    const server = await afterLoss(before, LOSS)
    await comeBack(server, 'bo', bo)
    const ana = new Y.Doc()
    Y.applyUpdate(ana, before)
    ana.clientID = ANA
    ana.getMap('cards').set('lost', other)
    const hers = await comeBack(server, 'ana', ana)
    expect(hers.closed).toEqual({ code: 4409, reason: 'recovered-differs' })
    expect(await cards(server)).toMatchObject({ lost: 'more' })
  }
})

test('[GRD-50] nobody brings anything back for an id that has come back itself, that has no power loss behind it, or after the time for it', async () => {
  const { ana, bo, before } = copies()
  const late = { at: 1_000_000 - LIMITS.recovery, times: 1 }
  for (const powerLoss of [null, late]) {
    const server = await afterLoss(before, powerLoss)
    expect((await comeBack(server, 'bo', bo)).closed).toMatchObject({ reason: 'not-leased' })
  }
  const server = await afterLoss(before, LOSS)
  const without = new Y.Doc()
  Y.applyUpdate(without, before)
  without.clientID = ANA
  await comeBack(server, 'ana', without)
  expect((await comeBack(server, 'bo', bo)).closed).toMatchObject({ reason: 'not-leased' })

  const other = await afterLoss(before, LOSS)
  const his = await comeBack(other, 'bo', new Y.Doc())
  his.send(updateFrame(Y.encodeStateAsUpdate(ana, Y.encodeStateVectorFromUpdate(before))))
  expect(his.closed).toMatchObject({ reason: 'not-leased' })
})

test('[GRD-69] text under an id whose lease was lost with it comes back too, and the id is its author’s again', async () => {
  const { ana, bo } = copies()
  const server = await startServer({ powerLoss: LOSS })
  await comeBack(server, 'bo', bo)
  expect((await server.store.load(BOARD.id)).leases).toEqual([{ clientId: BO, member: 'bo' }])
  ana.getMap('cards').set('later', 'later')
  const hers = await comeBack(server, 'ana', ana)
  expect(hers.closed).toBeNull()
  expect((await server.store.load(BOARD.id)).leases).toContainEqual({ clientId: ANA, member: 'ana' })
})
