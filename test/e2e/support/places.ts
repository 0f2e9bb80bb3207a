import type { Page } from 'playwright'
import type { Person } from './people.ts'

/**
 * A page of the product, or what opens over one: what stands on it when it is there, what is pressed to come to it (in any
 * language), and the part that is looked at when the page below it has been looked at already.
 */
export type Place = {
  name: string
  address: string
  ready: string
  open?: (page: Page) => Promise<void>
  within?: string
  /** Only a broker comes here. */
  brokers?: true
  /** As it is printed: wider than any phone. */
  paper?: true
}

const DIALOG = 'tr-dialog[open]'

/** The pages of the product in the sample at `table`, and those that a link in `open` leads to. */
export async function pagesOf(broker: Person, table: string, open: string): Promise<Place[]> {
  const { url, canvas, decision, history } = await addressesOf(broker, table)
  await broker.page.goto(canvas('decision-log'))
  const draft = await broker.page.getByRole('link', { name: /Who asks the herders/ }).getAttribute('href')
  return [
    { name: 'home', address: url, ready: '.return-list a' },
    { name: 'invite', address: open, ready: '.join h1' },
    { name: 'unknown link', address: `${url}/j/#${'a'.repeat(26)}`, ready: 'main h1' },
    { name: 'recover', address: `${url}/recover`, ready: 'main h1' },
    { name: 'left', address: `${url}/left`, ready: 'main h1' },
    { name: 'venue check', address: `${url}/venue`, ready: '#venue-result' },
    { name: 'table', address: table, ready: '.canvas-sheet' },
    { name: 'people', address: `${table}/people`, ready: '.members li' },
    { name: 'talk', address: `${table}/talk`, ready: 'tr-talk-page li' },
    { name: 'look as', address: `${table}/view-as`, ready: 'tr-view-as-page h1, main h1' },
    { name: 'map', address: `${canvas('stakeholder-map')}?view=canvas`, ready: '.map-plot .spot' },
    { name: 'free canvas', address: `${canvas('stakeholder-map')}?view=canvas&lens=free`, ready: '.map-plot .spot' },
    { name: 'map outline', address: `${canvas('stakeholder-map')}?view=outline`, ready: '.outline h1' },
    { name: 'agreement', address: `${canvas('agreement')}?view=canvas`, ready: '.agree tr-clause' },
    { name: 'agreement outline', address: `${canvas('agreement')}?view=outline`, ready: '.agree-outline tr-clause' },
    { name: 'log', address: canvas('decision-log'), ready: '.dec' },
    { name: 'log outline', address: `${canvas('decision-log')}?view=outline`, ready: '.log table' },
    { name: 'open decision', address: decision(6), ready: '.spread' },
    { name: 'closed decision', address: decision(3), ready: '.outcome' },
    { name: 'draft', address: new URL(draft ?? '/', url).href, ready: '.draft-title' },
    { name: 'board', address: canvas('board'), ready: '.notes-board' },
    { name: 'history', address: history('agreement'), ready: '.moment' },
    { name: 'moment of the map', address: `${history('stakeholder-map')}?at=1`, ready: 'tr-past > *' },
    { name: 'moment of the agreement', address: `${history('agreement')}?at=1`, ready: 'tr-past > *' },
    { name: 'what differs', address: `${history('agreement')}?at=0&show=changes`, ready: 'tr-history-changes .change' },
  ]
}

