import { afterEach, describe, expect, test } from 'vitest'
import type { Entry, TextRow } from '../../shared/ledger/facts.ts'
import type { InviteRow, RecoveryRow, Store } from '../../server/ports.ts'

/** A store under test. `reopen` closes it and opens what is on disk; null where nothing outlives the process. */
export type StoreUnderTest = { store: Store; reopen: (() => Promise<Store>) | null; clean: () => Promise<void> }

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)
const plain = (list: readonly Uint8Array[]): number[][] => list.map(one => [...one])
const addTo = (store: Store, value: number): Promise<void> =>
  store.append({ document: 'a', updates: [{ bytes: bytes(value), member: null, at: 1 }], leases: [] }).synced
const text = (words: string): TextRow => ({ commitment: `c-${words}`, salt: '0'.repeat(32), words })

function entry(seq: number, command: string, over: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    stream: 'partnership',
    partnership: 'p1',
    seq,
    at: 1000 + seq,
    command,
    index: 0,
    actor: 'm1',
    role: 'broker',
    party: null,
    fact: { type: 'document.archived', document: `d${seq}` },
    prev: null,
    sig: null,
    keyId: null,
    seenHead: null,
    nonce: null,
    ...over,
  }
}

const invite = (id: string, over: Partial<InviteRow> = {}): InviteRow => ({
  id,
  partnership: 'p1',
  secretHash: `s-${id}`,
  codeHash: `c-${id}`,
  role: 'contributor',
  party: null,
  expiresAt: 1000,
  maxUses: 2,
  uses: 0,
  lobby: false,
  revokedAt: null,
  createdBy: 'm1',
  createdAt: 1,
  ...over,
})

const recovery = (secretHash: string, over: Partial<RecoveryRow> = {}): RecoveryRow => ({
  secretHash,
  partnership: 'p1',
  member: 'm1',
  issuedBy: null,
  lentAs: null,
  createdAt: 1,
  expiresAt: 100,
  usedAt: null,
  replacedAt: null,
  ...over,
})

