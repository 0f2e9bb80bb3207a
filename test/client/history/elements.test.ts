// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { HistoryChangesElement } from '../../../client/pages/history/changes-element.ts'
import '../../../client/pages/history/changes-element.ts'
import type { HistoryPageElement } from '../../../client/pages/history/history-page.ts'
import '../../../client/pages/history/history-page.ts'
import { PastSession } from '../../../client/pages/history/past-session.ts'
import { path } from '../../../client/room/navigate.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'
import type { RowChange } from '../../../shared/history/compare.ts'
import { addClause, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { refuse } from '../../../shared/result.ts'
import { DOCUMENT, fakeHistory, fakeRoom, historySession, onePage } from './fakes.ts'

const toasted = vi.hoisted(() => [] as { text: string; act?: { run: () => void } }[])
const asked = vi.hoisted(() => ({ answer: true, body: null as unknown }))
vi.mock('../../../client/ui/toast.ts', () => ({
  toast: (text: string, options: { act?: { run: () => void } } = {}) => toasted.push({ text, ...options }),
}))
vi.mock('../../../client/ui/dialog.ts', () => ({
  confirmAct: async (question: { body: unknown }) => {
    asked.body = question.body
    return asked.answer
  },
}))

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
})

afterEach(() => {
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
  toasted.length = 0
  asked.answer = true
  vi.unstubAllGlobals()
})

/** A page of history over a clause that read "Old words" at point 5. */
async function page(
  options: { session?: PartnershipSession; search?: string; changes?: RowChange[]; named?: boolean } = {},
) {
  const [now, past] = [new Y.Doc(), new Y.Doc()]
  const clause = addClause(now, { heading: 'Purpose' })
  addClause(past, { heading: 'Purpose' }, null, clause)
  writeProse(clauseText(past, clause), [{ type: 'paragraph', text: 'Old words' }])
  const session = options.session ?? historySession()
  history.replaceState(null, '', path.history(session.id, DOCUMENT) + (options.search ?? ''))
  const named = [{ point: 5, name: 'As sent', by: 'me', at: 1_000, kept: true }]
  const api = fakeHistory(onePage(clause, options.named ? { named } : {}), past, options.changes ?? [])
  const element = document.createElement('tr-history-page') as HistoryPageElement
  Object.assign(element, { session, room: fakeRoom(now), document: DOCUMENT, history: api })
  document.body.append(element)
  await settle(element)
  return { element, api, session, clause }
}

async function settle(element: HistoryPageElement): Promise<void> {
  // Kinds load their code in a few steps; each is a turn of the loop.
  for (let turn = 0; turn < 40; turn++) {
    await new Promise(resolve => setTimeout(resolve))
    await element.updateComplete
  }
}

const button = (within: Element, words: RegExp) =>
  [...within.querySelectorAll('button')].find(one => words.test(one.textContent ?? ''))
const read = (element: Element | null) =>
  (element?.textContent ?? '')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const WORDS: RowChange = {
  root: 'clauses',
  id: 'x',
  type: 'changed',
  label: '1 Purpose',
  fields: [{ name: 'binding', before: 'intent', after: 'binding', by: 'bo' }],
  prose: { before: 'We meet monthly', after: 'We meet every week', by: ['bo'] },
  by: ['bo'],
  at: 1,
}

test('[VER-2] the list says who did what to which part, and shows a named version before the moments', async () => {
  const { element } = await page({ named: true })
  const [named, moment] = element.querySelectorAll('.moment')
  expect(read(named!)).toMatch(/As sent.*Ana/)
  expect(read(moment!)).toMatch(/:22.* to .*:32.* As sent Bo Changed: Purpose and 2 more/)
  expect(moment!.querySelector('a')!.getAttribute('href')).toContain('?at=5')
})

