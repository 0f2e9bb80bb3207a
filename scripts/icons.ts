import { readFileSync, writeFileSync } from 'node:fs'
import { openBrowser } from '../test/e2e/support/people.ts'
import { findOrInstallChromium } from './chromium.ts'

// `npm run icons`: the PNGs of client/public, drawn from icon.svg. Run it when the icon changes; the files are kept.

const FOLDER = 'client/public'
/** Systems cut their own shape out of `full` ones: no corners of ours, and the picture within the safe middle. */
const ICONS = [
  { file: 'icon-32.png', size: 32, full: false },
  { file: 'icon-192.png', size: 192, full: false },
  { file: 'icon-512.png', size: 512, full: false },
  { file: 'icon-maskable.png', size: 512, full: true },
  { file: 'apple-touch-icon.png', size: 180, full: true },
]

process.env.CHROMIUM_PATH = await findOrInstallChromium()
const svg = readFileSync(`${FOLDER}/icon.svg`, 'utf8')
const browser = await openBrowser()
for (const { file, size, full } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 })
  const drawn = full
    ? svg
        .replace(/rx="\d+"/, '')
        .replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"')
        .replace('<rect width="32" height="32"', '<rect x="-4" y="-4" width="40" height="40"')
    : svg
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawn}`)
  writeFileSync(`${FOLDER}/${file}`, await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
