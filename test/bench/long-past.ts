import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as Y from 'yjs'
import { createHistorian } from '../../server/adapters/history-worker.ts'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { systemClock } from '../../server/adapters/system-clock.ts'
import type { HistoryUpdate, Store } from '../../server/ports.ts'
import { compactUpdates } from '../../server/sync/compact.ts'
import { LIMITS } from '../../server/sync/limits.ts'
import { addClause, clauseText } from '../../shared/kinds/agreement/model.ts'
import { writeProse } from '../../shared/model/prose.ts'

// `node test/bench/long-past.ts [edits]`: how long it takes to show a point of a long past, from the question to the state, in a
// server's own store and thread.

const ALPHABET = 'abcdefghij '

/** An agreement of twenty clauses in which people type and correct letter by letter, stored as `a` and compacted as a room does. */
export async function typeLong(store: Store, edits: number): Promise<void> {
  const doc = new Y.Doc()
  let updates: HistoryUpdate[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push({ bytes, member: 'ann', at: 0 }))
  const texts = Array.from({ length: 20 }, () => {
    const body = clauseText(doc, addClause(doc, { heading: 'Scope' }))
    writeProse(body, [{ type: 'paragraph', text: 'We ' }])
    return (body.get(0) as Y.XmlElement).get(0) as Y.XmlText
  })
  const keep = async (): Promise<void> => {
    await store.append({ document: 'a', updates, leases: [] }).synced
    updates = []
  }
  for (let edit = 2 * texts.length; edit < edits; edit++) {
    const text = texts[Math.floor(edit / 300) % texts.length]!
    if (edit % 5 === 0) text.delete(text.length - 1, 1)
    else text.insert(edit % 40 === 1 ? edit % text.length : text.length, ALPHABET[edit % ALPHABET.length]!)
    if (updates.length <= LIMITS.tailUpdates) continue
    await keep()
    const { snapshot, updates: tail, upTo } = await store.load('a')
    await store.compact('a', upTo, compactUpdates(snapshot, tail).snapshot)
  }
  await keep()
}

async function measure(edits: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-long-past-'))
  const store = await openSqliteStore(folder)
  const historian = createHistorian(systemClock)
  await typeLong(store, edits)
  const times: number[] = []
  for (let round = 0; round <= 100; round++) {
    const point = round === 0 ? edits : Math.floor(((round - 1) / 99) * edits)
    const begin = performance.now()
    const stored = await store.history('a', point, point)
    await historian.study('agreement', stored, { type: 'state', point })
    // The first starts the thread.
    if (round > 0) times.push(performance.now() - begin)
  }
  times.sort((a, b) => a - b)
  const [half, most] = [times[49]!, times.at(-1)!]
  console.log(`${edits} edits, 100 points: half within ${half.toFixed(0)} ms, all within ${most.toFixed(0)} ms`)
  await historian.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await measure(Number(process.argv[2] ?? 100_000))
