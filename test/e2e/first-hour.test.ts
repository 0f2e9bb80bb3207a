import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../shared/ids.ts'
import { addParty, goTo, invite, join, openDialog, startPartnership, untilSaved } from './support/acts.ts'
import { openBrowser, type Person, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'
import { Tool } from './support/tool.ts'

// The first hour of a real partnership: a broker at a desk, a representative on a tablet, a contributor on a phone, and
// the Directorate's representative, who works with a program. Each test goes on where the one before ended.

let server: TestServer
let browser: Browser
let broker: Person
let rep: Person
let contributor: Person
let directorate: Tool

const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'
const DIRECTORATE = 'Mirata Water Directorate'
const TITLE = 'No one pumps from 02:00 to 06:00 on six March nights'

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  rep = await sitDown(browser, 'tablet')
  contributor = await sitDown(browser, 'phone')
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

test('[E2E-1] a broker starts a partnership in under a minute and adds its parties', async () => {
  const began = Date.now()
  await startPartnership(broker, server.url, {
    name: 'Mirata Basin Compact',
    purpose: 'Fresh water for the delta in March.',
    broker: 'Zuhura',
    host: 'Institute of Hydrology',
    begin: /A template/,
  })
  expect(Date.now() - began).toBeLessThan(60_000)
  await broker.page.getByRole('button', { name: 'I have kept it' }).click()
  await broker.page.goto(`${broker.page.url()}/people`)
  await addParty(broker.page, { name: FISHERS, short: 'Fishers', initials: 'FC', sector: 'Community body' })
  await addParty(broker.page, { name: DIRECTORATE, short: 'Directorate', initials: 'WD', sector: 'Public body' })
})

test('[E2E-2] partners join by link and by code, without an account, after reading the notice', async () => {
  const { link } = await invite(broker.page, { role: 'Representative', party: FISHERS })
  await rep.page.goto(link)
  await rep.page.getByText('Institute of Hydrology').first().waitFor()
  await join(rep.page, 'Secretary Mwanahawa', null)

  const { code } = await invite(broker.page, { role: 'Contributor', party: FISHERS })
  await contributor.page.goto(server.url)
  await contributor.page.getByLabel('Code from your invitation').fill(code)
  await contributor.page.getByRole('button', { name: 'Join with a code' }).click()
  await join(contributor.page, 'Net mender', null)

  const other = await invite(broker.page, { role: 'Representative', party: DIRECTORATE })
  directorate = await Tool.join(server.url, other.code, 'Deputy Director Nassor')
  await broker.page.getByText('Secretary Mwanahawa').first().waitFor()
  await broker.page.getByText('Net mender').first().waitFor()
})

test('[E2E-3] the whole register comes in from a CSV file, with who will see each column', async () => {
  const { page } = broker
  await goTo(page, 'Map')
  await page.getByRole('button', { name: 'More for this map' }).click()
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).click()
  await page.locator('#import-file').setInputFiles('test/fixtures/stakeholders.csv')
  const columns = page.getByRole('region', { name: 'Columns of the file' })
  await expect.poll(() => columns.getByRole('row', { name: /^Sensitive/ }).textContent()).toMatch(/broker/i)
  await page.getByRole('button', { name: 'Import rows: 44' }).click()
  await page.getByRole('button', { name: 'Show the map' }).click({ timeout: 60_000 })
  await untilSaved(page)
  await goTo(rep.page, 'Map')
  await rep.page
    .getByRole('button', { name: /^River Basin Authority/ })
    .first()
    .waitFor()
  expect(await rep.page.content()).not.toContain('Permit backlog is politically delicate')
})

test('[E2E-4] people place stakeholders together: a drop is the mover’s party’s rating, and everyone sees it', async () => {
  const grid = rep.page.getByRole('button', { name: /^Police, river unit/ })
  await grid.focus()
  await rep.page.keyboard.press('m')
  for (let step = 0; step < 4; step++) await rep.page.keyboard.press('ArrowUp')
  await rep.page.keyboard.press('Enter')
  await expect.poll(async () => ratingsOf(FISHERS), { timeout: 10_000 }).toBeGreaterThan(0)

  await goTo(contributor.page, 'Map')
  const box = contributor.page
    .getByRole('listitem')
    .filter({ hasText: 'Roads authority' })
    .getByLabel(/^Power/)
  await box.fill('7')
  await box.press('Enter')
  await expect.poll(async () => ratingsOf(FISHERS), { timeout: 10_000 }).toBeGreaterThan(1)

  const actor = broker.page.getByRole('button', { name: /^Meteorological service/ })
  const before = await actor.getAttribute('aria-label')
  const from = await actor.boundingBox()
  await broker.page.mouse.move(from!.x + 6, from!.y + from!.height / 2)
  await broker.page.mouse.down()
  await broker.page.mouse.move(from!.x + 60, from!.y - 60, { steps: 6 })
  await broker.page.mouse.up()
  await expect.poll(() => actor.getAttribute('aria-label')).not.toBe(before)
  const name = await actor.getAttribute('aria-label')
  await expect
    .poll(() => rep.page.getByRole('button', { name: /^Meteorological service/ }).getAttribute('aria-label'))
    .toBe(name)
})

