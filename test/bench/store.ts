import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts'
import { quantile } from './stats.ts'

/** Appends of ~100 bytes: closed loop for throughput, then 2,000 a second for the time to written and to synced. */
export async function benchStore(seconds: number): Promise<Record<string, number | string>> {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-bench-'))
  const store = await openSqliteStore(folder)
  const batch = (document: string, count: number) => ({
    document,
    updates: Array.from({ length: count }, () => ({ bytes: new Uint8Array(100).fill(7), member: 'm', at: 1 })),
    leases: [],
  })
  try {
    let rows = 0
    const end = performance.now() + seconds * 1000
    const start = performance.now()
    const worker = async (document: string): Promise<void> => {
      while (performance.now() < end) {
        await store.append(batch(document, 10)).synced
        rows += 10
      }
    }
    await Promise.all(Array.from({ length: 64 }, (_, n) => worker(`d${n}`)))
    const perSecond = Math.round(rows / ((performance.now() - start) / 1000))

    const [written, synced]: [number[], number[]] = [[], []]
    let [stall, last] = [0, performance.now()]
    const open: Promise<unknown>[] = []
    const from = performance.now()
    for (let sent = 0; sent < seconds * 2000; ) {
      const now = performance.now()
      stall = Math.max(stall, now - last)
      last = now
      for (; sent < (now - from) * 2 && sent < seconds * 2000; sent++) {
        const at = performance.now()
        const appended = store.append(batch(`d${sent % 20}`, 1))
        open.push(
          appended.written.then(() => written.push(performance.now() - at)),
          appended.synced.then(() => synced.push(performance.now() - at)),
        )
      }
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    await Promise.all(open)
    return {
      bench: 'store',
      perSecond,
      writtenP50: quantile(written, 0.5),
      writtenP99: quantile(written, 0.99),
      syncedP50: quantile(synced, 0.5),
      syncedP99: quantile(synced, 0.99),
      loopStallMax: Math.round(stall * 10) / 10,
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
