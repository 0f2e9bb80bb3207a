// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { StakeholderMapElement } from '../../../client/kinds/stakeholder-map/map-element.ts'
import { followKeys } from '../../../client/ui/acts.ts'
import { companionsOf, setCompanion, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { standInForDialogs } from '../support/dialogs.ts'
import { FakeRoom, FakeSession, type FakeTable } from './fakes.ts'

const [WD, FC] = ['wd'.padEnd(20, 'a'), 'fc'.padEnd(20, 'a')]
const [MILL, CLERK, NEW] = ['mill'.padEnd(20, 'a'), 'clerk'.padEnd(20, 'a'), 'newone'.padEnd(20, 'a')]
let map: StakeholderMapElement

beforeAll(async () => {
  // jsdom lays nothing out, so it has no media queries.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  standInForDialogs()
  await import('../../../client/kinds/stakeholder-map/map-element.ts')
})

beforeEach(() => {
  history.replaceState(null, '', '/p/a/d/b')
})

afterEach(() => {
  map?.remove()
  document.querySelector<HTMLButtonElement>('.toast-x')?.click()
})

async function show(table: FakeTable = {}, more: Partial<Pick<StakeholderMapElement, 'view' | 'row'>> = {}) {
  const session = new FakeSession({ party: WD, parties: [WD, FC], ...table })
  const rows = stakeholdersOf(session.room.doc)
  rows.add({ name: 'Old mill', stake: 'Water rights', at: [0, 0] }, MILL)
  rows.add({ name: 'Town clerk', kind: 'individual', at: [100, 0] }, CLERK)
  rows.add({ name: 'Ferry crews', kind: 'group', at: [200, 0] }, NEW)
  for (const [party, power] of [
    [WD, 20],
    [FC, 80],
  ] as const) {
    session.rated(MILL, party, { power, interest: 70, impact: 60 })
    session.rated(CLERK, party, { power: 30, interest: 30 })
  }
  map = document.createElement('tr-stakeholder-map')
  Object.assign(map, { session, room: session.room, ...more })
  document.body.append(map)
  await settled()
  return session
}

async function settled() {
  for (let at = 0; at < 6; at++) await map.updateComplete.then(() => Promise.resolve())
  await Promise.all([...map.querySelectorAll('*')].map(one => (one as Partial<StakeholderMapElement>).updateComplete))
  await new Promise(resolve => queueMicrotask(() => resolve(null)))
}

const spot = (id: string) => map.querySelector<HTMLElement>(`.spot[data-id="${id}"]`)!
const button = (words: string) =>
  [...map.querySelectorAll('button')].find(one => one.textContent?.trim().startsWith(words))!
const toastText = () => document.querySelector('.toast')?.textContent ?? ''
const pressToast = (words: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.toast button')].find(one => one.textContent === words)!.click()
async function press(target: HTMLElement, ...keys: string[]) {
  for (const key of keys)
    target.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: key.replace('Shift+', ''),
        shiftKey: key.startsWith('Shift+'),
        bubbles: true,
        cancelable: true,
      }),
    )
  await settled()
}
function type(input: HTMLInputElement | HTMLTextAreaElement, words: string) {
  input.value = words
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
const field = (label: string) => {
  const found = [...map.querySelectorAll('label')].find(one => one.textContent?.trim() === label)!
  return document.getElementById(found.htmlFor) as HTMLInputElement
}

test('[MAP-30] M and arrows on the grid record the mover’s party’s rating beside its other numbers, and Undo gives the former one again', async () => {
  const session = await show()
  await press(spot(MILL), 'm', 'ArrowUp', 'Shift+ArrowRight')
  expect(session.sent).toEqual([])
  await press(spot(MILL), 'Enter')
  // The middle was power 5, interest 7: half a point up and a whole one to the right.
  expect(session.sent).toEqual([
    {
      type: 'rating.give',
      document: session.room.document,
      stakeholder: MILL,
      values: { power: 55, interest: 80, impact: 60 },
      note: null,
    },
  ])
  expect(toastText()).toContain('Old mill, power 5.5, interest 8')
  pressToast('Undo')
  await settled()
  expect(session.ledger.ratings.get(session.room.document)!.of.get(MILL)!.get(WD)!.values).toEqual({
    power: 20,
    interest: 70,
    impact: 60,
  })
})

test('[MAP-30] a first rating that is undone leaves no rating behind', async () => {
  const session = await show()
  await press(map.querySelector<HTMLElement>(`.tray-chip[data-id="${NEW}"]`)!, 'm', 'ArrowUp', 'Enter')
  expect(session.ledger.ratings.get(session.room.document)!.of.get(NEW)!.get(WD)!.values).toEqual({
    power: 55,
    interest: 50,
  })
  expect(spot(NEW)).toBeTruthy()
  pressToast('Undo')
  await settled()
  expect(session.ledger.ratings.get(session.room.document)!.of.get(NEW)!.size).toBe(0)
})

test('[MAP-30] a broker’s move on the grid sets the agreed point, and undoing lets the middle stand again', async () => {
  const session = await show({ role: 'broker', party: null })
  await press(spot(MILL), 'm', 'ArrowUp', 'm')
  expect(session.sent.map(one => one.type)).toEqual(['rating.agree'])
  expect(session.ledger.ratings.get(session.room.document)!.agreed.get(MILL)).toEqual({ power: 55, interest: 70 })
  pressToast('Undo')
  await settled()
  expect(session.ledger.ratings.get(session.room.document)!.agreed.has(MILL)).toBe(false)
})

test('[MAP-30] an observer moves nothing, and Esc puts back what was being moved', async () => {
  const observing = await show({ role: 'observer', party: null })
  await press(spot(MILL), 'm', 'ArrowUp', 'Enter')
  expect(observing.sent).toEqual([])
  map.remove()
  const session = await show()
  await press(spot(MILL), 'm', 'ArrowUp', 'Escape')
  expect(session.sent).toEqual([])
  expect(session.room.shown.at(-1)).toEqual({ drag: null })
})

test('[MAP-30] a rating that did not reach the server says so and is tried again under the same id', async () => {
  const session = await show()
  session.failures = [{ code: 'offline' }]
  await press(spot(MILL), 'm', 'ArrowUp', 'Enter')
  expect(document.querySelector('.toast')?.closest('[role=alert]')).not.toBeNull()
  pressToast('Try again')
  await settled()
  expect(session.sent).toHaveLength(2)
  expect(new Set(session.ids).size).toBe(1)
})

test('[MAP-31] a move on the free canvas is one write and one undo step; while it lasts others see it', async () => {
  const session = await show()
  button('Free canvas').click()
  await settled()
  let writes = 0
  session.room.doc.on('update', () => writes++)
  await press(spot(MILL), 'm', 'ArrowRight', 'Shift+ArrowDown')
  expect(session.room.shown.at(-1)).toEqual({ drag: { id: MILL, to: [20, 100], lens: 'free' } })
  expect(writes).toBe(0)
  await press(spot(MILL), 'Enter')
  expect(stakeholdersOf(session.room.doc).get(MILL)!.at).toEqual([20, 100])
  expect(writes).toBe(1)
  expect(session.room.shown.at(-1)).toEqual({ drag: null })
  expect(session.sent).toEqual([])
  const unfollow = followKeys()
  map
    .querySelector('.map-page')!
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }))
  unfollow()
  expect(stakeholdersOf(session.room.doc).get(MILL)!.at).toEqual([0, 0])
})

