import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts'
import { historianHere } from '../../../server/adapters/study-stored.ts'
import { proseText } from '../../../shared/model/prose.ts'
import { clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { typeLong } from '../../bench/long-past.ts'

const EDITS = 20_000

test('[HIS-18] any point of a long past is read out of few updates, and says what it said then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-history-'))
  const store = await openSqliteStore(folder)
  await typeLong(store, EDITS)
  const historian = historianHere()
  const look = async (point: number, from = point): Promise<{ read: number; words: string }> => {
    const stored = await store.history('a', from, point)
    const state = await historian.study('agreement', stored, { type: 'state', point })
    const doc = new Y.Doc()
    if (state.ok) Y.applyUpdate(doc, state.value)
    const words = clausesOf(doc)
      .all()
      .map(({ id }) => proseText(clauseText(doc, id)))
    return { read: (stored.chunks.at(-1)?.last ?? point) - (stored.base?.point ?? 0), words: words.join('\n') }
  }
  const reads: number[] = []
  for (const point of [500, 1_999, 2_001, 4_002, 9_999, 14_321, EDITS - 1]) {
    const { read, words } = await look(point)
    reads.push(read)
    expect([point, words]).toEqual([point, (await look(point, 0)).words])
  }
  expect(reads.filter(read => read > 5_000)).toEqual([])
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)
