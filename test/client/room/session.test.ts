import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { documents, memberName, parties, partyView, partnershipWords } from '../../../client/ledger/views.ts'
import type { Canvas } from '../../../client/room/canvas.ts'
import { OpenRefused } from '../../../client/room/session.ts'
import { newId } from '../../../shared/ids.ts'
import { openPartnership, openRealTable, type RealTable } from './real-table.ts'

let table: RealTable

beforeEach(async () => {
  table = await openRealTable()
})

afterEach(() => table.close())

const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 })
const pause = (ms: number) => new Promise<string>(resolve => setTimeout(() => resolve('waits'), ms))
const editable = (room: Canvas) => until(() => expect(room.canEdit).toBe(true))
const note = (text: string) => new Y.Map(Object.entries({ text }))
const cards = (room: Canvas) => room.doc.getMap('cards')

test('[SAV-20] a page gets the ledger from the server, checked and folded, with the words behind its commitments', async () => {
  const session = await table.tab(table.people.representative)

  expect(session.ready).toBe(true)
  expect(session.online).toBe(true)
  expect(session.me).toEqual({
    member: table.people.representative.member,
    role: 'representative',
    party: table.parties.water,
    name: 'Nassor',
  })
  expect(
    parties(session)
      .map(party => party.name)
      .sort(),
  ).toEqual(['Fishers', 'Water Directorate'])
  expect(partyView(session, table.parties.water).mark).toBeGreaterThan(0)
  expect(memberName(session, table.people.broker.member)).toBe('Zuhura')
  expect(partnershipWords(session).name).toBe('Delta table')
  expect(documents(session).map(info => info.kind)).toContain('agreement')
})

test('[SAV-20] only a broker’s ledger holds what is for brokers, and both boundaries make one state', async () => {
  const broker = await table.tab(table.people.broker)
  const observer = await table.tab(table.people.observer)
  const map = table.document('stakeholder-map')

  expect(broker.companionOf(map)?.boundary).toBe('broker')
  expect(broker.ledger.invites.size).toBeGreaterThan(0)
  expect(observer.companionOf(map)).toBeUndefined()
  expect(observer.ledger.invites.size).toBe(0)
  expect([...observer.ledger.heads.keys()]).toEqual(['partnership'])
})

test('[SAV-21] what somebody else records shows without a reload', async () => {
  const session = await table.tab(table.people.contributor)
  const broker = table.people.broker

  const made = await broker.post(`/api/partnerships/${table.id}/documents`, { kind: 'board', title: 'Second board' })
  await until(() => expect(session.ledger.documents.has(made.body.id)).toBe(true))

  expect(documents(session).map(info => session.words(info.title))).toContain('Second board')
})

test('[SAV-22] the client refuses by the rules of the server before it asks', async () => {
  const observer = await table.tab(table.people.observer)
  const broker = await table.tab(table.people.broker)
  const rename = { type: 'document.rename', document: table.document('board'), title: 'Notes' } as const

  expect(observer.wouldRefuse(rename)).toEqual({ code: 'not-allowed' })
  expect(broker.wouldRefuse(rename)).toBeNull()
  expect(await observer.execute(rename)).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
})

test('[SAV-22] what is asked of a canvas is judged by the text that is open here', async () => {
  const session = await table.tab(table.people.representative)
  const agreement = table.document('agreement')
  const room = session.open(agreement)
  await editable(room)
  const clause = newId()
  const move = (hash: string) =>
    ({ type: 'clause.move', document: agreement, clause, state: 'discussed', hash }) as const

  expect(session.wouldRefuse(move('0'.repeat(64)))?.code).toBe('no-such-clause')
  room.transact(() => room.doc.getMap('clauses').set(clause, new Y.Map([['heading', 'Water']])))

  expect(session.wouldRefuse(move('0'.repeat(64)))?.code).toBe('text-changed')
})

