import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.ts'

/** The sizes that every page must serve: a desk, a tablet, a phone, and the narrowest phone. */
export const SCREENS = {
  desktop: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 834, height: 1112 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  narrow: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>

/** A person with a browser of their own: errors and CSP violations of their pages are collected, never ignored. */
export type Person = { context: BrowserContext; page: Page; faults: string[] }

/** Starts the one browser of a test file. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  return chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) })
}

/** Sits a person down at a screen. */
export async function sitDown(
  browser: Browser,
  screen: keyof typeof SCREENS,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    ...SCREENS[screen],
    locale: 'en-GB',
    timezoneId: 'Africa/Nairobi',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(`${error.name}: ${error.message}`))
  page.on('console', message => {
    // A dropped line is part of several journeys; the browser reports each failed request, and each frame that the stock
    // provider sends while its socket is closing, as an error.
    // A file that is named ahead in other terms than it is fetched in is fetched twice.
    if (/preload .* is not used because/.test(message.text())) faults.push(message.text())
    if (
      message.type() === 'error' &&
      !/Failed to load resource|WebSocket (connection|is already in CLOSING)|ERR_(CONNECTION|INTERNET)/.test(
        message.text(),
      )
    )
      faults.push(message.text())
  })
  return { context, page, faults }
}

/**
 * Findings of the page, or of a part of it, as sentences, by every rule of WCAG 2.2 AA; empty when clean. `colours: false` leaves
 * out contrast, half of the work, where the same page has been looked at in the same theme.
 */
export async function axeFindings(page: Page, within?: string, { colours = true } = {}): Promise<string[]> {
  // Findings only, and without the second page that frames would need (there are none): less than half the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  if (within && (await page.locator(within).count()) === 0) return [`${within} is no longer there`]
  if (within) axe.include(within)
  if (!colours) axe.disableRules(['color-contrast'])
  const results = await axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze()
  return results.violations.flatMap(violation =>
    violation.nodes.map(
      node => `${violation.id}: ${node.target.join(' ')} – ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  )
}

/** Pixels by which the page is wider than its window; 0 when nothing scrolls sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