test('[E2E-5] two people draft two clauses at once, then one clause together', async () => {
  await goTo(broker.page, 'Agreement')
  await goTo(rep.page, 'Agreement')
  await Promise.all([openClause(broker.page, 'Shared vision and problem'), openClause(rep.page, 'Shared objectives')])
  await Promise.all([
    editor(broker.page, 'Shared vision and problem').pressSequentially('Every kiosk opens every day.', { delay: 15 }),
    editor(rep.page, 'Shared objectives').pressSequentially('We keep the river alive in March.', { delay: 15 }),
  ])
  await seen(rep.page, 'Every kiosk opens every day.')
  await seen(broker.page, 'We keep the river alive in March.')

  await openClause(rep.page, 'Shared vision and problem')
  await editor(broker.page, 'Shared vision and problem').press('Control+Home')
  await Promise.all([
    editor(broker.page, 'Shared vision and problem').pressSequentially('Broker adds this. ', { delay: 20 }),
    editor(rep.page, 'Shared vision and problem').pressSequentially(' Fishers add that.', { delay: 20 }),
  ])
  await Promise.all([untilSaved(broker.page), untilSaved(rep.page)])
  await seen(broker.page, 'Fishers add that.')
  await seen(rep.page, 'Broker adds this.')
  expect(await clauseWords(broker.page, 'Shared vision and problem')).toBe(
    await clauseWords(rep.page, 'Shared vision and problem'),
  )
  expect(await clauseWords(rep.page, 'Shared vision and problem')).toBe(
    'Broker adds this. Every kiosk opens every day. Fishers add that.',
  )
})

test('[E2E-6] a proposal is opened, its text frozen, and an objection raised in words', async () => {
  const { page } = broker
  await goTo(page, 'Decisions')
  await page
    .getByRole('button', { name: /Draft (a|the first) proposal/ })
    .first()
    .click()
  await page.getByLabel('What are we deciding? One sentence or question').fill(TITLE)
  await page.getByRole('textbox', { name: 'Text of the proposal' }).click()
  await page.keyboard.type('On six March nights no one pumps and the gate stays open.')
  await untilSaved(page)
  await page.getByRole('button', { name: 'Open for decision' }).click()
  await openDialog(page).getByRole('button', { name: 'Open for decision' }).click()
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()

  await goTo(rep.page, 'Decisions')
  await rep.page.getByRole('link', { name: TITLE }).click()
  await rep.page.getByRole('radio', { name: /objection|object/i }).check()
  await rep.page
    .getByLabel('What would it harm? In your words')
    .fill('Two of the six nights are spawning nights; nets must stay.')
  await rep.page.getByRole('button', { name: /^Give our position/ }).click()
  await page.getByText('Two of the six nights are spawning nights').first().waitFor()
})

test('[E2E-7] the objection is integrated by new words, the objector says so, and the server closes by rule', async () => {
  const { page } = broker
  await page
    .getByRole('button', { name: /new words/i })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'New words of the proposal' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' The spawning nights are left out.')
  await page.getByLabel('What changes, in one sentence').fill('The two spawning nights are left out.')
  await page.getByRole('checkbox', { name: /spawning/ }).check()
  await untilSaved(page)
  await page.getByRole('button', { name: 'Put version 2 to the parties' }).click()
  await openDialog(page).getByRole('button', { name: 'Put version 2 to the parties' }).click()

  await rep.page.getByRole('button', { name: 'Yes, our objection is integrated' }).click()
  await rep.page.getByRole('radio', { name: 'Consent Good enough for now' }).check()
  await rep.page.getByRole('button', { name: 'Give our position: consent' }).click()
  await rep.page.getByText('Your party’s position is in the record.').waitFor({ state: 'attached' })

  const opened = (await directorate.ledger()).entries
    .map(entry => entry.fact)
    .filter(fact => fact.type === 'proposal.amended')
  const { proposal, textHash } = opened.at(-1) as unknown as { proposal: string; textHash: string }
  await directorate.command({ id: newId(), type: 'position.take', proposal, textHash, value: 'consent' })
  await page.getByRole('button', { name: /Close (this decision )?now/ }).click()
  await openDialog(page).getByRole('button', { name: 'Close now' }).click()
  await rep.page.getByText('Adopted', { exact: true }).first().waitFor()
})

