import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, requireSqlite } from '../../server/adapters/sqlite/database.ts'
import { bootId, noteBoot, readPowerLoss, sameBoot } from '../../server/adapters/sqlite/power-loss.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import type { Entry } from '../../shared/ledger/facts.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trestle-sqlite-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const entry: Entry = {
  v: 1,
  stream: 'partnership',
  partnership: 'p1',
  seq: 1,
  at: 1,
  command: 'k1',
  index: 0,
  actor: null,
  role: null,
  party: null,
  fact: { type: 'document.archived', document: 'd1' },
  prev: null,
  sig: null,
  keyId: null,
  seenHead: null,
  nonce: null,
}

test('[STO-15] a SQLite that may lose a reset WAL is refused with a clear error, a later one is taken', () => {
  for (const version of ['3.51.2', '3.50.9', '2.99.99']) expect(() => requireSqlite(version)).toThrow(/too old/)
  for (const version of ['3.51.3', '3.53.4', '4.0.0']) expect(() => requireSqlite(version)).not.toThrow()
})

test('[STO-16] ledger rows cannot be changed or deleted, and words only be erased, even by someone with the file', async () => {
  const store = await openSqliteStore(folder)
  await store.appendFacts('p1', [entry], [{ boundary: 'partnership', row: { commitment: 'c', salt: 's', words: 'w' } }])
  await store.close()
  const file = new DatabaseSync(join(folder, 'trestle.db'))
  expect(() => file.exec("UPDATE entries SET bytes = '{}'")).toThrow('never change')
  expect(() => file.exec('DELETE FROM entries')).toThrow('never deleted')
  expect(() => file.exec("UPDATE texts SET words = 'other'")).toThrow('never changed')
  expect(() => file.exec('DELETE FROM texts')).toThrow('keep their place')
  file.exec('UPDATE texts SET words = NULL, salt = NULL')
  file.close()
  const again = await openSqliteStore(folder)
  expect(await again.texts('p1', 'partnership', 0)).toEqual([null])
  await again.close()
})

test('[COM-10] erased words are overwritten in the file, not only let go of', async () => {
  const words = 'words-that-somebody-takes-back'
  const store = await openSqliteStore(folder)
  await store.appendFacts('p1', [entry], [{ boundary: 'partnership', row: { commitment: 'c', salt: 's', words } }])
  const gone = [{ boundary: 'partnership' as const, commitment: 'c' }]
  await store.appendFacts('p1', [{ ...entry, seq: 2, command: 'k2' }], [], gone)
  await store.close()
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    expect([name, bytes.includes(words)]).toEqual([name, false])
  }
})

test('[STO-17] a second server on the same folder is refused until the first has gone', async () => {
  const first = await openSqliteStore(folder)
  await expect(openSqliteStore(folder)).rejects.toThrow(/in use by another Trestle server/)
  await first.close()
  await (await openSqliteStore(folder)).close()
})

test('[STO-18] data of a newer program is refused and left alone', async () => {
  await (await openSqliteStore(folder)).close()
  const file = new DatabaseSync(join(folder, 'trestle.db'))
  file.exec("INSERT INTO migrations VALUES (999, 'later', 1)")
  file.close()
  await expect(openSqliteStore(folder)).rejects.toThrow(/newer Trestle/)
})

test('[STO-19] a statement that fails is rolled back alone: its neighbours in the same commit stay', async () => {
  const store = await openSqliteStore(folder)
  const row = {
    id: 'd1',
    partnership: 'p1',
    boundary: 'partnership' as const,
    role: 'canvas' as const,
    kind: 'board' as const,
  }
  const answers = await Promise.allSettled([
    store.addDocument(row),
    store.addDocument(row),
    store.append({ document: 'd1', updates: [{ bytes: new Uint8Array([1]), member: null, at: 1 }], leases: [] }).synced,
  ])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await store.load('d1')).updates).toHaveLength(1)
  await store.close()
})

