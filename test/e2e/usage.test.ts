import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addParty, goTo, invite, join, openDialog, startPartnership, untilSaved } from './support/acts.ts'
import { openBrowser, type Person, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'

// What people do that a journey by the book forgets: twice, at once, in between, and after they left.

let server: TestServer
let browser: Browser
let broker: Person
let rep: Person
let table: string

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  broker = await sitDown(browser, 'desktop')
  rep = await sitDown(browser, 'tablet')
  table = await startPartnership(broker, server.url, {
    name: 'Mirata Basin Compact',
    purpose: 'Fresh water for the delta in March.',
    broker: 'Zuhura',
    host: 'Institute of Hydrology',
    begin: /A template/,
  })
  await broker.page.getByRole('button', { name: 'I have kept it' }).click()
  await broker.page.goto(`${table}/people`)
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

test('[E2E-40] a party added with two clicks sits once, and a second one of the same name is asked for another', async () => {
  const { page } = broker
  const add = async () => {
    await page.getByRole('button', { name: 'Add a party' }).first().click()
    await openDialog(page).getByLabel('Full name').fill('Fishers')
    await openDialog(page).getByRole('button', { name: 'Add the party' }).dblclick()
  }
  await add()
  await page.getByRole('button', { name: 'Change Fishers' }).waitFor()
  expect(await page.getByRole('button', { name: 'Change Fishers' }).count()).toBe(1)
  await add()
  await openDialog(page).getByText('Fishers sits at this table already.').waitFor()
  await page.keyboard.press('Escape')
  await addParty(page, { name: 'Directorate', short: 'Dir', initials: 'WD', sector: 'Public body' })
})

test('[E2E-41] a code opens in capitals with spaces, and an invite opened again leads back to the table', async () => {
  const { link, code } = await invite(broker.page, { role: 'Representative', party: 'Fishers' })
  await rep.page.goto(`${server.url}/join`)
  await rep.page.getByLabel('Code').fill(` ${code.toUpperCase().replaceAll('-', '  ')} `)
  await rep.page.getByRole('button', { name: 'Go on' }).click()
  await join(rep.page, 'Secretary Mwanahawa', null)
  await rep.page.getByRole('heading', { name: 'Who runs the process' }).waitFor()
  await rep.page.getByText('Partnership broker').waitFor()
  await rep.page.goto(link)
  await rep.page.getByText('You sit at this table already').waitFor()
  await rep.page.getByRole('link', { name: 'To the table' }).click()
  await rep.page.getByRole('heading', { level: 1, name: 'Mirata Basin Compact' }).waitFor()
})

test('[E2E-42] a clause removed while another writes in it can be brought back by the writer, with every word', async () => {
  await goTo(broker.page, 'Agreement')
  await goTo(rep.page, 'Agreement')
  await write(rep.page, 'Joining', 'Whoever asks is heard.')
  await untilSaved(rep.page)
  await broker.page.getByText('Whoever asks is heard.').waitFor()
  const row = clause(broker.page, 'Joining')
  await row.getByRole('button', { name: /More/ }).first().click()
  await broker.page.getByRole('menuitem', { name: 'Delete the clause' }).click()
  await rep.page.getByText('Removed while you were writing in it').waitFor()
  await rep.page.getByRole('button', { name: 'Bring it back' }).click()
  await broker.page.getByText('Whoever asks is heard.').waitFor()
})

test('[E2E-43] two people fill one field of the register at once: both words are there', async () => {
  await goTo(broker.page, 'Map')
  await goTo(rep.page, 'Map')
  await broker.page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await broker.page.keyboard.type('Night gate keepers')
  await broker.page.keyboard.press('Enter')
  await broker.page.keyboard.press('Escape')
  const fields = []
  for (const { page } of [broker, rep]) {
    await page
      .getByRole('button', { name: /^Night gate keepers/ })
      .first()
      .click()
    const field = page.getByLabel('Underlying interests')
    await field.click()
    fields.push(field)
  }
  const [first, second] = fields
  await first!.pressSequentially('Pay on time.')
  await second!.pressSequentially('Sleep.')
  await first!.blur()
  await second!.blur()
  await expect.poll(() => first!.inputValue()).toMatch(/Pay on time\..*Sleep\.|Sleep\..*Pay on time\./)
  await expect.poll(() => second!.inputValue()).toBe(await first!.inputValue())
})

test('[E2E-44] edits made without a line on a canvas that was left reach the others when the line is back', async () => {
  const { page } = rep
  await goTo(page, 'Agreement')
  await page.getByRole('heading', { name: 'Leaving' }).waitFor()
  await clause(page, 'Leaving').getByRole('button', { name: 'Write the first line' }).click()
  await rep.context.setOffline(true)
  await expect.poll(() => page.locator('tr-saved').first().textContent(), { timeout: 20_000 }).toMatch(/Offline/)
  await page.keyboard.type('Three months’ notice.')
  await goTo(page, 'Table')
  await expect
    .poll(() => page.locator('tr-saved').first().textContent())
    .toMatch(/Offline: kept on this device \(\d+\)/)
  await rep.context.setOffline(false)
  await goTo(broker.page, 'Agreement')
  await broker.page.getByText('Three months’ notice.').waitFor({ timeout: 20_000 })
})

test('[E2E-45] a page that is reloaded never says that it is offline while it opens', async () => {
  const { page } = broker
  await page.goto(table)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.addInitScript(() => {
    const said = new Set<string>()
    Object.assign(window, { said })
    new MutationObserver(() => said.add(document.querySelector('tr-saved')?.textContent?.trim() ?? '')).observe(
      document,
      { subtree: true, childList: true, characterData: true },
    )
  })
  await page.reload()
  await page.getByText('27 clauses').first().waitFor()
  const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said])
  expect(said.length).toBeGreaterThan(0)
  expect(said.join()).not.toContain('Offline')
})

