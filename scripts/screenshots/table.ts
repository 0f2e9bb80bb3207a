import type { Browser, BrowserContext, Page } from 'playwright'
import { invite, join } from '../../test/e2e/support/acts.ts'
import { startSample } from '../../test/e2e/support/sample.ts'
import { sitDown } from '../../test/e2e/support/people.ts'

/** Whose browser a picture is taken in. */
export type Seat = 'broker' | 'rep' | 'nobody'

/** A browser's cookies and storage. */
export type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** The addresses of the sample's pages. */
export type Places = Record<
  'home' | 'venue' | 'join' | 'table' | 'people' | 'viewAs' | 'map' | 'agreement' | 'decision' | 'log',
  string
>

const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'
const TALKED = 'Decision-making'

/** Sets the sample's table: its broker, a representative whose view is shown, an invite, and one comment in the agreement. */
export async function setTable(
  browser: Browser,
  url: string,
): Promise<{ sessions: Record<Seat, Session | null>; places: Places }> {
  const broker = await sitDown(browser, 'desktop')
  const table = await startSample(broker, url, {
    broker: 'Salma',
    purpose: 'Fresh water for the delta in March, and for every tap on both banks.',
  })
  await broker.page.getByRole('button', { name: 'I have kept it' }).click()
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Representative', party: FISHERS })
  const rep = await sitDown(browser, 'desktop')
  await rep.page.goto(link)
  await join(rep.page, 'Secretary Mwanahawa', null)
  await rep.page.getByRole('button', { name: 'Not now' }).click()
  const canvases = await addresses(rep.page, table)
  await comment(rep.page, canvases.agreement)
  const sessions = { rep: await rep.context.storageState(), broker: await broker.context.storageState(), nobody: null }
  await rep.context.close()
  // The broker stays at the map, so that the table shows somebody there.
  await broker.page.goto(canvases.map)
  const places = { home: url, venue: `${url}/venue`, join: link, table, people: `${table}/people`, ...canvases }
  return { sessions, places: { ...places, viewAs: `${table}/view-as` } }
}

async function addresses(page: Page, table: string): Promise<Pick<Places, 'map' | 'agreement' | 'decision' | 'log'>> {
  const api = new URL(table).pathname.replace('/p/', '/api/partnerships/')
  type Summary = { documents: { id: string; kind: string }[] }
  type Ledger = { entries: { fact: { type: string; proposal?: string; number?: number } }[] }
  const read = <T>(path: string): Promise<T> => page.evaluate(async from => (await fetch(from)).json(), path)
  const { documents } = await read<Summary>(api)
  const { entries } = await read<Ledger>(`${api}/ledger`)
  const canvas = (kind: string) => `${table}/d/${documents.find(one => one.kind === kind)?.id}`
  const open = entries.find(({ fact }) => fact.type === 'proposal.opened' && fact.number === 6)?.fact.proposal
  return {
    map: canvas('stakeholder-map'),
    agreement: `${canvas('agreement')}?view=canvas`,
    decision: `${canvas('decision-log')}/${open}`,
    log: canvas('decision-log'),
  }
}

/** A comment on a clause, as a representative writes it. */
async function comment(page: Page, agreement: string): Promise<void> {
  await page.goto(agreement)
  const clause = page.locator('tr-clause').filter({ has: page.getByRole('heading', { name: TALKED }) })
  await clause.locator('.prose').waitFor()
  await clause.evaluate(element => {
    const words = document.createTreeWalker(element.querySelector('.prose')!, NodeFilter.SHOW_TEXT).nextNode()!
    element.querySelector<HTMLElement>('section')!.focus()
    getSelection()!.setBaseAndExtent(words, 0, words, words.textContent!.indexOf('.'))
  })
  await page.keyboard.press('Control+Alt+m')
  await clause.locator('.new-thread textarea').waitFor()
  await page.keyboard.type('Our members ask who speaks when I am at sea. Can a deputy give our word? @sal')
  await page.getByRole('option').first().click()
  await page.keyboard.press('Control+Enter')
  await clause.locator('tr-thread').first().waitFor()
}
