import type { ShelfParts } from '../../../client/worker/shelf.ts'

type Shelf = Map<string, Response>

/** A browser's caches in memory, by address alone, and a server that can be away. */
export class FakeCaches {
  readonly shelves = new Map<string, Shelf>()
  /** What the server has now, by address. */
  readonly served = new Map<string, string>()
  /** Addresses that were asked of the server, in order. */
  readonly asked: string[] = []
  up = true
  /** While true, nothing can be written: the disk is full. */
  full = false

  readonly parts: ShelfParts = {
    caches: {
      open: async name => this.#cache(this.#shelf(name)),
      keys: async () => [...this.shelves.keys()],
      match: async request => {
        for (const shelf of this.shelves.values()) {
          const found = shelf.get(String(request))
          if (found) return found.clone()
        }
        return undefined
      },
      delete: async name => this.shelves.delete(name),
    },
    fetch: async address => {
      this.asked.push(address)
      if (!this.up) throw new TypeError('failed to fetch')
      const body = this.served.get(new URL(address, 'https://table.example').pathname)
      return body === undefined ? new Response('', { status: 404 }) : new Response(body)
    },
  }

  /** Names of what is kept in the cache of a release. */
  kept(release: string): string[] {
    return [...(this.shelves.get(`trestle-release-${release}`)?.keys() ?? [])].sort()
  }

  #shelf(name: string): Shelf {
    const shelf = this.shelves.get(name) ?? new Map<string, Response>()
    this.shelves.set(name, shelf)
    return shelf
  }

  #cache(shelf: Shelf): Cache {
    const cache: Pick<Cache, 'match' | 'put'> = {
      match: async request => shelf.get(String(request))?.clone(),
      put: async (request, response) => {
        if (this.full) throw new DOMException('full', 'QuotaExceededError')
        shelf.set(String(request), response)
      },
    }
    return cache as Cache
  }
}
