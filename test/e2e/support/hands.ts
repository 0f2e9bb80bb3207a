import { expect } from 'vitest'
import type { Page } from 'playwright'

/** What has the focus: its role and its accessible name, as `button "Add a party"`; '' where nothing has. */
export async function focusedNow(page: Page): Promise<string> {
  const there = await page.evaluate(() => {
    const { activeElement, body } = document
    return activeElement !== null && activeElement !== body
  })
  if (!there) return ''
  // A button that is switched off for a moment has the focus and does not match.
  const snapshot = await page
    .locator('*:focus')
    .last()
    .ariaSnapshot({ timeout: 2_000 })
    .catch(() => '')
  return snapshot.split('\n')[0]!.replace(/^- '?/, '').replace(/'?:?$/, '')
}

/** A person who has a keyboard and nothing else. */
export class Hands {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Presses keys one after another. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  /** Types into whatever has the focus. */
  async type(words: string): Promise<void> {
    await this.#page.keyboard.type(words)
  }

  /**
   * Walks by Tab (or Shift+Tab) to the control with this name; fails after `most` stops with all that were passed. Stays
   * where it is when the control has the focus already.
   */
  async to(name: RegExp, options: { most?: number; back?: boolean } = {}): Promise<void> {
    const { most = 40, back = false } = options
    const passed: string[] = []
    for (let stop = 0; stop <= most; stop++) {
      const now = await focusedNow(this.#page)
      if (name.test(now)) return
      passed.push(now)
      await this.#page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    }
    throw new Error(`${name} was not reached in ${most} stops:\n${passed.join('\n')}`)
  }

  /** Walks to a control and presses Enter on it. */
  async use(name: RegExp, options: { most?: number; back?: boolean } = {}): Promise<void> {
    await this.to(name, options)
    await this.press('Enter')
  }

  /** Walks to a field, empties it and types. */
  async fill(name: RegExp, words: string, options: { most?: number } = {}): Promise<void> {
    await this.to(name, options)
    await this.press('Control+a')
    await this.type(words)
  }

  /** Waits until something with this name has the focus, without pressing anything. */
  async isAt(name: RegExp): Promise<void> {
    await expect.poll(() => focusedNow(this.#page), { timeout: 15_000 }).toMatch(name)
  }

  /** Finds something by the palette and goes there. */
  async find(words: string, line: RegExp): Promise<void> {
    await this.press('Control+k')
    await this.isAt(/combobox "Find or do"/)
    await this.type(words)
    await expect
      .poll(() => this.#page.locator('tr-palette [aria-selected=true]').textContent(), { timeout: 15_000 })
      .toMatch(line)
    await this.press('Enter')
  }

  /** The newest thing said to screen readers about one's own acts. */
  async hears(words: RegExp): Promise<void> {
    await expect.poll(() => this.#page.locator('#announce-own').textContent(), { timeout: 15_000 }).toMatch(words)
  }
}
