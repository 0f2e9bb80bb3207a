import { expect } from 'vitest'
import type { Page } from 'playwright'
import type { Person } from './people.ts'

/** Goes to one of the places in the partnership's head or, on phones, in its bottom bar. */
export async function goTo(page: Page, place: 'Table' | 'Map' | 'Agreement' | 'Decisions'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Partnership' })
    .getByRole('link', { name: place })
    .filter({ visible: true })
    .click()
}

/** Starts a partnership from the home page and answers its address. */
export async function startPartnership(
  person: Person,
  url: string,
  form: { name: string; purpose: string; broker: string; host: string; begin: RegExp },
): Promise<string> {
  const { page } = person
  await page.goto(url)
  await page.getByLabel('What is it called?').fill(form.name)
  await page.getByLabel('What is it for, in one sentence?').fill(form.purpose)
  await page.getByLabel('Your name').fill(form.broker)
  await page.getByLabel('Who runs this server?').fill(form.host)
  await page.getByLabel(form.begin).check()
  await page.getByRole('button', { name: 'Start the partnership' }).click()
  await page.waitForURL(/\/p\/[a-z2-7]{20}(\?seat=choose)?$/)
  // A new sample asks in whose seat to sit; whoever started it stays the broker.
  if (page.url().includes('?seat=choose'))
    await page.locator('tr-dialog[open]').getByRole('button', { name: 'Close' }).click()
  await page.waitForURL(/\/p\/[a-z2-7]{20}$/)
  await page.getByRole('heading', { level: 1, name: form.name }).waitFor()
  return page.url()
}

/** The dialog that is open now: what stands in it is slotted, so it is a child of the element, not of the `<dialog>`. */
export function openDialog(page: Page) {
  return page.locator('tr-dialog[open]')
}

/** Adds a party on the people page. */
export async function addParty(
  page: Page,
  party: { name: string; short: string; initials: string; sector: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Add a party' }).first().click()
  const dialog = openDialog(page)
  await dialog.getByLabel('Full name').fill(party.name)
  await dialog.getByLabel('Short name').fill(party.short)
  await dialog.getByLabel('Initials').fill(party.initials)
  await dialog.getByLabel('Sector').selectOption({ label: party.sector })
  await dialog.getByRole('button', { name: 'Add the party' }).click()
  await page.getByRole('listitem').filter({ hasText: party.name }).first().waitFor()
}

/** Makes an invite on the people page and answers its link and its code. */
export async function invite(
  page: Page,
  as: { role: string; party?: string },
): Promise<{ link: string; code: string }> {
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.locator('.invite-form')
  await dialog.getByLabel('They join as').selectOption({ label: as.role })
  if (as.party) await dialog.getByLabel('For which party?').selectOption({ label: as.party })
  await dialog.getByRole('button', { name: 'Make the invite' }).click()
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  const code = await page.getByRole('textbox', { name: 'Code to say aloud' }).inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  return { link, code }
}

/** Fills in the join form and comes to the table. */
export async function join(page: Page, name: string, party: string | null): Promise<void> {
  await page.getByLabel('Your name, as others should see it').fill(name)
  if (party) await page.getByRole('radio', { name: party }).check()
  await page.getByRole('checkbox', { name: 'I have read this and want to take part.' }).check()
  await page.getByRole('button', { name: 'Join the table' }).click()
  await page.waitForURL(/\/p\/[a-z2-7]{20}/)
}

/** Waits until the page says that everything written here is on the server's disk. */
export async function untilSaved(page: Page): Promise<void> {
  await expect.poll(() => page.locator('tr-saved').first().textContent(), { timeout: 15_000 }).toMatch(/^\s*Saved/)
}
