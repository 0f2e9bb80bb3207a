import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, join, openDialog } from './support/acts.ts'
import { axeFindings, openBrowser, type Person, type SCREENS, sidewaysScroll, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { TestServer } from './support/server.ts'

// Every page of the sample, as a broker at a desk and a tablet and as a representative on a phone: in both themes, from
// both sides, by keyboard. Each sitting walks through all pages once; sittings share one server and one partnership.

type Place = { name: string; address: string; ready: string }
type Sitting = { screen: keyof typeof SCREENS; as: 'broker' | 'rep'; language: 'en' | 'ar'; theme: 'light' | 'dark' }
type Session = Awaited<ReturnType<Person['context']['storageState']>>

/** Time for one half of the pages, sides, themes and widths on a busy machine; a quiet one needs a third of it. */
const MATRIX_MS = 420_000

const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'

let server: TestServer
let browser: Browser
let places: Place[]
let table: string
const sessions = {} as Record<Sitting['as'], Session>

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  const broker = await sitDown(browser, 'desktop')
  table = await startSample(broker, server.url)
  await broker.page.getByRole('button', { name: 'I have kept it' }).click()
  await broker.page.getByRole('button', { name: 'Add a canvas' }).click()
  await openDialog(broker.page).getByLabel('Title').fill('Notes from Tuesday')
  await openDialog(broker.page).getByRole('button', { name: 'Add the canvas' }).click()
  await broker.page.locator('tr-board').waitFor()
  await broker.page.goto(`${table}/people`)
  const forRep = await invite(broker.page, { role: 'Representative', party: FISHERS })
  const open = await invite(broker.page, { role: 'Representative', party: FISHERS })
  const rep = await sitDown(browser, 'phone')
  await rep.page.goto(forRep.link)
  await join(rep.page, 'Secretary Mwanahawa', null)
  sessions.broker = await broker.context.storageState()
  sessions.rep = await rep.context.storageState()
  places = await placesOf(broker, open.link)
  expect([...broker.faults, ...rep.faults]).toEqual([])
  await broker.context.close()
  await rep.context.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

// Each page is opened once per side and screen; the theme is switched and the window resized where it stands.

test(
  '[E2E-20] every page is free of accessibility findings at a desk and a tablet, light and dark, from either side',
  async () => {
    const found = await Promise.all([
      walk({ screen: 'desktop', as: 'broker', language: 'en', theme: 'light' }, places, inBothThemesAt([1440, 834])),
      walk({ screen: 'desktop', as: 'broker', language: 'ar', theme: 'light' }, places, inBothThemesAt([1440, 834])),
    ])
    expect(found.flat()).toEqual([])
  },
  MATRIX_MS,
)

test(
  '[E2E-21] every page is free of accessibility findings on two phones, light and dark, from either side',
  async () => {
    const found = await Promise.all([
      walk({ screen: 'phone', as: 'rep', language: 'en', theme: 'light' }, places, inBothThemesAt([390, 360])),
      walk({ screen: 'phone', as: 'rep', language: 'ar', theme: 'light' }, places, inBothThemesAt([390, 360])),
    ])
    expect(found.flat()).toEqual([])
  },
  MATRIX_MS,
)

test('[E2E-22] no page scrolls sideways at 360 or 834 pixels, from either side, and no text there is under 16 pixels', async () => {
  const found = await Promise.all([
    walk({ screen: 'narrow', as: 'rep', language: 'en', theme: 'light' }, places, fits),
    walk({ screen: 'narrow', as: 'broker', language: 'ar', theme: 'dark' }, places, fits),
  ])
  expect(found.flat()).toEqual([])
})

test('[LOK-9] seats, saved mark and search never touch in the head, with as many parties as the sample has', async () => {
  const log = [placeOf('log')]
  const found = await walk({ screen: 'desktop', as: 'rep', language: 'en', theme: 'light' }, log, async page => {
    const close: string[] = []
    for (const width of [1920, 1536, 1440, 1366, 1280, 1100]) {
      await page.setViewportSize({ width, height: 900 })
      const gap = await page.evaluate(() => {
        const inRow = document.querySelectorAll('.top > .seats, .top .saved, .top .find, .top .me-button')
        const shown = [...inRow].filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())
        return Math.min(...shown.slice(1).map((box, at) => box.left - shown[at]!.right))
      })
      if (gap < 4) close.push(`at ${width}: ${gap} pixels between two of them`)
    }
    return close
  })
  expect(found).toEqual([])
})

test('[E2E-23] the first Tab stop of a page skips to its content', async () => {
  const heads = ['home', 'invite', 'table', 'map', 'agreement', 'open decision'].map(placeOf)
  const found = await walk({ screen: 'desktop', as: 'broker', language: 'en', theme: 'light' }, heads, async page => {
    await page.keyboard.press('Tab')
    const first = await page.evaluate(() => document.activeElement?.textContent?.trim())
    if (first !== 'Skip to content') return [`the first stop is “${first}”`]
    await page.keyboard.press('Enter')
    const there = await page.evaluate(() => document.activeElement?.closest('main') !== null)
    return there ? [] : ['the link does not lead into the page']
  })
  expect(found).toEqual([])
})

