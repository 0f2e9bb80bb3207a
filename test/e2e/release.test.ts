import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, startPartnership, untilSaved } from './support/acts.ts'
import { openBrowser, type Person, sitDown } from './support/people.ts'
import { Installation } from './support/installation.ts'
import { TestServer } from './support/server.ts'

// An operator puts a new release on the server while somebody writes: what is open goes on, and loses no word.

let installation: Installation
let server: TestServer
let browser: Browser
let broker: Person
let table: string
const CLAUSE = /^Words of clause .*Leaving/
const WORDS = 'Three months’ notice.'
const MORE = ' Written while the server was away.'

beforeAll(async () => {
  installation = new Installation()
  server = await TestServer.start(installation.root)
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  table = await startPartnership(broker, server.url, {
    name: 'Mirata Basin Compact',
    purpose: '',
    broker: 'Zuhura',
    host: 'Institute of Hydrology',
    begin: /A template/,
  })
  await broker.page.getByRole('button', { name: 'I have kept it' }).click()
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
  installation?.dispose()
})

/** The script that a page began with: it is named after what it holds, so it names the release. */
const entryOf = (page: Page) => page.locator('script[type=module][src]').first().getAttribute('src')

/** Names of what this browser keeps of the program. */
const shelf = (page: Page) => page.evaluate(() => caches.keys())

async function openLeaving(page: Page): Promise<void> {
  await goTo(page, 'Agreement')
  const clause = page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: 'Leaving' }) })
  await clause.getByRole('button', { name: /Write the first line|Edit the words/ }).click()
  await page.getByRole('textbox', { name: CLAUSE }).waitFor()
  await page.keyboard.press('Control+End')
}

async function wholeReleaseKept(page: Page): Promise<void> {
  const whole = () => page.evaluate(async () => (await caches.match('/whole')) !== undefined)
  await expect.poll(whole, { timeout: 30_000 }).toBe(true)
}

test('[OFF-60] a page that is open when the server is renewed goes on as it is, and is told', async () => {
  const { page, context } = broker
  await openLeaving(page)
  await page.keyboard.type(WORDS)
  await untilSaved(page)
  await wholeReleaseKept(page)
  const before = await entryOf(page)

  await server.stop()
  await page.keyboard.type(MORE)
  installation.renew()
  await server.run()
  await untilSaved(page)
  // Any page that this person opens makes the browser look for a new worker.
  const other = await context.newPage()
  await other.goto(table)
  await page.getByText('A new version of Trestle is ready.').waitFor()

  expect(await entryOf(page)).toBe(before)
  expect(await page.getByRole('textbox', { name: CLAUSE }).innerText()).toContain(WORDS + MORE)
})

test('[OFF-61] the new release is taken up when the person says so, with every word; their other page goes on with its own', async () => {
  const { page, context } = broker
  const other = context.pages().find(one => one !== page)!
  const before = await entryOf(page)
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.waitForFunction(
    old => document.querySelector('script[type=module][src]')?.getAttribute('src') !== old,
    before,
  )
  await page.getByText(WORDS + MORE).waitFor()

  // Its code is not on the server any more.
  expect((await context.request.get(new URL(before!, server.url).href)).status()).toBe(404)
  expect(await entryOf(other)).toBe(before)
  await goTo(other, 'Decisions')
  await other.getByText('Nothing has been proposed yet.').waitFor()
  await other.close()
})

test('[OFF-62] a browser whose copy of the program is broken is mended at /repair, and words that wait there are kept', async () => {
  const { page } = broker
  await openLeaving(page)
  await server.stop()
  await page.keyboard.type(' Kept on this device.')
  await expect.poll(() => page.locator('tr-saved').first().textContent(), { timeout: 20_000 }).toMatch(/Offline: kept/)
  await breakShelf(page)
  await page.goto('about:blank')
  await server.run()
  await page.goto(table)
  expect(await page.locator('body').innerText()).toBe('broken')

  await page.goto(`${server.url}/repair`)
  await page.getByRole('button', { name: 'Repair and open Trestle' }).click()
  await page.waitForURL(`${server.url}/`)
  await page.getByRole('heading', { level: 1, name: /Back to the table/ }).waitFor()
  await page.goto(table)
  await goTo(page, 'Agreement')
  await page.getByText('Kept on this device.').waitFor()
  await untilSaved(page)
  expect(await onAnotherDevice(broker.context)).toContain('Kept on this device.')
})

test('[OFF-63] where the operator has switched the worker off, the next visit takes it and its copies away', async () => {
  const { page } = broker
  await page.goto(table)
  await expect.poll(() => shelf(page), { timeout: 20_000 }).not.toEqual([])
  await server.stop()
  await server.run({ TRESTLE_SERVICE_WORKER: 'off' })
  await page.goto(`${table}/people`)
  await page.getByRole('heading', { level: 1, name: 'People and invites' }).waitFor()
  const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  await expect.poll(workers, { timeout: 20_000 }).toBe(0)
  await expect.poll(() => shelf(page)).toEqual([])
  expect(broker.faults).toEqual([])
})

/** Puts a page that does not work in the place of the one that this browser keeps. */
async function breakShelf(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const page = new Response('broken', { headers: { 'content-type': 'text/html' } })
      await (await caches.open(name)).put('/index.html', page)
    }
  })
}

/** What the agreement says in a browser that has kept nothing. */
async function onAnotherDevice(own: BrowserContext): Promise<string> {
  const { cookies } = await own.storageState()
  const { context, page } = await sitDown(browser, 'desktop', { storageState: { cookies, origins: [] } })
  await page.goto(table)
  await goTo(page, 'Agreement')
  await page.getByText(WORDS).waitFor()
  const words = await page.locator('main').innerText()
  await context.close()
  return words
}