test('[MAP-31] a stakeholder that someone else moves wears their name and stands where they hold it, in their lens only', async () => {
  const session = await show()
  const user = { member: 'm', name: 'Leila Haddad', party: FC, role: 'representative', mark: 2, initials: 'FC' }
  session.room.people = [{ clientId: 7, self: false, user, drag: { id: MILL, to: [90, 10], lens: 'grid' } }]
  session.room.tell()
  await settled()
  expect(spot(MILL).querySelector('.by')?.textContent).toBe('Leila')
  expect(spot(MILL).style.transform).toContain('translate(720.0px, 540.0px)')
  button('Free canvas').click()
  await settled()
  expect(spot(MILL).querySelector('.by')).toBeNull()
})

test('[MAP-22] arrows walk from stakeholder to stakeholder, one of them being where Tab enters, and Enter opens', async () => {
  await show()
  expect(map.querySelectorAll('.spot[tabindex="0"]')).toHaveLength(1)
  spot(MILL).focus()
  await press(spot(MILL), 'ArrowLeft')
  expect(document.activeElement).toBe(spot(CLERK))
  spot(CLERK).click()
  await settled()
  expect(map.querySelector('aside.of')?.getAttribute('aria-label')).toBe('Town clerk')
  expect(location.pathname).toBe(`/p/a/d/b/${CLERK}`)
})

test('[MAP-25] selecting shows a mark for each party that rated, and the widest gap in words', async () => {
  await show({}, { row: MILL })
  expect(map.querySelectorAll('.party-point')).toHaveLength(2)
  expect(map.querySelectorAll('.map-lines .tie')).toHaveLength(2)
  expect(map.querySelector('aside.of')?.textContent).toContain('Gap 6 of 10.')
  expect(spot(MILL).getAttribute('aria-label')).toBe('Old mill, power 5, interest 7')
})

