import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { judgeUpdate } from '../../../server/sync/guard.ts'
import { Leases } from '../../../server/sync/leases.ts'
import { chanceFrom } from '../../sim/random.ts'
import { randomEdit, undoFor, view } from '../../sim/random-edit.ts'
import { ROOTS } from './helpers.ts'

type Writer = {
  doc: Y.Doc
  undo: Y.UndoManager
  outbox: Uint8Array[]
  member: string
  offline: boolean
  edits: string[]
}

function guarded(): {
  doc: Y.Doc
  leases: Leases
  dryRuns: number
  take(update: Uint8Array, member: string): string | null
} {
  const server = {
    doc: new Y.Doc(),
    leases: new Leases([]),
    dryRuns: 0,
    take(update: Uint8Array, member: string): string | null {
      const mayDryRun = (): boolean => ++server.dryRuns > 0
      const ruled = judgeUpdate(update, {
        doc: server.doc,
        leases: server.leases,
        member,
        roots: ROOTS,
        documentBytes: 0,
        bulk: true,
        capIds: true,
        mayDryRun,
      })
      if (!ruled.ok) return ruled.refusal.code
      for (const { clientId, member: owner } of ruled.value.leases) server.leases.keep(clientId, owner)
      Y.applyUpdate(server.doc, ruled.value.update)
      expect(server.doc.store.pendingStructs).toBeNull()
      expect(server.doc.store.pendingDs).toBeNull()
      return null
    },
  }
  return server
}

test('[GRD-1] twenty thousand honest edits of four people, undo, offline spells and whole answers included, all pass', {
  timeout: 120_000,
}, () => {
  let edits = 0
  let dryRuns = 0
  for (let seed = 1; edits < 20_000; seed++) {
    const chance = chanceFrom(seed)
    const server = guarded()
    const log: Uint8Array[] = []
    server.doc.on('update', (update: Uint8Array) => log.push(update))
    const writers = [1, 2, 3, 4].map((n): Writer => {
      const doc = new Y.Doc()
      doc.clientID = 10_000 + ((n * 7919 * seed) % 50_000)
      const writer: Writer = { doc, undo: undoFor(doc), outbox: [], member: `m${n}`, offline: false, edits: [] }
      doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && writer.outbox.push(update))
      return writer
    })
    const pull = (writer: Writer): void =>
      Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(writer.doc)), 'server')
    const give = (writer: Writer, update: Uint8Array): void => {
      expect(server.take(update, writer.member), `seed ${seed}: ${writer.edits.slice(-5).join()}`).toBeNull()
    }
    for (let step = 0; step < 400; step++, edits++) {
      const writer = chance.pick(writers)
      writer.edits.push(randomEdit(writer.doc, chance, writer.undo))
      if (chance.odds(0.02)) writer.offline = true
      if (writer.offline) {
        if (!chance.odds(0.1)) continue
        writer.offline = false
        writer.outbox = []
        // Comes back as a stock provider does, sometimes with a state vector that is older than what it has sent since.
        const vector = chance.odds(0.5) ? Y.encodeStateVector(server.doc) : undefined
        give(writer, Y.encodeStateAsUpdate(writer.doc, vector))
        pull(writer)
      } else if (chance.odds(0.7)) {
        for (const update of writer.outbox.splice(0)) give(writer, update)
        if (chance.odds(0.6)) pull(writer)
      }
    }
    for (const writer of writers) give(writer, Y.encodeStateAsUpdate(writer.doc))
    for (const writer of writers) pull(writer)
    const fresh = new Y.Doc()
    for (const update of log) Y.applyUpdate(fresh, update)
    for (const { doc } of writers) expect(view(doc)).toBe(view(server.doc))
    expect(view(fresh)).toBe(view(server.doc))
    dryRuns += server.dryRuns
  }
  console.info(JSON.stringify({ edits, dryRuns }))
  expect(dryRuns).toBeLessThan(edits / 100)
})
