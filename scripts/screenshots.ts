import { mkdirSync, rmSync, statSync } from 'node:fs'
import type { Browser } from 'playwright'
import { join as joinTable, invite, startPartnership } from '../test/e2e/support/acts.ts'
import { openBrowser, type Person, type SCREENS, sitDown } from '../test/e2e/support/people.ts'
import { TestServer } from '../test/e2e/support/server.ts'
import { findOrInstallChromium } from './chromium.ts'
import { run, tool } from './run.ts'

// `npm run screenshots`: the pictures of the README and the guide, taken of the sample partnership on a fresh build.

const FOLDER = 'docs/screens'
const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'
/** Bytes that one picture may weigh: they are kept in the repository. */
const HEAVIEST = 200_000

type Session = Awaited<ReturnType<Person['context']['storageState']>>
type Shot = {
  name: string
  place: 'table' | 'map' | 'agreement' | 'decision' | 'log'
  screen?: keyof typeof SCREENS
  dark?: true
  arabic?: true
  /** Opens the stakeholder with this name on the map first. */
  opened?: string
}

const SHOTS: readonly Shot[] = [
  { name: 'table', place: 'table' },
  { name: 'table-dark', place: 'table', dark: true },
  { name: 'table-arabic', place: 'table', arabic: true },
  { name: 'table-phone', place: 'table', screen: 'phone' },
  { name: 'map', place: 'map', opened: 'Night gate keepers' },
  { name: 'map-dark', place: 'map', dark: true },
  { name: 'map-phone', place: 'map', screen: 'phone' },
  { name: 'agreement', place: 'agreement' },
  { name: 'agreement-phone', place: 'agreement', screen: 'phone' },
  { name: 'decision', place: 'decision' },
  { name: 'decision-phone', place: 'decision', screen: 'phone' },
  { name: 'decision-arabic-phone', place: 'decision', screen: 'phone', arabic: true },
  { name: 'log', place: 'log' },
]

/** What stands on each page when it is there. */
const READY: Record<Shot['place'], string> = {
  table: '.canvas-sheet',
  map: '.map-plot .spot, .outline h1',
  agreement: 'tr-clause .prose',
  decision: '.spread',
  log: '.dec',
}

process.env.CHROMIUM_PATH = await findOrInstallChromium()
const built = await run(tool('vite'), ['build', '--logLevel', 'warn'])
if (built.code === 0) await takeAll()
process.exitCode = built.code

async function takeAll(): Promise<void> {
  const server = await TestServer.start()
  const browser = await openBrowser()
  try {
    const { session, places } = await sitAtTheTable(browser, server.url)
    rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
    for (const shot of SHOTS) await take(browser, session, places[shot.place], shot)
  } finally {
    await browser.close()
    await server.dispose()
  }
}

/** Starts the sample as its broker and joins as a representative, whose view is shown: theirs has a next step. */
async function sitAtTheTable(
  browser: Browser,
  url: string,
): Promise<{ session: Session; places: Record<Shot['place'], string> }> {
  const broker = await sitDown(browser, 'desktop')
  const table = await startPartnership(broker, url, {
    name: 'Mirata Basin Compact',
    purpose: 'Fresh water for the delta in March, and for every tap on both banks.',
    broker: 'Zuhura',
    host: 'Institute of Hydrology',
    begin: /The sample partnership/,
  })
  await broker.page.goto(`${table}/people`)
  const { link } = await invite(broker.page, { role: 'Representative', party: FISHERS })
  const rep = await sitDown(browser, 'desktop')
  await rep.page.goto(link)
  await joinTable(rep.page, 'Secretary Mwanahawa', null)
  const api = table.replace('/p/', '/api/partnerships/')
  const { documents } = (await (await rep.context.request.get(api)).json()) as {
    documents: { id: string; kind: string; boundary: string }[]
  }
  const canvas = (kind: string) => `${table}/d/${documents.find(one => one.kind === kind)?.id}`
  const { entries } = (await (await rep.context.request.get(`${api}/ledger`)).json()) as {
    entries: { fact: { type: string; proposal?: string; number?: number } }[]
  }
  const open = entries.find(({ fact }) => fact.type === 'proposal.opened' && fact.number === 6)?.fact.proposal
  const session = await rep.context.storageState()
  await rep.context.close()
  // The broker stays at the map, so that the table shows somebody there.
  await broker.page.goto(canvas('stakeholder-map'))
  return {
    session,
    places: {
      table,
      map: canvas('stakeholder-map'),
      agreement: `${canvas('agreement')}?view=canvas`,
      decision: `${canvas('decision-log')}/${open}`,
      log: canvas('decision-log'),
    },
  }
}

async function take(browser: Browser, session: Session, address: string, shot: Shot): Promise<void> {
  const person = await sitDown(browser, shot.screen ?? 'desktop', {
    storageState: session,
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
    // A little narrower than the tests' desk: lighter files, and the words stay legible at the width of a README.
    ...(!shot.screen && { viewport: { width: 1280, height: shot.place === 'table' ? 1040 : 800 } }),
  })
  await person.context.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('trestle-theme', theme as string)
      localStorage.setItem('trestle-language', language as string)
    },
    [shot.dark ? 'dark' : 'light', shot.arabic ? 'ar' : 'en'],
  )
  const { page } = person
  await page.goto(address)
  await page.locator(READY[shot.place]).first().waitFor()
  if (shot.place === 'agreement') await toSettledClause(person)
  if (shot.opened) await page.getByRole('button', { name: shot.opened }).last().press('Enter')
  await page.evaluate(() => document.fonts.ready)
  // Pictures on the table are drawn when their canvases have come; the fonts of the second voice likewise.
  await page.waitForLoadState('networkidle')
  const file = `${FOLDER}/${shot.name}.png`
  await page.screenshot({ path: file })
  const { size } = statSync(file)
  console.log(`${file} ${Math.round(size / 1000)} kB`)
  if (size > HEAVIEST) throw new Error(`${file} is ${size} bytes; at most ${HEAVIEST} are kept in the repository.`)
  if (person.faults.length > 0) throw new Error(`${file}: ${person.faults.join('\n')}`)
  await person.context.close()
}

/** To the first clause with words: an agreement's opening clauses are empty in the sample. */
async function toSettledClause({ page }: Person): Promise<void> {
  const clause = page.locator('tr-clause:has(.prose) .clause').first()
  await clause.evaluate(element => element.scrollIntoView({ block: 'start' }))
}