test('[VER-3] a moment stands in the agreement’s own view, without a way to edit it, and its links stay within it', async () => {
  const { element } = await page({ search: '?at=5&view=outline' })
  await vi.waitFor(() => expect(read(element.querySelector('.past-frame tr-clause'))).toContain('Old words'), 15_000)
  expect(element.querySelector('.past-frame .clause-tools')).toBeNull()
  expect(element.querySelector('.past-frame tr-assent-form :is(button, input, textarea)')).toBeNull()
  expect(element.querySelector('.past-frame .agree-outline')).not.toBeNull()
  const before = location.href
  const twin = [...element.querySelectorAll<HTMLAnchorElement>('.past-frame a')].find(one => /Canvas/.test(read(one)))!
  twin.click()
  await settle(element)
  expect(location.href).toBe(before)
  expect(element.querySelector('.past-frame .agree')).not.toBeNull()
})

test('[VER-4] a past session says what the ledger said then, to an observer, and leaves the talk out', () => {
  const live = historySession({ ledgerAt: at => ({ ...emptyLedger, clauses: new Map([[String(at), new Map()]]) }) })
  const past = new PastSession(live, 7)
  expect([...past.ledger.clauses.keys()]).toEqual(['7'])
  expect(past.ledger.threads.size).toBe(0)
  expect(past.ledger.documents.has(DOCUMENT)).toBe(true)
  expect(past.me.role).toBe('observer')
  expect(past.wouldRefuse().code).toBe('not-allowed')
})

test('[VER-13] looking at a moment sends nothing that waits on this device', async () => {
  const session = historySession()
  const body = { type: 'comment.add', document: DOCUMENT, words: 'Later' }
  const waiting = [{ id: 'w', at: 1, body, problem: null }]
  localStorage.setItem(`trestle/outbox/me/${session.id}`, JSON.stringify(waiting))
  vi.mocked(session.execute).mockResolvedValue(refuse({ code: 'offline' }))
  await page({ session, search: '?at=5' })
  const kept = JSON.parse(localStorage.getItem(`trestle/outbox/me/${session.id}`) ?? '[]') as { problem: unknown }[]
  localStorage.clear()
  expect(kept.map(one => one.problem)).toEqual([null])
})

test('[VER-5] what differs is told by word and sign, word by word, and fields in plain words', async () => {
  const element = document.createElement('tr-history-changes') as HistoryChangesElement
  const gone: RowChange = { ...WORDS, id: 'y', type: 'removed', label: '2 Money', fields: [], prose: null, by: [] }
  const moved: RowChange = {
    ...gone,
    id: 'z',
    type: 'changed',
    fields: [{ name: 'order', before: 'a', after: 'b', by: 'bo' }],
  }
  Object.assign(element, { session: historySession(), kind: 'agreement', changes: [WORDS, gone, moved] })
  document.body.append(element)
  await element.updateComplete
  const [words, removed, place] = element.querySelectorAll('.change')
  expect([...words!.querySelectorAll('.diff ins')].map(read)).toEqual(['Added: every week'])
  expect([...words!.querySelectorAll('.diff del')].map(read)).toEqual(['Taken out: monthly'])
  expect(read(words!)).toMatch(/^Changed 1 Purpose By Bo .*How far it binds Taken out: Intent Added: Binding$/)
  expect(read(removed!)).toMatch(/^Removed 2 Money/)
  expect(read(place!)).toMatch(/^Moved 2 Money It stands in another place of the list\.$/)
  for (const change of [words, removed, place]) expect(change!.querySelector('.change-tag .ic')).not.toBeNull()
})

test('[VER-6] chosen parts are put back after a question, and the toast takes it back by one’s own acts', async () => {
  const { element, api } = await page({ search: '?at=5&show=changes', changes: [WORDS] })
  const bar = element.querySelector('.restore-bar button') as HTMLButtonElement
  expect(bar.disabled).toBe(true)
  element.querySelector<HTMLInputElement>('.change input')!.click()
  await settle(element)
  asked.answer = false
  bar.click()
  await settle(element)
  expect(api.restore).not.toHaveBeenCalled()
  asked.answer = true
  bar.click()
  await settle(element)
  expect(api.restore).toHaveBeenCalledWith(5, [{ root: 'clauses', id: 'x' }])
  toasted.at(-1)!.act!.run()
  await settle(element)
  expect(api.putBack).toHaveBeenCalledWith({ member: 'me', after: 9, upTo: 10 })
  expect(toasted.at(-1)!.text).toMatch(/Undone/)
})

