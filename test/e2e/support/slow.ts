import type { CDPSession, Page } from 'playwright'

/** A slow phone's processor beside this machine's. */
const SLOWER = 4
/** The thin line of the budgets: 1.6 Mbit/s each way, 150 ms until the first byte of an answer. */
const THIN = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 }

/** A slow phone: takes its line away and gives it back. */
export type SlowPhone = { line(up: boolean): Promise<void>; session: CDPSession }

/** Slows a page's processor and line through the browser's own tools, which also hold for sockets. */
export async function onSlowPhone(page: Page): Promise<SlowPhone> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, ...THIN })
  return {
    session,
    async line(up) {
      // The context's own switch reaches the worker, this session's the page: a line is away when both say so.
      await page.context().setOffline(!up)
      await session.send('Network.emulateNetworkConditions', { offline: !up, ...THIN })
    },
  }
}
