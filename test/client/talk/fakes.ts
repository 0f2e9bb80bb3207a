import type { Boundary, Role } from '../../../shared/access/roles.ts'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import type { LedgerState } from '../../../shared/ledger/state.ts'
import type { Comment, Thread } from '../../../shared/ledger/talk.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'

/** The canvas of these tests, and the one of the brokers. */
export const [CANVAS, WALLED] = ['canvas', 'walled'] as const

/** A comment by a member of a party, at a time. */
export function said(id: string, member: string, at: number, change: Partial<Comment> = {}): Comment {
  const party = member === 'ann' || member === 'al' ? 'alpha' : member === 'bo' ? 'beta' : null
  return { id, member, party, at, versions: [{ words: `words of ${id}`, at }], mentions: [], erased: null, ...change }
}

/** A thread of these comments. */
export function threadOf(comments: readonly Comment[], change: Partial<Thread> = {}): Thread {
  const id = comments[0]?.id ?? ''
  return { id, document: CANVAS, about: 'row', range: null, quote: null, comments, resolved: null, ...change }
}

/** A session of a table with Ann and Al for alpha, Bo for beta, and a broker; words are their own commitments. */
export function talkSession(
  threads: readonly Thread[] = [],
  over: Partial<PartnershipSession> & { as?: string } = {},
): PartnershipSession & { tell(): void; setLedger(change: Partial<LedgerState>): void } {
  const listeners = new Set<() => void>()
  const member = (id: string, role: Role, party: string | null) =>
    [id, { id, role, party, name: names[id] ?? id, joinedAt: 0, leftAt: null }] as const
  const party = (id: string, mark: number) => {
    const words = { name: names[id] ?? id, short: names[id] ?? id, initials: 'X' }
    return [id, { id, mark, sector: 'public', standing: 'partner', joinedAt: 0, ...words }] as const
  }
  const canvas = (id: string, boundary: Boundary) =>
    [
      id,
      { id, kind: 'agreement', title: 'The agreement', boundary, companionOf: null, archived: false, createdAt: 0 },
    ] as const
  const names: Record<string, string> = {
    ann: 'Ann',
    al: 'Álvaro',
    bo: 'Bo Lima',
    zu: 'زُهرة',
    alpha: 'Alpha',
    beta: 'Beta',
  }
  const members = [member('ann', 'representative', 'alpha'), member('al', 'contributor', 'alpha')]
  let ledger: LedgerState = {
    ...emptyLedger,
    members: new Map([...members, member('bo', 'representative', 'beta'), member('zu', 'broker', null)]),
    parties: new Map([party('alpha', 1), party('beta', 2)]),
    documents: new Map([canvas(CANVAS, 'partnership'), canvas(WALLED, 'broker')]),
    threads: new Map([[CANVAS, new Map(threads.map(thread => [thread.id, thread]))]]),
  }
  const me = ledger.members.get(over.as ?? 'ann')!
  return {
    id: 'partnership',
    me: { member: me.id, role: me.role, party: me.party, name: me.name },
    ready: true,
    online: true,
    get ledger() {
      return ledger
    },
    words: commitment => commitment ?? '',
    wouldRefuse: () => null,
    execute: async () => ({ ok: true, value: { seq: 1 } }),
    open: () => {
      throw new Error('no canvas is needed here')
    },
    companionOf: () => undefined,
    present: new Set(),
    close() {},
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...over,
    tell: () => {
      for (const listener of listeners) listener()
    },
    setLedger: change => {
      ledger = { ...ledger, ...change }
    },
  } as PartnershipSession & { tell(): void; setLedger(change: Partial<LedgerState>): void }
}
