import { readFile, writeFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDialog } from './support/acts.ts'
import { axeFindings, type Person, sidewaysScroll, sitDown } from './support/people.ts'
import { openSample } from './support/sample.ts'
import type { TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let broker: Person
let stranger: Person
let table: string

beforeAll(async () => {
  ;({ server, browser, broker, table } = await openSample())
  stranger = await sitDown(browser, 'narrow')
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** What a canvas of a kind says, ids of the partnership apart. */
async function saidOn(page: Page, at: string, place: 'Agreement' | 'Decisions', within: string): Promise<string> {
  await page.goto(at)
  const link = page.getByRole('navigation', { name: 'Partnership' }).getByRole('link', { name: place })
  await page.goto(new URL((await link.first().getAttribute('href'))!, server.url).href)
  await page.locator(within).first().waitFor()
  return (await page.locator(within).allTextContents()).join('\n').replace(/\s+/g, ' ')
}

test('[IMP-13] everything is taken out by the dialog and brought in again: agreement and decisions read the same', async () => {
  const { page } = broker
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do' }).waitFor()
  await page.keyboard.type('take everything')
  await page.keyboard.press('Enter')
  await openDialog(page).getByRole('button', { name: 'Make the zip file' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    openDialog(page).getByRole('button', { name: 'Make the zip file' }).click(),
  ])
  const zip = await saved.path()
  await openDialog(page).getByText('Saved.').waitFor()

  const there = stranger.page
  await there.goto(server.url)
  await there.getByRole('button', { name: 'Bring a partnership from an export' }).click()
  const broken = `${zip}.broken.zip`
  await writeFile(broken, (await readFile(zip)).subarray(0, 4_000))
  await there.locator('#export-file').setInputFiles(broken)
  await openDialog(there).getByText('Nothing was made.').waitFor()
  expect(await axeFindings(there)).toEqual([])

  await there.locator('#export-file').setInputFiles({
    name: 'everything.zip',
    mimeType: 'application/zip',
    buffer: await readFile(zip),
  })
  await openDialog(there).getByText('This export holds').waitFor()
  expect(await axeFindings(there)).toEqual([])
  expect(await sidewaysScroll(there)).toBe(0)
  await there.locator('#import-person').fill('Ines')
  await openDialog(there).getByRole('button', { name: 'Bring it in' }).click()
  await there.waitForURL(/\/p\/[a-z2-7]{20}$/)
  const copy = there.url()
  expect(copy).not.toBe(table)
  await there.getByText('Brought in from an export of').waitFor()

  const clauses = await saidOn(page, table, 'Agreement', 'tr-clause .prose')
  expect(clauses.length).toBeGreaterThan(500)
  expect(await saidOn(there, copy, 'Agreement', 'tr-clause .prose')).toBe(clauses)
  expect(await saidOn(there, copy, 'Decisions', '#log-panel h3')).toBe(
    await saidOn(page, table, 'Decisions', '#log-panel h3'),
  )
  expect([broker.faults, stranger.faults]).toEqual([[], []])
}, 180_000)
