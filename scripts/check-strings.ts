import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { untranslated } from './i18n.ts'
import { run, tool } from './run.ts'

/**
 * Extracts the strings of client/ beside the tree and answers a sentence for each that has no Arabic, and for each that the
 * built locale lacks. Changes nothing.
 */
export async function checkStrings(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-strings-'))
  try {
    const config = JSON.parse(readFileSync('lit-localize.json', 'utf8')) as Record<string, unknown>
    cpSync('client/i18n/xliff', join(folder, 'xliff'), { recursive: true })
    const elsewhere = {
      ...config,
      tsConfig: resolve('tsconfig.localize.json'),
      output: { mode: 'runtime', outputDir: join(folder, 'locales'), language: 'ts' },
      interchange: { format: 'xliff', xliffDir: join(folder, 'xliff') },
    }
    writeFileSync(join(folder, 'lit-localize.json'), JSON.stringify(elsewhere))
    const extracted = await run(tool('lit-localize'), ['extract', '--config', join(folder, 'lit-localize.json')])
    if (extracted.code !== 0) return ['The strings could not be extracted: run "npm run i18n" and read what it says.']
    const xliff = readFileSync(join(folder, 'xliff', 'ar.xlf'), 'utf8')
    const built = readFileSync('client/i18n/locales/ar.ts', 'utf8')
    const ids = [...xliff.matchAll(/<trans-unit id="([^"]+)"/g)].map(match => match[1]!)
    return [
      ...untranslated(xliff).map(line => `No Arabic for ${line}`),
      ...ids.filter(id => !built.includes(`'${id}'`)).map(id => `client/i18n/locales lacks ${id}: run "npm run i18n".`),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
