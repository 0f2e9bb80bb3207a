import { readFileSync } from 'node:fs'
import { run, tool } from './run.ts'

/** The interchange file that translators fill in. */
const XLIFF = 'client/i18n/xliff/ar.xlf'

/** Source texts that have no translation yet, from the interchange file. */
export function untranslated(xliff = readFileSync(XLIFF, 'utf8')): string[] {
  return [...xliff.matchAll(/<trans-unit id="([^"]+)">([\s\S]*?)<\/trans-unit>/g)]
    .filter(([, , unit]) => !/<target>[\s\S]*\S[\s\S]*<\/target>/.test(unit!))
    .map(([, id, unit]) => `${id}: ${unit!.match(/<source>([\s\S]*?)<\/source>/)?.[1] ?? ''}`)
}

if (process.argv[1] === import.meta.filename) {
  // Extracts the strings of client/ into the interchange file (keeping translations), builds the locale modules.
  const extracted = await run(tool('lit-localize'), ['extract'])
  const built = extracted.code === 0 ? await run(tool('lit-localize'), ['build']) : extracted
  const missing = untranslated()
  for (const line of missing) console.error(`No Arabic: ${line}`)
  process.exitCode = built.code || (missing.length > 0 ? 1 : 0)
}