test('[MAP-32] a field in the panel is written once, when it is left, and undone at once; what another writes does not overwrite typing', async () => {
  const session = await show({}, { row: MILL })
  const box = field('What is at stake')
  type(box, 'Rights since 1911')
  expect(stakeholdersOf(session.room.doc).get(MILL)!.stake).toBe('Water rights')
  session.room.doc.transact(() => stakeholdersOf(session.room.doc).set(MILL, { stake: 'changed elsewhere' }), 'other')
  await settled()
  expect(box.value).toBe('Rights since 1911')
  box.dispatchEvent(new FocusEvent('blur'))
  expect(stakeholdersOf(session.room.doc).get(MILL)!.stake).toBe('changed elsewhere Rights since 1911')
  await settled()
  button('Outline')
  map.querySelector<HTMLButtonElement>('[aria-label="Undo my last act"]')!.click()
  expect(stakeholdersOf(session.room.doc).get(MILL)!.stake).toBe('changed elsewhere')
})

test('[MAP-32] a typed number is my party’s rating, “no number” is a value of its own, and nonsense changes nothing', async () => {
  const session = await show({}, { row: MILL })
  const [power, , impact] = map.querySelectorAll<HTMLInputElement>('.own-rating .rate input')
  power!.value = '4,5'
  power!.dispatchEvent(new Event('change'))
  await settled()
  impact!.value = 'high'
  impact!.dispatchEvent(new Event('change'))
  map.querySelectorAll<HTMLInputElement>('.own-rating input[type=checkbox]')[1]!.click()
  await settled()
  expect(session.sent.map(one => 'values' in one && one.values)).toEqual([
    { power: 45, interest: 70, impact: 60 },
    { power: 45, interest: null, impact: 60 },
  ])
  expect(impact!.value).toBe('6')
})

test('[MAP-33] contact and sensitivities are shown to who has the companion, and to nobody else', async () => {
  const companion = new FakeRoom(undefined, 'broker')
  setCompanion(companion.doc, MILL, { sensitivities: 'Court case' })
  await show({ role: 'broker', party: null, companion }, { row: MILL })
  expect(map.querySelector('.wall')?.textContent).toContain('Only the brokers see this')
  expect(field('Sensitivities').value).toBe('Court case')
  type(field('Contact'), 'At the landing')
  field('Contact').dispatchEvent(new FocusEvent('blur'))
  expect(companionsOf(companion.doc).get(MILL)).toMatchObject({
    contact: 'At the landing',
    sensitivities: 'Court case',
  })
  map.remove()
  expect(companion.closed).toBe(true)
  await show({}, { row: MILL })
  expect(map.querySelector('.wall')).toBeNull()
})

test('[MAP-34] the outline lists by finding, finds, rates by number, opens, removes and adds', async () => {
  const session = await show({}, { view: 'outline' })
  expect(
    [...map.querySelectorAll('.outline > section h2')].map(one => one.textContent?.replace(/\s+/g, ' ').trim()),
  ).toEqual(['Close work 1', 'Watch 1', 'Not yet rated 1'])
  const line = (id: string) => map.querySelector<HTMLElement>(`li[data-id="${id}"]`)!
  const power = line(NEW).querySelector<HTMLInputElement>('.rate input')!
  power.value = '7'
  power.dispatchEvent(new Event('change'))
  await settled()
  expect(session.sent.at(-1)).toMatchObject({ type: 'rating.give', stakeholder: NEW, values: { power: 70 } })
  line(CLERK).querySelector<HTMLButtonElement>('.name-link')!.click()
  await settled()
  expect(map.querySelector('aside.of')?.getAttribute('aria-label')).toBe('Town clerk')

  button('Add').click()
  await settled()
  type(document.querySelector<HTMLInputElement>('#add-name')!, 'old MILL')
  await settled()
  expect(document.querySelector('#add-like')?.textContent).toContain('Old mill')
  type(document.querySelector<HTMLInputElement>('#add-name')!, 'Net makers')
  await settled()
  document
    .querySelector<HTMLFormElement>('tr-add-stakeholder form')!
    .dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
  await settled()
  expect(
    stakeholdersOf(session.room.doc)
      .all()
      .map(row => row.name),
  ).toContain('Net makers')
  expect(map.querySelector('aside.of')?.getAttribute('aria-label')).toBe('Net makers')

  type(map.querySelector<HTMLInputElement>('#map-find')!, 'ferry')
  await settled()
  expect([...map.querySelectorAll('li[data-id]')].map(one => one.getAttribute('data-id'))).toEqual([NEW])
})

test('[MAP-34] who only reads along sees the numbers but can change none of them', async () => {
  const room = new FakeRoom()
  room.canEdit = false
  await show({ role: 'observer', party: null, room }, { view: 'outline' })
  expect([...map.querySelectorAll<HTMLInputElement>('.outline .rate input')].every(box => box.disabled)).toBe(true)
  expect(button('Add')).toBeUndefined()
})

