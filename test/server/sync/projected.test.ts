import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeFrame, step1Frame, updateFrame } from '../../../server/sync/frame.ts'
import { BOARD, joinPeer, type Peer, seat, settle, startServer } from './helpers.ts'

const LEDGER = { ...BOARD, id: 'ledgerledgerledgerle', role: 'ledger' as const, kind: null }

function apply(peer: Peer): unknown {
  const doc = new Y.Doc()
  for (const frame of peer.frames.map(bytes => decodeFrame(bytes, false))) {
    if (frame?.type === 'step2' || frame?.type === 'update') Y.applyUpdate(doc, frame.update)
  }
  return doc.getArray('entries').toArray()
}

test('[SYN-33] a ledger document is shown as it is projected, entry by entry, and nobody may write it, the broker included', async () => {
  const projected = new Y.Doc()
  projected.clientID = 1
  projected.getArray('entries').push(['one'])
  let tell: (document: string, update: Uint8Array) => void = () => {}
  const ledger = {
    project: async () => projected,
    onProjected: (listener: typeof tell) => {
      tell = listener
      return () => {}
    },
  }
  const server = await startServer({ ledger })
  const joining = joinPeer(server, seat('ana', { role: 'broker' }), { row: LEDGER, canWrite: true })
  projected.on('update', (update: Uint8Array) => tell(LEDGER.id, update))
  projected.getArray('entries').push(['two'])
  const ana = await joining
  ana.send(step1Frame(new Uint8Array([0])))
  await settle()
  projected.getArray('entries').push(['three'])
  server.clock.pass(20)
  await settle()
  expect(ana.types()).not.toContain('step1')
  expect(apply(ana)).toEqual(['one', 'two', 'three'])

  const forged = new Y.Doc()
  forged.clientID = 5001
  forged.getArray('entries').push(['forged'])
  ana.send(updateFrame(Y.encodeStateAsUpdate(forged)))
  expect(ana.closed).toEqual({ code: 4403, reason: 'read-only' })
  expect(projected.getArray('entries').length).toBe(3)
  expect((await server.store.load(LEDGER.id)).updates).toEqual([])
})
