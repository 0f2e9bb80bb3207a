import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Acks } from '../../../client/sync/acks.ts'
import { SyncedDoc } from '../../../client/sync/synced-doc.ts'
import { CLOSE } from '../../../shared/protocol.ts'
import { FakeBrowser } from './fake-browser.ts'
import { FakeNet } from './fake-net.ts'
import { FakeServer } from './fake-server.ts'

let server: FakeServer
let net: FakeNet
const open: SyncedDoc[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  server = new FakeServer()
  net = new FakeNet(server.serve)
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  vi.useRealTimers()
})

const wait = (ms = 50) => vi.advanceTimersByTimeAsync(ms)

function synced(
  browser: FakeBrowser,
  member = 'ana',
  options: { writes?: boolean; document?: string } = {},
): SyncedDoc {
  const one = new SyncedDoc({
    document: options.document ?? 'board',
    member,
    writes: options.writes ?? true,
    shows: true,
    parts: browser.tab(),
    changed: () => {},
    ended: () => {},
  })
  open.push(one)
  return one
}

const put = (one: SyncedDoc, key: string, value: unknown) => one.doc.getMap('cards').set(key, value)
const cards = (doc: Y.Doc) => doc.getMap('cards').toJSON()

test('[SAV-1] an edit is Saved only when the server says that it is on disk', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  server.acknowledges = false

  put(ana, 'a', 'words')
  await wait(3_000)
  const shownByServer = cards(server.doc('board'))
  const before = ana.saved
  server.acknowledge()
  await wait()

  expect(shownByServer).toEqual({ a: 'words' })
  expect(before).toEqual({ type: 'saving', count: 1 })
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-1] a line that is open and synced is not Saved before its first acknowledgement', async () => {
  server.acknowledges = false
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()

  expect(ana.online).toBe(true)
  expect(ana.saved).toEqual({ type: 'loading' })
  server.acknowledge()
  await wait()
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-1] a new line must acknowledge anew before anything is called Saved again', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  const before = ana.saved.type
  server.acknowledges = false
  net.cut()
  net.up = true
  await wait(3_000)

  expect(before).toBe('saved')
  expect(ana.online).toBe(true)
  expect(ana.saved.type).not.toBe('saved')
})

test('[SAV-1] an acknowledgement of something that was never asked changes nothing', () => {
  const acks = new Acks()
  acks.edit()
  const asked = acks.takeMark()

  expect(acks.saved(7)).toBe(false)
  expect(acks.count).toBe(1)
  expect(acks.saved(asked!)).toBe(true)
  expect(acks.count).toBe(0)
})

test('[SAV-2] the count is the number of edits not acknowledged, with one mark on its way at a time', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  server.acknowledges = false
  server.marks.length = 0

  put(ana, 'a', 1)
  await wait()
  put(ana, 'b', 2)
  put(ana, 'c', 3)
  await wait()
  const marksBefore = [...server.marks]
  const before = ana.saved
  server.acknowledge()
  await wait()

  expect(before).toEqual({ type: 'saving', count: 3 })
  expect(marksBefore).toEqual([1])
  expect(server.marks).toEqual([1, 3])
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-3] edits made while the server is away wait, merge on its return, and are Saved after', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  const bo = synced(new FakeBrowser(net, 'bo'), 'bo')
  await wait()

  net.cut()
  put(ana, 'a', 'from ana')
  put(bo, 'b', 'from bo')
  await wait()
  const away = ana.saved
  net.up = true
  await wait(10_000)

  expect(away).toEqual({ type: 'offline', since: 1_800_000_000_051, count: 1 })
  expect(cards(ana.doc)).toEqual({ a: 'from ana', b: 'from bo' })
  expect(cards(bo.doc)).toEqual(cards(ana.doc))
  expect(cards(server.doc('board'))).toEqual(cards(ana.doc))
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-3] an acknowledgement that was on its way when the line broke is not taken for a later one', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  server.acknowledges = false
  put(ana, 'a', 1)
  await wait()

  net.cut()
  net.up = true
  await wait(3_000)
  const before = ana.saved
  server.acknowledge()
  await wait()

  expect(before).toEqual({ type: 'saving', count: 1 })
  expect(ana.saved.type).toBe('saved')
})

test('[OFF-31] without a line an edit is said to be kept only once the device has written it down', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  net.cut()
  await wait()
  browser.device.lag()

  put(ana, 'a', 'words')
  put(ana, 'b', 'more words')
  await wait()
  const onTheWay = ana.saved
  browser.device.catchUp()
  await wait()

  expect(onTheWay).toMatchObject({ type: 'offline', count: 2, writing: true })
  expect(ana.saved).toMatchObject({ type: 'offline', count: 2 })
  expect(ana.saved).not.toHaveProperty('writing')
})

test('[OFF-50] whoever opens a page without a network reads at once what waits on the device, and *Saved* once it is sent', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const first = synced(browser)
  await wait()
  net.cut()
  put(first, 'a', 'kept')
  await wait(1_000)
  await first.close()
  net.dead = true

  browser.networkGone = true
  const again = synced(browser)
  await wait()
  const gone = again.saved
  await again.close()
  browser.networkGone = false
  const third = synced(browser)
  await wait()
  const hoped = third.saved
  net.dead = false
  net.up = true
  await wait(30_000)

  expect(gone).toMatchObject({ type: 'offline', count: 1 })
  expect(hoped).toEqual({ type: 'saving', count: 1 })
  expect(third.saved.type).toBe('saved')
})

