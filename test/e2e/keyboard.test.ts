import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../shared/ids.ts'
import { untilSaved } from './support/acts.ts'
import { focusedNow, Hands } from './support/hands.ts'
import { openBrowser, type Person, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'
import { Tool } from './support/tool.ts'

// The whole first hour with keys only: nothing here clicks, and nothing fills a field that has not the focus. Each test
// goes on where the one before ended.

const FISHERS = 'Fishers and Ferry Cooperative'
const DIRECTORATE = 'Water Directorate'
const TITLE = 'No one pumps at night in March'

let server: TestServer
let browser: Browser
let broker: Person
let rep: Person
let hers: Hands
let his: Hands
let directorate: Tool

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  rep = await sitDown(browser, 'desktop')
  hers = new Hands(broker.page)
  his = new Hands(rep.page)
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

test('[KEY-30] a broker starts a partnership and keeps the recovery link, by keys alone', async () => {
  const { page } = broker
  await page.goto(server.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await hers.press('Tab')
  expect(await focusedNow(page)).toMatch(/link "Skip to content"/)
  await hers.fill(/textbox "What is it called\?/, 'Mirata Basin Compact')
  await hers.fill(/textbox "What is it for/, 'Fresh water for the delta in March.')
  await hers.fill(/textbox "Your name/, 'Zuhura')
  await hers.fill(/textbox "Who runs this server/, 'Institute of Hydrology')
  await hers.to(/radio/)
  for (let step = 0; step < 4 && !(await focusedNow(page)).includes('A template'); step++) await hers.press('ArrowUp')
  await hers.use(/button "Start the partnership"/)
  await page.waitForURL(/\/p\/[a-z2-7]{20}$/)
  await page.getByRole('heading', { level: 1, name: 'Mirata Basin Compact' }).waitFor()
  await hers.use(/button "I have kept it"/)
  await expect.poll(() => focusedNow(page)).not.toBe('')
})

test('[KEY-31] parties and invites are made by keys, and the focus is never lost', async () => {
  const { page } = broker
  await hers.find('people', /People and invites/)
  await page.getByRole('heading', { level: 1, name: 'People and invites' }).waitFor()
  for (const [name, short, initials] of [
    [FISHERS, 'Fishers', 'FC'],
    [DIRECTORATE, 'Directorate', 'WD'],
  ] as const) {
    await hers.press('n')
    await hers.isAt(/textbox "Full name/)
    await hers.type(name)
    await hers.fill(/textbox "Short name/, short)
    await hers.fill(/textbox "Initials/, initials)
    await hers.use(/button "Add the party"/)
    await page.getByRole('listitem').filter({ hasText: name }).first().waitFor()
    await page.locator('tr-dialog[open]').waitFor({ state: 'detached' })
    await expect.poll(() => focusedNow(page)).not.toBe('')
  }

  await hers.press('i')
  await hers.isAt(/combobox "They join as/)
  await hers.type('Rep')
  await hers.to(/combobox "For which party/)
  await hers.type('Fish')
  await hers.use(/button "Make the invite"/)
  const link = page.getByRole('textbox', { name: 'Link', exact: true })
  await link.waitFor()
  const address = await link.inputValue()
  await hers.use(/button "Done"/)

  await rep.page.goto(address)
  await rep.page.getByText('Institute of Hydrology').first().waitFor()
  await his.fill(/textbox "Your name/, 'Secretary Mwanahawa')
  await his.to(/checkbox "I have read this/)
  await his.press('Space')
  await his.use(/button "Join the table"/)
  await rep.page.waitForURL(/\/p\/[a-z2-7]{20}/)
  await rep.page.getByRole('heading', { level: 1, name: 'Mirata Basin Compact' }).waitFor()

  await hers.press('i')
  await hers.isAt(/combobox "They join as/)
  await hers.type('Rep')
  await hers.to(/combobox "For which party/)
  await hers.type('Water')
  await hers.use(/button "Make the invite"/)
  const code = page.getByRole('textbox', { name: 'Code to say aloud' })
  await code.waitFor()
  directorate = await Tool.join(server.url, await code.inputValue(), 'Deputy Director Nassor')
})

test('[KEY-32] the register comes in from a file, by keys alone', async () => {
  const { page } = broker
  await hers.to(/link "Skip to content"/, { most: 60 })
  await hers.use(/link "Map"/)
  await page.locator('tr-map-surface').waitFor()
  await page.getByRole('button', { name: 'Add', exact: true }).waitFor()
  const chooser = page.waitForEvent('filechooser')
  await hers.find('import', /Import a CSV file/)
  await hers.isAt(/Choose a CSV file/)
  await hers.press('Enter')
  await (await chooser).setFiles('test/fixtures/stakeholders.csv')
  await page.getByRole('button', { name: 'Import rows: 44' }).waitFor()
  await hers.use(/button "Import rows: 44"/, { most: 80 })
  await page.getByRole('button', { name: 'Show the map' }).waitFor({ timeout: 60_000 })
  await hers.use(/button "Show the map"/)
  await page.locator('tr-dialog[open]').waitFor({ state: 'detached' })
  await untilSaved(page)
  await expect.poll(() => focusedNow(page)).not.toBe('')
})

test('[KEY-33] a stakeholder is placed by keys, each step is said in numbers, and the rating can be undone from its toast', async () => {
  const { page } = rep
  await his.use(/link "Map"/)
  await page
    .getByRole('button', { name: /^River Basin Authority/ })
    .first()
    .waitFor({ timeout: 30_000 })
  await his.find('police', /Police, river unit/)
  await his.isAt(/Police, river unit/)
  await his.press('Escape')
  await page.locator('.map-plot .spot').first().waitFor()
  await his.to(/button "Police, river unit|button ".*power/, { most: 60 })
  await his.press('m')
  await his.hears(/, power \d+(\.\d)?, interest \d+(\.\d)?$/)
  await his.press('ArrowUp', 'ArrowUp', 'Shift+ArrowRight')
  await his.hears(/, power \d+(\.\d)?, interest \d+(\.\d)?$/)
  await his.press('Enter')
  await page.locator('.toast').filter({ hasText: 'rating is recorded' }).first().waitFor()
  await his.press('F8')
  expect(await focusedNow(page)).toMatch(/button "Undo"/)
  await his.press('Escape')
  expect(await focusedNow(page)).toMatch(/power/)
})

test('[KEY-34] numbers are given in the outline by keys alone', async () => {
  const { page } = rep
  await his.press('o')
  await page.locator('.outline').first().waitFor()
  await his.to(/textbox "Power|spinbutton "Power/, { most: 60 })
  await his.press('Control+a')
  await his.type('7')
  await his.press('Enter')
  await page.locator('.toast').filter({ hasText: 'rating' }).first().waitFor()
})

test('[KEY-35] two people add and write clauses together by keys, and one is settled', async () => {
  await hers.find('agreement', /Agreement/)
  await broker.page.locator('tr-clause').first().waitFor()
  await broker.page.getByRole('button', { name: 'Add a clause' }).first().waitFor()
  await hers.press('n')
  await hers.isAt(/textbox "Heading/)
  await hers.type('Who watches the gate')
  await hers.press('Enter')
  await hers.isAt(/textbox "Words of clause .*Who watches the gate/)
  await hers.type('Each party sends one keeper a week.')
  await broker.page.getByText('Each party sends one keeper a week.').first().waitFor()

  await his.find('who watches', /Who watches the gate/)
  await his.isAt(/Who watches the gate/)
  // A canvas that has just come can be written in as soon as the server has answered.
  await rep.page
    .getByRole('button', { name: /Edit the words of clause/ })
    .first()
    .waitFor()
  await his.press('Enter')
  await his.isAt(/textbox "Words of clause .*Who watches the gate/)
  await his.press('Control+End')
  await his.type(' The ferry brings them.')
  await broker.page.getByText('The ferry brings them.').first().waitFor()
  await Promise.all([untilSaved(broker.page), untilSaved(rep.page)])

  await his.press('Escape')
  await his.isAt(/Who watches the gate/)
  await hers.press('Escape')
  await hers.isAt(/Who watches the gate/)
  await hers.use(/button "Settle at the table"/)
  await rep.page
    .locator('tr-clause')
    .filter({ hasText: 'Who watches the gate' })
    .getByText('Settled at the table')
    .first()
    .waitFor()
  await expect.poll(() => focusedNow(broker.page)).not.toBe('')
})

test('[KEY-36] a clause moves by Alt and arrows, can be moved back from its toast, and its removal hands the focus on', async () => {
  const { page } = broker
  await hers.press('[')
  await hers.press('n')
  await hers.isAt(/textbox "Heading/)
  await hers.type('To be removed')
  await hers.press('Enter')
  await hers.isAt(/textbox "Words of clause/)
  await hers.press('Escape')
  await hers.isAt(/^region/)
  await hers.press('Alt+ArrowUp')
  await page
    .locator('.toast')
    .filter({ hasText: /Now clause/ })
    .first()
    .waitFor()
  await hers.press('F8', 'Enter')
  await expect.poll(() => page.locator('tr-clause').last().textContent()).toContain('To be removed')

  await hers.find('to be removed', /To be removed/)
  await hers.isAt(/To be removed/)
  await hers.use(/button "More for clause/)
  // The browser tells of an opened menu a moment later; only then has it the keys.
  await hers.isAt(/^menuitem/)
  await hers.press('End', 'Enter')
  await page.locator('.toast').filter({ hasText: 'Removed: To be removed' }).waitFor()
  await expect.poll(() => focusedNow(page)).not.toBe('')
})

test('[KEY-37] a proposal is drafted and opened by keys, answered with an objection, mended, agreed to, and read', async () => {
  await hers.find('decision log', /Decision log/)
  await broker.page.getByRole('heading', { level: 1, name: 'What we have decided' }).waitFor()
  await broker.page.getByRole('button', { name: 'Draft the first proposal' }).waitFor()
  await hers.press('n')
  await hers.isAt(/textbox "What are we deciding/)
  await hers.type(TITLE)
  await hers.to(/textbox "Text of the proposal"/)
  await hers.type('The gate stays open from two to six.')
  await untilSaved(broker.page)
  await hers.press('Escape')
  await hers.use(/button "Open for decision"/, { most: 60 })
  await hers.use(/button "Open for decision"/, { most: 6 })
  await broker.page.getByRole('heading', { level: 1, name: TITLE }).waitFor()

  await his.find('pumps at night', new RegExp(TITLE))
  await his.isAt(new RegExp(TITLE))
  await his.press('p')
  await his.to(/radio/)
  for (let step = 0; step < 4 && !/radio "Objection/.test(await focusedNow(rep.page)); step++)
    await his.press('ArrowDown')
  await his.press('Space')
  await his.fill(/textbox "What would it harm/, 'Two of the nights are spawning nights.')
  await his.use(/button "Give our position/)
  await broker.page.getByText('Two of the nights are spawning nights').first().waitFor()

  await hers.use(/button "Propose new words"/, { most: 60 })
  await hers.to(/textbox "New words of the proposal"/)
  await hers.press('Control+End')
  await hers.type(' The spawning nights are left out.')
  await hers.press('Escape')
  await hers.fill(/textbox "What changes/, 'The spawning nights are left out.')
  await hers.to(/checkbox/)
  await hers.press('Space')
  await untilSaved(broker.page)
  await hers.use(/button "Put version 2 to the parties"/)
  await hers.use(/button "Put version 2 to the parties"/, { most: 6 })

  await rep.page.getByRole('button', { name: 'Yes, our objection is integrated' }).waitFor()
  await his.use(/button "Yes, our objection is integrated"/, { most: 60 })
  await rep.page.getByRole('radio', { name: /^Consent Good/ }).waitFor()
  await his.to(/radio/, { most: 60 })
  for (let step = 0; step < 4 && !/radio "Consent Good/.test(await focusedNow(rep.page)); step++)
    await his.press('ArrowUp')
  await his.press('Space')
  await his.use(/button "Give our position: consent"/)
  await his.hears(/position is in the record/)

  const amended = (await directorate.ledger()).entries
    .map(({ fact }) => fact)
    .findLast(fact => fact.type === 'proposal.amended')
  const { proposal, textHash } = amended as unknown as { proposal: string; textHash: string }
  await directorate.command({ id: newId(), type: 'position.take', proposal, textHash, value: 'consent' })
  await expect
    .poll(() => broker.page.getByRole('button', { name: 'Close now' }).isEnabled(), { timeout: 15_000 })
    .toBe(true)
  await hers.find('close now', /Close now/)
  await hers.use(/button "Close now"/, { most: 6 })
  await rep.page.getByText('Adopted', { exact: true }).first().waitFor()

  await his.find('whole decision log', /whole decision log/)
  await his.isAt(/heading "What we have decided"/)
  await his.use(new RegExp(`link "${TITLE}`), { most: 60 })
  await his.isAt(new RegExp(`heading "${TITLE}`))
})

test('[KEY-38] nothing failed in the whole hour', () => {
  expect([...broker.faults, ...rep.faults]).toEqual([])
})
