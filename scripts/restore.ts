import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '../server/adapters/sqlite/database.ts'
import { JOURNAL_FILES } from '../server/adapters/sqlite/journal-records.ts'
import { checkCopy, type CopyReport } from './backup/check-copy.ts'

// `npm run restore -- <file>`: puts a backup where the server's data is. What was there is kept beside it.

/**
 * Checks the backup `source` and puts it into `folder`; what was there gets `aside` after its name. Throws an Error that
 * says what to do, and changes nothing then: while a server runs, or when the backup does not hold.
 */
export function restore(folder: string, source: string, aside: string): CopyReport & { kept: string | null } {
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`)
  const report = checkCopy(source)
  mkdirSync(folder, { recursive: true })
  const lock = lockFolder(folder)
  try {
    const target = join(folder, 'trestle.db')
    copyFileSync(source, `${target}.part`)
    let kept: string | null = null
    // The log that SQLite keeps beside a database belongs to that database alone: it goes with it.
    for (const end of ['-wal', '-shm', '']) {
      if (!existsSync(target + end)) continue
      renameSync(target + end, `${target}.${aside}${end}`)
      if (end === '') kept = `${target}.${aside}`
    }
    // So does the journal, whose last appends would otherwise be taken into what is restored.
    for (const path of JOURNAL_FILES.map(name => join(folder, name)))
      if (existsSync(path)) renameSync(path, `${path}.${aside}`)
    renameSync(`${target}.part`, target)
    return { ...report, kept }
  } finally {
    lock.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const [source] = process.argv.slice(2)
  if (source === undefined) {
    console.log('Usage: npm run restore -- <file>   (stop the server first)')
    process.exitCode = 2
  } else {
    try {
      const aside = `before-${new Date().toISOString().replace(/[:.]/g, '-')}`
      const done = restore(process.env.TRESTLE_DATA || './data', source, aside)
      console.log(
        `Restored: ${done.partnerships} partnerships, ${done.documents} documents, ${done.entries} ledger entries.`,
      )
      if (done.kept) console.log(`What was there before is kept as ${done.kept}.`)
      console.log('Start the server again: npm start')
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error))
      process.exitCode = 1
    }
  }
}