test('[VER-6] all of it is put back as one edit', async () => {
  const { element, api } = await page({ search: '?at=5', changes: [WORDS] })
  button(element, /Put all of it back/)!.click()
  await settle(element)
  expect(api.compare).toHaveBeenCalledWith(5, null)
  expect(api.restore).toHaveBeenCalledWith(5, null)
})

test('[VER-7] what somebody did in a moment is put back in one press, and what others changed since is said', async () => {
  const { element, api } = await page()
  const left = [{ root: 'clauses', id: 'z' }]
  api.putBack.mockResolvedValue({ ok: true, value: { before: 9, after: 10, parts: left, left } })
  button(element, /Put back what Bo did/)!.click()
  await settle(element)
  expect(api.putBack).toHaveBeenCalledWith({ member: 'bo', after: 3, upTo: 5 })
  expect(toasted.at(-1)!.text).toMatch(/1 part\. Left as others changed it since: 1 part\./)
})

test('[VER-8] a version is named, renamed and unnamed, each with its way back', async () => {
  const { element, session } = await page({ search: '?at=5', named: true })
  button(element, /Rename this version/)!.click()
  await settle(element)
  const dialog = document.querySelector('tr-name-version')!
  const field = dialog.querySelector('input')!
  expect(field.value).toBe('As sent')
  field.value = 'As signed'
  field.dispatchEvent(new Event('input'))
  dialog.querySelector('form')!.requestSubmit()
  await settle(element)
  expect(session.execute).toHaveBeenCalledWith({
    type: 'version.name',
    document: DOCUMENT,
    point: 5,
    name: 'As signed',
  })
  toasted.at(-1)!.act!.run()
  expect(session.execute).toHaveBeenLastCalledWith({
    type: 'version.name',
    document: DOCUMENT,
    point: 5,
    name: 'As sent',
  })
})

test('[VER-9] brokers set how long the past is kept; keeping less is asked and offers no way back; others read it', async () => {
  const me = { member: 'me', role: 'broker' as const, party: null, name: 'Ana' }
  const { element, session } = await page({ session: historySession({ me }) })
  const select = element.querySelector<HTMLSelectElement>('#history-days')!
  const choose = async (value: string) => {
    select.value = value
    select.dispatchEvent(new Event('change'))
    await settle(element)
  }
  asked.answer = false
  await choose('30')
  expect(session.execute).not.toHaveBeenCalled()
  asked.answer = true
  await choose('30')
  expect(session.execute).toHaveBeenCalledWith({ type: 'history.retain', days: 30 })
  expect(toasted.at(-1)!.act).toBeUndefined()
  document.body.replaceChildren()
  const others = await page()
  expect(others.element.querySelector('#history-days')).toBeNull()
  expect(read(others.element.querySelector('.history-kept'))).toMatch(/For ever\. Brokers can change it\./)
})

test('[VER-10] without a line the page says what is there, and reads the history when the line is back', async () => {
  const listeners = new Set<() => void>()
  const session = historySession({
    online: false,
    subscribe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  const { element, api } = await page()
  element.remove()
  api.moments.mockResolvedValueOnce(refuse({ status: 0, code: 'offline' }))
  const again = document.createElement('tr-history-page') as HistoryPageElement
  Object.assign(again, { session, room: fakeRoom(new Y.Doc()), document: DOCUMENT, history: api })
  document.body.append(again)
  await settle(again)
  expect(read(again)).toContain('There is no line.')
  expect(again.querySelector('.moment')).toBeNull()
  Object.assign(session, { online: true })
  for (const listener of listeners) listener()
  await settle(again)
  expect(again.querySelector('.moment')).not.toBeNull()
})

test('[VER-11] an observer reads the history and is offered nothing that changes the canvas', async () => {
  const me = { member: 'me', role: 'observer' as const, party: null, name: 'Ana' }
  const { element } = await page({ session: historySession({ me }), search: '?at=5&show=changes', changes: [WORDS] })
  expect(element.querySelector('.change')).not.toBeNull()
  expect(element.querySelector('.change input, .restore-bar')).toBeNull()
  for (const act of [/Put/, /Name/, /Rename/]) expect(button(element, act)).toBeUndefined()
})
