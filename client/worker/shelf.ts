import type { Release } from './release.ts'

/** What the shelf needs of the browser, so that tests bring their own. */
export type ShelfParts = {
  caches: Pick<CacheStorage, 'open' | 'keys' | 'match' | 'delete'>
  fetch(address: string, init?: RequestInit): Promise<Response>
}

/** What every cache of ours is called; the rest of the name is the release's id. */
const PREFIX = 'trestle-release-'
/** The one page of the application: kept under this name only, never under an address that somebody opened. */
const PAGE = '/index.html'
/** Present in a cache that holds all of its release. */
const WHOLE = '/whole'
const ANY_ENCODING = { ignoreVary: true } as const

/**
 * Puts a release on the shelf beside the ones that are there: its page and core, and all of it where the one before was
 * whole. Rejects, and so leaves the browser with the release before, when anything is missing or the page is another's.
 */
export async function shelve(parts: ShelfParts, release: Release): Promise<void> {
  const before = await wholeBefore(parts)
  const cache = await parts.caches.open(nameOf(release))
  await Promise.all([putPage(parts, cache, release), ...release.core.map(address => put(parts, cache, address))])
  if (before) await shelveRest(parts, release)
}

/** Puts the rest of a release on the shelf, one file at a time; what is there already is not fetched again. */
export async function shelveRest(parts: ShelfParts, release: Release): Promise<void> {
  const cache = await parts.caches.open(nameOf(release))
  if (await cache.match(WHOLE)) return
  for (const address of release.more) await put(parts, cache, address)
  await cache.put(WHOLE, new Response(''))
}

/** Keeps files of the build that a page fetched before there was a worker. */
export async function shelveUsed(parts: ShelfParts, release: Release, files: readonly string[]): Promise<void> {
  const cache = await parts.caches.open(nameOf(release))
  for (const address of files) if (address.startsWith('/assets/')) await put(parts, cache, address)
}

/** Takes releases off the shelf that are neither this one nor begun by one of these entry scripts; null: nobody knows, all stay. */
export async function tidy(parts: ShelfParts, release: Release, entries: readonly string[] | null): Promise<void> {
  if (entries === null) return
  for (const name of await parts.caches.keys()) {
    if (!name.startsWith(PREFIX) || name === nameOf(release)) continue
    const cache = await parts.caches.open(name)
    const used = await Promise.all(entries.map(entry => cache.match(entry, ANY_ENCODING)))
    if (used.every(one => one === undefined)) await parts.caches.delete(name)
  }
}

/** What kind of answer a request gets from this device: the page, a file of a build, or none: then it is the network's. */
export function answerFor(
  request: { method: string; mode: string; url: string },
  origin: string,
  release: Release,
): 'page' | 'file' | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return null
  if (request.mode === 'navigate') return isPage(url.pathname) ? 'page' : null
  return url.pathname.startsWith('/assets/') || release.core.includes(url.pathname) ? 'file' : null
}

/**
 * The page of this release, whatever address in the application was opened, with what this address needs next in its header;
 * undefined when the browser dropped it.
 */
export async function pageOf(parts: ShelfParts, release: Release, address: string): Promise<Response | undefined> {
  const page = await (await parts.caches.open(nameOf(release))).match(PAGE, ANY_ENCODING)
  if (!page) return undefined
  const headers = new Headers(page.headers)
  // The body on the shelf is unpacked.
  headers.delete('content-encoding')
  headers.delete('content-length')
  const [, first = ''] = new URL(address).pathname.split('/')
  const link = release.links[first]
  if (link) headers.set('link', link)
  else headers.delete('link')
  return new Response(page.body, { status: page.status, headers })
}

/** A file of this release or of one that a page still uses; one that was not kept yet is kept now. */
export async function fileOf(parts: ShelfParts, release: Release, address: string): Promise<Response> {
  const cache = await parts.caches.open(nameOf(release))
  const kept = (await cache.match(address, ANY_ENCODING)) ?? (await parts.caches.match(address, ANY_ENCODING))
  if (kept) return kept
  const answer = await parts.fetch(address)
  if (answer.status === 200 && new URL(address, 'http://any').pathname.startsWith('/assets/')) {
    // A full disk must not cost the page its file.
    await cache.put(address, answer.clone()).catch(() => {})
  }
  return answer
}

function nameOf(release: Release): string {
  return PREFIX + release.id
}

/** Addresses that the application's one page serves. Everything else is the server's, also what later versions add. */
function isPage(path: string): boolean {
  return /^\/(?:$|(?:j|join|recover)\/?$|p\/)/.test(path)
}

async function wholeBefore(parts: ShelfParts): Promise<boolean> {
  const names = (await parts.caches.keys()).filter(name => name.startsWith(PREFIX))
  const found = await Promise.all(names.map(async name => (await parts.caches.open(name)).match(WHOLE)))
  return found.some(one => one !== undefined)
}

async function putPage(parts: ShelfParts, cache: Cache, release: Release): Promise<void> {
  const page = await good(parts, '/', 'reload')
  // The server may have been renewed between its worker and its page: then this release is no more.
  if (!(await page.clone().text()).includes(release.entry)) throw new Error('the page is of another release')
  await cache.put(PAGE, page)
}

async function put(parts: ShelfParts, cache: Cache, address: string): Promise<void> {
  const hashed = address.startsWith('/assets/')
  if (hashed && (await cache.match(address, ANY_ENCODING))) return
  const kept = hashed ? await parts.caches.match(address, ANY_ENCODING) : undefined
  await cache.put(address, kept ?? (await good(parts, address, hashed ? 'default' : 'no-cache')))
}

async function good(parts: ShelfParts, address: string, cache: RequestCache): Promise<Response> {
  const answer = await parts.fetch(address, { cache, credentials: 'omit' })
  if (answer.status !== 200 || answer.redirected) throw new Error(`${address} answered ${answer.status}`)
  return answer
}
