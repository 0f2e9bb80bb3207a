import type { Browser } from 'playwright'
import { startPartnership } from './acts.ts'
import { openBrowser, type Person, sitDown } from './people.ts'
import { TestServer } from './server.ts'

/** Starts the sample partnership from the home page and answers its address. */
export function startSample(
  person: Person,
  url: string,
  { broker = 'Zuhura', purpose = 'Fresh water for the delta in March.' } = {},
): Promise<string> {
  return startPartnership(person, url, {
    name: 'Mirata Basin Compact',
    purpose,
    broker,
    host: 'Institute of Hydrology',
    begin: /The sample partnership/,
  })
}

/** Where most journeys begin: a server and a browser of their own, and a broker at a desk who has just started the sample. */
export async function openSample(): Promise<{ server: TestServer; browser: Browser; broker: Person; table: string }> {
  const server = await TestServer.start()
  const browser = await openBrowser()
  const broker = await sitDown(browser, 'desktop')
  return { server, browser, broker, table: await startSample(broker, server.url) }
}