test('[E2E-8] a person whose line drops goes on writing, is told so, and merges on return', async () => {
  await goTo(rep.page, 'Agreement')
  await openClause(rep.page, 'Shared objectives')
  await rep.context.setOffline(true)
  await expect.poll(() => rep.page.locator('tr-saved').first().textContent(), { timeout: 20_000 }).toMatch(/Offline/)
  await rep.page.keyboard.press('Control+End')
  await rep.page.keyboard.type(' Written without a line.')
  await goTo(broker.page, 'Agreement')
  await openClause(broker.page, 'Those not at the table')
  await broker.page.keyboard.type('The herders are asked first.')
  await rep.context.setOffline(false)
  await untilSaved(rep.page)
  await seen(broker.page, 'Written without a line.')
  await seen(rep.page, 'The herders are asked first.')
})

test('[E2E-9] the server is killed in the middle and comes back: nothing that anyone saw is lost', async () => {
  await broker.page.keyboard.type(' Before the switch.')
  await seen(rep.page, 'Before the switch.')
  await server.kill()
  await rep.page.keyboard.type(' While it was away.')
  await server.run()
  await Promise.all([untilSaved(rep.page), untilSaved(broker.page)])
  await seen(broker.page, 'While it was away.')
})

test('[E2E-10] what all three see is what a fresh load from disk shows', async () => {
  await goTo(contributor.page, 'Agreement')
  await Promise.all([broker, rep, contributor].map(({ page }) => untilSaved(page)))
  await server.stop()
  await server.run()
  const agreement = await directorate.freshText('agreement')
  for (const { page } of [broker, rep, contributor]) {
    await page.reload()
    await page.getByRole('heading', { name: 'Shared objectives' }).waitFor()
    for (const heading of ['Those not at the table', 'Shared vision and problem', 'Shared objectives']) {
      const words = (await clauseWords(page, heading)).trim()
      expect(words.length).toBeGreaterThan(10)
      expect(agreement).toContain(words)
    }
    await goTo(page, 'Decisions')
    const line = page.getByRole('link', { name: TITLE })
    await line.waitFor()
    await page.getByText('Adopted', { exact: true }).filter({ visible: true }).first().waitFor()
  }
  expect((await directorate.freshText('stakeholder-map')).match(/River Basin Authority/g)?.length).toBe(1)
})

test('[E2E-11] no page threw, logged an error or broke the content security policy in the whole hour', () => {
  expect([...broker.faults, ...rep.faults, ...contributor.faults]).toEqual([])
})

async function openClause(page: Page, heading: string) {
  const clause = page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: heading }) })
  await clause
    .getByRole('button', { name: /Write the first line|Edit the words/ })
    .first()
    .click()
  const text = editor(page, heading)
  await text.waitFor()
  await page.keyboard.press('Control+End')
  return text
}

function editor(page: Page, heading: string) {
  return page.getByRole('textbox', { name: new RegExp(`^Words of clause .*${heading}`) })
}

function clauseWords(page: Page, heading: string): Promise<string> {
  const clause = page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: heading }) })
  return clause.locator('.text').evaluate(text => {
    const copy = text.cloneNode(true) as HTMLElement
    // Others' carets carry their names; they are not words of the clause.
    for (const caret of copy.querySelectorAll('[contenteditable="false"], .caret, .ProseMirror-separator'))
      caret.remove()
    return [...copy.querySelectorAll('p')]
      .map(line => line.textContent ?? '')
      .join('\n')
      .trim()
  })
}

async function seen(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: 15_000 })
}

async function ratingsOf(party: string): Promise<number> {
  const [{ entries }, { parties }] = await Promise.all([directorate.ledger(), directorate.summary()])
  const id = parties.find(one => one.name === party)?.id
  return entries.filter(entry => entry.fact.type === 'rating.given' && entry.fact.party === id).length
}
