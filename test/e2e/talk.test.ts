import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings, openBrowser, type Person, type SCREENS, sidewaysScroll, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let broker: Person
let rep: Person
let phone: Person
let table: string
let agreement: string

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  rep = await sitDown(browser, 'desktop')
  phone = await sitDown(browser, 'phone')
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
  const document = view.documents.find((one: { kind: string }) => one.kind === 'agreement').id
  agreement = `${table}/d/${document}?view=canvas`
  for (const [who, name, at] of [
    [rep, 'Peter Kariuki', 0],
    [phone, 'Juma Bakari', 1],
  ] as const) {
    const wish = { role: 'representative', partyId: view.parties[at].id }
    const { secret } = await post(broker, `${api}/invites`, wish)
    await post(who, '/api/join', { secret, name, noticeRead: true })
  }
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** The clause with these words, by what it is about. */
const clauseOf = (page: Page, heading: string) =>
  page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: heading }) })

/** Two cores are shared by several browsers. */
const PATIENT = { timeout: 20_000 }

/** Whether any bytes that this browser keeps in its databases hold the words. */
const keptOn = (page: Page, words: string) =>
  page.evaluate(async sought => {
    const bytes: Uint8Array[] = []
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name!)
      await new Promise(resolve => (open.onsuccess = resolve))
      if (open.result.objectStoreNames.contains('updates')) {
        const all = open.result.transaction('updates').objectStore('updates').getAll()
        await new Promise(resolve => (all.onsuccess = resolve))
        bytes.push(...all.result)
      }
      open.result.close()
    }
    return bytes.some(one => new TextDecoder().decode(one).includes(sought))
  }, words)

const HEADING = 'Decision-making'

/** Selects some words of the clause as a reader does, and leaves the focus on the clause. */
async function select(page: Page, letters: number): Promise<string> {
  return clauseOf(page, HEADING).evaluate((clause, count) => {
    const words = document.createTreeWalker(clause.querySelector('.prose')!, NodeFilter.SHOW_TEXT).nextNode()!
    clause.querySelector<HTMLElement>('section')!.focus()
    getSelection()!.setBaseAndExtent(words, 3, words, 3 + count)
    return getSelection()!.toString()
  }, letters)
}

