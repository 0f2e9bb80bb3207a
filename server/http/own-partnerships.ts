import { mayRead, type Role } from '../../shared/access/roles.ts'
import { textHash } from '../../shared/hash.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { type ClauseHashes, type Wait, waitsOf } from '../../shared/ledger/waiting.ts'
import { accept, type Result } from '../../shared/result.ts'
import type { Seat } from '../services.ts'
import type { Ask } from './api.ts'
import type { Trouble } from './problem.ts'
import { principalOf, seated } from './seated.ts'

/** What waits for a member, in short: how much, the nearest deadline, and what is first. */
export type WaitingInShort = { count: number; due: number | null; first: Wait['what'] | null }

/** One line of the home page. */
export type OwnPartnership = {
  id: string
  name: string
  purpose: string
  member: { id: string; role: Role; name: string }
  brokerTitle: string
  start: string
  parties: { id: string; name: string; short: string; initials: string; mark: number }[]
  openProposals: number
  waiting: WaitingInShort
  /** The first decision log that the member sees, where past decisions are reviewed. */
  log: string | null
  changedAt: number
}

/**
 * The partnerships at whose table this session or token sits, most urgent first: the nearest deadline, then whatever waits,
 * then what changed last. Those it was removed from are left out.
 */
export async function listOwn(c: Ask): Promise<Result<OwnPartnership[], Trouble>> {
  const principal = principalOf(c)
  if (!principal.ok) return principal
  const ids =
    principal.value.type === 'session'
      ? [...new Set(principal.value.session.memberships.map(membership => membership.partnership))]
      : [principal.value.type === 'token' ? principal.value.token.partnership : principal.value.preview.partnership]
  const found = await Promise.all(ids.map(id => own(c, id)))
  return accept(found.filter(one => one !== null).sort(byUrgency))
}

/** Nearest deadline first; then those where something waits; then the last changed. */
export function byUrgency(
  a: Pick<OwnPartnership, 'waiting' | 'changedAt'>,
  b: Pick<OwnPartnership, 'waiting' | 'changedAt'>,
): number {
  const due = (one: typeof a) => one.waiting.due ?? Number.MAX_SAFE_INTEGER
  const waits = (one: typeof a) => Number(one.waiting.count > 0)
  return due(a) - due(b) || waits(b) - waits(a) || b.changedAt - a.changedAt
}

async function own(c: Ask, id: string): Promise<OwnPartnership | null> {
  const who = await seated(c, id, 'read')
  if (!who.ok || !who.value.state.partnership) return null
  const { store, ledger } = c.get('services')
  const { state, seat } = who.value
  const about = who.value.state.partnership
  const words = (commitment: Commitment) => ledger.words(id, commitment)
  const head = state.heads.get('partnership')?.seq ?? 0
  const [last] = await store.entries(id, 'partnership', head - 1, 1)
  return {
    id,
    name: await words(about.name),
    purpose: await words(about.purpose),
    member: { id: seat.member, role: seat.role, name: seat.name },
    brokerTitle: await words(about.brokerTitle),
    start: about.start,
    parties: await Promise.all(
      [...state.parties.values()].map(async party => ({
        id: party.id,
        name: await words(party.name),
        short: await words(party.short),
        initials: await words(party.initials),
        mark: party.mark,
      })),
    ),
    openProposals: [...state.proposals.values()].filter(
      ({ status, document }) => status === 'open' && mayRead(seat, state.documents.get(document)?.boundary ?? 'broker'),
    ).length,
    waiting: await inShort(c, state, seat),
    log: logOf(state, seat),
    changedAt: last?.at ?? about.createdAt,
  }
}

async function inShort(c: Ask, state: LedgerState, seat: Seat): Promise<WaitingInShort> {
  const waits = waitsOf(state, seat, c.get('services').clock.now(), await hashesNow(c, state, seat))
  return {
    count: waits.length,
    due: waits.find(wait => wait.due !== null)?.due ?? null,
    first: waits[0]?.what ?? null,
  }
}

/** The hashes of the clauses that a party said anything about, as the words are now; only their canvases are read. */
async function hashesNow(c: Ask, state: LedgerState, seat: Seat): Promise<ClauseHashes> {
  const known = new Map<string, string>()
  for (const [document, records] of state.clauses) {
    const info = state.documents.get(document)
    const kind = info && kindOf(info.kind)
    const spoken = [...records].filter(([, record]) => record.assents.size > 0).map(([clause]) => clause)
    if (!info || !kind || info.archived || !mayRead(seat, info.boundary) || spoken.length === 0) continue
    await c.get('services').sync.read(document, doc => {
      for (const clause of spoken) {
        const text = kind.canonicalOf(doc, clause)
        if (text !== null) known.set(`${document} ${clause}`, textHash(text))
      }
    })
  }
  return (document, clause) => known.get(`${document} ${clause}`) ?? null
}

function logOf(state: LedgerState, seat: Seat): string | null {
  const logs = [...state.documents.values()].filter(
    info => info.kind === 'decision-log' && !info.archived && mayRead(seat, info.boundary),
  )
  return logs.sort((a, b) => a.createdAt - b.createdAt)[0]?.id ?? null
}
