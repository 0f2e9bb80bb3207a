import { expect, test } from 'vitest'
import type { WholePartnership } from '../../server/ports.ts'
import { packWhole } from '../../server/adapters/whole-bytes.ts'
import type { StoreUnderTest } from './store.ts'

const ready = (seq: number, index: number): WholePartnership['entries'][number] => {
  const entry = { stream: 'partnership', seq, command: 'k1', index } as const
  return { ...entry, line: JSON.stringify(entry) }
}

/** The promise of `addWhole`, for one kind of store. */
export function wholeContract(kind: string, start: () => Promise<StoreUnderTest>): void {
  test(`[IMP-35] ${kind}: a whole partnership is stored all or nothing, and read back as it was given`, async () => {
    const { store, reopen, clean } = await start()
    const row = { id: 'w1', partnership: 'p9', boundary: 'partnership', role: 'canvas', kind: 'board' } as const
    const words = { commitment: 'c', salt: '0'.repeat(32), words: 'hello' }
    const more = { ...words, commitment: 'd' }
    const whole: WholePartnership = {
      partnership: 'p9',
      createdAt: 5,
      documents: [{ row, state: new Uint8Array([1, 2]) }],
      entries: [ready(1, 0), ready(2, 1)],
      texts: [words, more].map(row => ({ boundary: 'partnership', row }) as const),
    }

    await expect(store.addWhole(packWhole({ ...whole, entries: [ready(2, 1)] }))).rejects.toThrow()

    expect([await store.partnerships(), await store.document('w1')]).toEqual([[], null])
    await store.addWhole(packWhole(whole))
    const later = reopen ? await reopen() : store
    expect(await later.partnerships()).toEqual(['p9'])
    expect((await later.load('w1')).updates.map(one => [...one])).toEqual([[1, 2]])
    expect((await later.entries('p9', 'partnership', 0, 9)).map(one => one.seq)).toEqual([1, 2])
    expect(await later.texts('p9', 'partnership', 0)).toEqual([words, more])
    expect(await later.texts('p9', 'partnership', 0, 1)).toEqual([words])
    expect(await later.texts('p9', 'partnership', 1, 5)).toEqual([more])
    await clean()
  })
}