/** What opens over the pages: panels, dialogs, the palette, the way in on a wall and on paper, and threads of comments. */
export async function surfacesOf(broker: Person, table: string): Promise<Place[]> {
  const { url, canvas, decision, history } = await addressesOf(broker, table)
  const atTable = { address: table, ready: '.canvas-sheet' }
  const map = `${canvas('stakeholder-map')}?view=canvas`
  const press = (selector: string) => async (page: Page) => {
    await page.locator(selector).filter({ visible: true }).first().click()
    await page.locator(DIALOG).waitFor()
  }
  const talked = (address: string): Omit<Place, 'name'> => ({ address, ready: 'tr-thread', within: 'tr-talk' })
  return [
    { name: 'palette', ...atTable, open: openPalette, within: 'tr-palette' },
    { name: 'taking out', ...atTable, open: openTakeOut, within: DIALOG },
    { name: 'stage', ...atTable, open: press('.cycle-head + button'), within: DIALOG, brokers: true },
    { name: 'artifact', ...atTable, open: press('.arte-more, button.arte-line'), within: DIALOG },
    {
      name: 'bringing in',
      address: url,
      ready: '.return-list',
      open: press('tr-import-partnership > button'),
      within: DIALOG,
    },
    {
      name: 'file in',
      address: `${canvas('agreement')}?view=canvas&bring=file`,
      ready: `tr-bring-in ${DIALOG}`,
      within: DIALOG,
      brokers: true,
    },
    { name: 'panel', address: map, ready: '.map-plot .spot', open: openPanel, within: 'tr-stakeholder-panel' },
    { name: 'wall', address: `${table}/people`, ready: '.members li', open: openWall, within: 'dialog.wall' },
    {
      name: 'sheet',
      address: `${table}/people`,
      ready: '.members li',
      open: printWall,
      within: 'dialog.wall',
      paper: true,
    },
    {
      name: 'naming a version',
      address: history('agreement'),
      ready: '.moment',
      open: press('.history-list header button'),
      within: DIALOG,
    },
    { name: 'thread of a clause', ...talked(`${canvas('agreement')}?view=canvas`) },
    { name: 'thread of a decision', ...talked(decision(6)) },
    { name: 'thread of a board', ...talked(canvas('board')) },
  ]
}

/** Begins a thread on the first clause, on the open decision and on the board, as anyone would. */
export async function talkEverywhere(person: Person, table: string): Promise<void> {
  const { canvas, decision } = await addressesOf(person, table)
  for (const address of [canvas('agreement'), decision(6), canvas('board')]) {
    await person.page.goto(address)
    await person.page.locator('.talk-begin button').first().click()
    await person.page.locator('.new-thread textarea').waitFor()
    await person.page.keyboard.type('Who tells the herders before the gate opens?')
    await person.page.keyboard.press('Control+Enter')
    await person.page.locator('tr-thread').first().waitFor()
  }
}

async function addressesOf({ context }: Person, table: string) {
  const api = table.replace('/p/', '/api/partnerships/')
  const { documents } = (await (await context.request.get(api)).json()) as {
    documents: { id: string; kind: string; boundary: string }[]
  }
  const { entries } = (await (await context.request.get(`${api}/ledger`)).json()) as {
    entries: { fact: { type: string; proposal?: string; number?: number } }[]
  }
  const canvas = (kind: string) =>
    `${table}/d/${documents.find(one => one.kind === kind && one.boundary === 'partnership')?.id}`
  const decision = (number: number) =>
    `${canvas('decision-log')}/${entries.find(({ fact }) => fact.type === 'proposal.opened' && fact.number === number)?.fact.proposal}`
  const history = (kind: string) => canvas(kind).replace('/d/', '/history/')
  return { url: new URL(table).origin, canvas, decision, history }
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('.palette-line').first().waitFor()
}

/** The last line of the first group behind one's own name. */
async function openTakeOut(page: Page): Promise<void> {
  await page.locator('.me-button').click()
  await page.locator('.me-panel .links > li:has(+ .apart) > button').first().click()
  await page.locator(DIALOG).waitFor()
}

async function openPanel(page: Page): Promise<void> {
  await page.locator('.map-plot .spot').first().press('Enter')
  await page.locator('tr-stakeholder-panel .side-panel').waitFor()
}

async function openWall(page: Page): Promise<void> {
  await page.locator('section:has(> * #h-invites, > #h-invites) button').first().click()
  await page.locator('.invite-form .btn.primary').click()
  await page.locator('.made tr-qr-code svg').waitFor()
  await page.locator('.made > .row.end .btn:not(.quiet)').first().click()
  await page.locator('dialog.wall svg.qr').waitFor()
}

async function printWall(page: Page): Promise<void> {
  await openWall(page)
  await page.emulateMedia({ media: 'print' })
}