test('[OFF-64] an act that a slow server keeps waiting is seen to be on its way, said after a second, and done once', async () => {
  const { page } = broker
  await goTo(page, 'Agreement')
  const button = clause(page, 'Joining').getByRole('button', { name: 'Mark as discussed' })
  await clause(page, 'Joining').getByRole('button', { name: 'Edit the words' }).click()
  await button.waitFor()
  server.standStill()
  await button.click()
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('true')
  await expect
    .poll(() => page.locator('#announce-own').textContent(), { timeout: 10_000 })
    .toContain('Sending. This takes longer than usual.')
  await button.click()
  server.goOn()

  await clause(page, 'Joining').getByRole('button', { name: 'Back to drafting' }).waitFor()
  const ledger = await broker.context.request.get(`${table.replace('/p/', '/api/partnerships/')}/ledger`)
  const { entries } = (await ledger.json()) as { entries: { fact: { type: string; state?: string } }[] }
  expect(entries.filter(({ fact }) => fact.type === 'clause.moved' && fact.state === 'discussed')).toHaveLength(1)
})

test('[E2E-46] who opens a proposal is told that they take no position, and a position given is seen to be in the record', async () => {
  const other = await sitDown(browser, 'desktop')
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Representative', party: 'Directorate' })
  await other.page.goto(link)
  await join(other.page, 'Nassor', null)
  await goTo(rep.page, 'Decisions')
  await rep.page
    .getByRole('button', { name: /Draft (a|the first) proposal/ })
    .first()
    .click()
  await rep.page.getByText('you alone speak for your party').waitFor()
  await rep.page.getByLabel('What are we deciding? One sentence or question').fill('Paint the kiosks')
  await rep.page.getByRole('radio', { name: /^Majority/ }).check()
  await rep.page.getByRole('textbox', { name: 'Text of the proposal' }).click()
  await rep.page.keyboard.type('Green, before the dry season.')
  await untilSaved(rep.page)
  await rep.page.getByRole('button', { name: 'Open for decision' }).click()
  await openDialog(rep.page).getByRole('button', { name: 'Open for decision' }).dblclick()
  await rep.page.getByText('You opened this, so you take no position in it.').waitFor()

  await goTo(other.page, 'Decisions')
  await other.page.getByRole('link', { name: 'Paint the kiosks' }).click()
  await other.page.getByRole('radio', { name: /^Yes/ }).check()
  await other.page.getByRole('checkbox', { name: /ad referendum/ }).check()
  await other.page.getByRole('button', { name: 'Give our position: yes' }).dblclick()
  await other.page.getByText(/In the record since .*: Yes, provisional/).waitFor()
  await other.page.reload()
  await other.page.getByText(/In the record since .*: Yes, provisional/).waitFor()
  expect(await other.page.getByRole('checkbox', { name: /ad referendum/ }).isChecked()).toBe(true)
  expect(await other.page.getByRole('button', { name: 'Change our position: yes' }).isDisabled()).toBe(true)
  await other.context.close()
})

test('[E2E-49] a writer who becomes an observer while typing cannot go on, and reads why', async () => {
  const writer = await sitDown(browser, 'desktop')
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Contributor', party: 'Directorate' })
  await writer.page.goto(link)
  await join(writer.page, 'Gate clerk', null)
  await goTo(writer.page, 'Agreement')
  await write(writer.page, 'Languages', 'Both, side by side.')
  await untilSaved(writer.page)
  await broker.page.getByRole('button', { name: 'More for Gate clerk' }).click()
  await broker.page.getByRole('menuitem', { name: 'Change role or party' }).click()
  await openDialog(broker.page).getByLabel('Role', { exact: true }).selectOption({ label: 'Observer' })
  await openDialog(broker.page).getByRole('button', { name: 'Save' }).click()
  await writer.page.getByText('You read along: observers change nothing.').waitFor()
  await expect.poll(() => writer.page.locator('.ProseMirror').count()).toBe(0)
  await writer.page.keyboard.type(' More.')
  await writer.page.getByText('Both, side by side.').waitFor()
  await untilSaved(writer.page)
  expect(writer.faults).toEqual([])
  await writer.context.close()
})

test('[E2E-47] who leaves the device leaves nothing on it, and Back shows nothing', async () => {
  const { page } = rep
  await page.getByRole('button', { name: /You and your settings/ }).click()
  await page.getByText('Leave this device').click()
  await openDialog(page).getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(`${server.url}/`)
  const kept = await page.evaluate(async () => [
    ...(await indexedDB.databases()).map(one => one.name ?? ''),
    ...Object.keys(localStorage),
  ])
  expect(kept.filter(name => name.startsWith('trestle/'))).toEqual([])
  await page.goBack()
  await page.getByRole('heading', { name: 'This browser is signed out here' }).waitFor()
  expect(await page.content()).not.toContain('Three months')
})

test('[E2E-48] no page threw or logged an error in all of this', () => {
  expect([...broker.faults, ...rep.faults]).toEqual([])
})

function clause(page: Page, heading: string) {
  return page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: heading }) })
}

async function write(page: Page, heading: string, words: string): Promise<void> {
  await clause(page, heading).getByRole('button', { name: 'Write the first line' }).click()
  await page.getByRole('textbox', { name: new RegExp(`^Words of clause .*${heading}`) }).waitFor()
  await page.keyboard.type(words)
}