test('[E2E-24] menus and dialogs are worked by the keys and give the focus back', async () => {
  const person = await sitDown(browser, 'desktop', { storageState: sessions.broker })
  const { page } = person
  await page.goto(placeOf('map').address)
  const menu = page.getByRole('button', { name: 'More for this map' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem')
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(menu)).toBe(true)

  await page.goto(table)
  const add = page.getByRole('button', { name: 'Add a canvas' })
  await add.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => isFocused(openDialog(page).getByLabel('What kind?'))).toBe(true)
  expect(await axeFindings(page)).toEqual([])
  for (let stop = 0; stop < 6; stop++) {
    await page.keyboard.press('Tab')
    // Behind the last stop comes the browser's own bar, seen from the page as its body; then the dialog again.
    const kept = await page.evaluate(() => {
      const { activeElement, body } = document
      return activeElement === body || activeElement?.closest('tr-dialog') != null
    })
    expect(kept).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(add)).toBe(true)
  expect(person.faults).toEqual([])
  await person.context.close()
})

/** The pages of the product and what stands on each when it is there. */
async function placesOf(broker: Person, open: string): Promise<Place[]> {
  const api = table.replace('/p/', '/api/partnerships/')
  const { documents } = (await (await broker.context.request.get(api)).json()) as {
    documents: { id: string; kind: string; boundary: string }[]
  }
  const { entries } = (await (await broker.context.request.get(`${api}/ledger`)).json()) as {
    entries: { fact: { type: string; proposal?: string; number?: number } }[]
  }
  const canvas = (kind: string) =>
    `${table}/d/${documents.find(one => one.kind === kind && one.boundary === 'partnership')?.id}`
  const decision = (number: number) =>
    `${canvas('decision-log')}/${entries.find(({ fact }) => fact.type === 'proposal.opened' && fact.number === number)?.fact.proposal}`
  await broker.page.goto(canvas('decision-log'))
  const draft = await broker.page.getByRole('link', { name: /Who asks the herders/ }).getAttribute('href')
  return [
    { name: 'home', address: server.url, ready: '.return-list a' },
    { name: 'invite', address: open, ready: '.join h1' },
    { name: 'unknown link', address: `${server.url}/j/#${'a'.repeat(26)}`, ready: 'main h1' },
    { name: 'recover', address: `${server.url}/recover`, ready: 'main h1' },
    { name: 'left', address: `${server.url}/left`, ready: 'main h1' },
    { name: 'table', address: table, ready: '.canvas-sheet' },
    { name: 'people', address: `${table}/people`, ready: '.members li' },
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
    { name: 'draft', address: new URL(draft ?? '/', server.url).href, ready: '.draft-title' },
    { name: 'board', address: canvas('board'), ready: '.notes-board' },
  ]
}

function placeOf(name: string): Place {
  const place = places.find(one => one.name === name)
  if (!place) throw new Error(`no page is called ${name}`)
  return place
}

/** Walks through every page in one sitting and answers what `look` finds, and every fault that the pages report. */
async function walk(sitting: Sitting, along: Place[], look: (page: Page) => Promise<string[]>): Promise<string[]> {
  const { screen, as, language, theme } = sitting
  const person = await sitDown(browser, screen, { storageState: sessions[as], reducedMotion: 'reduce' })
  await person.context.addInitScript(
    ([chosen, spoken]) => {
      localStorage.setItem('trestle-theme', chosen as string)
      localStorage.setItem('trestle-language', spoken as string)
    },
    [theme, language],
  )
  const found: string[] = []
  for (const place of along) {
    await person.page.goto(place.address)
    // Two addresses that differ in the fragment only are one page to the browser.
    if (place.address.includes('/j/#')) await person.page.reload()
    await person.page.locator(place.ready).first().waitFor()
    const direction = await person.page.evaluate(() => document.documentElement.dir)
    if (direction !== (language === 'ar' ? 'rtl' : 'ltr')) found.push(`${place.name}: reads ${direction}`)
    for (const one of await look(person.page)) found.push(`${place.name} (${screen}, ${language}): ${one}`)
  }
  found.push(...person.faults.map(fault => `${screen}, ${language}: ${fault}`))
  await person.context.close()
  return found
}

/** Looks for findings at these widths, then for colours in the dark theme, which changes nothing else. */
function inBothThemesAt(widths: readonly number[]): (page: Page) => Promise<string[]> {
  return async page => {
    const found: string[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: width > 500 ? 900 : 800 })
      found.push(...(await axeFindings(page)).map(one => `at ${width}: ${one}`))
    }
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark'
    })
    found.push(...(await axeFindings(page, ['color-contrast'])).map(one => `dark: ${one}`))
    return found
  }
}

/** Measures at the phone's width and, in the same sitting, at a tablet's. */
async function fits(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of [834, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await sidewaysScroll(page)
    if (over > 0) found.push(`at ${width}, scrolls sideways by ${over} pixels`)
    for (const text of await smallText(page)) found.push(`at ${width}, small: “${text}”`)
  }
  return found
}

function smallText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = new Set<string>()
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim()
      const element = texts.currentNode.parentElement
      // Initials are part of a mark's picture; the name is in its label.
      if (!text || !element?.checkVisibility() || element.closest('svg, .vh, option')) continue
      if (Number.parseFloat(getComputedStyle(element).fontSize) < 15.9) found.add(text.slice(0, 40))
    }
    return [...found]
  })
}

function isFocused(target: ReturnType<Page['locator']>): Promise<boolean> {
  return target.evaluate(element => element === document.activeElement)
}
