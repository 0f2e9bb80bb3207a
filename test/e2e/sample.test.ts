import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, invite, join, openDialog, untilSaved } from './support/acts.ts'
import { openBrowser, type Person, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { TestServer } from './support/server.ts'
import { Tool } from './support/tool.ts'

let server: TestServer
let browser: Browser
let broker: Person
let table: string
let recovery: string
const folder = mkdtempSync(joinPath(tmpdir(), 'trestle-sample-'))

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
  rmSync(folder, { recursive: true, force: true })
})

test('[E2E-13] the sample shows in its first minute who sits there, what is settled, and what they disagree about', async () => {
  table = await startSample(broker, server.url, { broker: 'Salma', purpose: '' })
  const { page } = broker
  recovery = await page.getByRole('textbox', { name: 'Recovery link' }).inputValue()
  await page.getByText('40 stakeholders').waitFor()
  await goTo(page, 'Map')
  await page.getByRole('button', { name: /^Night gate keepers, power/ }).click()
  await page.getByText('The rule is in the office. The key is in his pocket.').waitFor({ state: 'attached' })
  await goTo(page, 'Agreement')
  await page.getByText('By the third dry season every kiosk on both banks opens every day').waitFor()
  await page.getByText('Settled at the table').first().waitFor()
  await goTo(page, 'Decisions')
  await page.getByRole('link', { name: 'On six March nights, no pumping from 02:00 to 06:00' }).click()
  await page.getByText('Two of the six nights are export week; the cold store may not stop.').first().waitFor()
  await page
    .getByText(/read back: yes/)
    .first()
    .waitFor()
  await page.getByText('Who watches Tap 7 at four in the morning?').first().waitFor()
})

test('[E2E-14] an export verifies by the command line, and one with a changed word does not', async () => {
  await broker.page.goto(`${table}/people`)
  const { code } = await invite(broker.page, { role: 'Observer' })
  const observer = await Tool.join(server.url, code, 'Auditor')
  const zip = joinPath(folder, 'export.zip')
  writeFileSync(zip, await observer.exportZip())
  expect(verify(zip)).toBe(0)
  const bytes = readFileSync(zip)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  writeFileSync(zip, bytes)
  expect(verify(zip)).not.toBe(0)
})

test('[E2E-15] a revoked link says so kindly, and says what to do', async () => {
  const { page } = broker
  const { link } = await invite(page, { role: 'Observer' })
  await page.getByRole('button', { name: 'Revoke' }).first().click()
  await openDialog(page).getByRole('button', { name: 'Revoke' }).click()
  const guest = await sitDown(browser, 'phone')
  await guest.page.goto(link)
  await guest.page.getByRole('heading', { name: 'This invite was withdrawn' }).waitFor()
  await guest.page.getByText('Ask who invited you for a new link or code.').waitFor()
  await guest.context.close()
})

test('[E2E-16] the recovery link brings the broker back in another browser, once', async () => {
  const elsewhere = await sitDown(browser, 'tablet')
  await elsewhere.page.goto(recovery)
  await elsewhere.page.getByRole('button', { name: 'Come back' }).click()
  await elsewhere.page.waitForURL(/\/p\/[a-z2-7]{20}/)
  const thief = await sitDown(browser, 'tablet')
  await thief.page.goto(recovery)
  await thief.page.getByRole('button', { name: 'Come back' }).click()
  await thief.page.getByText('This recovery link was used').waitFor()
  await elsewhere.context.close()
  await thief.context.close()
})

test('[E2E-17] a broken file loses nothing and says which row and why', async () => {
  const { page } = broker
  await goTo(page, 'Map')
  const file = joinPath(folder, 'broken.csv')
  writeFileSync(file, 'Stakeholder,Influence (0-10)\nWell diggers,high\nGoat keepers,4\n')
  await page.getByRole('button', { name: 'More for this map' }).click()
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).click()
  await page.locator('#import-file').setInputFiles(file)
  await page.getByText('Row 2').first().waitFor()
  await page
    .getByText(/“high”/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Import rows: 1' }).click()
  await page.getByRole('button', { name: 'Show the map' }).click()
  await untilSaved(page)
  await page.getByRole('button', { name: /^Goat keepers/ }).waitFor()
  expect(await page.getByRole('button', { name: /^Well diggers/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: /^Night gate keepers/ }).count()).toBeGreaterThan(0)
})

test('[E2E-18] what only brokers may see never reaches a representative’s browser', async () => {
  const { page } = broker
  await page.getByRole('button', { name: /^Goat keepers/ }).click()
  await page.getByLabel('Sensitivities').fill('MARKER-only-for-brokers')
  await page.getByLabel('Sensitivities').blur()
  await untilSaved(page)
  await page.goto(`${table}/people`)
  const { link } = await invite(page, { role: 'Representative', party: 'Federation of Water Kiosks' })
  const guest = await sitDown(browser, 'desktop')
  const heard: string[] = []
  guest.page.on('websocket', socket => socket.on('framereceived', frame => heard.push(frame.payload.toString())))
  guest.page.on('response', async answer => heard.push(await answer.text().catch(() => '')))
  await guest.page.goto(link)
  await join(guest.page, 'Tap keeper', null)
  await goTo(guest.page, 'Map')
  await guest.page.getByRole('button', { name: /^Goat keepers/ }).click()
  await guest.page.getByLabel('Interests').first().waitFor()
  expect(heard.length).toBeGreaterThan(20)
  expect(heard.some(text => text.includes('Goat keepers'))).toBe(true)
  expect(heard.some(text => text.includes('MARKER-only'))).toBe(false)
  expect([...broker.faults, ...guest.faults]).toEqual([])
})

test('[E2E-19] a broker renames a canvas, archives it so that nobody can change it, and restores it', async () => {
  const { page } = broker
  await page.goto(table)
  await page.getByText('Rename and archive canvases').click()
  await page.getByRole('button', { name: 'Rename Agreement' }).click()
  await openDialog(page).getByLabel('Title').fill('Basin charter')
  await openDialog(page).getByRole('button', { name: 'Rename the canvas' }).click()
  await page.getByRole('button', { name: 'Archive Basin charter' }).click()
  await openDialog(page).getByRole('button', { name: 'Archive', exact: true }).click()
  await page.locator('tr-canvas-list').getByRole('link', { name: 'Basin charter' }).click()
  await page.getByText('This canvas is archived: it can be read, not changed.').first().waitFor()
  expect(await page.getByRole('button', { name: 'Write the first line' }).count()).toBe(0)
  await page.goto(table)
  await page.getByText('Rename and archive canvases').click()
  await page.getByRole('button', { name: 'Restore Basin charter' }).click()
  await goTo(page, 'Agreement')
  await page
    .getByRole('button', { name: /Write the first line/ })
    .first()
    .waitFor()
})

function verify(zip: string): number | null {
  return spawnSync(process.execPath, ['scripts/verify.ts', zip], { encoding: 'utf8' }).status
}
