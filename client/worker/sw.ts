import type { EntryQuestion, Release, WorkerWish } from './release.ts'
import { answerFor, fileOf, pageOf, shelve, shelveRest, type ShelfParts, shelveUsed, tidy } from './shelf.ts'

/** The parts of a service worker's world that are used here; TypeScript's DOM library describes pages only. */
type Waiting = Event & { waitUntil(task: Promise<unknown>): void }
type Asked = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Told = Waiting & { data: unknown }
type Tab = { postMessage(message: EntryQuestion, transfer: readonly MessagePort[]): void }
type Scope = {
  location: { origin: string }
  clients: { claim(): Promise<void>; matchAll(options: object): Promise<readonly Tab[]> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
}

/** Put in by the build. */
declare const RELEASE: Release
const release = RELEASE

/** How long a page may take to say which release it is of, in milliseconds. Pages of the background are slow. */
const ANSWER_WITHIN = 3_000

const scope = globalThis as unknown as Scope
const parts: ShelfParts = { caches, fetch: (address, init) => fetch(address, init) }

scope.addEventListener('install', event => event.waitUntil(shelve(parts, release)))

scope.addEventListener('activate', event => event.waitUntil(scope.clients.claim().then(clean)))

scope.addEventListener('message', event => {
  const wish = event.data as WorkerWish
  if (wish.type === 'take-over') event.waitUntil(scope.skipWaiting())
  if (wish.type === 'keep') event.waitUntil(shelveUsed(parts, release, wish.files))
  if (wish.type === 'fetch-ahead') event.waitUntil(shelveRest(parts, release).then(clean))
})

scope.addEventListener('fetch', event => {
  const { request } = event
  const kind = answerFor(request, scope.location.origin, release)
  if (kind === null) return
  const kept = kind === 'page' ? pageOf(parts, release, request.url) : fileOf(parts, release, request.url)
  // A broken cache must never be worse than none.
  event.respondWith(kept.catch(() => undefined).then(answer => answer ?? fetch(request)))
})

/** Old code stays as long as a page uses it: each page is asked, and while one does not answer everything stays. */
async function clean(): Promise<void> {
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const entries = await Promise.all(tabs.map(entryOf))
  const known = entries.filter(entry => entry !== null)
  await tidy(parts, release, known.length === entries.length ? known : null)
}

function entryOf(tab: Tab): Promise<string | null> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    const timer = setTimeout(() => resolve(null), ANSWER_WITHIN)
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(timer)
      resolve(typeof data === 'string' ? data : null)
    }
    tab.postMessage({ type: 'which-entry' }, [port2])
  })
}
