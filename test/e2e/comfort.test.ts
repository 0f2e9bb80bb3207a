import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Person, sidewaysScroll, sitDown } from './support/people.ts'
import { startSample } from './support/sample.ts'
import { TestServer } from './support/server.ts'

// How people set up their own screens: zoom of 400 %, wider text, the system's colours, no motion, paper.

let server: TestServer
let browser: Browser
let session: Awaited<ReturnType<Person['context']['storageState']>>
let places: { name: string; address: string; ready: string }[]

beforeAll(async () => {
  server = await TestServer.start()
  browser = await openBrowser()
  const broker = await sitDown(browser, 'desktop')
  const table = await startSample(broker, server.url)
  const answer = await broker.context.request.get(table.replace('/p/', '/api/partnerships/'))
  const { documents } = (await answer.json()) as { documents: { id: string; kind: string; boundary: string }[] }
  const canvas = (kind: string) =>
    `${table}/d/${documents.find(one => one.kind === kind && one.boundary === 'partnership')?.id}`
  places = [
    { name: 'home', address: server.url, ready: '.return-list a' },
    { name: 'table', address: table, ready: '.canvas-sheet' },
    { name: 'people', address: `${table}/people`, ready: '.members li' },
    { name: 'map outline', address: `${canvas('stakeholder-map')}?view=outline`, ready: '.outline h1' },
    { name: 'agreement', address: `${canvas('agreement')}?view=canvas`, ready: '.agree tr-clause' },
    { name: 'log', address: canvas('decision-log'), ready: '.dec' },
    { name: 'map', address: `${canvas('stakeholder-map')}?view=canvas`, ready: '.map-plot .spot' },
  ]
  session = await broker.context.storageState()
  await broker.context.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

/** Shows every page in a window set up like this and answers what `look` finds, with the page's name. */
async function everywhere(
  options: BrowserContextOptions,
  look: (page: Page, name: string) => Promise<string[]>,
): Promise<string[]> {
  const person = await sitDown(browser, 'desktop', { storageState: session, ...options })
  const found: string[] = []
  for (const { name, address, ready } of places) {
    await person.page.goto(address)
    await person.page.locator(ready).first().waitFor()
    for (const one of await look(person.page, name)) found.push(`${name}: ${one}`)
  }
  await person.context.close()
  return found
}

const sideways = async (page: Page) => {
  const over = await sidewaysScroll(page)
  return over > 0 ? [`scrolls sideways by ${over} pixels`] : []
}

/** Words in buttons, links and headings that are cut off without a sign. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(button, a.btn, h1, h2, h3, label, .tag, p)')].flatMap(
      element => {
        const style = getComputedStyle(element)
        if (!element.checkVisibility() || element.closest('.vh, svg, .map-plot, .map-tray')) return []
        if (style.overflow === 'visible' || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none')
          return []
        const over = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2
        return over ? [`cut off: “${element.textContent?.trim().slice(0, 40)}”`] : []
      },
    ),
  )
}

test('[A11-1] at 400 % zoom every page reads in one direction, the map’s plane apart', async () => {
  const zoomed = { viewport: { width: 320, height: 256 } }
  expect(await everywhere(zoomed, async page => [...(await sideways(page)), ...(await cutOff(page))])).toEqual([])
})

test('[A11-2] nothing is lost when a reader spaces the text wider', async () => {
  const spaced = { viewport: { width: 390, height: 844 }, bypassCSP: true }
  const found = await everywhere(spaced, async page => {
    await page.addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }',
    })
    return [...(await sideways(page)), ...(await cutOff(page))]
  })
  expect(found).toEqual([])
})

test('[A11-3] in the system’s own colours buttons have edges, the place one is at is marked, and marks keep their fill', async () => {
  const found = await everywhere({ forcedColors: 'active' }, (page, name) =>
    page.evaluate(where => {
      const lost: string[] = []
      const edge = (element: Element) => Number.parseFloat(getComputedStyle(element).borderTopWidth)
      for (const button of document.querySelectorAll('main .btn.primary'))
        if (button.checkVisibility() && edge(button) < 1) lost.push('a primary button has no edge')
      const current = document.querySelector('.places a[aria-current]')
      if (
        current &&
        getComputedStyle(current, '::after').backgroundColor === getComputedStyle(document.body).backgroundColor
      )
        lost.push('the current place is not marked')
      const full = document.querySelector('main .mark.is-full .f')
      const hollow = document.querySelector('main .mark.is-not-yet .o, main .mark.is-away .o')
      if (full && hollow && getComputedStyle(full).fill === getComputedStyle(hollow).fill)
        lost.push('full and empty marks look the same')
      if (where === 'map') {
        const dot = document.querySelector('.map-plot .spot .dot')
        if (dot && edge(dot) < 1) lost.push('a stakeholder has no outline')
      }
      return lost
    }, name),
  )
  expect(found).toEqual([])
})

test('[A11-3] the focus can be seen in the system’s own colours', async () => {
  const found = await everywhere({ forcedColors: 'active' }, async page => {
    for (let stop = 0; stop < 4; stop++) await page.keyboard.press('Tab')
    return page.evaluate(() => {
      const { activeElement } = document
      if (!activeElement || activeElement === document.body) return ['nothing has the focus']
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement)
      return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2 ? ['the focus is not seen'] : []
    })
  })
  expect(found).toEqual([])
})

test('[A11-4] where the system asks for less motion, and in calm mode, everything takes no time', async () => {
  const still = (page: Page) =>
    page.evaluate(() => {
      const moving = document
        .getAnimations()
        .filter(one => one instanceof CSSTransition || (one as CSSAnimation).animationName !== 'late')
      const style = getComputedStyle(document.documentElement)
      const times = ['--t-quick', '--t-move', '--t-settle', '--stagger'].filter(
        name => Number.parseFloat(style.getPropertyValue(name)) !== 0,
      )
      return [...times, ...moving.map(() => 'something moves')]
    })
  expect(await everywhere({ reducedMotion: 'reduce' }, still)).toEqual([])
  const calm = await everywhere({ reducedMotion: 'no-preference' }, async page => {
    await page.evaluate(() => localStorage.setItem('trestle-calm', 'yes'))
    await page.reload()
    await page.locator('main h1').first().waitFor({ state: 'attached' })
    return still(page)
  })
  expect(calm).toEqual([])
})

test('[A11-5] on paper there is no chrome, and the words are black on white from the dark theme too', async () => {
  const found = await everywhere({ colorScheme: 'dark' }, async page => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const lost = await page.evaluate(() => {
      const chrome = [...document.querySelectorAll('.top, .bottombar, .toasts, .btn, .viewbar')].filter(one =>
        one.checkVisibility(),
      )
      const heading = [...document.querySelectorAll('main h1')].find(one => one.checkVisibility())
      const ink = heading ? getComputedStyle(heading).color : 'rgb(0, 0, 0)'
      const light = (colour: string) =>
        (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) > 380
      return [
        ...chrome.slice(0, 3).map(one => `printed: ${one.className}`),
        ...(light(ink) ? [`the heading prints in ${ink}`] : []),
      ]
    })
    await page.emulateMedia({ media: 'screen' })
    return lost
  })
  expect(found).toEqual([])
})

test('[A11-6] the panel beside the map fits its column, with what only brokers see', async () => {
  const person = await sitDown(browser, 'desktop', { storageState: session })
  const { page } = person
  await page.goto(places.at(-1)!.address)
  await page.locator('.map-plot .spot').first().focus()
  await page.keyboard.press('Enter')
  const panel = page.locator('tr-stakeholder-panel .side-panel')
  await panel.locator('#panel-wall').waitFor()
  expect(await panel.evaluate(element => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
  await person.context.close()
})
