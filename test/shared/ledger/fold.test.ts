import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../../shared/ledger/facts.ts'
import { applyEntry, emptyLedger, fold } from '../../../shared/ledger/fold.ts'
import { ALPHA, ANN, BETA, BO, BROKER, BROKER_LOG, DEE, id, MAP, seatedTable, type Table } from './table.ts'

const HEN = id('hen')

function busyTable(): Table {
  const table = seatedTable()
  table.stakeholders.add(HEN)
  table.act(BROKER, { type: 'question.set', document: MAP, text: 'Who decides on the water?' })
  table.act(ANN, {
    type: 'rating.give',
    document: MAP,
    stakeholder: HEN,
    values: { power: 30, interest: 80 },
    note: 'n',
  })
  table.act(BROKER, {
    type: 'rating.agree',
    document: MAP,
    stakeholder: HEN,
    values: { power: 40, interest: 70, impact: 9 },
  })
  table.open(BROKER)
  table.take(ANN, 'objection')
  table.take(BO, 'consent')
  table.act(BROKER, { type: 'document.rename', document: BROKER_LOG, title: 'Our own' })
  return table
}

test('[LED-15] folding again from the first entry gives the same state', () => {
  const table = busyTable()
  expect(fold(table.entries)).toEqual(table.state)
  expect(fold(JSON.parse(JSON.stringify(table.entries)) as Entry[])).toEqual(table.state)
})

test('[LED-16] streams may be folded in any order between them', () => {
  const { entries, state } = busyTable()
  const order = fc.shuffledSubarray(entries, { minLength: entries.length }).map(shuffled => {
    // A random merge that keeps each stream's own order.
    const queues = {
      partnership: entries.filter(one => one.stream === 'partnership'),
      broker: entries.filter(one => one.stream === 'broker'),
    }
    return shuffled.map(one => queues[one.stream as 'partnership' | 'broker'].shift()!)
  })
  fc.assert(
    fc.property(order, merged => {
      const folded = fold(merged)
      expect([...folded.documents.keys()].sort()).toEqual([...state.documents.keys()].sort())
      expect({ ...folded, documents: 0, heads: 0 }).toEqual({ ...state, documents: 0, heads: 0 })
      expect(folded.heads).toEqual(state.heads)
      expect(folded.documents).toEqual(state.documents)
    }),
    { numRuns: 50 },
  )
})

test('[LED-17] what an entry does not speak of is shared, not copied, and the state before stays as it was', () => {
  const table = busyTable()
  const before = table.state
  const snapshot = structuredClone(before)
  table.act(ANN, { type: 'rating.give', document: MAP, stakeholder: HEN, values: { power: 31 }, note: null })
  expect(before).toEqual(snapshot)
  for (const part of ['members', 'parties', 'documents', 'proposals', 'clauses', 'invites'] as const) {
    expect(table.state[part]).toBe(before[part])
  }
  expect(table.state.ratings).not.toBe(before.ratings)
})

test('[LED-18] a fact of an unknown type moves the head and nothing else; a known entry again does nothing; a gap throws', () => {
  const table = busyTable()
  const last = table.entries.findLast(entry => entry.stream === 'partnership')!
  const later = { ...last, seq: last.seq + 1, fact: { type: 'weather.changed' } } as unknown as Entry
  const after = applyEntry(table.state, later)
  expect(after.heads.get('partnership')?.seq).toBe(last.seq + 1)
  expect({ ...after, heads: 0 }).toEqual({ ...table.state, heads: 0 })
  expect(applyEntry(table.state, last)).toBe(table.state)
  expect(() => applyEntry(table.state, { ...later, seq: last.seq + 2 })).toThrow(RangeError)
  expect(applyEntry(emptyLedger, table.entries[0]!).partnership?.id).toBe(id('partnership'))
})

test('[LED-19] a new question starts without ratings, and a rating under a past question changes nothing', () => {
  const table = busyTable()
  expect(table.state.ratings.get(MAP)?.of.get(HEN)?.get(ALPHA)?.values).toEqual({ power: 30, interest: 80 })
  expect(table.state.ratings.get(MAP)?.agreed.get(HEN)).toEqual({ power: 40, interest: 70, impact: 9 })
  const past = table.state.ratings.get(MAP)!.question!
  table.act(BROKER, { type: 'question.set', document: MAP, text: 'And who pays?' })
  expect(table.state.ratings.get(MAP)).toMatchObject({ of: new Map(), agreed: new Map() })
  const given = { type: 'rating.given' as const, document: MAP, stakeholder: HEN, party: ALPHA, note: null }
  table.tell({ ...given, question: past, values: { power: 1 } })
  expect(table.state.ratings.get(MAP)?.of.size).toBe(0)
})

test('[LED-20] the latest rating of a party stands whole, and an empty one takes it back', () => {
  const table = seatedTable()
  table.stakeholders.add(HEN)
  const give = (by: string, values: object) =>
    table.act(by, { type: 'rating.give', document: MAP, stakeholder: HEN, values, note: null })
  expect(give(ANN, { power: 1, interest: 2 })).toBeNull()
  expect(give(DEE, { power: 3 })).toBeNull()
  expect(give(BO, { power: null })).toBeNull()
  const ratings = () => table.state.ratings.get(MAP)!.of.get(HEN)!
  expect(ratings().get(ALPHA)).toMatchObject({ values: { power: 3 }, member: DEE })
  expect(ratings().get(BETA)?.values).toEqual({ power: null })
  expect(give(ANN, {})).toBeNull()
  expect([...ratings().keys()]).toEqual([BETA])
})

test('[LED-21] who left stays listed, and comes back as the same member', () => {
  const table = seatedTable()
  table.now = 5000
  table.tell({ type: 'member.left', member: ANN, how: 'removed' })
  expect(table.state.members.get(ANN)).toMatchObject({ leftAt: 5000, party: ALPHA })
  table.seat(ANN, 'representative', ALPHA)
  expect(table.state.members.get(ANN)).toMatchObject({ leftAt: null, joinedAt: 1000 })
})

test('[LED-22] an invite is known from the broker’s stream until it is revoked', () => {
  const table = seatedTable()
  const invite = id('invite')
  table.tell({ type: 'invite.created', invite, role: 'observer', party: null, expiresAt: 9, maxUses: 2 }, 'broker')
  expect(table.state.invites.get(invite)).toEqual({
    id: invite,
    role: 'observer',
    party: null,
    expiresAt: 9,
    maxUses: 2,
    revoked: false,
  })
  table.tell({ type: 'invite.revoked', invite }, 'broker')
  expect(table.state.invites.get(invite)?.revoked).toBe(true)
})