test('[STO-20] after it is closed a store rejects instead of losing quietly', async () => {
  const store = await openSqliteStore(folder)
  await store.close()
  const { written, synced } = store.append({ document: 'd1', updates: [], leases: [] })
  await expect(written).rejects.toThrow(/closed/)
  await expect(synced).rejects.toThrow(/closed/)
  await expect(store.load('d1')).rejects.toThrow(/closed/)
})

test('[STO-21] a database that cannot grow calls nothing saved and takes nothing more, and has what was shown once there is room again', async () => {
  const store = await openSqliteStore(folder)
  const add = (size: number) =>
    store.append({
      document: 'd1',
      updates: [{ bytes: new Uint8Array(size).fill(7), member: null, at: 1 }],
      leases: [],
    })
  await add(10).synced
  await store.close()
  // SQLite's own page limit raises the same SQLITE_FULL as the disk; it is a property of one connection.
  const limited = await openSqliteStore(folder, { maxPages: 60 })
  const { written, synced } = limited.append({
    document: 'd1',
    updates: [{ bytes: new Uint8Array(500_000), member: null, at: 1 }],
    leases: [],
  })
  const shown = await Promise.allSettled([written, synced])
  expect(shown.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  const after = limited.append({
    document: 'd2',
    updates: [{ bytes: new Uint8Array(10), member: null, at: 1 }],
    leases: [],
  })
  const refused = await Promise.allSettled([after.written, after.synced])
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(limited.load('d1')).rejects.toThrow(/full/)
  expect((await limited.load('d2')).updates).toEqual([])
  await limited.close()
  const roomy = await openSqliteStore(folder)
  expect((await roomy.load('d1')).updates.map(({ length }) => length)).toEqual([10, 500_000])
  await roomy.close()
})

test('[STO-22] once its files were removed from the folder a store calls nothing written or saved any more', async () => {
  const store = await openSqliteStore(folder)
  const add = () =>
    store.append({ document: 'd1', updates: [{ bytes: new Uint8Array([1]), member: null, at: 1 }], leases: [] })
  await add().synced
  renameSync(join(folder, 'trestle.db'), join(folder, 'away.db'))
  const lost = add()
  const answers = await Promise.allSettled([lost.written, lost.synced])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  renameSync(join(folder, 'away.db'), join(folder, 'trestle.db'))
  await add().synced
  rmSync(join(folder, 'trestle.db-wal'))
  const { written, synced } = add()
  await expect(written).rejects.toThrow(/removed from its folder/)
  await expect(synced).rejects.toThrow(/removed from its folder/)
  expect((await store.load('d1')).updates).toHaveLength(2)
  await store.close()
})

test('[DRL-3] writes with nothing read between are copied into the database too: the log beside it stays bounded', async () => {
  const store = await openSqliteStore(folder)
  const bytes = new Uint8Array(300_000)
  for (let n = 1; n <= 50; n++)
    await store.append({ document: 'd', updates: [{ bytes, member: null, at: n }], leases: [] }).synced
  expect(statSync(join(folder, 'trestle.db-wal')).size).toBeLessThan(12 * 2 ** 20)
  expect(statSync(join(folder, 'trestle.db')).size).toBeGreaterThan(6 * 2 ** 20)
  await store.close()
})

test('[GRD-77] a start of the machine that finds the database open is a power loss, a stop or a killed server is none', async () => {
  const database = openDatabase(folder, { boot: 'first' })
  expect(readPowerLoss(database)).toBeNull()
  noteBoot(database, 'first', 100)
  expect(readPowerLoss(database)).toBeNull()
  noteBoot(database, 'second', 200)
  expect(readPowerLoss(database)).toEqual({ at: 200, times: 1 })
  noteBoot(database, 'third', 300)
  expect(readPowerLoss(database)).toEqual({ at: 300, times: 2 })
  database.close()
  const again = await openSqliteStore(folder, { boot: 'fourth' })
  expect(await again.powerLoss()).toEqual({ at: 300, times: 2 })
  await again.close()
  expect(sameBoot('minute:100', 'minute:102')).toBe(true)
  expect(sameBoot('minute:100', 'minute:200')).toBe(false)
  expect(sameBoot('minute:100', bootId())).toBe(false)
})
