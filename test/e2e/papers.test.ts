import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocx } from '../../client/papers/read-docx.ts'
import { paperDocx } from '../../client/papers/docx.ts'
import { readOwnMarkdown } from '../../shared/paper/own-markdown.ts'
import { splitClauses } from '../../shared/paper/split.ts'
import { zipBomb } from '../client/papers/hostile-files.ts'
import { CLAUSES, samplePaper } from '../client/papers/sample-paper.ts'
import { goTo, untilSaved } from './support/acts.ts'
import { axeFindings, openBrowser, type Person, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let broker: Person
const folder = mkdtempSync(join(tmpdir(), 'trestle-papers-'))
const FIRST = 'By the third dry season every kiosk on both banks opens every day'

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  await startSample(broker, server.url, { broker: 'Salma', purpose: '' })
  await broker.page.getByText('40 stakeholders').waitFor()
  await goTo(broker.page, 'Agreement')
  await broker.page.getByText(FIRST).waitFor()
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
  rmSync(folder, { recursive: true, force: true })
})

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Save or print' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function saved(page: Page, item: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, item)])
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  return readFileSync(file)
}

const headings = (page: Page) =>
  page.locator('tr-clause h2').evaluateAll(all => all.map(one => one.lastChild?.textContent))

test('[DOC-30] the agreement is saved as Word and Markdown, with every clause in order', async () => {
  const { page } = broker
  const shown = (await headings(page)).length

  const word = await readDocx(new Uint8Array(await saved(page, 'Save as a Word file')))
  if (!word.ok) throw new Error(word.refusal)
  const markdown = (await saved(page, 'Save as Markdown')).toString()

  for (const blocks of [word.value.blocks, readOwnMarkdown(markdown) ?? []]) {
    const clauses = splitClauses(blocks, 1)
    expect(clauses).toHaveLength(shown)
    expect(JSON.stringify(clauses)).toContain(FIRST)
  }
  expect(markdown).toContain('Fingerprint of the text (SHA-256)')
})

test('[DOC-30] a Word file is looked at, brought in and taken back', async () => {
  const { page } = broker
  const before = await headings(page)
  await choose(page, 'Bring in a Word or Markdown file')
  const bytes = await paperDocx(samplePaper(CLAUSES))
  await page
    .locator('#bring-file')
    .setInputFiles({ name: 'compact.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.getByText('Clauses found in').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('checkbox', { name: '2 banks, one river' }).uncheck()
  await page.getByRole('button', { name: 'Add clauses: 2' }).click()

  await page.getByRole('heading', { name: 'المياه للجميع' }).waitFor()
  expect(await headings(page)).toEqual([...before, CLAUSES[0]?.heading, CLAUSES[1]?.heading])
  expect(await page.locator('tr-clause th[scope=col]').allTextContents()).toEqual(['Party', 'Brings'])
  await untilSaved(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'المياه للجميع' }).waitFor({ state: 'detached' })
  expect(await headings(page)).toEqual(before)
})

test('[DOC-31] a hostile file is refused kindly, nothing changes, and the page goes on', async () => {
  const { page } = broker
  const before = await headings(page)
  const files: [string, Buffer, string][] = [
    ['bomb.docx', Buffer.from(zipBomb(30)), 'far more in this file than an agreement holds'],
    ['huge.docx', Buffer.alloc(49 * 1024 * 1024, 7), 'too large'],
    ['photo.docx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'not a Word or Markdown file'],
  ]
  await choose(page, 'Bring in a Word or Markdown file')
  for (const [name, buffer, words] of files) {
    // By its path: fifty megabytes through the browser's remote control would take longer than all the rest.
    writeFileSync(join(folder, name), buffer)
    await page.locator('#bring-file').setInputFiles(join(folder, name))
    await page.getByRole('alert').getByText(words).waitFor()
    await page.getByRole('alert').getByText('Nothing was changed.').waitFor()
  }
  await page.keyboard.press('Escape')

  expect(await headings(page)).toEqual(before)
  expect(broker.faults).toEqual([])
})

test('[DOC-32] printing makes a document of its own, black on white from the dark theme too', async () => {
  const { page } = broker
  await page.emulateMedia({ colorScheme: 'dark' })
  const pdf = await page.pdf({ format: 'A4', printBackground: true })
  await page.emulateMedia({ colorScheme: null })
  const file = join(folder, 'print.pdf')
  writeFileSync(file, pdf)
  const read = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })

  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(2)
  // Where poppler is missing, the pages alone are proof enough.
  if (read.status === 0) {
    expect(read.stdout).toContain('By the third dry season')
    expect(read.stdout).toContain('Signed for the parties')
    expect(read.stdout).toMatch(/Page 1 of \d/)
    expect(read.stdout).not.toContain('Write the first line')
  }
  expect(await page.locator('.paper-sheet').count()).toBe(0)
  expect(broker.faults).toEqual([])
})
