import type { Page } from 'playwright'

/** What a person waits for, as a selector and the words that it begins with. */
export type Awaited = { name: string; selector: string; words: string }

type Noted = { moments: Record<string, number>; presses: { at: number; words: string }[] }

/**
 * Has every page of this tab note, by its own clock, when each awaited thing is first drawn, and when what was pressed. Whoever
 * asks a slowed page from outside slows it further: names computed for assistive technology cost it half a second each time.
 */
export async function noteMoments(page: Page, awaited: readonly Awaited[]): Promise<void> {
  await page.addInitScript(wanted => {
    const noted: Noted = { moments: {}, presses: [] }
    Object.assign(window, { noted })
    addEventListener(
      'click',
      event =>
        noted.presses.push({ at: event.timeStamp, words: (event.target as HTMLElement).textContent?.trim() ?? '' }),
      true,
    )
    const drawn = ({ selector, words }: Awaited): boolean =>
      [...document.querySelectorAll(selector)].some(
        one => (one.textContent?.trim() ?? '').startsWith(words) && one.getClientRects().length > 0,
      )
    const look = (): void => {
      for (const one of wanted)
        if (!(one.name in noted.moments) && drawn(one)) noted.moments[one.name] = performance.now()
      if (wanted.some(one => !(one.name in noted.moments))) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, awaited)
}

/** Waits until the page has noted this moment; answers it, in milliseconds since the page's address was opened. */
export async function momentOf(page: Page, name: string): Promise<number> {
  const noted = await page.waitForFunction(
    wanted => (window as unknown as { noted?: Noted }).noted?.moments[wanted],
    name,
    { polling: 50 },
  )
  return (await noted.jsonValue())!
}

/** When something with these words was last pressed, in milliseconds since the page's address was opened. */
export async function pressOf(page: Page, words: string): Promise<number> {
  return page.evaluate(
    wanted =>
      (window as unknown as { noted: Noted }).noted.presses.filter(press => press.words.startsWith(wanted)).at(-1)!.at,
    words,
  )
}
