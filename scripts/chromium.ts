import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { run, tool } from './run.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

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
 * Path of a Chromium to test with: `CHROMIUM_PATH`, the system's, or Playwright's own; installs one if there is none
 * (Debian's package as root, else Playwright's download). Throws with what to do when neither works.
 */
export async function findOrInstallChromium(): Promise<string> {
  const found = findChromium()
  if (found) return found
  console.log('No Chromium found: installing one for the tests. This can take a minute.')
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-core'])
  } else {
    await run(tool('playwright'), ['install', 'chromium'])
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'No Chromium could be installed. Install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH to it.',
  )
}

function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (!existsSync(given))
      throw new Error(`CHROMIUM_PATH is ${given}, but there is nothing there. Correct it or unset it.`)
    return given
  }
  for (const name of NAMES) {
    const path = onPath(name)
    if (path) return path
  }
  const own = chromium.executablePath()
  return existsSync(own) ? own : null
}

function onPath(name: string): string | null {
  const which = spawnSync('which', [name], { encoding: 'utf8' })
  return which.status === 0 ? which.stdout.trim() : null
}
