import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addParty, goTo, openDialog, startPartnership } from './support/acts.ts'
import { openBrowser, type Person, sidewaysScroll, sitDown } from './support/people.ts'
import { TestServer } from './support/server.ts'

// What a broker sees in the first minutes of a table of their own, at a desk and on the narrowest phone.

const LONG = 'Lower Mirata Fishers’ and Ferry Cooperative'

let server: TestServer
let browser: Browser
let desk: Person
let phone: Person
let table: string

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  desk = await sitDown(browser, 'desktop')
  table = await startPartnership(desk, server.url, {
    name: 'Mirata Basin Compact',
    purpose: 'Fresh water for the delta in March.',
    broker: 'Zuhura',
    host: 'Institute of Hydrology',
    begin: /A template/,
  })
  await desk.page.getByRole('button', { name: 'I have kept it' }).click()
  phone = await sitDown(browser, 'narrow', { storageState: await desk.context.storageState() })
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** The words of the buttons that the page shows as its first thing to do. */
function firstThings(page: Page): Promise<string[]> {
  return page
    .locator('main .btn.primary')
    .filter({ visible: true })
    .evaluateAll(all => all.map(button => button.textContent?.trim() ?? ''))
}

test('[LOK-1] a page that is still empty shows one first thing to do', async () => {
  const { page } = desk
  await page.goto(`${table}/people`)
  await page.getByText('No party sits here yet.').waitFor()
  await page.getByText('Nobody is invited yet.').waitFor()
  expect(await firstThings(page)).toEqual(['Add a party'])
  await goTo(page, 'Map')
  await page.getByText('Nobody is on the map yet.').waitFor()
  await expect.poll(() => firstThings(page)).toEqual(['Add a stakeholder'])
  await goTo(page, 'Decisions')
  await page.getByText('Nothing has been proposed yet.').waitFor()
  await expect.poll(() => firstThings(page)).toEqual(['Draft the first proposal'])
})

test('[LOK-2] an empty map asks its broker for the question with an example, and offers no search', async () => {
  const { page } = phone
  await page.goto(table)
  await goTo(page, 'Map')
  const question = page.getByRole('textbox', { name: 'Question for ratings' })
  await question.waitFor()
  expect(await question.getAttribute('placeholder')).toMatch(/^For example: /)
  expect(await page.getByRole('searchbox', { name: 'Find a stakeholder' }).count()).toBe(0)
})

test('[LOK-3] on the narrowest phone names of parties break between words only', async () => {
  await desk.page.goto(`${table}/people`)
  await addParty(desk.page, { name: LONG, short: 'Fishers', initials: 'FC', sector: 'Community body' })
  const { page } = phone
  await page.goto(`${table}/people`)
  const name = page.locator('.parties .name').filter({ hasText: LONG })
  await name.waitFor()
  const broken = await name.evaluate(element => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const torn: string[] = []
    for (let node = text.nextNode(); node; node = text.nextNode()) {
      for (const word of (node.textContent ?? '').matchAll(/\S+/g)) {
        const range = document.createRange()
        range.setStart(node, word.index)
        range.setEnd(node, word.index + word[0].length)
        if (range.getClientRects().length > 1) torn.push(word[0])
      }
    }
    return torn
  })
  expect(broken).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
})

test('[LOK-4] on the narrowest phone the code to say aloud is whole', async () => {
  const { page } = phone
  await page.getByRole('button', { name: 'Invite people' }).first().click()
  await page.locator('.invite-form').getByRole('button', { name: 'Make the invite' }).click()
  const code = page.getByRole('textbox', { name: 'Code to say aloud' })
  await code.waitFor()
  const hidden = await code.evaluate(element => {
    // The longest code there can be, whichever was drawn.
    ;(element as HTMLInputElement).value = 'steady-sandpiper-9999'
    return element.scrollWidth - element.clientWidth
  })
  expect(hidden).toBeLessThanOrEqual(0)
})

test('[LOK-5] on a phone the panel behind one’s name stays in the window and scrolls to its last setting', async () => {
  const { page } = phone
  await page.goto(table)
  await page.getByRole('button', { name: 'You and your settings' }).click()
  const panel = page.getByRole('dialog', { name: 'You and your settings' })
  await panel.waitFor()
  const box = (await panel.boundingBox())!
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.y + box.height).toBeLessThanOrEqual(740)
  const last = panel.getByRole('checkbox').last()
  await last.scrollIntoViewIfNeeded()
  const at = (await last.boundingBox())!
  expect(at.y + at.height).toBeLessThanOrEqual(740)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
})

