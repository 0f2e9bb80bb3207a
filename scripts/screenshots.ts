import { mkdirSync, rmSync, statSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'
import { sitDown } from '../test/e2e/support/people.ts'
import { TestServer } from '../test/e2e/support/server.ts'
import { CHROMIUM_ARGS, findOrInstallChromium } from './chromium.ts'
import { run, tool } from './run.ts'
import { type Shot, SHOTS } from './screenshots/shots.ts'
import { type Places, type Session, setTable } from './screenshots/table.ts'

// `npm run screenshots`: the pictures of the README and the guide, taken of the sample partnership on a fresh build. With
// names after it, those pictures alone: `npm run screenshots -- map map-dark`.

const FOLDER = 'docs/screens'
/** The address in the pictures: the browser finds the server behind it, so that links look as they do in a room. */
const HOST = 'trestle.example.org'
/** Bytes that one picture may weigh: they are kept in the repository. */
const HEAVIEST = 200_000

const executablePath = await findOrInstallChromium()
const built = await run(tool('vite'), ['build', '--logLevel', 'warn'])
if (built.code === 0) await takeAll(process.argv.slice(2))
process.exitCode = built.code

async function takeAll(names: readonly string[]): Promise<void> {
  process.env.TRESTLE_PUBLIC_URL = `http://${HOST}`
  const server = await TestServer.start()
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${server.port}`],
  })
  try {
    const { sessions, places } = await setTable(browser, `http://${HOST}`)
    if (names.length === 0) rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
    const asked = SHOTS.filter(shot => names.length === 0 || names.includes(shot.name))
    for (const shot of asked) await take(browser, sessions[shot.seat], places, shot)
  } finally {
    await browser.close()
    await server.dispose()
  }
}

async function take(browser: Browser, session: Session | null, places: Places, shot: Shot): Promise<void> {
  const person = await sitDown(browser, shot.screen ?? 'desktop', {
    ...(session && { storageState: session }),
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
    // A little narrower than the tests' desk: lighter files, and the words stay legible at the width of a README.
    ...(!shot.screen && { viewport: { width: 1280, height: shot.height ?? 800 } }),
  })
  await person.context.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('trestle-theme', theme as string)
      localStorage.setItem('trestle-language', language as string)
    },
    [shot.dark ? 'dark' : 'light', shot.arabic ? 'ar' : 'en'],
  )
  const { page } = person
  await page.goto(shot.at(places))
  await page.locator(shot.ready).first().waitFor()
  // The product's faces come after the first paint.
  await page.waitForFunction(() => [...document.fonts].some(face => face.status === 'loaded'))
  // Pictures on the table are drawn when their canvases have come; the fonts of the second voice likewise. A page with
  // another in it waits for that one instead.
  if (!shot.framed) await page.waitForLoadState('networkidle')
  await shot.prepare?.(page)
  if (!shot.framed) await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  const file = `${FOLDER}/${shot.name}.png`
  await page.screenshot({ path: file })
  const { size } = statSync(file)
  console.log(`${file} ${Math.round(size / 1000)} kB`)
  if (size > HEAVIEST) throw new Error(`${file} is ${size} bytes; at most ${HEAVIEST} are kept in the repository.`)
  if (person.faults.length > 0) throw new Error(`${file}: ${person.faults.join('\n')}`)
  await person.context.close()
}
