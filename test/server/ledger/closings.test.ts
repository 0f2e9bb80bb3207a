import { expect, test } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { createLedger } from '../../../server/ledger/ledger-service.ts'
import { bench, type Bench, FakeClock, keepingLog, openCommand, takeCommand, writeDraft } from './bench.ts'

const statusOf = async (on: Bench, proposal: string) =>
  (await on.ledger.state(on.partnership)).proposals.get(proposal)?.status

test('[DEC-27] the server closes a proposal at its time, with the positions it has, and signs as nobody', async () => {
  const on = await bench()
  await on.ledger.start()
  const draft = writeDraft(on)
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, draft))
  await on.ledger.execute(on.partnership, on.reps[0], takeCommand(draft, 'consent'))
  await on.clock.advance(3_599_999)
  expect(await statusOf(on, draft.proposal)).toBe('open')
  await on.clock.advance(1)
  expect(await statusOf(on, draft.proposal)).toBe('adopted')
  const last = (await on.store.entries(on.partnership, 'partnership', 0, 1000)).at(-1)!
  expect(last).toMatchObject({
    actor: null,
    role: null,
    fact: { type: 'decision.closed', early: false, notHeard: [on.parties[1]] },
  })
  expect(on.clock.waiting).toBe(0)
})

test('[DEC-28] what fell due while the server was away closes at its start, once', async () => {
  const store = createMemoryStore()
  const on = await bench({ store })
  const draft = writeDraft(on)
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, draft, 60_000))
  await on.clock.advance(120_000)
  expect(await statusOf(on, draft.proposal)).toBe('open')
  const ports = { store, sync: on.sync, clock: on.clock, log: keepingLog() }
  const [one, two] = [createLedger(ports), createLedger(ports)]
  await Promise.all([one.start(), two.start()])
  const closed = (await store.entries(on.partnership, 'partnership', 0, 1000)).filter(
    entry => entry.fact.type === 'decision.closed',
  )
  expect(closed).toHaveLength(1)
  expect((await two.state(on.partnership)).proposals.get(draft.proposal)?.status).toBe('not_adopted')
})

test('[DEC-28] of several that fell due together the one whose time came first closes first', async () => {
  const on = await bench()
  const [late, early] = [writeDraft(on), writeDraft(on)]
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, late, 90_000))
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, early, 60_000))
  await on.clock.advance(120_000)
  await on.ledger.start()
  const closed = (await on.store.entries(on.partnership, 'partnership', 0, 1000)).flatMap(({ fact }) =>
    fact.type === 'decision.closed' ? [fact.proposal] : [],
  )
  expect(closed).toEqual([early.proposal, late.proposal])
})

test('[DEC-29] closing times months away and closings that fail are kept in sight', async () => {
  const memory = createMemoryStore()
  let down = false
  const store = {
    ...memory,
    appendFacts: async (...given: Parameters<typeof memory.appendFacts>) => {
      if (down) throw new Error('disk full')
      return memory.appendFacts(...given)
    },
  }
  const on = await bench({ store })
  await on.ledger.start()
  const draft = writeDraft(on)
  const ninetyDays = 90 * 86_400_000
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, draft, ninetyDays))
  down = true
  await on.clock.advance(ninetyDays)
  expect(on.log.lines.some(line => line.startsWith('error a proposal could not be closed'))).toBe(true)
  down = false
  await on.clock.advance(10_000)
  expect(await statusOf(on, draft.proposal)).toBe('not_adopted')
})

test('[DEC-30] after stop nothing closes, and an unreadable ledger keeps no other from starting', async () => {
  const memory = createMemoryStore()
  const on = await bench({ store: memory })
  const bad = newId()
  await memory.addPartnership(bad, 1)
  const store = {
    ...memory,
    streams: async (partnership: string) => {
      if (partnership === bad) throw new Error('corrupt')
      return memory.streams(partnership)
    },
  }
  const clock = new FakeClock()
  const log = keepingLog()
  const ledger = createLedger({ store, sync: on.sync, clock, log })
  await ledger.start()
  expect(log.lines.join()).toContain('this ledger cannot be read')
  const draft = writeDraft(on)
  await ledger.execute(on.partnership, on.broker, openCommand(on, draft, 1000))
  expect(clock.waiting).toBe(1)
  ledger.stop()
  await clock.advance(5000)
  expect((await ledger.state(on.partnership)).proposals.get(draft.proposal)?.status).toBe('open')
})
