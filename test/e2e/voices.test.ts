import { createServer } from 'node:http'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addParty, goTo, invite, join, openDialog, startPartnership } from './support/acts.ts'
import { axeFindings, openBrowser, type Person, sidewaysScroll, sitDown } from './support/people.ts'
import { freePort, TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let broker: Person
let table: string
let link: string

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  table = await startPartnership(broker, server.url, {
    name: 'Delta table',
    purpose: 'Water in March.',
    broker: 'Zuhura',
    host: 'The institute',
    begin: /agreement/i,
  })
  await broker.page.goto(`${table}/people`)
  await addParty(broker.page, {
    name: 'Fishers of the Delta',
    short: 'Fishers',
    initials: 'FD',
    sector: 'Community body',
  })
  link = (await invite(broker.page, { role: 'Representative' })).link
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** What this browser keeps of people and partnerships, past the tab. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    [...(await indexedDB.databases()).map(one => one.name ?? ''), ...Object.keys(localStorage)].filter(name =>
      name.startsWith('trestle/'),
    ),
  )
}

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name, as others should see it').fill(name)
  await page.getByRole('radio', { name: 'Fishers' }).check()
  await page.getByRole('checkbox', { name: /I have read this/ }).check()
}

test('[REC-11] a shared phone keeps nothing past the tab, is left with one tap that can be taken back, and leads the next person to the join form', async () => {
  const phone = await sitDown(browser, 'narrow')
  const { page } = phone
  await page.goto(link)
  await fillIn(page, 'Asha')
  await page.getByRole('checkbox', { name: /This is a shared phone/ }).check()
  await page.getByRole('button', { name: 'Join the table' }).click()
  await page.waitForURL(/\/p\/[a-z2-7]{20}/)
  await page.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  await goTo(page, 'Agreement')
  await page.locator('tr-clause').first().waitFor()
  expect(await page.evaluate(() => [typeof indexedDB, localStorage.length])).toEqual(['undefined', expect.any(Number)])
  expect(await sidewaysScroll(page)).toBe(0)
  expect(await page.getByRole('region', { name: 'Keep your way back' }).count()).toBe(0)

  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('button', { name: 'I am still here' }).click()
  await page.locator('tr-clause').first().waitFor()
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  expect(await page.locator('body').textContent()).not.toContain('Asha')
  await page.getByRole('button', { name: 'Leave now' }).click()
  await page.getByRole('link', { name: 'Next person' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(await kept(page)).toEqual([])
  expect((await phone.context.cookies()).map(cookie => cookie.name)).toEqual([])
  await page.getByRole('link', { name: 'Next person' }).click()
  await page.getByLabel('Your name, as others should see it').waitFor()
  expect(await page.getByText('You sit at this table already').count()).toBe(0)
  await page.goto(table)
  await page.getByRole('heading', { name: 'This browser is signed out here' }).waitFor()
  expect(phone.faults).toEqual([])
  await phone.context.close()
}, 90_000)

test('[REC-12] after joining a way back is offered once; it brings the member back elsewhere, where somebody else sits', async () => {
  const own = await sitDown(browser, 'phone')
  await own.page.goto(link)
  await join(own.page, 'Grace', 'Fishers')
  const offer = own.page.getByRole('region', { name: 'Keep your way back' })
  await offer.getByRole('button', { name: 'Keep my way back' }).click()
  await openDialog(own.page).getByRole('button', { name: 'Make my link' }).click()
  const way = await own.page.getByRole('textbox', { name: 'Recovery link' }).inputValue()
  await openDialog(own.page).getByRole('button', { name: 'Done' }).click()
  await offer.waitFor({ state: 'detached' })
  await own.page.reload()
  await own.page.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  expect(await offer.count()).toBe(0)

  const other = await sitDown(browser, 'phone')
  await other.page.goto(link)
  await join(other.page, 'Tom', 'Fishers')
  await other.page.goto(way)
  await other.page.getByText('This browser sits at that table as Tom.').waitFor()
  await other.page.getByRole('button', { name: 'Come back as Grace' }).click()
  await other.page.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  const seat = await other.context.request.get(table.replace('/p/', '/api/partnerships/'))
  expect((await seat.json()).me.name).toBe('Grace')
  await own.context.close()
  await other.context.close()
}, 90_000)

test('[REC-13] a way back that a broker made is told to the member and shown to everyone', async () => {
  const member = await sitDown(browser, 'phone')
  await member.page.goto(link)
  await join(member.page, 'Juma', 'Fishers')
  const { page } = broker
  await page.goto(`${table}/people`)
  await page.getByRole('button', { name: 'More for Juma' }).click()
  await page.getByRole('menuitem', { name: 'Make a way back' }).click()
  await openDialog(page).getByRole('button', { name: 'Make the link' }).click()
  await openDialog(page).getByRole('button', { name: 'Copy message' }).click()
  await expect
    .poll(() => page.locator('#message-text').inputValue())
    .toMatch(/a way back to “Delta table”[\s\S]*\/recover\/#/)
  await page.keyboard.press('Escape')
  await page.getByText(/Zuhura\S* made a way back for them: .* It has not been used\./).waitFor()
  const note = member.page.getByRole('region', { name: 'A way back was made for you' })
  await note.getByText(/Zuhura\S* made a way back for you/).waitFor()
  await note.getByRole('button', { name: 'I have seen it' }).click()
  await note.waitFor({ state: 'detached' })
  await member.context.close()
}, 90_000)

test('[VAS-11] a broker sees in a frame what a party sees; what is pressed there is not done, and their browser keeps nothing of it', async () => {
  const { page } = broker
  await page.goto(table)
  await page.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  await page.goto(`${table}/view-as`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  await frame.getByRole('button', { name: /representative of .*Fishers/ }).waitFor()
  const before = await kept(page)
  await frame.getByRole('navigation', { name: 'Partnership' }).getByRole('link', { name: 'Agreement' }).first().click()
  await frame.getByRole('button', { name: 'Write the first line' }).first().click()
  await frame.getByRole('textbox', { name: /Words of clause/ }).pressSequentially('Mine')
  await frame.getByText(/You are looking as .*Fishers.*: nothing is done\./).waitFor()
  expect(await frame.getByRole('textbox', { name: /Words of clause/ }).textContent()).not.toContain('Mine')

  await page.locator('#look-screen').selectOption('narrow')
  await page.locator('#look-language').selectOption('ar')
  await page.locator('#look-theme').selectOption('dark')
  const root = frame.locator('html[dir=rtl][data-theme=dark]')
  await root.waitFor({ state: 'attached' })
  expect(await root.evaluate(() => innerWidth)).toBe(360)
  await frame.getByRole('heading', { level: 1, name: 'Delta table' }).waitFor()
  expect(await root.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
  expect(await page.evaluate(() => [document.documentElement.dir, localStorage.getItem('trestle-theme')])).toEqual([
    'ltr',
    null,
  ])
  expect(await kept(page)).toEqual(before)
  expect(await axeFindings(page)).toEqual([])
  expect(broker.faults).toEqual([])
}, 90_000)

test('[VAS-12] another site’s page cannot frame ours', async () => {
  const port = await freePort()
  const site = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end(`<iframe src="${server.url}/" width="600" height="400"></iframe>`)
  })
  await new Promise<void>(resolve => site.listen(port, '127.0.0.1', resolve))
  const context = await browser.newContext()
  const page = await context.newPage()
  const refused = page.waitForEvent('console', { predicate: one => /frame-ancestors/.test(one.text()) })
  await page.goto(`http://localhost:${port}/`)
  await refused
  expect(await page.frames()[1]?.content()).not.toContain('tr-app')
  await context.close()
  await new Promise(resolve => site.close(resolve))
}, 30_000)