test('[SAV-23] a command is answered when its fact shows here, and its id makes it one fact however often it is sent', async () => {
  const broker = await table.tab(table.people.broker)
  const document = table.document('board')
  const id = newId()
  const rename = { type: 'document.rename', document, title: 'What we noted' } as const

  const first = await broker.execute(rename, id)
  const title = broker.words(broker.ledger.documents.get(document)!.title)
  const again = await broker.execute(rename, id)

  expect(first.ok).toBe(true)
  expect(title).toBe('What we noted')
  expect(again).toEqual(first)
})

test('[SAV-23] without the server a command says so, and nothing is recorded behind one’s back', async () => {
  const broker = await table.tab(table.people.broker)
  const { heads } = broker.ledger
  table.net.cut()

  const answer = await broker.execute({ type: 'document.rename', document: table.document('board'), title: 'x' })
  table.net.up = true
  table.browserOf(table.people.broker).wake()
  await until(() => expect(broker.online).toBe(true))

  expect(answer).toEqual({ ok: false, refusal: { code: 'offline' } })
  expect(broker.ledger.heads).toEqual(heads)
})

test('[SAV-24] after one visit a partnership opens from this device with the server away, and catches up on its return', async () => {
  const { contributor, broker } = table.people
  const first = await table.tab(contributor)
  const room = first.open(table.document('board'))
  await editable(room)
  room.transact(() => cards(room).set(newId(), note('kept')))
  await until(() => expect(room.saved.type).toBe('saved'))
  await first.end()
  table.net.cut()

  const again = await table.tab(contributor)
  const offline = again.open(table.document('board'))
  await editable(offline)
  const names = parties(again).map(party => party.name)
  offline.transact(() => cards(offline).set(newId(), note('offline')))
  const seen = [...cards(offline).values()].length
  table.net.up = true
  await broker.post(`/api/partnerships/${table.id}/parties`, { name: 'Herders', sector: 'community' })
  table.browserOf(contributor).wake()
  await until(() => expect(again.ledger.parties.size).toBe(3))
  await until(() => expect(offline.saved.type).toBe('saved'))

  expect(names.sort()).toEqual(['Fishers', 'Water Directorate'])
  expect(seen).toBe(2)
  const stored = await table.table.services.sync.read(table.document('board'), doc => doc.getMap('cards').size)
  expect(stored).toBe(2)
})

test('[OFF-51] a device that is slow to read its copy opens without a line all the same', async () => {
  const { contributor } = table.people
  await (await table.tab(contributor)).end()
  table.net.cut()
  const read = table.browserOf(contributor).device.holdNote('head')

  const again = table.tab(contributor)
  const early = await Promise.race([
    again.then(
      () => 'open',
      () => 'refused',
    ),
    pause(500),
  ])
  read()

  expect(early).toBe('waits')
  expect((await again).ready).toBe(true)
})

test('[SAV-24] with the server away and nothing on this device, opening says offline', async () => {
  table.net.cut()

  const failed = await table.tab(table.people.observer).catch((error: unknown) => error)

  expect(failed).toMatchObject({ problem: { code: 'offline' } })
})

test('[SAV-25] a copy on this device that does not hold together is dropped and fetched anew', async () => {
  const { contributor } = table.people
  const browser = table.browserOf(contributor)
  const first = await table.tab(contributor)
  const whole = first.ledger
  await first.end()
  const ledger = table.view.ledgers.find((one: { boundary: string }) => one.boundary === 'partnership')
    .document as string
  const name = [...browser.device.copies.keys()].find(key => key.endsWith(ledger))!
  const kept = browser.device.load(ledger)
  const lines = kept.getArray<string>('entries').toArray()
  for (const change of [
    lines.map((line, at) => (at === 2 ? line.replace('Zuhura', 'Z').replace(/"at":(\d)/, '"at":9$1') : line)),
    [...lines.slice(0, 1), ...lines.slice(2)],
    [...lines.slice(0, -1), lines.at(-1)!.replace(/"at":(\d)/, '"at":9$1')],
    [...lines, 'not an entry'],
  ]) {
    const forged = new Y.Doc()
    forged.clientID = 1
    for (const line of change) forged.getArray('entries').push([line])
    const copy = browser.device.copies.get(name)!
    browser.device.copies.set(name, { ...copy, updates: [Y.encodeStateAsUpdate(forged)] })

    const again = await table.tab(contributor)
    await until(() => expect(again.ledger.heads).toEqual(whole.heads))

    expect(again.ledgerFault).toBeNull()
    expect(again.ledger.members).toEqual(whole.members)
    await again.end()
  }
})

