import * as Y from 'yjs'
import { entryAfter, headAfter } from '../../shared/ledger/chain.ts'
import type { Entry } from '../../shared/ledger/facts.ts'
import type { Store } from '../../server/ports.ts'
import { verifyStream } from '../../shared/ledger/chain.ts'
import { docOf } from '../../server/sync/doc-of.ts'
import type { Chance } from '../sim/random.ts'

const DOCUMENTS = ['first', 'second', 'third']
const PARTNERSHIP = 'p'.repeat(20)

/** Something the store has called synced: an edit of a document, or an entry of the ledger. */
export type Promised = { type: 'edit'; document: string; key: string } | { type: 'fact'; seq: number }

/** A writer of edits and facts straight into a store, one after another. */
export class DiskWork {
  readonly #chance: Chance
  readonly #docs = new Map(DOCUMENTS.map((name, at) => [name, docUnder(5_000 + at)]))
  #head: Entry | null = null
  #count = 0

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** Writes one edit of at most `most` characters, or one fact; resolves when the store says that it is on disk. */
  async one(store: Store, most: number): Promise<Promised> {
    this.#count++
    return this.#chance.odds(0.3) ? this.#fact(store) : this.#edit(store, most)
  }

  async #edit(store: Store, most: number): Promise<Promised> {
    const document = this.#chance.pick(DOCUMENTS)
    const doc = this.#docs.get(document)!
    const key = `k${this.#count}`
    const before = Y.encodeStateVector(doc)
    doc.getMap('cards').set(key, 'x'.repeat(1 + this.#chance.below(most)))
    const bytes = Y.encodeStateAsUpdate(doc, before)
    await store.append({ document, updates: [{ bytes, member: 'ana', at: this.#count }], leases: [] }).synced
    return { type: 'edit', document, key }
  }

  async #fact(store: Store): Promise<Promised> {
    const said = {
      stream: 'partnership',
      partnership: PARTNERSHIP,
      at: this.#count,
      command: `command${this.#count}`,
      index: 0,
      actor: null,
      role: null,
      party: null,
      fact: { type: 'member.left', member: 'm'.repeat(20), how: 'left' },
    } as const
    const entry = entryAfter(this.#head === null ? null : headAfter(this.#head), said)
    const answer = await store.appendFacts(PARTNERSHIP, [entry], [])
    if (answer.type !== 'appended') throw new Error(`a fact was answered ${answer.type}`)
    this.#head = entry
    return { type: 'fact', seq: entry.seq }
  }
}

/** What of `promised` a store does not have, and whatever else is wrong with what it loads. */
export async function missingFrom(store: Store, promised: readonly Promised[]): Promise<string[]> {
  const problems: string[] = []
  const kept = new Map<string, Set<string>>()
  for (const document of DOCUMENTS) {
    const stored = await store.load(document)
    kept.set(document, new Set(docOf(stored.snapshot, stored.updates).getMap('cards').keys()))
  }
  const entries = await store.entries(PARTNERSHIP, 'partnership', 0, 1_000_000)
  const verdict = verifyStream(entries)
  if (!verdict.ok) problems.push(`the ledger breaks at ${verdict.broken}: ${verdict.why}`)
  for (const one of promised) {
    if (one.type === 'edit' ? kept.get(one.document)?.has(one.key) : one.seq <= entries.length) continue
    problems.push(one.type === 'edit' ? `${one.document}/${one.key} is lost` : `fact ${one.seq} is lost`)
  }
  return problems
}

function docUnder(clientId: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}
