import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { TestServer } from '../e2e/support/server.ts'
import { freshLoad } from '../server/sync/helpers.ts'
import { Person } from './person.ts'
import { type DrillReport, pause, quantile, within } from './report.ts'
import { DrillTable } from './table.ts'

const MEGABYTES = 32
const BANNER = 2_000

/**
 * Fills the disk under a running server while people type with the client's own code. Their indicator must leave *Saved* within
 * two seconds and never come back to it while nothing can be saved; facts are refused; once there is room again all of it is
 * saved without a restart. What was called *Saved* must be there after a SIGKILL. Needs the right to mount a tmpfs.
 */
export async function drillFull({ rounds }: { rounds: number }): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const folder = mkdtempSync(join(tmpdir(), 'trestle-full-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder])
  const problems: string[] = []
  const banner: number[] = []
  const recovery: number[] = []
  let [lies, refusedFacts] = [0, 0]
  try {
    const server = await TestServer.start(process.cwd(), join(folder, 'data'))
    try {
      const table = await DrillTable.lay(server.url)
      const board = await table.addBoard('Notes')
      const people = ['ana', 'bo', 'cy'].map(name => new Person({ url: server.url, board, token: table.token, name }))
      const calm = (): boolean => people.every(person => person.says === 'saved')
      if (!(await within(15_000, calm))) problems.push('nobody was ever synced')
      for (let round = 1; round <= rounds; round++) {
        for (const person of people) person.write(100)
        if (!(await within(15_000, calm))) problems.push(`round ${round}: not saved before the disk was full`)
        const ballast = join(folder, 'ballast')
        fill(ballast)
        const full = performance.now()
        const typing = setInterval(() => {
          for (const person of people) person.write(3_000)
        }, 50)
        // The first pages may still find room in the WAL that is there.
        if (!(await within(20_000, () => people.every(person => person.says !== 'saved'))))
          problems.push(`round ${round}: somebody read Saved for 20 s on a full disk`)
        for (const { changes } of people)
          banner.push((changes.findLast(({ at }) => at > full)?.at ?? full + 20_000) - full)
        if ((await table.rename(`Full ${round}`).catch(() => null)) === null) refusedFacts++
        await pause(4_000)
        clearInterval(typing)
        if (round === rounds) {
          // What each read, against what the disk holds before anybody can come back and send it again.
          const claimed = people.flatMap(person => person.promised())
          await server.kill()
          rmSync(ballast)
          const kept = await cardsOn(server.data, board)
          lies = claimed.filter(key => !kept.has(key)).length
          await server.run()
        } else rmSync(ballast)
        const freed = performance.now()
        if (!(await within(30_000, calm))) problems.push(`round ${round}: not saved in 30 s after there was room again`)
        recovery.push(performance.now() - freed)
      }
      for (const person of people) await person.synced.close()
      await server.kill()
      const kept = await cardsOn(server.data, board)
      const lost = people.flatMap(person => person.promised()).filter(key => !kept.has(key))
      if (lost.length > 0) problems.push(`${lost.length} edits were called Saved and are not there`)
    } finally {
      await server.dispose()
    }
  } finally {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
  if (lies > 0) problems.push(`${lies} false Saved`)
  if (quantile(banner, 1) > BANNER) problems.push(`the banner took ${quantile(banner, 1)} ms`)
  return {
    drill: 'full',
    figures: {
      'times full': rounds,
      'banner worst ms': quantile(banner, 1),
      'false Saved': lies,
      'facts refused while full': refusedFacts,
      'saved again after worst ms': quantile(recovery, 1),
    },
    problems,
  }
}

/** The cards of a board as the files in a data folder hold them; its server must be gone. */
async function cardsOn(folder: string, board: string): Promise<Set<string>> {
  const store = await openSqliteStore(folder)
  try {
    return new Set((await freshLoad(store, board)).getMap('cards').keys())
  } finally {
    await store.close()
  }
}

/** Writes until the disk takes nothing more. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  let size = 1024 * 1024
  while (size >= 1) {
    try {
      writeSync(file, new Uint8Array(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(file)
}
