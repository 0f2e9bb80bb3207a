import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createSliceWorker } from '../../../server/adapters/slice-worker.ts'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { decodeUpdate } from '../../../server/sync/decode-update.ts'
import { step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { LIMITS } from '../../../server/sync/limits.ts'
import { sliceUpdate } from '../../../server/sync/slices.ts'
import { chanceFrom } from '../../sim/random.ts'
import { randomEdit, undoFor, view } from '../../sim/random-edit.ts'
import { content, type Forged, forge } from './forge.ts'
import { BOARD, freshLoad, joinPeer, seat, settle, startServer } from './helpers.ts'

const worker = createSliceWorker(systemClock)
afterAll(() => worker.close())

/** An honest document of some hundred kilobytes, written by two, with deletes and undone values in it. */
function written(edits: number): Y.Doc {
  const chance = chanceFrom(77)
  const docs = [5001, 5002].map(clientId => Object.assign(new Y.Doc(), { clientID: clientId }))
  const undos = docs.map(undoFor)
  for (let n = 0; n < edits; n++) {
    const who = chance.below(2)
    randomEdit(docs[who]!, chance, undos[who]!)
    if (chance.odds(0.1)) {
      for (const [from, to] of [docs, docs.toReversed()])
        Y.applyUpdate(to!, Y.encodeStateAsUpdate(from!, Y.encodeStateVector(to!)))
    }
  }
  Y.applyUpdate(docs[0]!, Y.encodeStateAsUpdate(docs[1]!))
  docs[0]!.getMap('cards').set('pad', 'x'.repeat(LIMITS.sliceFrom))
  return docs[0]!
}

test('[GRD-72] a large update cut into slices and applied one by one is what it was as a whole', () => {
  const doc = written(3_000)
  const known = new Y.Doc()
  const update = Y.encodeStateAsUpdate(doc)
  const slices = sliceUpdate(decodeUpdate(update)!, known)
  expect(slices.length).toBeGreaterThan(3)
  for (const slice of slices) {
    Y.applyUpdate(known, slice)
    expect(known.store.pendingStructs ?? known.store.pendingDs).toBeNull()
    const structs = [...decodeUpdate(slice)!.clients.values()].flat()
    expect(structs.length).toBeLessThanOrEqual(LIMITS.sliceStructs)
  }
  expect(view(known)).toBe(view(doc))
  expect(Y.encodeStateVector(known)).toEqual(Y.encodeStateVector(doc))
})

test('[GRD-73] a large answer passes the guard on another thread, and what its sender says meanwhile comes after it', async () => {
  const server = await startServer({ slicer: worker.slice })
  const leases = [5001, 5002].map(clientId => ({ clientId, member: 'ana' }))
  await server.store.append({ document: BOARD.id, updates: [], leases }).synced
  const ana = await joinPeer(server, seat('ana'), { ext: true, answers: false })
  const doc = written(1_500)
  ana.send(step2Frame(Y.encodeStateAsUpdate(doc)))
  const before = Y.encodeStateVector(doc)
  doc.getMap('cards').set('later', 'later')
  ana.send(updateFrame(Y.encodeStateAsUpdate(doc, before)))
  const other = await joinPeer(server, seat('bo'))
  other.send(
    updateFrame(forge([{ client: 6001, clock: 0, structs: [{ parent: 'cards', sub: 'bo', ...content.any([126]) }] }])),
  )
  await expect
    .poll(
      async () => {
        server.clock.pass(20)
        return (await freshLoad(server.store)).getMap('cards').get('later')
      },
      { timeout: 20_000 },
    )
    .toBe('later')
  expect(ana.closed).toBeNull()
  expect(other.closed).toBeNull()
  const fresh = await freshLoad(server.store)
  expect(fresh.getMap('cards').get('bo')).toBeNull()
  fresh.getMap('cards').delete('bo')
  expect(view(fresh)).toBe(view(doc))
})

test('[GRD-74] of a large update that is refused anywhere nothing is taken', async () => {
  const server = await startServer({ slicer: worker.slice })
  const rows = Array.from(
    { length: 4_000 },
    (_, n): Forged => ({ parent: 'cards', sub: `k${n}`, ...content.any([126]) }),
  )
  const bad: Forged = { parent: 'elsewhere', sub: 'x', ...content.any([126]) }
  const update = forge([{ client: 5001, clock: 0, structs: [...rows, bad] }])
  expect(update.length).toBeGreaterThan(LIMITS.sliceFrom)
  const ruled = await server.directory.update(BOARD, seat('ana'), update)
  expect(ruled).toMatchObject({ ok: false, refusal: { code: 'unknown-root' } })
  expect((await freshLoad(server.store)).getMap('cards').size).toBe(0)
  const good = await server.directory.update(BOARD, seat('ana'), forge([{ client: 5001, clock: 0, structs: rows }]))
  expect(good.ok).toBe(true)
  expect((await freshLoad(server.store)).getMap('cards').size).toBe(4_000)
})

test('[REV-1] of a large update whose sender is revoked meanwhile nothing more is taken', async () => {
  const asked = Promise.withResolvers<void>()
  const server = await startServer({
    slicer: async request => {
      const ruled = await worker.slice(request)
      await asked.promise
      return ruled
    },
  })
  const rows = Array.from(
    { length: 6_000 },
    (_, n): Forged => ({ parent: 'cards', sub: `k${n}`, ...content.any([126]) }),
  )
  const update = forge([{ client: 5001, clock: 0, structs: rows }])
  const taking = server.directory.update(BOARD, seat('ana'), update)
  const ana = await joinPeer(server, seat('ana'), { answers: false })
  ana.send(step2Frame(update))
  server.directory.revoke(BOARD.partnership, 'ana')
  asked.resolve()
  expect(await taking).toMatchObject({ ok: false, refusal: { code: 'read-only' } })
  for (let n = 0; n < 50; n++) await settle()
  server.clock.pass(50)
  await settle()
  expect(ana.closed).toEqual({ code: 4403, reason: 'revoked' })
  expect((await freshLoad(server.store)).getMap('cards').size).toBe(0)
})

test('[GRD-75] delete ranges that overlap, and values too large for one turn of the loop, are refused', async () => {
  const server = await startServer()
  const send = async (update: Uint8Array) => server.directory.update(BOARD, seat('ana'), update)
  const one = { parent: 'cards', sub: 'x' }
  const text = new Y.Doc()
  text.clientID = 5001
  text.getMap('cards').set('x', 'x'.repeat(LIMITS.contentSize + 1))
  expect(await send(Y.encodeStateAsUpdate(text))).toMatchObject({ refusal: { code: 'bad-content' } })
  const nested = [117, 2, ...[0, 1].flatMap(() => [117, ...[0xf0, 0x2e], ...new Array<number>(6_000).fill(126)])]
  const wide = forge([{ client: 5001, clock: 0, structs: [{ ...one, ...content.any(nested) }] }])
  expect(await send(wide)).toMatchObject({ refusal: { code: 'bad-content' } })
  expect(await send(forge([{ client: 5001, clock: 0, structs: [{ ...one, ...content.any([126]) }] }]))).toMatchObject({
    ok: true,
  })
  const twice = forge(
    [],
    [
      {
        client: 5001,
        ranges: [
          [0, 1],
          [0, 1],
        ],
      },
    ],
  )
  expect(await send(twice)).toMatchObject({ refusal: { code: 'bad-delete' } })
})
