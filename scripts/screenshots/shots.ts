import type { Page } from 'playwright'
import { openDialog } from '../../test/e2e/support/acts.ts'
import type { SCREENS } from '../../test/e2e/support/people.ts'
import type { Places, Seat } from './table.ts'

/** One picture of the guide: whose browser, which page, how it is shown, and what is done before it is taken. */
export type Shot = {
  name: string
  seat: Seat
  at: (places: Places) => string
  /** What stands on the page when it is there. */
  ready: string
  screen?: keyof typeof SCREENS
  /** Height of the window at a desk. */
  height?: number
  dark?: true
  arabic?: true
  /** The page shows another in a frame, whose lines never fall quiet. */
  framed?: true
  prepare?: (page: Page) => Promise<void>
}

/** The table is there when the small pictures have come: the map's dots and the agreement's lines. */
const LAID = '.board:has(.pic-dot):has(.pic-ink[height="5"])'
const TABLE = { at: (places: Places) => places.table, ready: LAID, height: 1040 }
const MAP = { at: (places: Places) => places.map, ready: '.map-plot .spot, .outline h1' }
const AGREEMENT = { at: (places: Places) => places.agreement, ready: 'tr-clause .prose', prepare: toTalkedClause }
const DECISION = { at: (places: Places) => places.decision, ready: '.spread' }
const PEOPLE = { at: (places: Places) => places.people, ready: '#h-invites' }

/** Every picture that the README and the guide show. */
export const SHOTS: readonly Shot[] = [
  { name: 'home', seat: 'nobody', at: places => places.home, ready: '.start-cards', height: 900 },
  { name: 'home-phone', seat: 'nobody', at: places => places.home, ready: '.start-cards', screen: 'phone' },
  { name: 'venue-phone', seat: 'nobody', at: places => places.venue, ready: '#venue-result', screen: 'phone' },
  { name: 'join-phone', seat: 'nobody', at: places => places.join, ready: '#join-name', screen: 'phone' },
  { name: 'table', seat: 'rep', ...TABLE },
  { name: 'table-dark', seat: 'rep', ...TABLE, dark: true },
  { name: 'table-arabic', seat: 'rep', ...TABLE, arabic: true },
  { name: 'table-phone', seat: 'rep', ...TABLE, screen: 'phone' },
  { name: 'cycle', seat: 'rep', ...TABLE, height: 720, prepare: page => toTop(page, '.cycle') },
  { name: 'places', seat: 'broker', ...PEOPLE },
  { name: 'invite', seat: 'broker', ...PEOPLE, prepare: makeInvite },
  { name: 'invite-wall', seat: 'broker', ...PEOPLE, prepare: showWall },
  { name: 'message', seat: 'broker', ...PEOPLE, prepare: writeMessage },
  {
    name: 'view-as',
    seat: 'broker',
    at: places => places.viewAs,
    ready: '#look-seat',
    height: 1040,
    framed: true,
    prepare: lookOnPhone,
  },
  { name: 'map', seat: 'rep', ...MAP, prepare: page => openStakeholder(page, 'Night gate keepers') },
  { name: 'map-dark', seat: 'rep', ...MAP, dark: true },
  { name: 'map-phone', seat: 'rep', ...MAP, screen: 'phone' },
  { name: 'agreement', seat: 'rep', ...AGREEMENT },
  { name: 'agreement-phone', seat: 'rep', ...AGREEMENT, screen: 'phone' },
  { name: 'decision', seat: 'rep', ...DECISION },
  { name: 'decision-phone', seat: 'rep', ...DECISION, screen: 'phone' },
  { name: 'position-phone', seat: 'rep', ...DECISION, screen: 'phone', prepare: chooseObjection },
  { name: 'decision-arabic', seat: 'rep', ...DECISION, arabic: true },
  { name: 'decision-arabic-phone', seat: 'rep', ...DECISION, screen: 'phone', arabic: true },
  { name: 'log', seat: 'rep', at: places => places.log, ready: '.dec' },
  { name: 'palette', seat: 'rep', ...TABLE, height: 720, prepare: findGate },
  { name: 'export', seat: 'rep', ...AGREEMENT, height: 640, prepare: openPapers },
  { name: 'take-everything', seat: 'rep', ...TABLE, height: 720, prepare: openTakeEverything },
]

async function toTop(page: Page, selector: string): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate(element => element.scrollIntoView({ block: 'start' }))
}

/** To the clause that is talked about, so that the comment stands in the picture. */
async function toTalkedClause(page: Page): Promise<void> {
  const clause = page.locator('tr-clause:has(tr-thread) section.clause').first()
  await clause.locator('.talked').first().waitFor()
  await clause.evaluate(element => element.scrollIntoView({ block: 'start' }))
}

async function openStakeholder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).last().press('Enter')
}

async function makeInvite(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByRole('button', { name: 'Make the invite' }).click()
  await page.locator('.made tr-qr-code svg').waitFor()
  await toTop(page, 'section:has(> .made)')
}

async function showWall(page: Page): Promise<void> {
  await makeInvite(page)
  await page.getByRole('button', { name: 'Show it large' }).click()
  await page.locator('dialog.wall svg.qr').waitFor()
}

async function writeMessage(page: Page): Promise<void> {
  await makeInvite(page)
  await page.locator('.made').getByRole('button', { name: 'Copy message' }).click()
  await openDialog(page).locator('#message-text').waitFor()
}

async function lookOnPhone(page: Page): Promise<void> {
  await page.locator('#look-screen').selectOption('phone')
  await page.locator('iframe').waitFor()
  await page.frameLocator('iframe').locator('.canvas-sheet').first().waitFor()
}

async function chooseObjection(page: Page): Promise<void> {
  await page.locator('#position').getByRole('radio').last().check()
  await toTop(page, '#position')
}

async function findGate(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do' }).waitFor()
  await page.keyboard.type('gate')
  await page.getByText('Night gate keepers').first().waitFor()
}

async function openPapers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save or print' }).click()
  await page.getByRole('menuitem').first().waitFor()
}

async function openTakeEverything(page: Page): Promise<void> {
  await page.locator('.me-button').click()
  await page.getByRole('button', { name: 'Take everything with you' }).click()
  await openDialog(page).waitFor()
}
