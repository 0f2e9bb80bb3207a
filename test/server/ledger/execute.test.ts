import { expect, test } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { verifyStream } from '../../../shared/ledger/chain.ts'
import type { Command } from '../../../shared/ledger/commands.ts'
import type { Store } from '../../../server/ports.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { bench, FakeClock, FakeSync, ledgerOver, openCommand, takeCommand, writeDraft } from './bench.ts'

const allEntries = (store: Store, partnership: string) => store.entries(partnership, 'partnership', 0, 10_000)
const rename = (name: string): Command => ({ id: newId(), type: 'partnership.rename', name, purpose: '' })

test('[LED-23] a command is one fact however often it is sent, and each answer is the same', async () => {
  const on = await bench()
  const draft = writeDraft(on)
  const open = openCommand(on, draft)
  const first = await on.ledger.execute(on.partnership, on.broker, open)
  expect(first).toMatchObject({ ok: true })
  const before = (await allEntries(on.store, on.partnership)).length
  const again = await Promise.all([1, 2, 3].map(() => on.ledger.execute(on.partnership, on.broker, open)))
  expect(again).toEqual([first, first, first])
  const restarted = ledgerOver(on.store, on.clock, on.sync)
  expect(await restarted.execute(on.partnership, on.broker, open)).toEqual(first)
  expect(await allEntries(on.store, on.partnership)).toHaveLength(before)
})

test('[LED-24] the server freezes its own reading of the draft and refuses a hash of any other words', async () => {
  const on = await bench()
  const draft = writeDraft(on)
  const stale = { ...draft, textHash: draft.textHash }
  const { textHash } = writeDraft(on, 'We meet on Fridays.', draft.proposal)
  const refused = await on.ledger.execute(on.partnership, on.broker, openCommand(on, stale))
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'text-changed' } })
  expect(await on.ledger.execute(on.partnership, on.broker, openCommand(on, { ...draft, textHash }))).toMatchObject({
    ok: true,
  })
  const version = (await on.ledger.state(on.partnership)).proposals.get(draft.proposal)!.versions[0]!
  expect(version.textHash).toBe(textHash)
  expect(await on.ledger.words(on.partnership, version.title)).toBe('Tuesdays')
  expect(await on.ledger.words(on.partnership, version.text)).toBe('We meet on Fridays.')
})

test('[LED-25] the server rules on the member whom the ledger knows now, not on what a session still says', async () => {
  const on = await bench()
  const forged = { ...on.reps[0], role: 'broker' as const }
  expect(await on.ledger.execute(on.partnership, forged, rename('Mine'))).toMatchObject({
    refusal: { code: 'not-allowed' },
  })
  const stranger = { member: newId(), role: 'broker' as const, party: null }
  expect(await on.ledger.execute(on.partnership, stranger, rename('Mine'))).toMatchObject({
    refusal: { code: 'not-allowed' },
  })
  const left = { type: 'member.left' as const, member: on.broker.member, how: 'left' as const }
  await on.ledger.record(on.partnership, [{ boundary: 'partnership', fact: left }], {
    actor: null,
    role: null,
    party: null,
  })
  expect(await on.ledger.execute(on.partnership, on.broker, rename('Mine'))).toMatchObject({
    refusal: { code: 'not-allowed' },
  })
})

test('[LED-26] two servers write at once: each act gets its own seq, nothing is lost and the chain is whole', async () => {
  const store = createMemoryStore()
  const on = await bench({ store })
  const other = ledgerOver(store, new FakeClock(), new FakeSync())
  await other.state(on.partnership)
  const commands = Array.from({ length: 20 }, (_, at) => rename(`Name ${at}`))
  const answers = await Promise.all(
    commands.map((command, at) => (at % 2 ? on.ledger : other).execute(on.partnership, on.broker, command)),
  )
  expect(new Set(answers.map(answer => answer.ok && answer.value.seq)).size).toBe(20)
  const entries = await allEntries(store, on.partnership)
  expect(verifyStream(entries)).toMatchObject({ ok: true })
  expect(entries.filter(entry => entry.fact.type === 'partnership.renamed')).toHaveLength(20)
  expect(await ledgerOver(store).state(on.partnership)).toEqual(
    await ledgerOver(store, new FakeClock()).state(on.partnership),
  )
})

