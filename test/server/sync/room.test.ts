import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { freshLoad, joinDoc, seat, settle, startServer } from './helpers.ts'

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
