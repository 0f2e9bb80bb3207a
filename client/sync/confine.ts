import { type Look, lookOf } from './look.ts'
import { isSharedPhone } from './shared-phone.ts'

// Imported before everything else, so that whatever code asks for storage or a line gets the confined ones.

/**
 * Confines the page where it must leave no trace or do nothing. On a shared phone nothing is kept past the tab. In a look as
 * somebody else, storage is the page's own memory as well, and every request and socket says that it comes from a look: the
 * server answers as it would answer that seat, and does nothing.
 */
function confine(): void {
  const look = lookOf(window)
  if (!look && !isSharedPhone()) return
  const kept = look
    ? { 'trestle-language': look.language, 'trestle-theme': look.theme }
    : pick(['trestle-language', 'trestle-theme', 'trestle-calm'])
  replace('localStorage', memoryWebStorage(kept))
  replace('indexedDB', undefined)
  if (!look) return
  replace('sessionStorage', memoryWebStorage({}))
  replace('fetch', lookingFetch(look, window.fetch.bind(window)))
  replace('WebSocket', lookingSocket(look, window.WebSocket))
  navigator.sendBeacon = () => false
}

/** A `fetch` whose requests to our own server say that they come from a look. */
export function lookingFetch(look: Look, fetch: typeof window.fetch): typeof window.fetch {
  return (input, init) => {
    const request = new Request(input, init)
    request.headers.set('trestle-preview', look.token)
    return fetch(request)
  }
}

/** A `WebSocket` that opens as the look's seat and only asks: edits, presence and marks never leave the page. */
export function lookingSocket(look: Look, Base: typeof WebSocket): typeof WebSocket {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      const address = new URL(url)
      address.searchParams.set('preview', look.token)
      super(address, protocols)
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (isQuestion(data)) super.send(data)
    }
  }
}

/** Sync step 1 (0, 0) and the query for who is here (3). */
function isQuestion(data: unknown): boolean {
  return data instanceof Uint8Array && ((data[0] === 0 && data[1] === 0) || data[0] === 3)
}

function memoryWebStorage(start: Record<string, string>): Storage {
  const values = new Map(Object.entries(start))
  return {
    get length() {
      return values.size
    },
    key: at => [...values.keys()][at] ?? null,
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, String(value)),
    removeItem: key => void values.delete(key),
    clear: () => values.clear(),
  }
}

function pick(names: readonly string[]): Record<string, string> {
  try {
    return Object.fromEntries(names.map(name => [name, localStorage.getItem(name) ?? '']).filter(([, value]) => value))
  } catch {
    return {} // storage closed to this page: the defaults stand
  }
}

function replace(name: string, value: unknown): void {
  Object.defineProperty(window, name, { value, configurable: true, writable: true })
}

confine()