test('[LOK-6] the search button of the head stays on one line beside the seats and the saved mark', async () => {
  const { page } = desk
  await goTo(page, 'Agreement')
  await page.locator('tr-saved .saved').first().waitFor()
  const find = page.getByRole('button', { name: 'Find or do' }).filter({ visible: true }).first()
  const lines = await find.evaluate(element =>
    Math.round(element.clientHeight / parseFloat(getComputedStyle(element).minHeight)),
  )
  expect(lines).toBe(1)
  expect(await find.evaluate(element => getComputedStyle(element).whiteSpace)).toBe('nowrap')
})

test('[LOK-7] the hint of an empty text stands inside its frame, however many lines it has', async () => {
  const { page } = phone
  await goTo(page, 'Decisions')
  await page.getByRole('button', { name: 'Draft the first proposal' }).click()
  const field = page.locator('.frozen.is-draft .ProseMirror .bare')
  await field.waitFor()
  const [line, height] = await field.evaluate(element => [
    parseFloat(getComputedStyle(element).lineHeight),
    element.getBoundingClientRect().height,
  ])
  expect(height! / line!).toBeGreaterThan(1.9)
})

test('[LOK-11] a phone counts the people at the table, those of no party too, and names them', async () => {
  const { page } = phone
  await page.goto(table)
  const presence = page.getByRole('button', { name: 'Who is at the table now' })
  await expect.poll(async () => (await presence.textContent())?.trim()).toBe('1')
  await presence.click()
  await page.locator('#seats-panel').getByText('Zuhura').waitFor()
  await page.keyboard.press('Escape')
})

test('[LOK-12] a button that cannot be pressed yet says what it waits for', async () => {
  const { page } = desk
  await page.goto(`${table}/people`)
  await page.getByRole('button', { name: 'Add a party' }).first().click()
  const party = openDialog(page).getByRole('button', { name: 'Add the party' })
  expect(await party.isDisabled()).toBe(true)
  expect(await described(party)).toBe('Write its full name first.')
  await page.keyboard.press('Escape')
  await goTo(page, 'Map')
  await page.getByRole('button', { name: 'Add a stakeholder' }).first().click()
  const add = openDialog(page).getByRole('button', { name: 'Add to the map' })
  expect(await described(add)).toBe('Write a name first.')
  await openDialog(page).getByLabel('Name').fill('Ferry crews')
  expect(await add.isDisabled()).toBe(false)
  await page.keyboard.press('Escape')
})

test('[LOK-13] a new clause and a new canvas can be taken back', async () => {
  const { page } = desk
  await goTo(page, 'Agreement')
  await page.locator('tr-clause').first().waitFor()
  const before = await page.locator('tr-clause').count()
  await page.getByRole('button', { name: 'Add a clause' }).first().click()
  await openDialog(page).getByLabel('Heading').fill('Ferries')
  await openDialog(page).getByRole('button', { name: 'Add the clause' }).click()
  await expect.poll(() => page.locator('tr-clause').count()).toBe(before + 1)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect.poll(() => page.locator('tr-clause').count()).toBe(before)
  await page.goto(table)
  await page.getByRole('button', { name: 'Add a canvas' }).first().click()
  await openDialog(page).getByLabel('Title').fill('Notes from Tuesday')
  await openDialog(page).getByRole('button', { name: 'Add the canvas' }).click()
  await page.locator('tr-board').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('This canvas is archived: it can be read, not changed.').first().waitFor()
})

test('[LOK-16] a tap on words of a clause puts the caret there, though the tools come above them', async () => {
  const { page } = desk
  await page.goto(table)
  await goTo(page, 'Agreement')
  await page.getByRole('button', { name: 'Write the first line' }).first().click()
  await page.locator('tr-prose-editor .ProseMirror').waitFor()
  for (const line of ['first', 'second', 'third', 'fourth']) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await phone.page.goto(page.url())
  const line = phone.page.locator('.clause .prose p').filter({ hasText: 'fourth' })
  await line.tap()
  await phone.page.locator('tr-prose-editor .ProseMirror').waitFor()
  await expect.poll(() => phone.page.evaluate(() => getSelection()?.anchorNode?.textContent ?? '')).toBe('fourth')
})

function described(button: Locator): Promise<string | undefined> {
  return button.evaluate(element =>
    document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent?.trim(),
  )
}