test('[OFF-33] a ledger that comes whole shows at once and is checked right after, and nothing of a broken one stays', async () => {
  const { contributor, broker } = table.people
  for (let n = 0; n < 40; n++) {
    const rename = { type: 'document.rename', document: table.document('board'), title: `Board ${n}` }
    await broker.post(`/api/partnerships/${table.id}/commands`, { id: newId(), ...rename })
  }
  const browser = table.browserOf(contributor)
  const first = await table.tab(contributor)
  const whole = first.ledger
  await first.end()
  const ledger = table.view.ledgers.find((one: { boundary: string }) => one.boundary === 'partnership')
    .document as string
  const name = [...browser.device.copies.keys()].find(key => key.endsWith(ledger))!
  const lines = browser.device.load(ledger).getArray<string>('entries').toArray()
  const at = lines.length - 20
  const later = lines[at]!.replace(/"at":\d/, '"at":9')
  const senseless = lines[at]!.replace('"type":"document.renamed"', '"type":"rating.given"')
  for (const forged of [later, senseless]) {
    const doc = new Y.Doc()
    doc.clientID = 1
    doc.getArray('entries').push([...lines.slice(0, at), forged, ...lines.slice(at + 1)])
    browser.device.copies.set(name, { ...browser.device.copies.get(name)!, updates: [Y.encodeStateAsUpdate(doc)] })

    const again = await table.tab(contributor)
    await until(() => expect(browser.device.load(ledger).getArray('entries').toArray()).toEqual(lines))
    await until(() => expect(again.ledger).toEqual(whole))

    expect(again.ledgerFault).toBeNull()
    await again.end()
  }
})

test('[SAV-25] words that do not match their commitment are not shown', async () => {
  const { contributor } = table.people
  const browser = table.browserOf(contributor)
  const first = await table.tab(contributor)
  const commitment = first.ledger.partnership!.name
  const untouched = first.ledger.members.get(contributor.member)!.name
  await first.end()
  const texts = table.view.ledgers.find((one: { boundary: string }) => one.boundary === 'partnership').texts as string
  const name = [...browser.device.copies.keys()].find(key => key.endsWith(texts))!
  const lines = browser.device.load(texts).getArray<string>('texts').toArray()
  const forged = new Y.Doc()
  forged.clientID = 2
  for (const line of lines) forged.getArray('texts').push([line.replace('Delta table', 'Other table')])
  browser.device.copies.set(name, { ...browser.device.copies.get(name)!, updates: [Y.encodeStateAsUpdate(forged)] })

  const again = await table.tab(contributor)

  // The other words of the same copy are there by now: these are missing for what they are, not for being late.
  await until(() => expect(again.words(untouched)).not.toBe(''))
  expect(again.words(commitment)).toBe('')
})

test('[SAV-26] whoever is removed sees it at once, and does not come back from the copy on the device', async () => {
  const { contributor, broker } = table.people
  const session = await table.tab(contributor)
  const room = session.open(table.document('board'))
  await editable(room)

  await broker.delete(`/api/partnerships/${table.id}/members/${contributor.member}`)
  await until(() => expect(session.standing).toBe('removed'))
  const canEdit = room.canEdit
  await session.end()
  table.net.cut()

  expect(canEdit).toBe(false)
  await expect(table.tab(contributor)).rejects.toMatchObject({ problem: { code: 'offline' } })
})