test('[SAV-4] edits that were never acknowledged are counted again after a reload without the server', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const first = synced(browser)
  await wait()
  net.cut()
  put(first, 'a', 'kept')
  await wait(1_000)
  await first.close()

  const again = synced(browser)
  await wait(3_000)
  const away = { saved: again.saved, cards: cards(again.doc) }
  net.up = true
  await wait(10_000)

  expect(away.saved).toMatchObject({ type: 'offline', count: 1 })
  expect(away.cards).toEqual({ a: 'kept' })
  expect(cards(server.doc('board'))).toEqual({ a: 'kept' })
  expect(again.saved.type).toBe('saved')
})

test('[SAV-5] edits are held back until the server asked for them, so that none skips what is still on its way', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  net.cut()
  for (let at = 0; at < 20; at++) put(ana, `k${at}`, at)
  await wait(10)
  net.up = true
  browser.wake()

  // The fake server throws when an edit comes before the answer to its step 1.
  for (let at = 0; at < 20; at++) {
    put(ana, `during${at}`, at)
    await wait(1)
  }
  await wait(10_000)

  expect(Object.keys(cards(server.doc('board')))).toHaveLength(40)
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-6] the line comes back at once when the browser is online or in view again', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  net.cut()
  await wait(60_000)
  net.up = true

  browser.wake()
  await wait(20)

  expect(ana.online).toBe(true)
})

test('[SAV-6] a line that gives no answer any more is dropped and opened again', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  // Half-open: the socket stands, and nothing comes back.
  for (const socket of net.sockets) socket.send = () => {}

  put(ana, 'a', 1)
  await wait(11_000)
  const before = ana.saved
  await wait(5_000)

  expect(before).toMatchObject({ type: 'offline', count: 1 })
  expect(cards(server.doc('board'))).toEqual({ a: 1 })
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-6] when the browser says that its network is gone, a silent line is given up within seconds', async () => {
  const browser = new FakeBrowser(net, 'ana')
  const ana = synced(browser)
  await wait()
  net.up = false
  for (const socket of net.sockets) socket.send = () => {}

  browser.networkLost()
  await wait(4_000)

  expect(ana.online).toBe(false)
})

test('[SAV-7] an edit too large for one frame goes with the answer to a new step 1', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  const paste = 'x'.repeat(400_000)

  put(ana, 'large', paste)
  put(ana, 'after', 1)
  await wait(5_000)

  expect(cards(server.doc('board'))).toEqual({ large: paste, after: 1 })
  expect(server.updates.every(update => update.length < 256 * 1024)).toBe(true)
  expect(ana.saved.type).toBe('saved')
})

test('[SAV-8] after a refused edit the indicator says so, the words stay at hand, and nothing is sent again', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  server.refusal = { code: 'bad-content', close: CLOSE.refusedUpdate }

  put(ana, 'a', 'my words')
  await wait(60_000)

  expect(ana.saved).toEqual({ type: 'not-saved', code: 'bad-content', count: 1 })
  expect(ana.unsavedWords()).toEqual(['my words'])
  expect(ana.editable).toBe(false)
  expect(server.peers.size).toBe(0)
})

test('[SAV-8] the words of typed text are put together again, and ids and order keys are left out', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  await wait()
  server.acknowledges = false
  const text = ana.doc.getXmlFragment('clause:a')
  const paragraph = new Y.XmlElement('paragraph')
  const words = new Y.XmlText()
  ana.doc.transact(() => {
    text.insert(0, [paragraph])
    paragraph.insert(0, [words])
    ana.doc.getMap('clauses').set(
      'x',
      new Y.Map([
        ['order', 'a0'],
        ['heading', 'Water'],
      ]),
    )
  })
  for (const letter of 'we share') words.insert(words.length, letter)
  await wait()

  expect(ana.unsavedWords().sort()).toEqual(['Water', 'we share'])
})

test('[SAV-9] only one’s own presence is sent: nobody answers the others’ with an echo', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  const bo = synced(new FakeBrowser(net, 'bo'), 'bo')
  await wait()
  server.presence.length = 0

  for (let at = 0; at < 5; at++) {
    ana.show({ at: `row${at}` })
    await wait(100)
  }

  expect(bo.awareness.getStates().get(ana.doc.clientID)).toMatchObject({ at: 'row4', user: { member: 'ana' } })
  expect(server.presence.length).toBeGreaterThanOrEqual(5)
  expect(server.presence.every(({ member, ids }) => member === 'ana' && ids.every(id => id === ana.doc.clientID))).toBe(
    true,
  )
})

test('[SAV-9] someone who did nothing while my line was down is seen again as soon as it is back', async () => {
  const ana = synced(new FakeBrowser(net, 'ana'))
  const bo = synced(new FakeBrowser(net, 'bo'), 'bo')
  await wait()
  const sockets = [...net.sockets]
  sockets[0]!.end(1006)
  await wait(1)
  const whileDown = ana.awareness.getStates().has(bo.doc.clientID)
  await wait(1_000)

  expect(whileDown).toBe(false)
  expect(ana.awareness.getStates().has(bo.doc.clientID)).toBe(true)
})

test('[SAV-10] a member who may not write sends nothing and reads Saved as soon as the content is there', async () => {
  server.mayWrite = member => member !== 'eve'
  server.doc('board').getMap('cards').set('a', 1)
  const eve = synced(new FakeBrowser(net, 'eve'), 'eve', { writes: false })
  await wait()

  expect(cards(eve.doc)).toEqual({ a: 1 })
  expect(eve.saved.type).toBe('saved')
  expect(eve.editable).toBe(false)
  expect(server.answers).toHaveLength(0)
})
