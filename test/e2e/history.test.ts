import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { untilSaved } from './support/acts.ts'
import { axeFindings, openBrowser, type Person, SCREENS, sidewaysScroll, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let broker: Person
let peter: Person
let table: string
let board: string

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  peter = await sitDown(browser, 'desktop')
  const post = async (who: Person, path: string, data: object) => {
    const answer = await who.context.request.post(`${server.url}${path}`, { data, headers: { origin: server.url } })
    if (!answer.ok()) throw new Error(await answer.text())
    return answer.json()
  }
  const names = { name: 'Mirata Basin Compact', brokerName: 'Salma Broker', host: 'Institute' }
  const made = await post(broker, '/api/partnerships', { ...names, start: 'sample' })
  const api = `/api/partnerships/${made.partnership.id}`
  table = `${server.url}/p/${made.partnership.id}`
  const view = await (await broker.context.request.get(server.url + api)).json()
  const wish = { kind: 'board', title: 'Open questions', boundary: 'partnership' }
  board = (await post(broker, `${api}/documents`, wish)).id
  const { secret } = await post(broker, `${api}/invites`, { role: 'representative', partyId: view.parties[0].id })
  await post(peter, '/api/join', { secret, name: 'Peter Kariuki', noticeRead: true })
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** Two cores are shared by several browsers. */
const PATIENT = { timeout: 20_000 }

async function write(page: Page, words: string): Promise<void> {
  await page.getByLabel('New note').fill(words)
  await page.keyboard.press('Enter')
  await page.locator('.note-card').filter({ hasText: words }).waitFor()
  await untilSaved(page)
}

async function remove(page: Page, words: string): Promise<void> {
  const note = page.locator('.note-card').filter({ hasText: words })
  await note.getByRole('button', { name: /More for note/ }).click()
  await page.getByRole('menuitem', { name: 'Delete the note' }).click()
  await note.waitFor({ state: 'detached' })
  await untilSaved(page)
}

const noteOn = (page: Page, words: string) => page.locator('.note-card').filter({ hasText: words })
const undo = (page: Page) => page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click()

test('[VER-12] two people edit, one puts a part back, the other sees it, it is undone, and one’s acts are put back', async () => {
  const [salma, other] = [broker.page, peter.page]
  await Promise.all([salma.goto(`${table}/d/${board}`), other.goto(`${table}/d/${board}`)])
  await write(other, 'Night gate keepers meet on Fridays')
  await noteOn(salma, 'Night gate keepers').waitFor()
  await salma.keyboard.press('h')
  await salma.getByRole('heading', { name: /^History of/ }).waitFor()
  const moment = salma.locator('.moment').filter({ hasText: 'Peter Kariuki' })
  await expect.poll(() => moment.first().textContent(), PATIENT).toMatch(/Added:.*Night gate keepers/s)
  const point = new URL((await moment.first().getByRole('link').getAttribute('href'))!, server.url)
  await remove(other, 'Night gate keepers')
  await salma.goto(`${point.href}&show=changes`)
  const change = salma.locator('.change').filter({ hasText: 'Night gate keepers' })
  await expect.poll(() => change.textContent(), PATIENT).toMatch(/Removed.*Peter Kariuki/s)
  await change.getByRole('checkbox').check()
  await salma.getByRole('button', { name: /Put back: 1 part/ }).click()
  await salma.locator('tr-dialog[open]').getByText('comes back').waitFor()
  await salma.locator('tr-dialog[open]').getByRole('button', { name: 'Put back' }).click()
  await noteOn(other, 'Night gate keepers').waitFor(PATIENT)
  await undo(salma)
  await noteOn(other, 'Night gate keepers').waitFor({ state: 'detached', ...PATIENT })
  // Peter's whole stretch, the note and its end, is one thing that he did.
  await write(other, 'Salt traders want a seat')
  await salma.goto(`${table}/history/${board}`)
  const latest = salma.locator('.moment').filter({ hasText: 'Salt traders' }).first()
  await latest.getByRole('button', { name: /Put back what Peter Kariuki did/ }).click()
  await noteOn(other, 'Salt traders').waitFor({ state: 'detached', ...PATIENT })
  await undo(salma)
  await noteOn(other, 'Salt traders').waitFor(PATIENT)
  expect([...broker.faults, ...peter.faults]).toEqual([])
})

test('[VER-14] the pages of history hold on a phone, in Arabic and in the dark', async () => {
  const { page } = broker
  await page.goto(`${table}/history/${board}`)
  const link = (await page.locator('a.moment-link').first().getAttribute('href'))!
  const storageState = await broker.context.storageState()
  const found: string[] = []
  for (const look of [
    { language: 'en', theme: 'light' },
    { language: 'ar', theme: 'dark' },
  ]) {
    const person = await sitDown(browser, 'narrow', { storageState })
    await person.context.addInitScript(chosen => {
      localStorage.setItem('trestle-theme', chosen.theme)
      localStorage.setItem('trestle-language', chosen.language)
    }, look)
    for (const address of [new URL(table).pathname.replace(/$/, `/history/${board}`), link, `${link}&show=changes`]) {
      await person.page.goto(server.url + address)
      await person.page
        .locator('a.moment-link, .past-frame .note-card, tr-history-changes')
        .filter({ visible: true })
        .first()
        .waitFor()
      const sideways = await sidewaysScroll(person.page)
      if (sideways > 0) found.push(`${address} ${look.language}: ${sideways} px sideways`)
      found.push(
        ...(await axeFindings(person.page, 'tr-history-page')).map(one => `${address} ${look.language}: ${one}`),
      )
    }
    found.push(...person.faults)
    await person.context.close()
  }
  expect(SCREENS.narrow.viewport.width).toBe(360)
  expect(found).toEqual([])
})
