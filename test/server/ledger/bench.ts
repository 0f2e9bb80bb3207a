import * as Y from 'yjs'
import type { Actor } from '../../../shared/access/roles.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { newId } from '../../../shared/ids.ts'
import { textHash } from '../../../shared/hash.ts'
import { decisionLog } from '../../../shared/kinds/decision-log/kind.ts'
import type { Command } from '../../../shared/ledger/commands.ts'
import type { FactDraft } from '../../../shared/ledger/facts.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { createLedger } from '../../../server/ledger/ledger-service.ts'
import type { Clock, DocumentRow, Log, Store } from '../../../server/ports.ts'
import type { LedgerService, SyncService } from '../../../server/services.ts'
import { settings } from '../../shared/ledger/table.ts'

/** A clock that tests turn by hand: `advance` runs what falls due, in order. */
export class FakeClock implements Clock {
  #now: number
  readonly #tasks = new Set<{ at: number; task: () => void }>()

  constructor(now = 1_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#tasks.size
  }

  after(ms: number, task: () => void): () => void {
    if (ms > 2 ** 31 - 1) throw new RangeError('a real timer would fire at once')
    const timer = { at: this.#now + Math.max(0, ms), task }
    this.#tasks.add(timer)
    return () => this.#tasks.delete(timer)
  }

  /** Turns the clock and lets everything that this starts come to rest. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const next = [...this.#tasks].filter(timer => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#tasks.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.task()
      await settled()
    }
    this.#now = until
    await settled()
  }
}

/** Lets promises that are already on their way come to rest. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve()
}

/** A log that keeps what it was told. */
export function keepingLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const keep = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  }
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** Rooms without sockets: canvases by id. */
export class FakeSync implements Pick<SyncService, 'read'> {
  readonly docs = new Map<string, Y.Doc>()
  reads = 0

  async read<T>(document: string, reader: (doc: Y.Doc) => T): Promise<T> {
    this.reads += 1
    const doc = this.docs.get(document) ?? new Y.Doc()
    this.docs.set(document, doc)
    return reader(doc)
  }
}

/** Everything a ledger test needs, with one partnership of a broker and two parties. */
export type Bench = {
  store: Store
  sync: FakeSync
  clock: FakeClock
  log: ReturnType<typeof keepingLog>
  ledger: LedgerService
  partnership: string
  log_: string
  parties: [string, string]
  broker: Actor
  reps: [Actor, Actor]
}

/** A ledger service over a store. */
export function ledgerOver(
  store: Store,
  clock: Clock = new FakeClock(),
  sync: FakeSync = new FakeSync(),
): LedgerService {
  return createLedger({ store, sync, clock, log: keepingLog() })
}

/** A running bench on a memory store. */
export async function bench(given: { store?: Store; partnership?: string } = {}): Promise<Bench> {
  const store = given.store ?? createMemoryStore()
  const sync = new FakeSync()
  const clock = new FakeClock()
  const log = keepingLog()
  const ledger = createLedger({ store, sync, clock, log })
  const partnership = given.partnership ?? newId()
  const logId = newId()
  const parties: [string, string] = [newId(), newId()]
  const broker: Actor = { member: newId(), role: 'broker', party: null }
  const reps = parties.map((party): Actor => ({ member: newId(), role: 'representative', party })) as [Actor, Actor]
  await store.addPartnership(partnership, clock.now())
  const w = (words: string) => ({ words })
  const drafts: FactDraft[] = [
    {
      type: 'partnership.created' as const,
      start: 'empty',
      name: w('Mirata'),
      purpose: w('Water'),
      host: w('H'),
      brokerTitle: w('broker'),
    },
    ...parties.map((party, at) => ({
      type: 'party.added' as const,
      party,
      mark: at + 1,
      sector: 'public' as const,
      standing: 'partner' as const,
      name: w(`Party ${at}`),
      short: w('P'),
      initials: w('P'),
    })),
    ...[broker, ...reps].map(actor => ({
      type: 'member.joined' as const,
      member: actor.member,
      role: actor.role,
      party: actor.party,
      name: w('Someone'),
    })),
    {
      type: 'document.created' as const,
      document: logId,
      kind: 'decision-log' as const,
      title: w('Decisions'),
      companionOf: null,
      template: null,
    },
  ].map(fact => ({ boundary: 'partnership', fact }))
  await ledger.record(partnership, drafts, { actor: null, role: null, party: null })
  return { store, sync, clock, log, ledger, partnership, log_: logId, parties, broker, reps }
}

/** Writes a draft into the bench's decision log and answers its id and hash. */
export function writeDraft(
  on: Bench,
  text = 'We meet on Tuesdays.',
  proposal = newId(),
): { proposal: string; textHash: string } {
  const doc = on.sync.docs.get(on.log_) ?? new Y.Doc()
  on.sync.docs.set(on.log_, doc)
  if (proposalsOf(doc).get(proposal) === null) proposalsOf(doc).add({ title: 'Tuesdays' }, proposal)
  writeProse(doc.getXmlFragment(`proposal:${proposal}`), [{ type: 'paragraph', text }])
  return { proposal, textHash: textHash(decisionLog.canonicalOf(doc, proposal)!) }
}

/** The command that opens a draft for both parties, closing in an hour. */
export function openCommand(on: Bench, draft: { proposal: string; textHash: string }, closesIn = 3_600_000): Command {
  return {
    id: newId(),
    type: 'proposal.open',
    document: on.log_,
    ...draft,
    language: 'en',
    settings: settings({ closesAt: on.clock.now() + closesIn }),
    electorate: [...on.parties],
    owner: null,
    reviewOn: null,
    supersedes: null,
  }
}

/** The command that takes a position. */
export function takeCommand(draft: { proposal: string; textHash: string }, value: string): Command {
  return { id: newId(), type: 'position.take', ...draft, value, reason: 'because', provisional: false, dueAt: null }
}

/** Rows of the partnership's two projected documents. */
export function projectedRows(partnership: string): { ledger: DocumentRow; texts: DocumentRow } {
  const base = { partnership, boundary: 'partnership' as const, kind: null }
  return { ledger: { ...base, id: newId(), role: 'ledger' }, texts: { ...base, id: newId(), role: 'texts' } }
}
