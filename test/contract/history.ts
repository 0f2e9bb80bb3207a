import { afterEach, describe, expect, test } from 'vitest'
import { unpackHistory } from '../../server/adapters/history-bytes.ts'
import type { Store } from '../../server/ports.ts'
import { STRETCH } from '../../shared/history/stretches.ts'
import type { StoreUnderTest } from './store.ts'

const FAR = Number.MAX_SAFE_INTEGER

/** Every promise of the `HistoryLog` port, for one kind of store. */
export function historyContract(kind: string, start: () => Promise<StoreUnderTest>): void {
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
    const add = (store: Store, value: number, member: string | null, at: number, document = 'a'): Promise<void> =>
      store.append({ document, updates: [{ bytes: new Uint8Array([value]), member, at }], leases: [] }).synced
    const compact = async (store: Store, document = 'a'): Promise<void> =>
      store.compact(document, (await store.load(document)).upTo, new Uint8Array([0]))
    const told = async (store: Store, upTo = FAR, from = 0) =>
      unpackHistory(await store.history('a', from, upTo)).map(({ bytes, member, at }) => [...bytes, member, at])

    test(`[HIS-12] ${kind}: every update keeps its author and its time, compacted or not`, async () => {
      const { store, again } = await begin()
      await add(store, 1, 'ann', 100)
      await add(store, 9, 'ann', 100, 'b')
      await add(store, 2, null, 90)
      await compact(store)
      await add(store, 3, 'bo', 200)
      const later = await again()
      expect(await told(later)).toEqual([
        [1, 'ann', 100],
        [2, null, 90],
        [3, 'bo', 200],
      ])
      const { base, stretches } = await later.historyOutline('a')
      expect([base, stretches]).toEqual([
        0,
        [
          {
            first: 1,
            last: 2,
            startedAt: 100,
            endedAt: 90,
            authors: [
              { member: 'ann', edits: 1 },
              { member: null, edits: 1 },
            ],
          },
          { first: 3, last: 3, startedAt: 200, endedAt: 200, authors: [{ member: 'bo', edits: 1 }] },
        ],
      ])
      expect((await later.historyOutline('none')).stretches).toEqual([])
    })

    test(`[HIS-12] ${kind}: stretches end by a pause and by their length, and are read no further than asked`, async () => {
      const { store } = await begin()
      await add(store, 1, 'ann', 0)
      await add(store, 2, 'ann', STRETCH.pause)
      await add(store, 3, 'ann', 2 * STRETCH.pause + 1)
      const updates = Array.from({ length: STRETCH.edits }, () => ({
        bytes: new Uint8Array([4]),
        member: 'bo',
        at: 2 * STRETCH.pause + 2,
      }))
      await store.append({ document: 'a', updates, leases: [] }).synced
      const bounds = (await store.historyOutline('a')).stretches.map(({ first, last }) => [first, last])
      expect(bounds).toEqual([
        [1, 2],
        [3, 2 + STRETCH.edits],
        [3 + STRETCH.edits, 3 + STRETCH.edits],
      ])
      expect((await told(store, 2)).length).toBe(2)
      expect((await told(store, 3)).length).toBe(2 + STRETCH.edits)
    })

    test(`[HIS-18] ${kind}: a long past is read from the last state that is kept before it, until that is pruned too`, async () => {
      const { store, again } = await begin()
      const write = async (count: number, state: number): Promise<void> => {
        const updates = Array.from({ length: count }, () => ({ bytes: new Uint8Array([state]), member: 'bo', at: 0 }))
        await store.append({ document: 'a', updates, leases: [] }).synced
        await store.compact('a', (await store.load('a')).upTo, new Uint8Array([state]))
      }
      for (const state of [1, 2, 3]) await write(2_000, state)
      await write(300, 4)
      const later = await again()
      const from = async (point: number) => {
        const { base, chunks } = await later.history('a', point, point)
        return [base && [base.point, ...base.bytes], chunks.map(({ last }) => last).at(-1) ?? null]
      }
      expect(await from(1_999)).toEqual([null, 2_000])
      expect(await from(2_000)).toEqual([[2_000, 1], null])
      expect(await from(5_100)).toEqual([[4_000, 2], 5_500])
      expect(await from(6_300)).toEqual([[6_000, 3], 6_300])
      expect((await told(later, 4_001, 4_000)).length).toBe(500)
      await later.pruneHistory('a', 4_500, new Uint8Array([9]))
      expect(await from(4_600)).toEqual([[4_500, 9], 5_000])
      expect(await from(6_100)).toEqual([[6_000, 3], 6_300])
      await later.pruneHistory('a', 5_000, new Uint8Array([8]), 'forget-states')
      expect(await from(6_100)).toEqual([[5_000, 8], 6_300])
    })

    test(`[HIS-13] ${kind}: a pruned past begins at its base, and only what was compacted can be pruned`, async () => {
      const { store, again } = await begin()
      await add(store, 1, 'ann', 0)
      await compact(store)
      await add(store, 2, 'bo', 10)
      await expect(store.pruneHistory('a', 2, new Uint8Array([7]))).rejects.toThrow(RangeError)
      await store.pruneHistory('a', 1, new Uint8Array([7]))
      await compact(store)
      const later = await again()
      const { base } = await later.history('a', 0, FAR)
      expect([base?.point, [...(base?.bytes ?? [])], await told(later)]).toEqual([1, [7], [[2, 'bo', 10]]])
      const { base: from, stretches } = await later.historyOutline('a')
      expect([from, stretches.map(({ first, last }) => [first, last])]).toEqual([1, [[2, 2]]])
      await later.pruneHistory('a', 2, new Uint8Array([8]))
      await add(later, 3, 'ann', 20)
      expect((await later.historyOutline('a')).stretches.map(({ first, last }) => [first, last])).toEqual([[3, 3]])
    })
  })
}
