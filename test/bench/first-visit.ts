import type { Browser } from 'playwright'
import { findOrInstallChromium } from '../../scripts/chromium.ts'
import { goTo, invite, join } from '../e2e/support/acts.ts'
import { openBrowser, sitDown } from '../e2e/support/people.ts'
import { startSample } from '../e2e/support/sample.ts'
import { TestServer } from '../e2e/support/server.ts'
import { onSlowPhone } from '../e2e/support/slow.ts'
import { momentOf, noteMoments, pressOf } from './moments.ts'

/** Milliseconds that a person waits on each leg: they press, and the next thing can be read. Their own typing is not in it. */
export type Visit = { form: number; table: number; canvas: number; first: number; second: number }

const AWAITED = [
  { name: 'form', selector: 'tr-join-page form input', words: '' },
  { name: 'table', selector: 'tr-table-page h1', words: 'Mirata Basin Compact' },
  { name: 'canvas', selector: 'tr-stakeholder-map button', words: 'Night gate keepers' },
]
const PARTY = 'Lower Mirata Fishers’ and Ferry Cooperative'

/**
 * First and second visits on a phone of 360 px with a 4×-slowed processor on 1.6 Mbit/s with 150 ms, each in a browser that
 * was never here, on the sample and the build that is there. `typing`: how long each person takes over the form. Medians.
 */
export async function benchFirstVisit(runs: number, typing: number): Promise<Visit> {
  process.env.CHROMIUM_PATH ??= await findOrInstallChromium()
  const server = await TestServer.start()
  const browser = await openBrowser()
  try {
    const broker = await sitDown(browser, 'desktop')
    const table = await startSample(broker, server.url)
    await broker.page.goto(`${table}/people`)
    const { code } = await invite(broker.page, { role: 'Representative', party: PARTY })
    await broker.context.close()
    const visits: Visit[] = []
    for (let run = 0; run < runs; run++) visits.push(await visit(browser, `${server.url}/join?code=${code}`, typing))
    const median = (of: keyof Visit) => visits.map(one => one[of]).sort((a, b) => a - b)[Math.floor(runs / 2)]!
    return {
      form: median('form'),
      table: median('table'),
      canvas: median('canvas'),
      first: median('first'),
      second: median('second'),
    }
  } finally {
    await browser.close()
    await server.dispose()
  }
}

async function visit(browser: Browser, address: string, typing: number): Promise<Visit> {
  const { page, context } = await sitDown(browser, 'narrow')
  await onSlowPhone(page)
  await noteMoments(page, AWAITED)
  await page.goto(address, { waitUntil: 'commit' })
  const form = Math.round(await momentOf(page, 'form'))
  await page.waitForTimeout(typing)
  await join(page, 'Secretary Mwanahawa', null)
  const table = Math.round((await momentOf(page, 'table')) - (await pressOf(page, 'Join the table')))
  await goTo(page, 'Map')
  const canvas = Math.round((await momentOf(page, 'canvas')) - (await pressOf(page, 'Map')))
  // The worker takes the program up, as it does while somebody reads.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { polling: 200 })
  await page.waitForTimeout(8_000)
  await page.reload({ waitUntil: 'commit' })
  const second = Math.round(await momentOf(page, 'canvas'))
  await context.close()
  return { form, table, canvas, first: form + table + canvas, second }
}
