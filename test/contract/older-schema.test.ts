import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { JOURNAL_FILES, packRecord } from '../../server/adapters/sqlite/journal-records.ts'
import { MIGRATIONS } from '../../server/adapters/sqlite/schema.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { historianHere } from '../../server/adapters/study-stored.ts'
import { compactUpdates } from '../../server/sync/compact.ts'
import { addCard, cardsOf } from '../../shared/kinds/board/model.ts'

/** The schema of the release before history, which kept no past. */
const BEFORE_HISTORY = 5

let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'trestle-older-')), 'data')
  mkdirSync(folder)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

/** A folder as that release left it: a board with a snapshot and two updates after it, and one more that only the journal has. */
function writtenBefore() {
  const doc = new Y.Doc()
  const cards = [addCard(doc, 'In the snapshot'), addCard(doc, 'Taken out before')]
  cardsOf(doc).remove(cards[1]!)
  const snapshot = Y.encodeStateAsUpdate(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  doc.transact(() => addCard(doc, 'After it'))
  cardsOf(doc).set(cards[0]!, { text: 'Changed after it' })
  doc.transact(() => addCard(doc, 'In the journal'))
  const database = new DatabaseSync(join(folder, 'trestle.db'))
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  )
  for (const { version, name, sql } of MIGRATIONS.filter(one => one.version <= BEFORE_HISTORY)) {
    database.exec(sql)
    database.prepare('INSERT INTO migrations (version, name, at) VALUES (?, ?, ?)').run(version, name, 1)
  }
  database.prepare("INSERT INTO partnerships (id, created_at) VALUES ('p', 1)").run()
  database
    .prepare(
      "INSERT INTO documents (id, partnership, boundary, role, kind) VALUES ('b', 'p', 'partnership', 'canvas', 'board')",
    )
    .run()
  database.prepare("INSERT INTO snapshots (document, up_to, bytes) VALUES ('b', 7, ?)").run(snapshot)
  const add = database.prepare("INSERT INTO updates (n, document, member, at, bytes) VALUES (?, 'b', ?, ?, ?)")
  add.run(8, 'ann', 1_000, updates[0]!)
  add.run(9, null, 2_000, updates[1]!)
  database.prepare("INSERT INTO leases (document, client_id, member) VALUES ('b', ?, 'ann')").run(doc.clientID)
  database.exec('UPDATE journal SET absorbed = 2')
  database.close()
  const last = { bytes: updates[2]!, member: 'bo', at: 3_000 }
  writeFileSync(join(folder, JOURNAL_FILES[0]), packRecord(3, { document: 'b', updates: [last], leases: [] }).bytes)
  return { doc, snapshot }
}

const textsIn = (update: Uint8Array): string[] => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return cardsOf(doc)
    .all()
    .map(({ text }) => text)
    .sort()
}

test('[HIS-23] a folder of the release before history opens whole, and its past begins at its snapshot', async () => {
  const { doc } = writtenBefore()
  const store = await openSqliteStore(folder)
  const { snapshot, updates, leases } = await store.load('b')
  expect(updates).toHaveLength(3)
  expect(textsIn(compactUpdates(snapshot, updates).snapshot)).toEqual([
    'After it',
    'Changed after it',
    'In the journal',
  ])
  expect(leases).toEqual([{ clientId: doc.clientID, member: 'ann' }])
  expect((await store.documents('p')).map(({ id, kind }) => [id, kind])).toEqual([['b', 'board']])

  const historian = historianHere()
  const at = async (point: number): Promise<string[]> => {
    const state = await historian.study('board', await store.history('b', point, point), { type: 'state', point })
    return state.ok ? textsIn(state.value) : []
  }
  const seen = async () => [await at(0), await at(1), await at(2), await at(3)]
  const told = [
    ['In the snapshot'],
    ['After it', 'In the snapshot'],
    ['After it', 'Changed after it'],
    ['After it', 'Changed after it', 'In the journal'],
  ]
  expect(await seen()).toEqual(told)
  const { upTo } = await store.load('b')
  await store.compact('b', upTo, Y.encodeStateAsUpdate(doc))
  expect(await seen()).toEqual(told)
  const { base, stretches } = await store.historyOutline('b')
  expect([
    base,
    stretches.map(({ first, last, authors }) => [first, last, authors.map(({ member }) => member)]),
  ]).toEqual([0, [[1, 3, ['ann', null, 'bo']]]])
  await store.close()
  const again = await openSqliteStore(folder)
  expect((await again.historyOutline('b')).stretches).toEqual(stretches)
  await again.close()
})

test('[HIS-23] a folder that breaks off within its migration is as it was, and opens with the next start', async () => {
  writtenBefore()
  const database = new DatabaseSync(join(folder, 'trestle.db'))
  // A table that is in the way makes the migration fail after its first statements.
  database.exec('CREATE TABLE history_bases (in_the_way TEXT)')
  await expect(openSqliteStore(folder)).rejects.toThrow(/history_bases/)
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'history'").all()
  expect([tables, database.prepare('SELECT max(version) AS v FROM migrations').get()?.v]).toEqual([[], BEFORE_HISTORY])
  database.exec('DROP TABLE history_bases')
  database.close()
  const store = await openSqliteStore(folder)
  expect((await store.load('b')).updates).toHaveLength(3)
  await store.close()
})
