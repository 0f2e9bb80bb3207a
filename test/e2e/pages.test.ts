import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, join, openDialog } from './support/acts.ts'
import { pagesOf, type Place, surfacesOf, talkEverywhere } from './support/places.ts'
import { axeFindings, openBrowser, type Person, type SCREENS, sidewaysScroll, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { TestServer } from './support/server.ts'

// Every page of the sample and what opens over it, as a broker and as a representative: in both themes, from both sides, at
// a desk and a tablet and on two phones, by keyboard. Each sitting walks through all pages once; sittings share one server
// and one partnership.

type Theme = 'light' | 'dark'
type Sitting = { screen: keyof typeof SCREENS; as: 'broker' | 'rep'; language: 'en' | 'ar' }
type Look = (page: Page, place: Place) => Promise<string[]>
type Session = Awaited<ReturnType<Person['context']['storageState']>>

/** Time for one half of the pages, sides, themes and widths on a busy machine; a quiet one needs a third of it. */
const MATRIX_MS = 420_000

const FISHERS = 'Lower Mirata Fishers’ and Ferry Cooperative'

let server: TestServer
let browser: Browser
let places: Place[]
let surfaces: Place[]
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
  await talkEverywhere(rep, table)
  sessions.rep = await rep.context.storageState()
  places = await pagesOf(broker, table, open.link)
  surfaces = await surfacesOf(broker, table)
  expect([...broker.faults, ...rep.faults]).toEqual([])
  await broker.context.close()
  await rep.context.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

// Rules look at one page for a second or more, so no page is shown twice in the same way: at each width one theme from one
// side and the other theme from the other. Each theme meets each width, and each side meets both. Colours follow from the theme
// and not from the side one reads from: they are looked at from one side, in both themes, at a desk and on a phone.

test(
  '[E2E-20] every page is free of accessibility findings at a desk and a tablet, light and dark, from either side',
  async () => {
    const all = [...places, ...surfaces]
    const found = await Promise.all([
      walk({ screen: 'desktop', as: 'broker', language: 'en' }, all, clean({ 1440: 'light', 834: 'dark' })),
      walk({ screen: 'desktop', as: 'rep', language: 'ar' }, all, clean({ 1440: 'dark', 834: 'light' }, false)),
    ])
    expect(found.flat()).toEqual([])
  },
  MATRIX_MS,
)

test(
  '[E2E-21] [E2E-22] every page is free of accessibility findings on two phones, light and dark, from either side, does not scroll sideways at 360 or 834 pixels, and has no text under 16 pixels there',
  async () => {
    const all = [...places, ...surfaces]
    const found = await Promise.all([
      walk({ screen: 'narrow', as: 'rep', language: 'en' }, all, fits, clean({ 390: 'light', 360: 'dark' })),
      walk({ screen: 'narrow', as: 'broker', language: 'ar' }, all, fits, clean({ 390: 'dark', 360: 'light' }, false)),
    ])
    expect(found.flat()).toEqual([])
  },
  MATRIX_MS,
)

test('[LOK-9] seats, saved mark and search never touch in the head, with as many parties as the sample has', async () => {
  const log = [placeOf('log')]
  const found = await walk({ screen: 'desktop', as: 'rep', language: 'en' }, log, async page => {
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

test('[LOK-15] a finger beside a dot of the map opens it, and the nearer of two', async () => {
  const map = [placeOf('map')]
  const found = await walk({ screen: 'phone', as: 'rep', language: 'en' }, map, async page => {
    await settled(page)
    const near = await page.evaluate(() => {
      for (const spot of document.querySelectorAll<HTMLElement>('.map-plot .spot')) {
        const box = spot.getBoundingClientRect()
        const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 - 18 }
        const others = [...document.querySelectorAll('.map-plot .spot')].filter(one => one !== spot)
        const far = others
          .map(one => one.getBoundingClientRect())
          .map(b => Math.hypot(b.x + b.width / 2 - at.x, b.y + b.height / 2 - at.y))
        const ground = document.elementFromPoint(at.x, at.y)
        if (Math.min(...far) > 18 && ground?.closest('.map-plot') && !ground.closest('[data-id]'))
          return { ...at, id: spot.dataset.id }
      }
      return null
    })
    if (!near) return ['no dot has ground beside it']
    await page.touchscreen.tap(near.x, near.y)
    await page.locator('tr-stakeholder-panel .side-panel').waitFor()
    const chosen = await page.locator('.map-plot .spot.sel').getAttribute('data-id')
    return chosen === near.id ? [] : ['another one is open']
  })
  expect(found).toEqual([])
})

test('[E2E-23] the first Tab stop of a page skips to its content', async () => {
  const heads = ['home', 'invite', 'table', 'map', 'agreement', 'open decision'].map(placeOf)
  const found = await walk({ screen: 'desktop', as: 'broker', language: 'en' }, heads, async page => {
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

function placeOf(name: string): Place {
  const place = places.find(one => one.name === name)
  if (!place) throw new Error(`no page is called ${name}`)
  return place
}

/** Resolves when the dots of the map stand still: they move while ratings come in. */
async function settled(page: Page): Promise<void> {
  let before = ''
  const still = async () => {
    const places = await page.locator('.map-plot .spot').evaluateAll(all => all.map(one => one.getBoundingClientRect()))
    const now = JSON.stringify(places)
    const same = now === before
    before = now
    return same
  }
  await expect.poll(still, { interval: 300, timeout: 15_000 }).toBe(true)
}

/** Walks through every page in one sitting and answers what each `look` finds, and every fault that the pages report. */
async function walk(sitting: Sitting, along: Place[], ...looks: Look[]): Promise<string[]> {
  const { screen, as, language } = sitting
  const person = await sitDown(browser, screen, { storageState: sessions[as], reducedMotion: 'reduce' })
  const { page } = person
  await person.context.addInitScript(spoken => localStorage.setItem('trestle-language', spoken), language)
  const found: string[] = []
  for (const place of along) {
    if (place.brokers && as !== 'broker') continue
    await page.emulateMedia({ media: null })
    await page.goto(place.address)
    // Two addresses that differ in the fragment only are one page to the browser.
    if (place.address.includes('/j/#')) await page.reload()
    await page.locator(place.ready).first().waitFor()
    await place.open?.(page)
    const direction = await page.evaluate(() => document.documentElement.dir)
    if (direction !== (language === 'ar' ? 'rtl' : 'ltr')) found.push(`${place.name}: reads ${direction}`)
    for (const look of looks)
      for (const one of await look(page, place)) found.push(`${place.name} (${screen}, ${language}): ${one}`)
  }
  found.push(...person.faults.map(fault => `${screen}, ${language}: ${fault}`))
  await person.context.close()
  return found
}

/** Looks for findings at each width in its theme. */
function clean(themes: Record<number, Theme>, colours = true): Look {
  return async (page, place) => {
    const found: string[] = []
    for (const [width, theme] of Object.entries(themes)) {
      await page.setViewportSize({ width: Number(width), height: Number(width) > 500 ? 900 : 800 })
      await page.evaluate(name => {
        document.documentElement.dataset.theme = name
      }, theme)
      found.push(...(await axeFindings(page, place.within, { colours })).map(one => `at ${width}, ${theme}: ${one}`))
    }
    return found
  }
}

/** Measures at the phone's width and, in the same sitting, at a tablet's. */
async function fits(page: Page, place: Place): Promise<string[]> {
  if (place.paper) return []
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
