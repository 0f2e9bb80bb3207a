/** What one build of the client consists of, as the build itself lists it for the service worker. */
export type Release = {
  /** Names the build: it changes whenever a file does. */
  id: string
  /** Script that the page of this build starts with, as an address on this origin. */
  entry: string
  /** What every page needs: kept before the worker takes over. */
  core: readonly string[]
  /** Code of every page of a partnership: kept when the page says that there is time and line for it. */
  more: readonly string[]
  /** What the page at an address will ask for next, as a `Link` header, by the first part of the address: `p`, `j` … */
  links: Readonly<Record<string, string>>
}

/** What a page says to its worker: keep these files that it has used, fetch all the rest now, take over from the one before. */
export type WorkerWish = { type: 'keep'; files: readonly string[] } | { type: 'fetch-ahead' } | { type: 'take-over' }

/** What a worker asks a page, which answers on the port with the address of its entry script. */
export type EntryQuestion = { type: 'which-entry' }
