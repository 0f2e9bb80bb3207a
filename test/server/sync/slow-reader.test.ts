import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { step1Frame } from '../../../server/sync/frame.ts'
import { BOARD, joinPeer, seat, settle, startServer } from './helpers.ts'

const EMPTY = new Uint8Array([0])

function large(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 5001
  doc.getMap('cards').set('x', 'x'.repeat(2 ** 20))
  return Y.encodeStateAsUpdate(doc)
}

test('[SYN-41] a client that asks for the document over and over without reading is answered once, and closed once it is too far behind', async () => {
  const server = await startServer()
  await server.directory.update(BOARD, seat('ana'), large())
  const greedy = await joinPeer(server, seat('greedy'))
  greedy.send(step1Frame(EMPTY))
  await settle()
  const answers = (): number => greedy.types().filter(type => type === 'step2').length
  expect(answers()).toBe(1)
  greedy.buffered = 2 ** 20 + 100
  for (let n = 0; n < 50; n++) greedy.send(step1Frame(EMPTY))
  await settle()
  expect([answers(), greedy.closed]).toEqual([1, null])
  greedy.buffered = 6 * 2 ** 20
  greedy.send(new Uint8Array([3]))
  expect(greedy.closed).toEqual({ code: 1013, reason: 'slow-reader' })
  const patient = await joinPeer(server, seat('patient'))
  patient.send(step1Frame(EMPTY))
  patient.send(step1Frame(EMPTY))
  await settle()
  expect(patient.types().filter(type => type === 'step2')).toHaveLength(2)
})