test('[SAV-26] a change of role is felt in open canvases, and opens or closes the brokers’ ledger', async () => {
  const { contributor, broker } = table.people
  const session = await table.tab(contributor)
  const room = session.open(table.document('board'))
  await editable(room)
  const change = (role: string, party: string | null) =>
    broker.post(`/api/partnerships/${table.id}/commands`, {
      id: newId(),
      type: 'member.change',
      member: contributor.member,
      role,
      party,
      name: 'Mwanahawa',
    })

  await change('observer', null)
  await until(() => expect(room.canEdit).toBe(false))
  await change('co-broker', null)
  await until(() => expect(session.ledger.heads.has('broker')).toBe(true))
  await editable(room)
  await change('contributor', table.parties.fishers)
  await until(() => expect(session.ledger.heads.has('broker')).toBe(false))

  expect(session.standing).toBe('member')
  expect(session.ledger.invites.size).toBe(0)
})

test('[SAV-26] somebody who is signed out is told so by what they try, and opening says why', async () => {
  const { observer } = table.people
  const session = await table.tab(observer)
  observer.cookies.clear()

  const answer = await session.execute({ type: 'document.archive', document: table.document('board') })
  await until(() => expect(session.standing).toBe('signed-out'))

  expect(answer).toEqual({ ok: false, refusal: { code: 'signed-out' } })
  await expect(table.tab(observer)).rejects.toMatchObject({ problem: { code: 'no-session', status: 401 } })
})

test('[SAV-27] people in the partnership are seen wherever they are, and in a room with what they look at', async () => {
  const ana = await table.tab(table.people.representative)
  const bo = await table.tab(table.people.contributor)
  await until(() => expect(ana.present).toContain(table.people.contributor.member))

  const [left, right] = [ana.open(table.document('board')), bo.open(table.document('board'))]
  await Promise.all([editable(left), editable(right)])
  right.show({ at: 'row1', drag: { id: 'row1', to: [3, 4] } })
  await until(() => expect(left.people).toHaveLength(2))
  await until(() => expect(left.people[1]!.at).toBe('row1'))

  expect(left.people[0]).toMatchObject({ self: true, user: { name: 'Nassor', party: table.parties.water } })
  expect(left.people[1]).toMatchObject({
    self: false,
    user: { member: table.people.contributor.member, name: 'Mwanahawa', role: 'contributor' },
    drag: { id: 'row1', to: [3, 4] },
  })
  await bo.end()
  await until(() => expect(left.people).toHaveLength(1))
})

test('[SAV-28] everyone who opens a partnership or a canvas on one page shares it, until the last one closes', async () => {
  const parts = table.browserOf(table.people.observer).tab()
  const [one, two] = await Promise.all([openPartnership(table.id, parts), openPartnership(table.id, parts)])
  const board = table.document('board')
  const [first, second] = [one.open(board), two.open(board)]

  first.close()
  await until(() => expect(second.loaded).toBe(true))
  const open = one.open(board)

  expect(two).toBe(one)
  expect(second).toBe(first)
  expect(open).toBe(first)
  second.close()
  open.close()
  expect(one.open(board)).not.toBe(first)
})

test('[SAV-28] a partnership that cannot be opened is refused with the problem, and may be tried again', async () => {
  const parts = table.browserOf(table.people.observer).tab()
  const missing = newId()

  await expect(openPartnership(missing, parts)).rejects.toBeInstanceOf(OpenRefused)
  await expect(openPartnership(missing, parts)).rejects.toMatchObject({ problem: { code: 'no-such-partnership' } })
})

test('[ERR-6] an act that is pressed twice while it is on its way is one act', async () => {
  const broker = await table.tab(table.people.broker)
  const before = broker.ledger.heads.get('partnership')!.seq
  const rename = { type: 'document.rename' as const, document: table.document('board'), title: 'Once' }

  const both = [broker.execute(rename), broker.execute({ ...rename })]
  expect(broker.sending).toBe(1)
  const [first, second] = await Promise.all(both)
  expect(second).toEqual(first)
  expect(broker.sending).toBe(0)
  expect(broker.ledger.heads.get('partnership')!.seq).toBe(before + 1)
})
