import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JOURNAL_FILES } from '../../server/adapters/sqlite/journal-records.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { type Chance, chanceFrom } from '../sim/random.ts'
import { TEARS, tear } from '../sim/tear.ts'
import { DiskWork, missingFrom, type Promised } from './disk-work.ts'
import type { DrillReport } from './report.ts'

const WAL = 'trestle.db-wal'
const DATABASE = 'trestle.db'
const PAGE = 4_096

/** The files of a data folder as bytes; what a lost machine's disk holds. */
type Image = Map<string, Uint8Array>

/** A disk as it was found, and what had been acknowledged when it could have looked like that. */
type Found = { how: string; image: Image; promised: readonly Promised[] }

/**
 * Opens what a power cut may leave behind at `cuts` places: a WAL that ends anywhere after the last sync (cut off, zeros, noise, or
 * with a sector missing), a checkpoint of which any pages came through, and a WAL begun anew over the old one, each beside journal
 * files that end anywhere too. Each must open, hold everything that had been acknowledged, verify, and take further writes.
 */
export async function drillTorn({ cuts, seed }: { cuts: number; seed: number }): Promise<DrillReport> {
  const chance = chanceFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'trestle-torn-'))
  const problems: string[] = []
  const counts: Record<string, number> = {}
  try {
    for await (const found of disks(join(folder, 'live'), cuts, chance)) {
      counts[found.how] = (counts[found.how] ?? 0) + 1
      const torn = withTornJournal(found.image, chance)
      counts['journal bytes kept'] = (counts['journal bytes kept'] ?? 0) + journalBytes(torn)
      const wrong = await openAndLook(join(folder, 'found'), { ...found, image: torn })
      if (wrong.length > 0) problems.push(`${found.how}: ${wrong.slice(0, 3).join(', ')}`)
      if (problems.length > 20) break
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const { 'journal bytes kept': _, ...places } = counts
  const total = Object.values(places).reduce((sum, one) => sum + one, 0)
  return { drill: 'torn', figures: { 'cut points': total, ...counts }, problems }
}

async function* disks(folder: string, cuts: number, chance: Chance): AsyncGenerator<Found> {
  const store = await openSqliteStore(folder)
  const work = new DiskWork(chance)
  const walOf = (): Uint8Array => new Uint8Array(readFileSync(join(folder, WAL)))
  const said: { one: Promised; walBytes: number }[] = []
  const say = async (most: number): Promise<void> => {
    const one = await work.one(store, most)
    said.push({ one, walBytes: statSync(join(folder, WAL)).size })
  }

  for (let n = 0; n < 300; n++) await say(n % 20 === 0 ? 40_000 : 300)
  const image = imageOf(folder)
  const wal = image.get(WAL)!
  for (let n = 0; n < cuts * 0.7; n++) {
    const at = chance.below(wal.length + 1)
    const how = chance.pick(Object.keys(TEARS))
    // Whatever was acknowledged while the WAL was no longer than this had been synced up to here.
    const promised = said.filter(({ walBytes }) => walBytes <= at).map(({ one }) => one)
    yield { how, image: new Map(image).set(WAL, TEARS[how]!(wal, at, chance)), promised }
  }

  const all = said.map(({ one }) => one)
  const after = checkpointed(folder, image)
  for (let n = 0; n < cuts * 0.15; n++) {
    const database = mixPages(image.get(DATABASE)!, after, chance)
    yield { how: 'half a checkpoint', image: new Map(image).set(DATABASE, database), promised: all }
  }

  // Enough to make the store checkpoint by itself, and the next write begin the WAL anew.
  let [before, kept] = [walOf(), 0]
  for (let n = 0; n < 200 && kept === 0; n++) {
    await say(600_000)
    const now = walOf()
    if (sameStart(before, now)) before = now
    else kept = said.length - 1
  }
  if (kept === 0) throw new Error('the store never began its WAL anew')
  for (let n = 0; n < 40; n++) await say(300)
  const renewed = imageOf(folder)
  const fresh = renewed.get(WAL)!
  for (let n = 0; n < cuts * 0.15; n++) {
    const reach = Math.min(fresh.length, 400_000)
    const at = chance.below(reach)
    const over = before.slice()
    over.set(fresh.subarray(0, at))
    yield {
      how: 'a WAL begun anew',
      image: new Map(renewed).set(WAL, over),
      promised: said.slice(0, kept).map(({ one }) => one),
    }
  }
  await store.close()
}

/** The same disk with the files of the journal, which nobody syncs, torn anywhere or whole. */
function withTornJournal(image: Image, chance: Chance): Image {
  const torn = new Map(image)
  for (const name of JOURNAL_FILES) {
    const file = image.get(name)
    if (file) torn.set(name, tear(file, 0, chance))
  }
  return torn
}

/** The database file as a checkpoint of everything in the WAL leaves it. */
function checkpointed(folder: string, image: Image): Uint8Array {
  const copy = `${folder}-checkpointed`
  lay(copy, image)
  const connection = new DatabaseSync(join(copy, DATABASE))
  connection.exec('PRAGMA wal_checkpoint(PASSIVE)')
  const bytes = new Uint8Array(readFileSync(join(copy, DATABASE)))
  connection.close()
  return bytes
}

/** Of each page, the one from before or the one from after: a checkpoint that the power ended half-way. */
function mixPages(before: Uint8Array, after: Uint8Array, chance: Chance): Uint8Array {
  const mixed = after.slice(0, before.length + PAGE * chance.below((after.length - before.length) / PAGE + 1))
  for (let at = 0; at < mixed.length; at += PAGE) {
    if (chance.odds(0.5)) continue
    const page = before.subarray(at, at + PAGE)
    mixed.fill(0, at, at + PAGE)
    mixed.set(page, at)
  }
  return mixed
}

async function openAndLook(folder: string, { image, promised }: Found): Promise<string[]> {
  lay(folder, image)
  try {
    const store = await openSqliteStore(folder)
    try {
      const problems = await missingFrom(store, promised)
      const bytes = new Uint8Array([0, 0])
      await store.append({ document: 'later', updates: [{ bytes, member: null, at: 1 }], leases: [] }).synced
      return problems
    } finally {
      await store.close()
    }
  } catch (error) {
    return [`it does not open: ${String(error)}`]
  }
}

function journalBytes(image: Image): number {
  return JOURNAL_FILES.reduce((sum, name) => sum + (image.get(name)?.length ?? 0), 0)
}

function lay(folder: string, image: Image): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes)
}

/** Every file but the ones that mean nothing after a restart: the index of the WAL, and the lock. */
function imageOf(folder: string): Image {
  const names = readdirSync(folder).filter(name => !name.endsWith('-shm') && !name.startsWith('lock'))
  return new Map(names.map(name => [name, new Uint8Array(readFileSync(join(folder, name)))]))
}

/** True while a WAL has the header it had, and so was not begun anew. */
function sameStart(a: Uint8Array, b: Uint8Array): boolean {
  return a.subarray(0, 32).every((byte, at) => byte === b[at])
}