test('[LED-27] after a lost race a command is decided again and may be refused now', async () => {
  const store = createMemoryStore()
  const on = await bench({ store })
  const other = ledgerOver(store, on.clock, on.sync)
  const draft = writeDraft(on)
  await on.ledger.execute(on.partnership, on.broker, openCommand(on, draft))
  await other.state(on.partnership)
  await on.ledger.execute(on.partnership, on.broker, {
    id: newId(),
    type: 'proposal.withdraw',
    proposal: draft.proposal,
    reason: null,
  })
  // The other server has not heard of the withdrawal when it decides.
  expect((await other.state(on.partnership)).proposals.get(draft.proposal)?.status).toBe('open')
  const late = await other.execute(on.partnership, on.reps[0], takeCommand(draft, 'consent'))
  expect(late).toMatchObject({ ok: false, refusal: { code: 'proposal-closed' } })
})

test('[LED-28] a write that fails leaves nothing half known: the next act reads the store again', async () => {
  const memory = createMemoryStore()
  let mode: 'well' | 'before' | 'after' = 'well'
  const store: Store = {
    ...memory,
    async appendFacts(...given) {
      if (mode === 'before') throw new Error('disk full')
      const answer = await memory.appendFacts(...given)
      if (mode === 'after') throw new Error('answer lost')
      return answer
    },
  }
  const on = await bench({ store })
  const [lost, kept] = [rename('Lost'), rename('Kept')]
  mode = 'before'
  await expect(on.ledger.execute(on.partnership, on.broker, lost)).rejects.toThrow('disk full')
  mode = 'after'
  await expect(on.ledger.execute(on.partnership, on.broker, kept)).rejects.toThrow('answer lost')
  mode = 'well'
  const { partnership } = await on.ledger.state(on.partnership)
  expect(await on.ledger.words(on.partnership, partnership!.name)).toBe('Kept')
  expect(await on.ledger.execute(on.partnership, on.broker, kept)).toMatchObject({ ok: true })
  expect(
    (await allEntries(store, on.partnership)).filter(entry => entry.fact.type === 'partnership.renamed'),
  ).toHaveLength(1)
})

test('[LED-29] one record may span several boundaries, and a command id is good once for the server too', async () => {
  const on = await bench()
  const by = { actor: null, role: null, party: null, command: newId(), at: 5 }
  const invite = newId()
  const drafts = [
    { boundary: 'broker' as const, fact: { type: 'invite.revoked' as const, invite } },
    {
      boundary: 'partnership' as const,
      fact: { type: 'partnership.renamed' as const, name: { words: 'N' }, purpose: { words: '' } },
    },
  ]
  const first = await on.ledger.record(on.partnership, drafts, by)
  expect(await on.ledger.record(on.partnership, drafts, by)).toEqual(first)
  const broker = await on.store.entries(on.partnership, 'broker', 0, 10)
  expect(broker).toHaveLength(1)
  expect(broker[0]).toMatchObject({ seq: 1, prev: null, stream: 'broker', at: 5 })
  expect((await allEntries(on.store, on.partnership)).at(-1)).toMatchObject({
    seq: first.seq,
    stream: 'partnership',
    index: 1,
  })
})

test('[LED-30] a stream whose chain is broken in the store is refused, not served', async () => {
  const memory = createMemoryStore()
  const on = await bench({ store: memory })
  const store: Store = {
    ...memory,
    async entries(...given) {
      const entries = await memory.entries(...given)
      return entries.map(entry => (entry.seq === 3 ? { ...entry, at: entry.at + 1 } : entry))
    },
  }
  await expect(ledgerOver(store).state(on.partnership)).rejects.toThrow(/at 4: prev-differs/)
})