test('[COM-20] by keys alone: a comment on selected words with a mention, which stays with its words while another edits', async () => {
  const { page } = rep
  await page.goto(agreement)
  await clauseOf(page, HEADING).locator('.prose').waitFor()
  const quote = (await select(page, 24)).trim()
  await page.keyboard.press('Control+Alt+m')
  await clauseOf(page, HEADING).locator('.new-thread q').waitFor()
  await page.keyboard.type('Is this so? @salma')
  await page.getByRole('option', { name: /Salma Broker/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('please say.')
  await page.keyboard.press('Control+Enter')
  const talked = clauseOf(page, HEADING).locator('.prose .talked')
  await expect.poll(async () => (await talked.allTextContents()).join('').trim(), PATIENT).toBe(quote)
  await broker.page.goto(agreement)
  const clause = clauseOf(broker.page, HEADING)
  await clause.locator('.talked').first().waitFor()
  await clause.locator('section.clause').press('Enter')
  // The editor takes the focus, and its caret to the end, when it is there: keys before that would be overruled.
  const editor = clause.locator('.ProseMirror')
  await expect.poll(() => editor.evaluate(element => element === document.activeElement), PATIENT).toBe(true)
  await editor.press('Control+Home')
  await broker.page.keyboard.type('Mostly, ')
  await expect.poll(() => clauseOf(page, HEADING).locator('.prose').textContent(), PATIENT).toMatch(/^Mostly, /)
  expect((await talked.allTextContents()).join('').trim()).toBe(quote)
  expect((await clause.locator('.ProseMirror .talked').allTextContents()).join('').trim()).toBe(quote)
  await broker.page.keyboard.press('Escape')
}, 90_000)

test('[MEN-4] who is mentioned finds it waiting on the table, answers where it was said, and it waits no longer', async () => {
  const { page } = broker
  await page.goto(table)
  const waiting = page
    .locator('.waiting')
    .getByRole('link', { name: /Peter Kariuki.* mentions you on .*Decision-making/ })
  await waiting.click()
  const thread = page.getByRole('article', { name: /Thread by .*Peter Kariuki/ })
  await expect.poll(() => thread.evaluate(element => element === document.activeElement), PATIENT).toBe(true)
  await thread.getByRole('textbox', { name: 'Answer' }).fill('It is so.')
  await page.keyboard.press('Control+Enter')
  await clauseOf(rep.page, HEADING).getByText('It is so.').waitFor()
  await page.goto(`${table}/talk`)
  await page.getByRole('link', { name: /Decision-making/ }).waitFor()
  await page.goto(table)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => waiting.count(), PATIENT).toBe(0)
}, 90_000)

test('[COM-21] a comment written without a line waits in sight, survives, and is sent when the line is back', async () => {
  const { page, context } = phone
  await page.goto(agreement)
  await clauseOf(page, HEADING).locator('tr-thread').first().waitFor()
  // What a page fetches after it is there has come, the worker that follows releases included.
  await page.evaluate(() => navigator.serviceWorker?.ready.then(() => null))
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await clauseOf(page, HEADING)
    .getByRole('button', { name: /^Comment/ })
    .click()
  await clauseOf(page, HEADING).locator('.new-thread textarea').fill('From the field.')
  await clauseOf(page, HEADING).locator('.new-thread button[type=submit]').click()
  await page.getByText('Will be sent when the line is back.').waitFor()
  expect(await rep.page.getByText('From the field.').count()).toBe(0)
  await page.reload()
  await page.getByText('Will be sent when the line is back.').waitFor()
  await page.getByText('From the field.').waitFor()
  await context.setOffline(false)
  await rep.page.getByText('From the field.').waitFor()
  await expect.poll(() => page.locator('.note.is-waiting').count(), PATIENT).toBe(0)
}, 90_000)

test('[COM-22] whoever wrote it resolves a thread and erases a comment, for everyone at once', async () => {
  const { page } = rep
  const thread = page.getByRole('article', { name: /Thread by .*Peter Kariuki/ })
  await thread.getByRole('button', { name: /^More for the comment by .*Peter/ }).click()
  await page.getByRole('menuitem', { name: 'Erase' }).click()
  await page.locator('dialog, tr-dialog[open]').getByRole('button', { name: 'Erase' }).last().click()
  await thread.getByText('Erased by whoever wrote it.').waitFor()
  await clauseOf(phone.page, HEADING).getByText('Erased by whoever wrote it.').waitFor()
  await expect.poll(() => keptOn(phone.page, 'Is this so?'), PATIENT).toBe(false)
  expect(await keptOn(phone.page, 'It is so.')).toBe(true)
  await thread.getByRole('button', { name: 'Resolve' }).click()
  await clauseOf(phone.page, HEADING).getByRole('button', { name: '1 resolved thread' }).waitFor()
}, 90_000)

test('[COM-23] threads are free of accessibility findings and of sideways scroll, at a desk and on the narrowest phone, in Arabic and dark', async () => {
  const storageState = await rep.context.storageState()
  for (const [screen, language, theme] of [
    ['desktop', 'en', 'dark'],
    ['narrow', 'ar', 'light'],
  ] as const) {
    const person = await sitDown(browser, screen as keyof typeof SCREENS, { storageState, reducedMotion: 'reduce' })
    await person.context.addInitScript(
      ([lang, light]) => {
        localStorage.setItem('trestle-language', lang as string)
        localStorage.setItem('trestle-theme', light as string)
      },
      [language, theme],
    )
    const { page } = person
    for (const address of [agreement, `${table}/talk`]) {
      await page.goto(address)
      const thread = page.locator('tr-thread').last()
      await thread.locator('button[aria-expanded=false]').last().click()
      await thread.locator('textarea').waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBe(0)
    }
    expect(person.faults).toEqual([])
    await person.context.close()
  }
  for (const { faults } of [broker, rep, phone]) expect(faults).toEqual([])
}, 120_000)
