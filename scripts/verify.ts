import { readFileSync, statSync } from 'node:fs'
import { unzipSync } from 'fflate'
import type { Files } from '../shared/verify/read-export.ts'
import { type ExportReport, verifyExport } from '../shared/verify/verify-export.ts'

// `npm run verify -- <export.zip>`: exit code 0 when the export holds, 1 when it does not, 2 when there is nothing to check.

/** Largest zip, largest inflated size and most files that are looked at. */
const LIMITS = { zip: 512 * 2 ** 20, inflated: 1024 * 2 ** 20, files: 20_000 }

/** Inflates a zip within the limits. Throws an Error that says which limit or what is wrong with the zip. */
export function unzipWithin(zip: Uint8Array, limits = LIMITS): Files {
  let inflated = 0
  let files = 0
  return unzipSync(zip, {
    filter({ name, originalSize }) {
      files += 1
      inflated += originalSize
      if (files > limits.files) throw new Error(`more than ${limits.files} files`)
      // fflate inflates into a buffer of the stated size, so a zip that lies about it cannot grow beyond.
      if (inflated > limits.inflated) throw new Error(`more than ${limits.inflated} bytes when inflated`)
      return !name.endsWith('/')
    },
  })
}

/** The report as lines for a person; the first line of trouble names the first entry that does not hold. */
export function reportLines(report: ExportReport): string[] {
  const { manifest, streams, documents, problems } = report
  const about = manifest
    ? [`${manifest.name}, exported ${dateOf(manifest.exportedAt)}`, `digest ${manifest.digest}`, '']
    : []
  const ledgers = streams.map(({ boundary, entries, head, broken, words, decisions }) => {
    const end = head && !broken ? `, ends in ${head.leaf}` : ''
    const erased = words.erased > 0 ? `, ${words.erased} erased` : ''
    const state = broken ? 'BROKEN' : 'whole '
    return `${state}  ledger ${boundary}: ${entries} entries${end}; words: ${words.matching} match${erased}; decisions counted again: ${decisions}`
  })
  const canvases = documents.map(({ id, title, why, derived }) => {
    const how = derived ? 'text computed again from its state' : 'text as hashed'
    return `${why ? 'BROKEN' : 'whole '}  document ${id}: ${title} (${why ?? how})`
  })
  const end = report.ok
    ? ['', 'This export holds: nothing in it was changed since it was made.']
    : ['', 'This export does not hold:', ...problems.map(problem => `  ${problem}`)]
  // Names come from the file: nothing in them may steer the reader's terminal.
  return [...about, ...ledgers, ...canvases, ...end].map(line => line.replace(/\p{C}/gu, '\ufffd'))
}

function dateOf(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'at no time that there is' : date.toISOString()
}

/** Checks the zip at `path` and prints what was found; answers the exit code. */
export function verifyFile(path: string | undefined, print: (line: string) => void): number {
  if (path === undefined) {
    print('Usage: npm run verify -- <export.zip>')
    return 2
  }
  let files: Files
  try {
    if (statSync(path).size > LIMITS.zip) throw new Error(`larger than ${LIMITS.zip} bytes`)
    files = unzipWithin(readFileSync(path))
  } catch (error) {
    print(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return (error as { code?: string }).code === 'ENOENT' ? 2 : 1
  }
  const report = verifyExport(files)
  for (const line of reportLines(report)) print(line)
  return report.ok ? 0 : 1
}

if (process.argv[1] === import.meta.filename) process.exitCode = verifyFile(process.argv[2], line => console.log(line))
