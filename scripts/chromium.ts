import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { installPackages, onPath } from './debian.ts'
import { run, tool } from './run.ts'

/** The engine alone, as Debian packages it: no toolbar of its own to draw, so journeys take a quarter less. */
const SHELL = 'chromium-headless-shell'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Switches that keep a test browser quiet on a closed network and able to run as root. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Path of a Chromium to test with: `CHROMIUM_PATH`, Debian's headless one (as root it is installed if it is not there), the
 * system's, or Playwright's own, downloaded if there is none. Throws with what to do when none of them works.
 */
export async function findOrInstallChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (!existsSync(given))
      throw new Error(`CHROMIUM_PATH is ${given}, but there is nothing there. Correct it or unset it.`)
    return given
  }
  const shell = onPath(SHELL)
  if (shell) return shell
  console.log('Installing a Chromium for the tests. This can take a minute.')
  if (await installPackages(SHELL, 'fonts-noto-core')) return onPath(SHELL) ?? SHELL
  const found = findBrowser()
  if (found) return found
  await run(tool('playwright'), ['install', 'chromium'])
  const installed = findBrowser()
  if (installed) return installed
  throw new Error(
    'No Chromium could be installed. Install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH to it.',
  )
}

function findBrowser(): string | null {
  for (const name of BROWSERS) {
    const path = onPath(name)
    if (path) return path
  }
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}
