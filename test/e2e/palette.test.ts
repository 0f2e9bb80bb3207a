import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, join } from './support/acts.ts'
import { axeFindings, type Person, sitDown } from './support/people.ts'
import { openSample } from './support/sample.ts'
import type { TestServer } from './support/server.ts'

// Find or do, in the sample partnership: what a person reaches without a pointer.

const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'

let server: TestServer
let browser: Browser
let broker: Person
let observer: Person
let table: string

beforeAll(async () => {
  ;({ server, browser, broker, table } = await openSample())
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Observer' })
  observer = await sitDown(browser, 'narrow')
  await observer.page.goto(link)
  await join(observer.page, 'Visitor', null)
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

async function find(page: Page, words: string, option: RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find or do' })
  await field.waitFor()
  await page.keyboard.type(words)
  await expect
    .poll(() => page.locator('tr-palette [aria-selected=true]').textContent(), { timeout: 10_000 })
    .toMatch(option)
  // Read at once: what comes in meanwhile may move the lines.
  expect(
    await field.evaluate(input =>
      document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-selected'),
    ),
  ).toBe('true')
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return `${activeElement?.id} ${activeElement?.className} ${activeElement?.textContent?.trim().slice(0, 80)}`
  })

test('[KEY-10] the palette goes to a stakeholder, a clause, a decision, a party and a page, and the focus arrives there', async () => {
  const { page } = broker
  await page.goto(table)
  await page.locator('.canvas-sheet').first().waitFor()

  await find(page, 'night gate', /Night gate keepers/)
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toContain('Night gate keepers')

  await find(page, '6 each party', /^\s*6 Each party/)
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toMatch(/^clause-/)

  await find(page, '#6', /Decision 6/)
  await page.keyboard.press('Enter')
  await page.locator('.spread').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)

  await find(page, 'fishers', /Fishers/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await find(page, 'mirata fishers coop', new RegExp(FISHERS))
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toMatch(/^party-/)

  await find(page, 'table', /Table/)
  await page.keyboard.press('Enter')
  await page.locator('.canvas-sheet').first().waitFor()
  expect(broker.faults).toEqual([])
})

test('[KEY-11] what one’s role does not allow is greyed with the reason', async () => {
  const { page } = observer
  await page.goto(table)
  await page.locator('.canvas-sheet').first().waitFor()
  await page.getByRole('button', { name: 'You and your settings' }).click()
  await page.getByRole('button', { name: 'Find or do' }).filter({ visible: true }).click()
  await page.getByRole('combobox', { name: 'Find or do' }).waitFor()
  await page.keyboard.type('add a canvas')
  const option = page.getByRole('option', { name: /Add a canvas/ })
  await option.waitFor()
  expect(await option.getAttribute('aria-disabled')).toBe('true')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.locator('.palette-foot').textContent())
    .toMatch(/Brokers and representatives add canvases/)
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(observer.faults).toEqual([])
})

test('[KEY-12] ? lists the keys that work here and switches single keys off', async () => {
  const { page } = broker
  await page.goto(`${table}/people`)
  await page.locator('.members li').first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: 'Keys that work here' }).waitFor()
  await page.locator('.keys').getByText('Add a party').waitFor()
  expect(await axeFindings(page)).toEqual([])
  const single = page.getByRole('checkbox', { name: /Single keys act too/ })
  await page.keyboard.press('Space')
  expect(await single.isChecked()).toBe(false)
  await page.keyboard.press('Escape')
  await single.waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.keyboard.press('n')
  expect(await page.locator('tr-dialog[open]').count()).toBe(0)
  await find(page, 'keys that work', /Keys that work here/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Keys that work here' }).waitFor()
  await expect.poll(() => single.evaluate(box => box === document.activeElement)).toBe(true)
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await single.waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  await page.locator('tr-dialog[open]').getByLabel('Full name').waitFor()
  expect(broker.faults).toEqual([])
})
