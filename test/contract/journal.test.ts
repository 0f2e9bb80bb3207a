import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openJournal } from '../../server/adapters/sqlite/journal.ts'
import { JOURNAL_FILES, packRecord, readRecords } from '../../server/adapters/sqlite/journal-records.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import type { LogBatch } from '../../server/ports.ts'
import { chanceFrom } from '../sim/random.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trestle-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const batch = (value: number, document = 'd1'): LogBatch => ({
  document,
  updates: [
    { bytes: new Uint8Array([value]), member: 'ana', at: value },
    { bytes: new Uint8Array([value, value]), member: null, at: value },
  ],
  leases: [{ clientId: 5_000 + value, member: 'ana' }],
})
const record = (n: number): Uint8Array => packRecord(n, batch(n)).bytes
const file = (turn: number): string => join(folder, JOURNAL_FILES[turn]!)
const write = (turn: number, ...numbers: number[]): void =>
  writeFileSync(file(turn), Buffer.concat(numbers.map(record)))

/** What the store has of `d1` after it was opened: the first byte of each update. */
async function found(): Promise<number[]> {
  const store = await openSqliteStore(folder)
  const { updates } = await store.load('d1')
  await store.close()
  return updates.map(([first]) => first!)
}

/** A store that was closed in order with the first `count` batches in it. */
async function closedWith(count: number): Promise<void> {
  const store = await openSqliteStore(folder)
  for (let n = 1; n <= count; n++) await store.append(batch(n)).synced
  await store.close()
}

test('[ENG-9] what was written to the journal is in the database after a kill, once and in order, and a torn end is cut off', async () => {
  await closedWith(2)
  // Killed after 5 was written and 3 was absorbed; the other file has the turn before.
  write(0, 1, 2, 3)
  write(1, 4, 5)
  writeFileSync(file(1), Buffer.concat([readFileSync(file(1)), record(6).subarray(0, 30)]))
  expect(await found()).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  expect(await found()).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  // Records of an older turn may stand behind the newest.
  writeFileSync(file(0), Buffer.concat([record(6), record(2), record(3)]))
  const store = await openSqliteStore(folder)
  const { updates, leases } = await store.load('d1')
  expect(updates.slice(10).map(bytes => [...bytes])).toEqual([[6], [6, 6]])
  expect(leases).toContainEqual({ clientId: 5_006, member: 'ana' })
  await store.append(batch(7)).synced
  expect((await store.load('d1')).updates).toHaveLength(14)
  await store.close()
})

test('[ENG-10] a journal that does not follow on from its database is put aside and changes nothing', async () => {
  await closedWith(2)
  write(0, 8, 9)
  expect(await found()).toEqual([1, 1, 2, 2])
  const aside = readdirSync(folder).find(name => name.startsWith(`${JOURNAL_FILES[0]}.aside`))!
  expect(readRecords(readFileSync(join(folder, aside))).map(({ n }) => n)).toEqual([8, 9])
})

test('[ENG-11] the journal’s two files take turns and are emptied once the database has their records', async () => {
  await closedWith(1)
  const database = await openSqliteStore(folder)
  const journal = openJournal(folder, 2)
  const large = (n: number): Uint8Array =>
    packRecord(n, {
      document: 'd1',
      updates: [{ bytes: new Uint8Array(5 * 1024 * 1024), member: null, at: 1 }],
      leases: [],
    }).bytes
  const sizes = (): boolean[] => [0, 1].map(turn => statSync(file(turn)).size > 0)
  journal.write(large(2))
  journal.write(record(3))
  expect(sizes()).toEqual([true, true])
  journal.write(large(4))
  // The first is still needed, so the second goes on growing.
  journal.write(record(5))
  expect(readRecords(readFileSync(file(1))).map(({ n }) => n)).toEqual([3, 4, 5])
  journal.settle(2)
  journal.write(record(6))
  expect(readRecords(readFileSync(file(0))).map(({ n }) => n)).toEqual([6])
  journal.settle(6)
  journal.close()
  expect(sizes()).toEqual([false, false])
  await database.close()
})

test('[ENG-12] an update’s bytes come out of a journal record as they went in, and any damage to it is noticed', () => {
  const chance = chanceFrom(12)
  const whole = Buffer.concat([record(1), record(2), record(3)])
  const first = readRecords(whole)[1]!
  expect([first.n, first.batch.document, [...first.batch.bytes]]).toEqual([2, 'd1', [2, 2, 2]])
  expect(first.batch.leases).toEqual([{ clientId: 5_002, member: 'ana' }])
  const numbersIn = (bytes: Uint8Array): number[] => readRecords(bytes).map(({ n }) => n)
  for (let cut = 0; cut <= whole.length; cut++)
    expect(numbersIn(whole.subarray(0, cut))).toEqual([1, 2, 3].slice(0, Math.floor((cut * 3) / whole.length)))
  for (let round = 0; round < 2_000; round++) {
    const damaged = Buffer.from(whole)
    const at = chance.below(damaged.length)
    damaged[at] = damaged[at]! ^ (1 << chance.below(8))
    expect(numbersIn(damaged)).toEqual([1, 2, 3].slice(0, Math.floor((at * 3) / whole.length)))
  }
})
