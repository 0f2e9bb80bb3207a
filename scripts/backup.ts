import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { checkCopy, type CopyReport } from './backup/check-copy.ts'

// `npm run backup -- <file>`: a copy of all data while the server runs, opened again and checked before it gets its name.

/**
 * Copies the data in `folder` to `target` and answers what the copy holds. Throws an Error that says what to do; nothing
 * is left behind then.
 */
export function backUp(folder: string, target: string): CopyReport {
  const source = join(folder, 'trestle.db')
  if (!existsSync(source))
    throw new Error(`There is no data in ${folder}. Set TRESTLE_DATA to the folder of the server.`)
  if (existsSync(target))
    throw new Error(`${target} is there already. Name a new file: a backup never takes another's place.`)
  const part = `${target}.part`
  rmSync(part, { force: true })
  // Nobody else's from its first byte on; SQLite fills an empty file as it is.
  closeSync(openSync(part, 'wx', 0o600))
  try {
    const database = new DatabaseSync(source, { readOnly: true, timeout: 10_000 })
    try {
      database.prepare('VACUUM INTO ?').run(part)
    } finally {
      database.close()
    }
    const report = checkCopy(part)
    renameSync(part, target)
    return report
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

if (process.argv[1] === import.meta.filename) {
  const [target] = process.argv.slice(2)
  if (target === undefined) {
    console.log('Usage: npm run backup -- <file>')
    process.exitCode = 2
  } else {
    try {
      const { partnerships, documents, entries, bytes } = backUp(process.env.TRESTLE_DATA || './data', target)
      console.log(
        `${target}: ${partnerships} partnerships, ${documents} documents, ${entries} ledger entries, ${bytes} bytes.`,
      )
      console.log('It was opened again: the file is whole, every ledger’s chain holds, and every document loads.')
      console.log('It holds everything that people wrote. Keep it as safe as the server.')
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error))
      process.exitCode = 1
    }
  }
}
