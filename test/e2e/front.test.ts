import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, join, openDialog, startPartnership } from './support/acts.ts'
import { axeFindings, openBrowser, type Person, sidewaysScroll, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'

// Home and the front page of a partnership: each way in leads somewhere real.

let server: TestServer
let browser: Browser
const people: Person[] = []

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

async function comer(screen: 'desktop' | 'phone' | 'narrow' = 'desktop'): Promise<Person> {
  const person = await sitDown(browser, screen)
  people.push(person)
  await person.page.goto(server.url)
  await person.page.getByRole('heading', { level: 1 }).waitFor()
  return person
}

async function fillIn({ page }: Person, name: string): Promise<void> {
  await page.getByLabel('What is it called?').fill(name)
  await page.getByLabel('Your name').fill('Salma')
  await page.getByRole('button', { name: 'Start the partnership' }).click()
  await page.waitForURL(/\/p\/[a-z2-7]{20}\//)
}

test('[HOM-4] on a phone the code field stands on the first screen, and the sample is ticked on a first visit', async () => {
  const { page } = await comer('narrow')
  const field = page.getByLabel('Code from your invitation')
  const box = (await field.boundingBox())!
  expect(box.y + box.height).toBeLessThan(740)
  expect(box.height).toBeGreaterThanOrEqual(44)
  expect(await page.getByLabel(/The sample partnership/).isChecked()).toBe(true)
  expect(await sidewaysScroll(page)).toBe(0)
  expect(await axeFindings(page)).toEqual([])
})

test('[HOM-5] running a meeting makes a table with a board and opens where people are invited', async () => {
  const person = await comer()
  const { page } = person
  await page.getByRole('button', { name: /Run a meeting/ }).click()
  await fillIn(person, 'Monday meeting')
  expect(page.url()).toMatch(/\/people$/)
  await page.getByRole('heading', { level: 1, name: 'People and invites' }).waitFor()
  await page.getByRole('link', { name: 'Table' }).filter({ visible: true }).first().click()
  await page.getByRole('region', { name: 'The table' }).getByText('Notes', { exact: true }).waitFor()
})

test('[HOM-6] drafting an agreement asks for the template and opens on the agreement', async () => {
  const person = await comer()
  const { page } = person
  await page.getByRole('button', { name: /Draft an agreement/ }).click()
  await page.getByLabel('Which template?').selectOption({ label: 'Letter of intent' })
  await fillIn(person, 'Letter')
  await page.getByRole('article', { name: 'Agreement text' }).waitFor()
  expect(page.url()).toMatch(/\/d\//)
})

test('[HOM-7] reviewing decisions opens the log of a new table at first, and of one’s own tables later', async () => {
  const person = await comer()
  const { page } = person
  await page.getByRole('button', { name: /Review decisions/ }).click()
  await fillIn(person, 'Decisions of the basin')
  const log = page.url()
  await page.goto(server.url)
  await page.getByRole('heading', { level: 1, name: 'Back to the table, Salma' }).waitFor()
  await page.locator('.log-links').getByRole('link', { name: 'Decisions of the basin' }).click()
  await page.waitForURL(log)
})

test('[HOM-28] one click opens a sample to walk round: as a party with what waits for it, as an observer, and back', async () => {
  const { page } = await comer()
  await page.getByRole('button', { name: /Walk round the sample/ }).click()
  await openDialog(page)
    .getByRole('button', { name: /Upper Springs/ })
    .click()
  const line = page.getByRole('region', { name: 'Your seat in the sample' })
  await line.getByText('Speaker Tolu').waitFor()
  await page
    .getByRole('region', { name: 'Next for you' })
    .getByText(/Proposal/)
    .waitFor()
  await page.getByRole('link', { name: 'Decisions' }).filter({ visible: true }).first().click()
  await line.getByText('Speaker Tolu').waitFor()
  await line.getByRole('button', { name: 'Change seat' }).click()
  await openDialog(page)
    .getByRole('button', { name: /Radio Mto/ })
    .click()
  await line.getByText('Producer Asha').waitFor()
  await line.getByRole('button', { name: 'Back to the broker' }).click()
  await page.getByText('This is the sample, and you are its broker.').waitFor()
  await page.getByRole('button', { name: 'Change the stage' }).waitFor()
})

test('[CYC-14] a broker sets the stage, everyone sees it, and Undo sets it back; a partner cannot set it', async () => {
  const broker = await comer()
  const table = await startPartnership(broker, server.url, {
    name: 'Mirata Basin Compact',
    purpose: 'Water',
    broker: 'Ada',
    host: 'Institute',
    begin: /The sample partnership/,
  })
  await broker.page.keyboard.press('Escape')
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Representative', party: 'Council of the Upper Springs' })
  const partner = await comer('phone')
  await partner.page.goto(link)
  await join(partner.page, 'Guest', null)
  await partner.page.goto(table)
  await partner.page.getByRole('heading', { name: 'Before you agree to partner' }).waitFor()
  expect(await partner.page.getByRole('button', { name: 'Change the stage' }).count()).toBe(0)
  expect(await partner.page.getByRole('region', { name: 'Your seat in the sample' }).count()).toBe(0)

  await broker.page.goto(table)
  await broker.page.getByRole('button', { name: 'Change the stage' }).click()
  await openDialog(broker.page)
    .getByRole('radio', { name: /Stage B/ })
    .check()
  await openDialog(broker.page).getByRole('button', { name: 'Set the stage' }).click()
  await partner.page.getByRole('heading', { name: 'While you work together' }).waitFor()
  await broker.page.getByRole('button', { name: 'Undo' }).click()
  await partner.page.getByRole('heading', { name: 'Before you agree to partner' }).waitFor()
})

test('[CYC-15] a broker says where something is kept, and the ring and the list say so to everyone', async () => {
  const broker = people.at(-2)!.page
  const partner = people.at(-1)!.page
  await broker.getByRole('button', { name: /^Signed by every party/ }).click()
  await openDialog(broker).getByLabel('Where is it kept?').fill('https://example.org/signed.pdf')
  await openDialog(broker).getByRole('button', { name: 'It is in place there' }).click()
  await partner.getByRole('button', { name: 'Signed by every party: kept elsewhere' }).click()
  const link = openDialog(partner).getByRole('link', { name: 'https://example.org/signed.pdf' })
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
})

test('[FRO-9] home and front page are free of findings and of sideways scroll at a desk and at 360 pixels, in Arabic too', async () => {
  const { page, context } = people.at(-2)!
  const table = page.url()
  for (const [width, language] of [
    [1440, 'en'],
    [360, 'ar'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(value => localStorage.setItem('trestle-language', value), language)
    for (const address of [server.url, table]) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect([width, address, await sidewaysScroll(page)]).toEqual([width, address, 0])
      expect(await axeFindings(page)).toEqual([])
    }
  }
  expect(await context.cookies()).not.toEqual([])
})

test('[HOM-29] no page throws, logs an error or breaks the content security policy on any of these ways', () => {
  expect(people.flatMap(person => person.faults)).toEqual([])
})
