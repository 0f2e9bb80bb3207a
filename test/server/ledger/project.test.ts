import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId } from '../../../shared/ids.ts'
import { entryLine } from '../../../shared/ledger/chain.ts'
import type { Command } from '../../../shared/ledger/commands.ts'
import type { TextRow } from '../../../shared/ledger/facts.ts'
import { projectEntries, projectTexts } from '../../../server/ledger/project.ts'
import { seatedTable } from '../../shared/ledger/table.ts'
import { bench, ledgerOver, projectedRows } from './bench.ts'

const rename = (name: string): Command => ({ id: newId(), type: 'partnership.rename', name, purpose: '' })

/** Every struct of a document as it would go over the wire, split by clock. */
function structsOf(doc: Y.Doc): string[] {
  return Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).structs.flatMap(struct =>
    Array.from({ length: struct.length }, (_, at) => `${struct.id.client}:${struct.id.clock + at}`),
  )
}

test('[LED-31] the projected ledger has the same bytes and structs whatever the batches it grew in', () => {
  const { entries } = seatedTable()
  const rebuilt = projectEntries()
  rebuilt.append(entries)
  expect(structsOf(rebuilt.doc)).toEqual(entries.map((_, at) => `1:${at}`))
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 10 }), sizes => {
      const grown = projectEntries()
      const follower = new Y.Doc()
      let at = 0
      for (const size of [...sizes, entries.length]) {
        const update = grown.append(entries.slice(at, at + size))
        if (update) Y.applyUpdate(follower, update)
        at += size
      }
      expect(Y.encodeStateAsUpdate(grown.doc)).toEqual(Y.encodeStateAsUpdate(rebuilt.doc))
      expect(follower.getArray('entries').toArray()).toEqual(entries.map(entryLine))
    }),
    { numRuns: 50 },
  )
})

test('[LED-32] an erased row of words keeps its place, and a rebuild after the erasure yields the same structs', () => {
  const rows = Array.from({ length: 9 }, (_, at): TextRow => ({ commitment: `c${at}`, salt: 's', words: `w${at}` }))
  fc.assert(
    fc.property(fc.subarray(rows.map((_, at) => at)), erased => {
      const left = rows.map((row, at) => (erased.includes(at) ? null : row))
      const rebuilt = projectTexts()
      rebuilt.append(left)
      const grown = projectTexts()
      for (const row of left) grown.append([row])
      expect(Y.encodeStateAsUpdate(grown.doc)).toEqual(Y.encodeStateAsUpdate(rebuilt.doc))
      expect(structsOf(rebuilt.doc)).toEqual(rows.map((_, at) => `2:${at}`))
      expect(new TextDecoder('latin1').decode(Y.encodeStateAsUpdate(rebuilt.doc))).not.toMatch(
        erased.length > 0 ? new RegExp(erased.map(at => `"w${at}"`).join('|')) : /never/,
      )
      // Someone who had the words loses them on the next sync, and gets no struct twice.
      const full = projectTexts()
      full.append(rows)
      Y.applyUpdate(full.doc, Y.encodeStateAsUpdate(rebuilt.doc))
      const shown = (full.doc.getArray('texts').toArray() as string[]).map(line => (JSON.parse(line) as TextRow).words)
      expect(shown).toEqual(left.flatMap(row => row?.words ?? []))
    }),
    { numRuns: 50 },
  )
})

test('[LED-33] a projected document follows each act once it is on disk, and a restarted server has the same bytes', async () => {
  const on = await bench()
  const rows = projectedRows(on.partnership)
  const copies = new Map<string, Y.Doc>()
  for (const row of [rows.ledger, rows.texts]) {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(await on.ledger.project(row)))
    copies.set(row.id, copy)
  }
  const told: number[] = []
  const stop = on.ledger.onProjected((document, update) => {
    told.push(update.length)
    Y.applyUpdate(copies.get(document)!, update)
  })
  for (let at = 0; at < 5; at++) await on.ledger.execute(on.partnership, on.broker, rename(`Name ${at}`))
  expect(told).toHaveLength(10)
  const restarted = ledgerOver(on.store)
  for (const row of [rows.ledger, rows.texts]) {
    const bytes = Y.encodeStateAsUpdate(await restarted.project(row))
    expect(Y.encodeStateAsUpdate(copies.get(row.id)!)).toEqual(bytes)
    expect(Y.encodeStateAsUpdate(await on.ledger.project(row))).toEqual(bytes)
  }
  stop()
  await on.ledger.execute(on.partnership, on.broker, rename('Unheard'))
  expect(told).toHaveLength(10)
})

test('[LED-34] a document of one boundary gets no byte of another', async () => {
  const on = await bench()
  const rows = projectedRows(on.partnership)
  const doc = await on.ledger.project(rows.ledger)
  const before = Y.encodeStateAsUpdate(doc)
  const fact = { type: 'document.renamed' as const, document: newId(), title: { words: 'MARKER' } }
  await on.ledger.record(on.partnership, [{ boundary: 'broker', fact }], { actor: null, role: null, party: null })
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  const texts = await on.ledger.project(rows.texts)
  expect(JSON.stringify(texts.getArray('texts').toArray())).not.toContain('MARKER')
  const own = await on.ledger.project({ ...rows.texts, id: newId(), boundary: 'broker' })
  expect(JSON.stringify(own.getArray('texts').toArray())).toContain('MARKER')
  await expect(on.ledger.project({ ...rows.ledger, id: newId(), role: 'canvas' })).rejects.toThrow()
})

test('[LED-35] what another server wrote reaches this one’s projections once, in order', async () => {
  const on = await bench()
  const other = ledgerOver(on.store)
  const rows = projectedRows(on.partnership)
  const docs = [await on.ledger.project(rows.ledger), await on.ledger.project(rows.texts)]
  for (let at = 0; at < 6; at++)
    await (at % 2 ? on.ledger : other).execute(on.partnership, on.broker, rename(`Name ${at}`))
  const fresh = ledgerOver(on.store)
  for (const [at, row] of [rows.ledger, rows.texts].entries()) {
    expect(Y.encodeStateAsUpdate(docs[at]!)).toEqual(Y.encodeStateAsUpdate(await fresh.project(row)))
  }
})