/** Every promise of the `Store` port, for one kind of store. */
export function storeContract(kind: string, start: () => Promise<StoreUnderTest>): void {
  describe(kind, () => {
    let open: StoreUnderTest | null = null
    const begin = async (): Promise<{ store: Store; again: () => Promise<Store> }> => {
      open = await start()
      const { store, reopen } = open
      return { store, again: async () => (reopen ? reopen() : store) }
    }
    afterEach(async () => {
      await open?.clean()
      open = null
    })

    test(`[STO-1] ${kind}: updates come back in the order they were appended, with their leases`, async () => {
      const { store, again } = await begin()
      const first = store.append({
        document: 'a',
        updates: [
          { bytes: bytes(1), member: 'm1', at: 1 },
          { bytes: bytes(2, 2), member: null, at: 2 },
        ],
        leases: [{ clientId: 7000, member: 'm1' }],
      })
      const other = store.append({ document: 'b', updates: [{ bytes: bytes(9), member: 'm2', at: 3 }], leases: [] })
      const third = store.append({
        document: 'a',
        updates: [{ bytes: bytes(3), member: 'm1', at: 4 }],
        leases: [{ clientId: 7001, member: 'm2' }],
      })
      await Promise.all([first, other, third].flatMap(({ written, synced }) => [written, synced]))

      const loaded = await (await again()).load('a')
      expect(plain(loaded.updates)).toEqual([[1], [2, 2], [3]])
      expect(loaded.snapshot).toBeNull()
      expect(loaded.leases.toSorted((x, y) => x.clientId - y.clientId)).toEqual([
        { clientId: 7000, member: 'm1' },
        { clientId: 7001, member: 'm2' },
      ])
    })

    test(`[STO-2] ${kind}: what is appended is written before it is synced, and can be read once written`, async () => {
      const { store } = await begin()
      const order: string[] = []
      const { written, synced } = store.append({
        document: 'a',
        updates: [{ bytes: bytes(1), member: null, at: 1 }],
        leases: [],
      })
      await Promise.all([synced.then(() => order.push('synced')), written.then(() => order.push('written'))])
      expect(order).toEqual(['written', 'synced'])
      expect(plain((await store.load('a')).updates)).toEqual([[1]])
    })

    test(`[STO-3] ${kind}: the caller's bytes may change after the append`, async () => {
      const { store } = await begin()
      const mine = bytes(1, 2, 3)
      const { synced } = store.append({ document: 'a', updates: [{ bytes: mine, member: null, at: 1 }], leases: [] })
      mine.fill(0)
      await synced
      expect(plain((await store.load('a')).updates)).toEqual([[1, 2, 3]])
    })

    test(`[STO-4] ${kind}: a lease stays with the member who had it first`, async () => {
      const { store, again } = await begin()
      for (const member of ['m1', 'm2'])
        await store.append({ document: 'a', updates: [], leases: [{ clientId: 7000, member }] }).synced
      expect((await (await again()).load('a')).leases).toEqual([{ clientId: 7000, member: 'm1' }])
    })

    test(`[GRD-76] ${kind}: what came back after a power loss is kept with who brought it, through compaction`, async () => {
      const { store, again } = await begin()
      const recovered = [{ clientId: 7000, clock: 3, length: 2, via: 'm2' }]
      await store.append({ document: 'a', updates: [{ bytes: bytes(1), member: 'm2', at: 1 }], leases: [], recovered })
        .synced
      await store.compact('a', (await store.load('a')).upTo, bytes(12))
      const reopened = await again()
      expect((await reopened.load('a')).recovered).toEqual(recovered)
      expect((await reopened.load('b')).recovered ?? []).toEqual([])
    })

    test(`[STO-5] ${kind}: compaction replaces the log up to a place and keeps what came after`, async () => {
      const { store, again } = await begin()
      for (const value of [1, 2]) await addTo(store, value)
      const { upTo } = await store.load('a')
      await addTo(store, 3)
      await store.compact('a', upTo, bytes(12), { vector: bytes(7), deletes: bytes(8) })
      await addTo(store, 4)

      const reopened = await again()
      const loaded = await reopened.load('a')
      expect(plain([loaded.snapshot!, loaded.edge!.vector, loaded.edge!.deletes])).toEqual([[12], [7], [8]])
      expect(plain(loaded.updates)).toEqual([[3], [4]])
      expect(loaded.upTo).toBeGreaterThan(upTo)

      await reopened.compact('a', loaded.upTo, bytes(13))
      expect(await reopened.load('a')).toMatchObject({ edge: null, updates: [] })
    })

    test(`[STO-6] ${kind}: a compaction to a place that the log has not, or had before, is refused and changes nothing`, async () => {
      const { store } = await begin()
      for (const value of [1, 2]) await addTo(store, value)
      const { upTo } = await store.load('a')
      await expect(store.compact('a', upTo + 1, bytes(0))).rejects.toThrow(RangeError)
      await store.compact('a', upTo, bytes(12))
      await expect(store.compact('a', upTo - 1, bytes(1))).rejects.toThrow(RangeError)
      const after = await store.load('a')
      expect([...(after.snapshot ?? [])]).toEqual([12])
      expect(after.upTo).toBe(upTo)
    })

    test(`[STO-7] ${kind}: facts are appended all or none, across streams, with their words`, async () => {
      const { store, again } = await begin()
      const entries = [entry(1, 'k1'), entry(1, 'k1', { stream: 'broker', index: 1 })]
      expect(
        await store.appendFacts('p1', entries, [
          { boundary: 'broker', row: text('quiet') },
          { boundary: 'partnership', row: text('loud') },
        ]),
      ).toEqual({ type: 'appended' })
      expect(
        await store.appendFacts(
          'p1',
          [entry(2, 'k2'), entry(1, 'k2', { stream: 'broker', index: 1 })],
          [{ boundary: 'partnership', row: text('lost') }],
        ),
      ).toEqual({ type: 'seq-taken' })

      const later = await again()
      expect(await later.entries('p1', 'partnership', 0, 100)).toEqual([entries[0]])
      expect(await later.entries('p1', 'broker', 0, 100)).toEqual([entries[1]])
      expect(await later.texts('p1', 'partnership', 0)).toEqual([text('loud')])
      expect(await later.texts('p1', 'broker', 0)).toEqual([text('quiet')])
      expect(await later.texts('p1', 'broker', 1)).toEqual([])
      expect((await later.streams('p1')).toSorted()).toEqual(['broker', 'partnership'])
      expect(await later.streams('p2')).toEqual([])
    })

    test(`[STO-8] ${kind}: of two writers at one seq exactly one succeeds, and a seq never leaves a gap`, async () => {
      const { store } = await begin()
      const answers = await Promise.all(
        ['k1', 'k2', 'k3'].map(command => store.appendFacts('p1', [entry(1, command)], [])),
      )
      expect(answers.map(({ type }) => type).toSorted()).toEqual(['appended', 'seq-taken', 'seq-taken'])
      await expect(store.appendFacts('p1', [entry(3, 'k4')], [])).rejects.toThrow('gap')
      expect(await store.entries('p1', 'partnership', 0, 10)).toHaveLength(1)
    })

    test(`[STO-9] ${kind}: a command is answered once; again it is known with its highest seq`, async () => {
      const { store, again } = await begin()
      await store.appendFacts('p1', [entry(1, 'k1'), entry(2, 'k1', { index: 1 })], [])
      const later = await again()
      expect(await later.appendFacts('p1', [entry(3, 'k1')], [])).toEqual({ type: 'command-known', seq: 2 })
      expect(await later.seqOfCommand('p1', 'k1')).toBe(2)
      expect(await later.seqOfCommand('p1', 'k2')).toBeNull()
      expect(await later.seqOfCommand('p2', 'k1')).toBeNull()
    })

    test(`[COM-10] ${kind}: words are erased in the same act as the facts that say so, and their rows keep their place`, async () => {
      const { store, again } = await begin()
      const rows = ['one', 'two', 'three'].map(words => ({ boundary: 'partnership' as const, row: text(words) }))
      const inner = { boundary: 'broker' as const, row: text('one') }
      await store.appendFacts('p1', [entry(1, 'k1')], [...rows, inner])
      await store.appendFacts('p2', [entry(1, 'k1')], rows)
      const gone = ['c-one', 'c-three', 'c-unknown'].map(commitment => ({
        boundary: 'partnership' as const,
        commitment,
      }))
      expect(await store.appendFacts('p1', [entry(1, 'k2')], [], gone)).toEqual({ type: 'seq-taken' })
      expect(await store.texts('p1', 'partnership', 0)).toEqual(rows.map(({ row }) => row))
      await store.appendFacts('p1', [entry(2, 'k2')], [], gone)
      await store.appendFacts('p1', [entry(3, 'k3')], [], gone)
      const later = await again()
      expect(await later.texts('p1', 'partnership', 0)).toEqual([null, text('two'), null])
      expect(await later.texts('p1', 'partnership', 1)).toEqual([text('two'), null])
      expect(await later.texts('p1', 'broker', 0)).toEqual([text('one')])
      expect(await later.texts('p2', 'partnership', 0)).toHaveLength(3)
      expect(await later.entries('p1', 'partnership', 0, 9)).toHaveLength(3)
    })

    test(`[STO-10] ${kind}: entries come in pages, byte for byte as they were appended`, async () => {
      const { store } = await begin()
      const entries = [1, 2, 3, 4, 5].map(seq => entry(seq, `k${seq}`))
      for (const one of entries) await store.appendFacts('p1', [one], [])
      expect(await store.entries('p1', 'partnership', 1, 2)).toEqual(entries.slice(1, 3))
      expect(await store.entries('p1', 'partnership', 5, 2)).toEqual([])
    })

    test(`[STO-11] ${kind}: an invite counts its uses and stops when used up, expired or revoked`, async () => {
      const { store, again } = await begin()
      await store.addInvite(invite('i1'))
      await store.addInvite(invite('i2'))
      expect(await Promise.all([1, 2, 3].map(() => store.useInvite('i1', 999)))).toEqual([true, true, false])
      expect(await store.useInvite('i2', 1000)).toBe(false)
      await store.revokeInvite('i2', 500)
      await store.revokeInvite('i2', 600)
      const later = await again()
      expect(await later.useInvite('i2', 700)).toBe(false)
      expect(await later.useInvite('unknown', 700)).toBe(false)
      expect(await later.inviteBySecret('s-i1')).toEqual(invite('i1', { uses: 2 }))
      expect(await later.inviteByCode('c-i2')).toEqual(invite('i2', { revokedAt: 500 }))
      expect((await later.invites('p1')).map(({ id }) => id)).toEqual(['i1', 'i2'])
    })

    test(`[STO-12] ${kind}: a session holds one membership of each partnership and loses it when the member is dropped`, async () => {
      const { store, again } = await begin()
      await store.addSession({ id: 's1', secretHash: 'h1', createdAt: 1, lastSeenAt: 1, shared: true })
      await store.addMembership('s1', 'p1', 'm1')
      await store.addMembership('s1', 'p2', 'm2')
      await store.addMembership('s1', 'p2', 'm3')
      await store.touchSession('s1', 9)
      const later = await again()
      expect(await later.sessionBySecret('h1')).toEqual({
        id: 's1',
        secretHash: 'h1',
        createdAt: 1,
        lastSeenAt: 9,
        shared: true,
        memberships: [
          { partnership: 'p1', member: 'm1', home: null, lentAs: null },
          { partnership: 'p2', member: 'm3', home: null, lentAs: null },
        ],
      })
      await later.dropMember('p1', 'm1')
      expect((await later.sessionBySecret('h1'))?.memberships).toEqual([
        { partnership: 'p2', member: 'm3', home: null, lentAs: null },
      ])
      await later.dropSession('s1')
      expect(await later.sessionBySecret('h1')).toBeNull()
    })

    test(`[HOM-20] ${kind}: who sits in another's seat is back in their own when that seat ends, and goes with their own`, async () => {
      const { store, again } = await begin()
      await store.addSession({ id: 's1', secretHash: 'h1', createdAt: 1, lastSeenAt: 1, shared: false })
      await store.addMembership('s1', 'p1', 'seat', 'own', 'observer')
      const later = await again()
      const memberships = async () => (await later.sessionBySecret('h1'))?.memberships
      expect(await memberships()).toEqual([{ partnership: 'p1', member: 'seat', home: 'own', lentAs: 'observer' }])
      await later.dropMember('p1', 'seat')
      expect(await memberships()).toEqual([{ partnership: 'p1', member: 'own', home: null, lentAs: 'observer' }])
      await later.addMembership('s1', 'p1', 'other', 'own')
      await later.dropMember('p1', 'own')
      expect(await memberships()).toEqual([])
    })

    test(`[STO-13] ${kind}: a recovery link works once; a token until it is revoked`, async () => {
      const { store, again } = await begin()
      await store.addRecovery(recovery('r1'))
      await store.addToken({
        id: 't1',
        tokenHash: 'th',
        partnership: 'p1',
        member: 'm1',
        scopes: ['read', 'write'],
        lentAs: 'contributor',
        expiresAt: null,
        revokedAt: null,
      })
      const redeemed = await Promise.all([store.redeemRecovery('r1', 5), store.redeemRecovery('r1', 6)])
      expect(redeemed.filter(Boolean)).toEqual([recovery('r1', { usedAt: 5 })])
      await store.revokeToken('t1', 7)
      const later = await again()
      expect(await later.redeemRecovery('r1', 8)).toBeNull()
      expect(await later.recovery('r1')).toEqual(recovery('r1', { usedAt: 5 }))
      expect(await later.tokenByHash('th')).toMatchObject({
        id: 't1',
        scopes: ['read', 'write'],
        lentAs: 'contributor',
        revokedAt: 7,
      })
      expect(await later.tokens('p1')).toHaveLength(1)
    })

    test(`[STO-30] ${kind}: a recovery link ends when a newer one replaces it and when its time is over`, async () => {
      const { store, again } = await begin()
      for (const row of [
        recovery('r1', { issuedBy: 'm2', lentAs: 'observer' }),
        recovery('r2', { member: 'm2' }),
        recovery('r3'),
      ])
        await store.addRecovery(row)
      await store.redeemRecovery('r3', 4)
      await store.replaceRecoveries('p1', 'm1', 5)
      await store.replaceRecoveries('p1', 'm1', 6)
      const later = await again()
      expect(await later.recovery('r1')).toEqual(recovery('r1', { issuedBy: 'm2', lentAs: 'observer', replacedAt: 5 }))
      expect(await later.recovery('r3')).toEqual(recovery('r3', { usedAt: 4 }))
      expect(await later.redeemRecovery('r1', 7)).toBeNull()
      expect(await later.redeemRecovery('r2', 100)).toBeNull()
      expect(await later.redeemRecovery('r2', 99)).toEqual(recovery('r2', { member: 'm2', usedAt: 99 }))
      expect(await later.recovery('r9')).toBeNull()
    })

    test(`[STO-31] ${kind}: a member's settings are kept, replaced, listed by partnership and erased`, async () => {
      const { store, again } = await begin()
      const row = (member: string, language: string, partnership = 'p1') => ({
        partnership,
        member,
        language,
        timeZone: 'Africa/Nairobi',
        at: 1,
      })
      await store.setMemberSettings(row('m1', 'sw'))
      await store.setMemberSettings(row('m1', 'ar'))
      await store.setMemberSettings(row('m2', 'fr'))
      await store.setMemberSettings(row('m1', 'en', 'p2'))
      const later = await again()
      expect(new Set(await later.memberSettings('p1'))).toEqual(new Set([row('m1', 'ar'), row('m2', 'fr')]))
      await later.eraseMemberSettings('p1', 'm1')
      expect(await later.memberSettings('p1')).toEqual([row('m2', 'fr')])
      expect(await later.memberSettings('p2')).toEqual([row('m1', 'en', 'p2')])
    })

    test(`[STO-14] ${kind}: partnerships and documents are listed in the order they were made; the same id twice is an error`, async () => {
      const { store, again } = await begin()
      await store.addPartnership('p1', 1)
      await store.addPartnership('p2', 2)
      const rows = ['d2', 'd1'].map(id => ({
        id,
        partnership: 'p1',
        boundary: 'broker' as const,
        role: 'canvas' as const,
        kind: 'board' as const,
      }))
      for (const row of rows) await store.addDocument(row)
      await expect(store.addDocument(rows[0]!)).rejects.toThrow()
      const later = await again()
      expect(await later.partnerships()).toEqual(['p1', 'p2'])
      expect([await later.hasPartnership('p2'), await later.hasPartnership('p3')]).toEqual([true, false])
      expect(await later.documents('p1')).toEqual(rows)
      expect(await later.document('d1')).toEqual(rows[1])
      expect(await later.document('d9')).toBeNull()
    })
  })
}
