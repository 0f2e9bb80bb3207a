import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { encode } from 'uqr'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts'
import { addressesOf } from '../../server/reach/addresses.ts'
import { pathOf } from '../../client/pages/qr/qr-code.ts'
import { startProgram } from '../proxies/program.ts'
import { join as joinTable, startPartnership } from './support/acts.ts'
import { axeFindings, sidewaysScroll, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { freePort } from './support/server.ts'

// A name that is none of the browser's secure ones, so that plain http takes away what it does in a venue.
const NAME = 'table.test'
const undo: (() => unknown)[] = []
let browser: Browser

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]
  browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) })
})

afterAll(async () => {
  for (const one of undo.splice(0).reverse()) await one()
  await browser?.close()
})

async function serve(...flags: string[]): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'trestle-reach-'))
  undo.push(() => rmSync(data, { recursive: true, force: true }))
  const port = await freePort()
  const args = ['server/main.ts', '--port', String(port), ...flags]
  const server = startProgram(process.execPath, args, { TRESTLE_DATA: data, TRESTLE_LOG: 'warn' })
  undo.push(() => server.stop())
  await vi.waitFor(() => expect(server.output()).toContain('Trestle is ready'), { timeout: 30_000 })
  return port
}

test('[VEN-8] a phone on plain http reads what works and what plain http takes away, before joining, with nothing thrown', async () => {
  const port = await serve('--lan')
  const { page, faults, context } = await sitDown(browser, 'narrow')
  await page.goto(`http://${NAME}:${port}/venue`)
  await page.getByRole('heading', { level: 1, name: 'This device can take part' }).waitFor()
  const line = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
  for (const name of ['Reaches the server', 'Live line to the table', 'Keeps words on this device', 'Clock'])
    await expect.poll(() => line(name).innerText()).toContain('Works here')
  for (const name of ['Protected connection', 'Opens without a line', 'Signatures of this device', 'Copy buttons'])
    expect(await line(name).innerText()).toContain('Not here: plain http takes it away')
  const result = await page.getByRole('textbox', { name: 'Result, for whoever prepares the meeting' }).inputValue()
  expect(result).toContain(`http://${NAME}:${port}`)
  expect(result).toContain('Reaches the server: Works here')
  expect(await context.cookies()).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
  expect(await axeFindings(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('[VEN-9] over https of its own and at localhost the check finds what plain http takes away', async () => {
  const port = await serve('--https')
  for (const host of ['localhost', '127.0.0.1']) {
    const { page, faults, context } = await sitDown(browser, 'phone', { ignoreHTTPSErrors: true })
    await page.goto(`https://${host}:${port}/venue`)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    const found = await page.getByRole('list').filter({ hasText: 'Reaches the server' }).innerText()
    for (const name of [
      'Reaches the server',
      'Live line to the table',
      'Protected connection',
      'Signatures of this device',
    ])
      expect(found).toMatch(new RegExp(`${name}\\s+Works here`))
    expect(found).not.toContain('plain http')
    // Chrome itself says in the console why it registers no worker behind this certificate.
    expect(faults.filter(fault => !/SSL certificate error/.test(fault))).toEqual([])
    await context.close()
  }
})

const [reachable] = addressesOf('0.0.0.0', networkInterfaces(), hostname())

test('[QRC-5] from localhost to a phone: the code on the projector leads another browser to the table', {
  skip: !reachable,
}, async () => {
  const port = await serve('--lan')
  const broker = await sitDown(browser, 'desktop')
  const table = await startSample(broker, `http://localhost:${port}`, { purpose: 'Fresh water for the delta.' })
  await broker.page.goto(`${table}/people`)
  await broker.page.getByRole('heading', { name: 'Phones in the room' }).waitFor()
  await broker.page.getByRole('button', { name: 'Invite people' }).click()
  await broker.page.getByLabel('They join as').selectOption({ label: 'Observer' })
  await broker.page.getByRole('button', { name: 'Make the invite' }).click()
  const link = await broker.page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  expect(link).toMatch(`http://${reachable!.host}:${port}/j/#`)
  await broker.page.getByRole('button', { name: 'Show it large' }).click()
  const wall = broker.page.getByRole('dialog')
  const drawn = await wall.locator('tr-qr-code path').getAttribute('d')
  expect(drawn).toBe(pathOf(encode(link, { ecc: 'M', border: 4 }).data))

  const phone = await sitDown(browser, 'phone')
  await phone.page.goto(link)
  await joinTable(phone.page, 'Paulo', null)
  await phone.page.getByRole('heading', { level: 1, name: 'Mirata Basin Compact' }).waitFor()
  await broker.page.keyboard.press('Escape')
  await wall.waitFor({ state: 'detached' })
  expect([...broker.faults, ...phone.faults]).toEqual([])
  await broker.context.close()
  await phone.context.close()
})

test('[QRC-6] a code stays dark on light in the dark theme and in forced colours, and the big screen is free of accessibility findings', async () => {
  const port = await serve()
  for (const options of [{ colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
    const { page, faults, context } = await sitDown(browser, 'desktop', options)
    const table = await startPartnership({ page, faults, context }, `http://127.0.0.1:${port}`, {
      name: 'Delta table',
      purpose: 'Water for the delta.',
      broker: 'Zuhura',
      host: 'Institute of Hydrology',
      begin: /An empty table/,
    })
    await page.goto(`${table}/people`)
    await page.getByText('Phones cannot reach this address yet').waitFor()
    await page.getByRole('button', { name: 'Invite people' }).first().click()
    await page.getByLabel('They join as').selectOption({ label: 'Observer' })
    await page.getByRole('button', { name: 'Make the invite' }).click()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Show it large' }).click()
    const wall = page.getByRole('dialog')
    await wall.locator('tr-qr-code path').waitFor()
    const fill = (part: string) => wall.locator(part).evaluate(element => getComputedStyle(element).fill)
    expect([await fill('.modules'), await fill('.paper')]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  }
})