test('[MAP-35] removing offers to bring back the stakeholder with what only the brokers see, also after a later act', async () => {
  const companion = new FakeRoom(undefined, 'broker')
  setCompanion(companion.doc, MILL, { sensitivities: 'Court case' })
  const session = await show({ role: 'broker', party: null, companion }, { row: MILL })
  button('Remove from the map').click()
  await settled()
  expect(stakeholdersOf(session.room.doc).get(MILL)).toBeNull()
  expect(companionsOf(companion.doc).get(MILL)).toBeNull()
  session.room.transact(() => stakeholdersOf(session.room.doc).set(CLERK, { notes: 'later' }))
  pressToast('Undo')
  expect(stakeholdersOf(session.room.doc).get(MILL)).toMatchObject({ name: 'Old mill', stake: 'Water rights' })
  expect(companionsOf(companion.doc).get(MILL)?.sensitivities).toBe('Court case')
  expect(stakeholdersOf(session.room.doc).get(CLERK)!.notes).toBe('later')
})

test('[MAP-36] a broken file is refused in words and changes nothing; a good one shows who will see each column before it writes', async () => {
  const session = await show()
  const dialog = map.querySelector('tr-map-import')!
  dialog.open = true
  const before = session.room.doc.getMap('stakeholders').toJSON()
  await dialog.read(new File(['Stakeholder,Notes\nA,"never closed\nB,x'], 'broken.csv'))
  await settled()
  expect(dialog.textContent).toContain('A quotation mark that opens on line 2 is never closed')
  expect(session.room.doc.getMap('stakeholders').toJSON()).toEqual(before)

  await dialog.read(
    new File(
      ['Stakeholder,Sensitive,Influence (0-10)\nNet makers,secret,8\nRoad crew,,high\nOld mill,,3\n'],
      'good.csv',
    ),
  )
  await settled()
  const audiences = [...dialog.querySelectorAll('tbody tr td:nth-child(3)')].map(one => one.textContent?.trim())
  expect(audiences).toEqual([
    'Everyone in the partnership',
    'Left out: only a broker can bring this in',
    'Everyone, as your party’s rating',
  ])
  expect(dialog.textContent).toContain('“high” is not a number')
  expect(session.room.doc.getMap('stakeholders').toJSON()).toEqual(before)

  const fix = dialog.querySelector<HTMLInputElement>('.import-errors input')!
  fix.value = '4'
  fix.dispatchEvent(new Event('change'))
  await settled()
  expect(dialog.querySelector('.import-errors')).toBeNull()
  button('Import rows: 2').click()
  await settled()
  await settled()
  const rows = stakeholdersOf(session.room.doc).all()
  expect(rows.map(row => row.name).sort()).toEqual(['Ferry crews', 'Net makers', 'Old mill', 'Road crew', 'Town clerk'])
  expect(JSON.stringify(session.room.doc.getMap('stakeholders').toJSON())).not.toContain('secret')
  expect(session.sent.map(one => 'values' in one && one.values)).toEqual([{ power: 80 }, { power: 40 }])
})

test('[MAP-20] an export holds sensitive words only for who has the companion and only when ticked', async () => {
  const companion = new FakeRoom(undefined, 'broker')
  setCompanion(companion.doc, MILL, { sensitivities: 'Court case' })
  await show({ role: 'broker', party: null, companion })
  const dialog = map.querySelector('tr-map-export')!
  dialog.open = true
  await settled()
  expect(dialog.text()).not.toContain('Court case')
  const boxes = dialog.querySelectorAll<HTMLInputElement>('input[type=checkbox]')
  boxes[0]!.click()
  boxes[1]!.click()
  expect(dialog.text()).toContain('Court case')
  expect(dialog.text()).toMatch(/Old mill,organisation,,,Water rights,,,5,7,6/)
})

test('[MAP-37] another question is asked only after a warning, since ratings start anew with it', async () => {
  const session = await show({ role: 'broker', party: null })
  const setQuestion = async (answer: string) => {
    type(field('Question for ratings'), 'Who holds the key?')
    field('Question for ratings').dispatchEvent(new FocusEvent('blur'))
    await settled()
    expect(document.querySelector('tr-confirmation')?.textContent).toContain('starts without ratings')
    const choice = [...document.querySelectorAll<HTMLButtonElement>('tr-confirmation button')].find(
      one => one.textContent === answer,
    )!
    choice.click()
    await settled()
    await settled()
  }
  await setQuestion('Keep the old one')
  expect(session.sent).toEqual([])
  await setQuestion('Ask this question')
  expect(session.sent).toEqual([{ type: 'question.set', document: session.room.document, text: 'Who holds the key?' }])
})
