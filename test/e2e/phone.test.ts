import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, invite, join, untilSaved } from './support/acts.ts'
import { type Person, sitDown } from './support/people.ts'
import { openSample } from './support/sample.ts'
import type { TestServer } from './support/server.ts'
import { onSlowPhone, type SlowPhone } from './support/slow.ts'

// One phone of 360 px with a slow processor on a thin line: from the code to the canvas, away, and back.

/** What nobody may wait for longer, whatever else the machine is doing. The real times are in docs/benchmarks.md. */
const BOUND = 30_000

let server: TestServer
let browser: Browser
let broker: Person
let phone: Person
let table: string
let slow: SlowPhone

beforeAll(async () => {
  ;({ server, browser, broker, table } = await openSample())
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

test('[OFF-21] from the code to the shared canvas on a slow phone and a thin line, and again', async () => {
  await broker.page.goto(`${table}/people`)
  const { code } = await invite(broker.page, {
    role: 'Representative',
    party: 'Lower Mirata Fishers’ and Ferry Cooperative',
  })
  phone = await sitDown(browser, 'narrow')
  slow = await onSlowPhone(phone.page)
  const { page } = phone
  const began = Date.now()
  await page.goto(`${server.url}/join?code=${code}`)
  await join(page, 'Secretary Mwanahawa', null)
  await goTo(page, 'Map')
  await page
    .getByRole('button', { name: /^Night gate keepers/ })
    .first()
    .waitFor()
  expect(Date.now() - began).toBeLessThan(BOUND)

  const again = Date.now()
  await page.reload()
  await page
    .getByRole('button', { name: /^Night gate keepers/ })
    .first()
    .waitFor()
  expect(Date.now() - again).toBeLessThan(BOUND)
})

test('[OFF-22] without a line every page of the partnership opens by its address, also those never opened before', async () => {
  const { page } = phone
  await untilWhole(page)
  await slow.line(false)
  await page.goto(table)
  await page.getByRole('heading', { level: 1, name: 'Mirata Basin Compact' }).waitFor()
  const { documents } = await seen()
  for (const one of documents) {
    await page.goto(`${table}/d/${one.id}`)
    await orSay(page, page.locator(`main ${TAGS[one.kind]}`).waitFor())
  }
  await page.goto(`${table}/people`)
  await page.getByRole('heading', { name: 'People' }).first().waitFor()
  await page.goto(server.url)
  await page
    .getByRole('link', { name: /Mirata Basin Compact/ })
    .first()
    .waitFor()
})

test('[OFF-23] edits made without a line survive two reloads, are said to be kept, and merge on return', async () => {
  const { page } = phone
  const { documents } = await seen()
  const board = documents.find(one => one.kind === 'agreement')!
  await page.goto(`${table}/d/${board.id}`)
  await orSay(page, page.getByRole('button', { name: 'Write the first line' }).first().click())
  await page.locator('.ProseMirror').first().waitFor()
  await page.keyboard.type('Whoever waits for water is heard first.')
  await expect.poll(() => saved(page)).toMatch(/Offline: kept on this device \(\d+\)/)
  await page.getByText(/wait on this device and join when the line is back/).waitFor()
  for (let times = 0; times < 2; times++) {
    await page.reload()
    await page.getByText('Whoever waits for water is heard first.').first().waitFor()
    await expect.poll(() => saved(page)).toMatch(/Offline: kept on this device \(\d+\)/)
  }
  await slow.line(true)
  await untilSaved(page)
  await broker.page.goto(`${table}/d/${board.id}`)
  await broker.page.getByText('Whoever waits for water is heard first.').first().waitFor()
})

test('[OFF-24] what a device keeps of the program holds no address that was opened, no secret and no word', async () => {
  const kept = await phone.page.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname)
    return found
  })
  expect(kept.length).toBeGreaterThan(20)
  expect(
    kept.filter(path => !/^\/(assets\/|[a-z0-9-]+\.(js|css|svg|html|webmanifest|png|ico|txt)$|whole$)/.test(path)),
  ).toEqual([])
})

test('[OFF-25] low data: the list first, no little pictures until asked for, and the bytes of the visit', async () => {
  const { page } = phone
  await page.goto(table)
  await page.getByRole('button', { name: /You and your settings/ }).click()
  await page.getByRole('checkbox', { name: /Low data/ }).check()
  await page.getByText(/This visit: .* came/).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Draw the little pictures' }).click()
  expect(await page.getByRole('button', { name: 'Draw the little pictures' }).count()).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await goTo(page, 'Map')
  await page.locator('.outline').first().waitFor()
})

test('[OFF-26] the page threw and logged no error in all of this', () => {
  expect(phone.faults).toEqual([])
})

const TAGS: Record<string, string> = {
  'stakeholder-map': 'tr-stakeholder-map',
  agreement: 'tr-agreement',
  'decision-log': 'tr-decision-log',
  board: 'tr-board',
}

/** The canvases that the phone's member may see, as the server lists them to the broker. */
async function seen(): Promise<{ documents: { id: string; kind: string }[] }> {
  const answer = await broker.context.request.get(table.replace('/p/', '/api/partnerships/'))
  const { documents } = (await answer.json()) as {
    documents: { id: string; kind: string; boundary: string; companionOf: string | null }[]
  }
  return { documents: documents.filter(one => one.boundary === 'partnership' && one.companionOf === null) }
}

function saved(page: Page): Promise<string | null> {
  return page.locator('tr-saved').first().textContent()
}

/** What the page says instead, where a step fails that depends on what the device has kept. */
async function orSay(page: Page, step: Promise<void>): Promise<void> {
  await step.catch(async (error: Error) => {
    throw new Error(`${error.message}\nthe page says: ${await page.locator('body').innerText()}`)
  })
}

/** Until the worker has the code of every page and the device has had every canvas from the server. */
async function untilWhole(page: Page): Promise<void> {
  const { documents } = await seen()
  const missing = () =>
    page.evaluate(
      async ids => {
        const hadAll = async (name: string): Promise<boolean> => {
          const open = indexedDB.open(name)
          await new Promise(resolve => {
            open.onsuccess = resolve
          })
          const note = open.result.transaction('custom').objectStore('custom').get('synced')
          await new Promise(resolve => {
            note.onsuccess = resolve
          })
          open.result.close()
          return note.result !== undefined
        }
        const names = (await indexedDB.databases()).map(one => one.name ?? '')
        const found = (await caches.match('/whole')) === undefined ? ['code'] : []
        for (const id of ids) {
          const name = names.find(one => one.endsWith(id))
          if (!name || !(await hadAll(name))) found.push(id)
        }
        return found
      },
      documents.map(one => one.id),
    )
  await expect.poll(missing, { timeout: 60_000 }).toEqual([])
}
