import { lastMoved } from './traffic.ts'

/** How long nothing may have come in, in milliseconds: longer than a thin line takes from one answer to the next. */
const SILENCE = 500
/** The same where the program is on this device, so that the line brings little. */
const SILENCE_WHEN_KEPT = 100
/** A page that is never quiet is taken to stand after this long, in milliseconds. */
const PATIENCE = 12_000
const LOOK_EVERY = 50

/** What it takes to tell whether the page stands, so that tests bring their own. */
export type Quiet = {
  now(): number
  /** When something last came in. */
  moved(): number
  /** Whether the page still says that it opens something. */
  opening(): boolean
  /** Whether the program comes from this device. */
  kept(): boolean
  later(look: () => void, ms: number): void
}

/**
 * Resolves once the page stands and nothing has come in for a moment: what is only nice to have must not share a thin line and
 * a slow processor with what somebody waits for.
 */
export function quietLine(parts: Quiet = browserQuiet): Promise<void> {
  const began = parts.now()
  const silence = parts.kept() ? SILENCE_WHEN_KEPT : SILENCE
  return new Promise(resolve => {
    const look = (): void => {
      const now = parts.now()
      const stands = !parts.opening() && now - Math.max(began, parts.moved()) >= silence
      if (stands || now - began >= PATIENCE) resolve()
      else parts.later(look, LOOK_EVERY)
    }
    look()
  })
}

const browserQuiet: Quiet = {
  now: () => performance.now(),
  moved: lastMoved,
  opening: () => document.querySelector('main.loading, main .loading') !== null,
  kept: () => Boolean((navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker?.controller),
  later: (look, ms) => void setTimeout(look, ms),
}
